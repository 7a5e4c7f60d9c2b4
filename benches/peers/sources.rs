//! The same site for every program: what `generate` makes for basutbud, and from the same unit files
//! the content of the peers, beside their templates and settings.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::{generate, languages};

/// Where the sites of the three programs lie.
pub struct Sources {
    pub basutbud: PathBuf,
    pub hugo: PathBuf,
    pub zola: PathBuf,
}

/// Writes the sites of `units` units below `folder`.
///
/// # Errors
/// When a file cannot be read or written, or a unit file is not as `generate` makes it.
pub fn write(folder: &Path, units: usize) -> io::Result<Sources> {
    let sources = Sources {
        basutbud: folder.join("basutbud"),
        hugo: folder.join("hugo"),
        zola: folder.join("zola"),
    };
    generate::site(&sources.basutbud, units, generate::Findings::None)?;
    languages::set(&sources.basutbud, &["sv"])?;

    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let peers = repository.join("benches/peers");
    let assets = repository.join("themes/default/assets");
    for (name, site, data) in [
        ("hugo", &sources.hugo, "data/catalogue.toml"),
        ("zola", &sources.zola, "catalogue.toml"),
    ] {
        copy(&peers.join(name), site)?;
        copy(&assets, &site.join("static/assets"))?;
        let data = site.join(data);
        fs::create_dir_all(data.parent().unwrap_or(site))?;
        fs::copy(peers.join("catalogue.toml"), data)?;
        fs::create_dir_all(site.join("content/units"))?;
        fs::create_dir_all(site.join("data"))?;
    }
    for folder in fs::read_dir(sources.basutbud.join("content/kalmar/units"))? {
        for file in fs::read_dir(folder?.path())? {
            let path = file?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                translate(&path, &sources)?;
            }
        }
    }
    Ok(sources)
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Writes one unit as content of the peers: its keys as front matter, its text as the body.
fn translate(path: &Path, sources: &Sources) -> io::Result<()> {
    let mut unit = parse(&fs::read_to_string(path)?)?;
    let text = fs::read_to_string(path.with_extension("md"))?;
    let services = services(&mut unit);
    let taxonomies = [
        ("municipality", terms([text_of(&unit, "municipality")])),
        ("service", terms(services)),
    ];
    let mut common = Table::new();
    for (name, key) in [
        ("title", "name"),
        ("description", "summary"),
        ("date", "reviewed"),
    ] {
        common.extend(unit.get(key).map(|value| (name.to_owned(), value.clone())));
    }

    let taxonomies = taxonomies.map(|(name, terms)| (name.to_owned(), terms));
    let mut hugo = common.clone();
    hugo.extend(taxonomies.clone());
    // What is a taxonomy already may not be a parameter too.
    let own = |(key, _): &(String, Value)| hugo.get(key).is_none();
    let params: Table = unit.clone().into_iter().filter(own).collect();
    hugo.insert("params".to_owned(), params.into());
    let mut zola = common;
    zola.insert("taxonomies".to_owned(), Table::from_iter(taxonomies).into());
    let listed = |(key, _): &(String, Value)| matches!(key.as_str(), "type" | "locality");
    let extra: Table = unit.clone().into_iter().filter(listed).collect();
    zola.insert("extra".to_owned(), extra.into());

    let name = path.file_stem().unwrap_or_default();
    for (site, matter) in [(&sources.hugo, hugo), (&sources.zola, zola)] {
        let target = site.join("content/units").join(name).with_extension("md");
        fs::write(target, format!("+++\n{matter}+++\n\n{text}"))?;
    }
    // What only the unit's own page says: Zola hands every key of a page to each list that it is on.
    let data = sources.zola.join("data").join(name).with_extension("toml");
    fs::write(data, unit.to_string())?;
    Ok(())
}

/// The identifiers of the services that a unit offers, by which it also keeps them from now on: the
/// unit file may call a service by its name.
fn services(unit: &mut Table) -> Vec<String> {
    let Some(Value::Table(own)) = unit.get_mut("services") else {
        return Vec::new();
    };
    *own = std::mem::take(own)
        .into_iter()
        .map(|(key, value)| (slug::slugify(key), value))
        .collect();
    let mut services: Vec<String> = own.keys().cloned().collect();
    for visit in unit
        .get("visits")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let service = match visit.get("assessment_first").and_then(Value::as_bool) {
            Some(true) => "boka-tid-efter-bedomning",
            _ => "boka-tid-utan-bedomning",
        };
        services.push(service.to_owned());
    }
    services
}

fn text_of(unit: &Table, key: &str) -> String {
    let text = unit.get(key).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

fn terms(terms: impl IntoIterator<Item = String>) -> Value {
    terms
        .into_iter()
        .map(Value::from)
        .collect::<Vec<_>>()
        .into()
}

fn parse(text: &str) -> io::Result<Table> {
    text.parse().map_err(io::Error::other)
}
