//! What an editor has open: documents with their unsaved text, and the sites they belong to.
//!
//! A document belongs to the nearest folder upwards with `content/site.toml`, as for every command. One
//! outside any site is kept in step but never spoken of.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use chrono::NaiveDate;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CompletionItem, CompletionParams, Diagnostic,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DocumentLink, DocumentLinkParams, GotoDefinitionParams, Hover,
    HoverContents, HoverParams, Location, PublishDiagnosticsParams, TextDocumentPositionParams,
    Uri,
};
use serde_json::Value;

use crate::commands::lsp::convert::{AnswerForm, markdown, point};
use crate::commands::lsp::site::OpenSite;
use crate::commands::lsp::uri::path_of;
use crate::commands::today;
use crate::diagnostic::Language;
use crate::host::read;
use crate::language::position::{Encoding, changed};
use crate::language::{action, completion, definition, findings_of, hover, link};
use crate::text::FileId;
use crate::text::path::SitePath;

/// So many files changed at once are read with the whole site.
const MANY: usize = 20;

/// What the editor and the command line ask for.
pub struct Options {
    /// What columns count.
    pub encoding: Encoding,
    /// The language of words.
    pub language: Language,
    /// The one site that counts; every site when left out.
    pub root: Option<PathBuf>,
    /// The day to work for; today when left out.
    pub date: Option<NaiveDate>,
}

/// An open document.
struct Document {
    version: i32,
    text: String,
    /// The site's folder and the path inside it, where it belongs to a site.
    place: Option<(PathBuf, SitePath)>,
    /// The findings the editor was told last.
    told: Option<Vec<Diagnostic>>,
}

/// What an editor has open.
pub struct Session {
    options: Options,
    sites: BTreeMap<PathBuf, OpenSite>,
    documents: BTreeMap<String, Document>,
    /// Documents that were closed and whose findings the editor still shows.
    closed: Vec<String>,
}

impl Session {
    /// Nothing is open yet.
    pub fn new(mut options: Options) -> Self {
        options.root = options
            .root
            .map(|root| std::path::absolute(&root).unwrap_or(root));
        Self {
            options,
            sites: BTreeMap::new(),
            documents: BTreeMap::new(),
            closed: Vec::new(),
        }
    }

    /// Reads the site that the editor's folder lies in, so that the first file opens at once.
    pub fn load(&mut self, asked: &Value) {
        let folders = asked.get("workspaceFolders").and_then(Value::as_array);
        let first = folders.and_then(|folders| folders.first()?.get("uri"));
        let folder = first.or_else(|| asked.get("rootUri"));
        let folder = folder.and_then(Value::as_str).and_then(path_of);
        if let Some(root) = folder.and_then(|folder| self.root_of(&folder)) {
            self.site(root);
        }
    }

    fn day(&self) -> NaiveDate {
        self.options.date.unwrap_or_else(today)
    }

    /// The folder of the site that a path belongs to.
    fn root_of(&self, path: &Path) -> Option<PathBuf> {
        match &self.options.root {
            Some(root) => path.starts_with(root).then(|| root.clone()),
            None => {
                let mut folders = path.ancestors();
                folders
                    .find(|folder| folder.join(read::SITE_FILE).exists())
                    .map(Path::to_owned)
            }
        }
    }

    fn site(&mut self, root: PathBuf) -> &mut OpenSite {
        let day = self.day();
        let site = self.sites.entry(root.clone());
        site.or_insert_with(|| OpenSite::read(root, day))
    }

    /// A document was opened.
    pub fn open(&mut self, params: DidOpenTextDocumentParams) {
        let opened = params.text_document;
        let path = path_of(opened.uri.as_str());
        let root = path.as_ref().and_then(|path| self.root_of(path));
        let place = root.zip(path).and_then(|(root, path)| {
            let site = self.site(root.clone());
            let inside = site.inside(&path)?;
            site.set_text(&inside, &opened.text);
            Some((root, inside))
        });
        let document = Document {
            version: opened.version,
            text: opened.text,
            place,
            told: None,
        };
        self.documents
            .insert(opened.uri.as_str().to_owned(), document);
    }

