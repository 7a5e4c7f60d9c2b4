//! A theme: templates, assets and texts, the site's own over the built-in ones.
//!
//! Both come as texts in [`Inputs`]; a file of the site replaces the built-in file of the same path
//! (texts of the interface key by key, see [`locale`](crate::render::locale)). Nothing here knows a
//! page or a unit.

pub mod assets;
pub(crate) mod budget;
mod exposed;
pub mod functions;
pub mod logo;
pub mod look;
mod style_addresses;
mod style_sheets;
mod syntax;
pub mod templates;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, say};
use crate::load;
use crate::load::faults::{invisible_character, unreadable_file};
use crate::model::colour::Colour;
use crate::model::look::{SearchWords, ThemeLook};
use crate::model::site::Site;
use crate::render::address::Links;
use crate::render::error::RenderResult;
use crate::render::faults::locale_fault;
use crate::render::faults::template_fault::{self, finding_at};
use crate::render::locale::texts::Wanted;
use crate::render::locale::{CONTENT_LANGUAGE, GLOSS_LANGUAGE, Locale, LocaleFile};
use crate::render::theme::assets::{Asset, read_assets};
use crate::render::theme::budget::Counted;
use crate::render::theme::logo::{Logo, Picture};
use crate::render::theme::templates::Templates;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;
use crate::text::{FileId, Sources, Span, Spanned};

/// The folder of the built-in theme, as findings name it.
const DEFAULT_FOLDER: &str = "themes/default";

/// The file with a theme's colours and logo.
pub const THEME_FILE: &str = "theme.toml";

/// One of the two layers of a theme.
struct Layer<'a> {
    /// Its folder, as findings name it.
    folder: String,
    /// The prefix of its templates' names.
    prefix: &'static str,
    files: &'a BTreeMap<SitePath, Content>,
}

/// Templates, assets and texts of a site.
pub struct Theme {
    /// The template engine, with all templates that have no fault.
    tera: tera::Tera,
    /// The site's own templates, as the engine has them: their places lead back to the file.
    counted: BTreeMap<String, Counted>,
    /// The file behind each template's name.
    pub files: BTreeMap<String, (FileId, Arc<str>)>,
    /// Assets in order of their source paths.
    pub assets: Arc<Vec<Asset>>,
    /// The languages of the site that have a locale file, in the site's order.
    pub locales: Arc<Vec<Locale>>,
    /// The logo, when there is one that can be shown.
    pub logo: Option<Logo>,
    /// The picture that other sites show beside links to pages.
    pub share_image: Option<Picture>,
    /// The icon on the start screen of a telephone.
    pub touch_icon: Option<Picture>,
    /// The colour of the band at the top, on light and on dark pages.
    pub brand: [Option<Colour>; 2],
    /// The colour of light pages.
    pub page: Option<Colour>,
    /// What the search knows of words, of both layers.
    pub words: SearchWords,
}

impl Theme {
    /// Reads a theme. Every fault is reported; what has no fault is used.
    pub fn read(
        inputs: &Inputs,
        site: &Site,
        base_url: &str,
        sources: &mut Sources,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let folder = |name: &str| format!("themes/{name}");
        let layers = [
            Layer {
                folder: DEFAULT_FOLDER.to_owned(),
                prefix: "default/",
                files: &inputs.default_theme,
            },
            Layer {
                folder: folder(&site.theme),
                prefix: "site/",
                files: &inputs.theme,
            },
        ];
        let [inherited, own] = layers
            .each_ref()
            .map(|layer| read_look(layer, sources, found));
        look::check(&own, &inherited, found);
        unreadable_assets(&layers, sources, found);
        style_sheets::check(
            &layers.each_ref().map(|layer| layer.files),
            &mut |layer, path, text| add_source(&layers[layer], path, text, sources),
            found,
        );
        let assets = Arc::new(read_assets(
            layers.each_ref().map(|layer| layer.files),
            &look::style(&own, &inherited),
        ));
        let stated = own.logo.as_ref().or(inherited.logo.as_ref());
        let logo = stated.and_then(|stated| logo::read(stated, &assets, found));
        let mut picture = |own: &Option<Spanned<String>>, inherited: &Option<Spanned<String>>| {
            logo::picture(own.as_ref().or(inherited.as_ref())?, &assets, found)
        };
        let share_image = picture(&own.share_image, &inherited.share_image);
        let touch_icon = picture(&own.touch_icon, &inherited.touch_icon);
        let [page, _] = look::colour(&own, &inherited, "page");
        let locales = Arc::new(read_locales(&layers, site, sources, found));
        let mut tera = tera::Tera::default();
        functions::register(&mut tera, &locales, &assets, Links::new(base_url, []));
        let files = template_files(&layers, sources, found);
        budget::register(&mut tera);
        let Templates { tera, counted } = templates::read(tera, files.clone(), found);
        Self {
            tera,
            counted,
            files,
            assets,
            locales,
            logo,
            share_image,
            touch_icon,
            brand: look::colour(&own, &inherited, "brand"),
            page,
            words: SearchWords {
                ignored: [inherited.words.ignored, own.words.ignored].concat(),
                synonyms: [inherited.words.synonyms, own.words.synonyms].concat(),
            },
        }
    }