    /// A document was changed.
    pub fn change(&mut self, params: DidChangeTextDocumentParams) {
        let uri = params.text_document.uri.as_str();
        let Some(document) = self.documents.get_mut(uri) else {
            return;
        };
        for change in params.content_changes {
            document.text = match change.range {
                Some(range) => {
                    let (start, end) = (point(range.start), point(range.end));
                    let encoding = self.options.encoding;
                    changed(&document.text, start, end, encoding, &change.text)
                }
                None => change.text,
            };
        }
        document.version = params.text_document.version;
        if let Some((root, path)) = &document.place
            && let Some(site) = self.sites.get_mut(root)
        {
            site.set_text(path, &document.text);
        }
    }

    /// A document was closed: what is on the disk counts again.
    pub fn close(&mut self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri.as_str();
        let Some(document) = self.documents.remove(uri) else {
            return;
        };
        if let Some((root, path)) = &document.place
            && let Some(site) = self.sites.get_mut(root)
        {
            site.set_from_disk(path);
            self.closed.push(uri.to_owned());
        }
    }

    /// Files changed on the disk. Those that are open count as the editor holds them.
    pub fn changed_on_disk(&mut self, params: DidChangeWatchedFilesParams) {
        if params.changes.len() > MANY {
            let roots: Vec<PathBuf> = self.sites.keys().cloned().collect();
            for root in roots {
                self.read_again(root);
            }
            return;
        }
        for change in params.changes {
            let uri = change.uri.as_str();
            if self.documents.contains_key(uri) {
                continue;
            }
            let Some(path) = path_of(uri) else { continue };
            for site in self.sites.values_mut() {
                if let Some(inside) = site.inside(&path) {
                    site.set_from_disk(&inside);
                }
            }
        }
    }

    fn read_again(&mut self, root: PathBuf) {
        let mut site = OpenSite::read(root.clone(), self.day());
        let open = self.documents.values().filter_map(|document| {
            let (of, path) = document.place.as_ref()?;
            (*of == root).then_some((path, &document.text))
        });
        for (path, text) in open {
            site.set_text(path, text);
        }
        self.sites.insert(root, site);
    }

    /// What the editor has not been told yet: the findings of open documents that have others than before.
    pub fn findings(&mut self) -> Vec<PublishDiagnosticsParams> {
        let day = self.day();
        for site in self.sites.values_mut() {
            site.set_day(day);
        }
        let mut told = Vec::new();
        for uri in std::mem::take(&mut self.closed) {
            if !self.documents.contains_key(&uri) {
                told.extend(publish(&uri, Vec::new(), None));
            }
        }
        for (uri, document) in &mut self.documents {
            let Some((root, path)) = &document.place else {
                continue;
            };
            let Some(site) = self.sites.get(root) else {
                continue;
            };
            let form = AnswerForm {
                site,
                encoding: self.options.encoding,
                language: self.options.language,
            };
            let found = match site.file(path) {
                Some(file) => findings_of(&site.compilation, file),
                None => Vec::new(),
            };
            let found: Vec<Diagnostic> = found.iter().map(|one| form.finding(one)).collect();
            if document.told.as_ref() != Some(&found) {
                told.extend(publish(uri, found.clone(), Some(document.version)));
                document.told = Some(found);
            }
        }
        told
    }

    /// The site and file of an open document, as answers need them.
    fn file(&self, uri: &Uri) -> Option<(AnswerForm<'_>, FileId)> {
        let (root, path) = self.documents.get(uri.as_str())?.place.as_ref()?;
        let site = self.sites.get(root)?;
        let form = AnswerForm {
            site,
            encoding: self.options.encoding,
            language: self.options.language,
        };
        Some((form, site.file(path)?))
    }

    fn at(&self, params: &TextDocumentPositionParams) -> Option<(AnswerForm<'_>, FileId, usize)> {
        let (form, file) = self.file(&params.text_document.uri)?;
        Some((form, file, form.offset(file, params.position)))
    }

    /// `textDocument/hover`
    pub fn hover(&self, params: &HoverParams) -> Option<Hover> {
        let (form, file, offset) = self.at(&params.text_document_position_params)?;
        let hover = hover::hover(
            &form.site.compilation,
            &form.site.inputs,
            file,
            offset,
            form.language,
        )?;
        Some(Hover {
            contents: HoverContents::Markup(markdown(hover.markdown)),
            range: Some(form.range(file, hover.range)),
        })
    }

    /// `textDocument/completion`
    pub fn completion(&self, params: &CompletionParams) -> Vec<CompletionItem> {
        let Some((form, file, offset)) = self.at(&params.text_document_position) else {
            return Vec::new();
        };
        let proposals = completion::completion(
            &form.site.compilation,
            &form.site.inputs,
            file,
            offset,
            form.language,
        );
        let proposals = proposals.into_iter();
        proposals.map(|one| form.proposal(file, one)).collect()
    }

    /// `textDocument/codeAction`
    pub fn actions(&self, params: &CodeActionParams) -> Vec<CodeAction> {
        let Some((form, file)) = self.file(&params.text_document.uri) else {
            return Vec::new();
        };
        let compilation = &form.site.compilation;
        let asked = |kind: &CodeActionKind| match &params.context.only {
            Some(only) => only.iter().any(|wanted| includes(wanted, kind)),
            None => true,
        };
        let mut actions = Vec::new();
        if asked(&CodeActionKind::QUICKFIX) {
            let range = form.offset(file, params.range.start)..form.offset(file, params.range.end);
            actions = action::quick_fixes(compilation, file, range, form.language);
        }
        if asked(&CodeActionKind::SOURCE_FIX_ALL) {
            actions.extend(action::fix_all(compilation, file, form.language));
        }
        let actions = actions.into_iter();
        actions.filter_map(|one| form.action(one)).collect()
    }

    /// `textDocument/definition`
    pub fn definition(&self, params: &GotoDefinitionParams) -> Vec<Location> {
        let Some((form, file, offset)) = self.at(&params.text_document_position_params) else {
            return Vec::new();
        };
        let spans = definition::definition(&form.site.compilation, &form.site.inputs, file, offset)
            .into_iter();
        spans.filter_map(|span| form.location(span)).collect()
    }

    /// `textDocument/documentLink`
    pub fn links(&self, params: &DocumentLinkParams) -> Vec<DocumentLink> {
        let Some((form, file)) = self.file(&params.text_document.uri) else {
            return Vec::new();
        };
        let links = link::links(&form.site.compilation, &form.site.inputs, file).into_iter();
        links
            .map(|link| DocumentLink {
                range: form.range(file, link.range),
                target: Uri::from_str(&link.target).ok(),
                tooltip: None,
                data: None,
            })
            .filter(|link| link.target.is_some())
            .collect()
    }
}

/// Whether a kind of action asked for takes in another: `source` takes in `source.fixAll`.
fn includes(wanted: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let (wanted, kind) = (wanted.as_str(), kind.as_str());
    kind == wanted
        || wanted.is_empty()
        || kind
            .strip_prefix(wanted)
            .is_some_and(|rest| rest.starts_with('.'))
}

fn publish(
    uri: &str,
    diagnostics: Vec<Diagnostic>,
    version: Option<i32>,
) -> Option<PublishDiagnosticsParams> {
    Some(PublishDiagnosticsParams {
        uri: Uri::from_str(uri).ok()?,
        diagnostics,
        version,
    })
}