    /// The published path of an asset, by the path that people write, in parts from the site's root.
    pub fn published_asset(&self, parts: &[String]) -> Option<&SitePath> {
        let (first, below) = parts.split_first()?;
        let source = below.join("/");
        let mut assets = self.assets.iter();
        let asset = assets.find(|asset| first == "assets" && asset.source == source)?;
        Some(&asset.path)
    }

    /// A template with its values, as bytes.
    pub fn write(&self, template: &str, context: &tera::Context) -> RenderResult<Vec<u8>> {
        budget::begin();
        let mut page = BoundedPage {
            bytes: Vec::with_capacity(32 * 1024),
            is_full: false,
        };
        match self.tera.render_to(template, context, &mut page) {
            Ok(()) => Ok(page.bytes),
            Err(_) if page.is_full => {
                let words = format!("the page is larger than {MOST_BYTES} bytes");
                Err(Box::new(finding_at(self.span_of(template), &words)).into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The file of a template: the site's own where there is one.
    fn span_of(&self, template: &str) -> Span {
        let file = |layer: &str| self.files.get(&format!("{layer}{template}"));
        let file = file("site/").or_else(|| file("default/"));
        Span::whole(file.map_or(FileId(0), |(file, _)| *file))
    }

    /// The finding for a fault of a template, at its place where the engine names one.
    pub fn finding(&self, error: &tera::Error) -> Option<Diagnostic> {
        let place = template_fault::places(error).into_iter().next()?;
        let (file, text) = self.files.get(&place.template)?;
        let counted = self.counted.get(&place.template);
        Some(templates::finding(&place, *file, text, counted))
    }
}

/// How many bytes a page may have.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// A page as it is written, up to [`MOST_BYTES`].
struct BoundedPage {
    bytes: Vec<u8>,
    /// Whether more was to be written than it may hold.
    is_full: bool,
}

impl Write for BoundedPage {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_BYTES {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The text of a file, or a finding that says why there is none.
fn text_of(content: &Content) -> Result<Arc<str>, crate::diagnostic::Text> {
    match content {
        Content::Text(text) => Ok(text.clone()),
        Content::Bytes(_) | Content::NotUtf8 { .. } => Err(say!(
            "the file is saved with the wrong encoding: not UTF-8",
            "filen är sparad med fel teckenkodning: inte UTF-8"
        )),
        Content::TooLarge { bytes } => Err(say!(
            "the file is too large: {bytes} bytes",
            "filen är för stor: {bytes} byte"
        )),
        Content::Unreadable { reason } => Err(say!(
            "the file cannot be read: {reason}",
            "filen går inte att läsa: {reason}"
        )),
        // Only texts of units are not held.
        Content::Unloaded { .. } | Content::Changed => Err(say!(
            "the file was changed while the site was being made",
            "filen ändrades medan webbplatsen gjordes"
        )),
        Content::UnusableName => Err(say!(
            "the name of the file is not UTF-8, or has a backslash or an invisible character",
            "filens namn är inte UTF-8, eller har ett omvänt snedstreck eller ett osynligt tecken"
        )),
        Content::LinkNotFollowed { target } => Err(say!(
            "the link was not followed: {target}",
            "länken följdes inte: {target}"
        )),
    }
}

/// A theme file among the sources, so that findings can point into it.
fn add_source(
    layer: &Layer<'_>,
    path: &SitePath,
    text: &Arc<str>,
    sources: &mut Sources,
) -> FileId {
    let full = SitePath::new(&format!("{}/{path}", layer.folder)).unwrap_or_else(|| path.clone());
    sources.add(full, text.clone())
}

/// The colours and the logo that a layer states.
fn read_look(layer: &Layer<'_>, sources: &mut Sources, found: &mut Vec<Diagnostic>) -> ThemeLook {
    let path = SitePath::new(THEME_FILE);
    let Some((path, content)) = path.and_then(|path| layer.files.get_key_value(&path)) else {
        return ThemeLook::default();
    };
    let text = text_of(content).unwrap_or_else(|_| Arc::from(""));
    let file = add_source(layer, path, &text, sources);
    found.extend(unreadable_file::fault(Span::whole(file), content));
    load::theme::load(file, path, &text, found)
}

/// The templates of all layers by name, with their files and texts.
fn template_files(
    layers: &[Layer<'_>],
    sources: &mut Sources,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, (FileId, Arc<str>)> {
    let mut texts = BTreeMap::new();
    for layer in layers {
        for (path, content) in layer.files {
            let Some(name) = path.below("templates") else {
                continue;
            };
            match text_of(content) {
                Ok(text) => {
                    let file = add_source(layer, path, &text, sources);
                    found.extend(invisible_character::of_text(file, &text));
                    texts.insert(format!("{}{name}", layer.prefix), (file, text));
                }
                Err(words) => {
                    let file = add_source(layer, path, &Arc::from(""), sources);
                    found.push(Diagnostic::new(
                        &template_fault::CODE,
                        Span::whole(file),
                        words,
                    ));
                }
            }
        }
    }
    texts
}

/// The languages of the site, with a finding for each that has no file.
fn read_locales(
    layers: &[Layer<'_>],
    site: &Site,
    sources: &mut Sources,
    found: &mut Vec<Diagnostic>,
) -> Vec<Locale> {
    let mut locales: Vec<Locale> = Vec::new();
    let mut seen = BTreeSet::new();
    let none_stated = [(CONTENT_LANGUAGE, None)];
    let stated: Vec<(&str, Option<Span>)> = match site.languages.as_slice() {
        [] => none_stated.to_vec(),
        languages => languages
            .iter()
            .map(|tag| (tag.as_str(), Some(tag.span)))
            .collect(),
    };
    let mut every: BTreeMap<&str, Vec<LocaleFile>> = BTreeMap::new();
    for (tag, _) in &stated {
        if !every.contains_key(tag) {
            every.insert(tag, locale_files(layers, tag, sources, found));
        }
    }
    // English is understood by most who read another language than Swedish.
    let others: BTreeMap<&str, Vec<LocaleFile>> = [GLOSS_LANGUAGE, CONTENT_LANGUAGE]
        .map(|tag| {
            let read = || locale_files(&layers[..1], tag, sources, &mut Vec::new());
            (tag, every.get(tag).cloned().unwrap_or_else(read))
        })
        .into();
    let own_templates = layers.iter().skip(1).flat_map(|layer| layer.files);
    let wanted = Wanted {
        reference: reference(&others),
        templates: own_templates
            .filter(|(path, _)| path.below("templates").is_some())
            .filter_map(|(_, content)| match content {
                Content::Text(text) => Some(&**text),
                _ => None,
            })
            .collect(),
    };
    for (tag, span) in stated {
        if !seen.insert(tag) {
            continue;
        }
        let files = every.get(tag).map_or(&[][..], Vec::as_slice);
        let lent: Vec<LocaleFile> = [GLOSS_LANGUAGE, CONTENT_LANGUAGE]
            .into_iter()
            .filter(|other| *other != tag)
            // The site's own words before the built-in ones: what is read first stays.
            .flat_map(|other| others[other].iter().rev().cloned())
            .collect();
        wanted.check(tag, files, found);
        match Locale::read(tag, files, &lent, found) {
            Some(locale) => locales.push(locale),
            None => {
                let message = say!(
                    "the theme has no texts in `{tag}`",
                    "temat har inga texter på `{tag}`"
                );
                let help = say!(
                    "add `locales/{tag}.ftl` to the theme, or take the language out of `languages`",
                    "lägg till `locales/{tag}.ftl` i temat, eller ta bort språket ur `languages`"
                );
                if let Some(span) = span {
                    found.push(Diagnostic::new(&locale_fault::CODE, span, message).with_help(help));
                }
            }
        }
    }
    locales
}

/// The files that say which texts there are: the built-in ones of both languages, then the site's.
fn reference<'t>(others: &'t BTreeMap<&str, Vec<LocaleFile>>) -> Vec<&'t LocaleFile> {
    let layer = |at: usize| {
        [CONTENT_LANGUAGE, GLOSS_LANGUAGE]
            .into_iter()
            .filter_map(move |tag| others[tag].get(at))
    };
    layer(0).chain(layer(1)).collect()
}

/// The files of a language in all layers.
fn locale_files(
    layers: &[Layer<'_>],
    tag: &str,
    sources: &mut Sources,
    found: &mut Vec<Diagnostic>,
) -> Vec<LocaleFile> {
    let mut files = Vec::new();
    for layer in layers {
        let wanted = SitePath::new(&format!("locales/{tag}.ftl"));
        let Some((path, content)) = wanted.and_then(|path| layer.files.get_key_value(&path)) else {
            continue;
        };
        match text_of(content) {
            Ok(text) => {
                let file = add_source(layer, path, &text, sources);
                found.extend(invisible_character::of_text(file, &text));
                files.push(LocaleFile { file, text });
            }
            Err(words) => {
                let file = add_source(layer, path, &Arc::from(""), sources);
                let help = say!("save it as text in UTF-8", "spara den som text i UTF-8");
                let fault = Diagnostic::new(&locale_fault::CODE, Span::whole(file), words);
                found.push(fault.with_help(help));
            }
        }
    }
    files
}

/// Finds assets that were not read: they would be missing from every page without a word.
fn unreadable_assets(layers: &[Layer<'_>], sources: &mut Sources, found: &mut Vec<Diagnostic>) {
    for layer in layers {
        for (path, content) in layer.files {
            let is_read = matches!(content, Content::Text(_) | Content::Bytes(_));
            if is_read || path.below("assets").is_none() {
                continue;
            }
            let file = add_source(layer, path, &Arc::from(""), sources);
            found.extend(unreadable_file::fault(Span::whole(file), content));
        }
    }
}
