//! All units of a region in Swedish alphabetical order.

use serde::Serialize;

use crate::render::address::{PageAddress, Stage};
use crate::render::fault::Made;
use crate::render::pages::{Listed, PageKind, in_each_region};
use crate::render::view::listing::Group;
use crate::render::view::said::Said;
use crate::render::{Head, Renderer, html};

/// The list of all units.
pub static A_TO_O: PageKind = PageKind {
    name: "a-to-o",
    stage: Stage::List,
    list,
    render,
};

/// What the page holds.
#[derive(Serialize)]
struct View<'a> {
    count: usize,
    groups: Vec<Group<'a>>,
}

fn list(renderer: &Renderer<'_>) -> Vec<Listed> {
    in_each_region(renderer, |region| Some(format!("{region}/a-o/")))
}

fn render(renderer: &Renderer<'_>, address: &PageAddress) -> Made<Vec<u8>> {
    let (_, locale) = renderer.language(address);
    let Some((region, index)) = renderer.region(address) else {
        return Ok(Vec::new());
    };
    let rows = renderer.rows(address, region);
    let group = |(at, (letter, range)): (usize, &(&'static str, std::ops::Range<usize>))| Group {
        heading: letter,
        id: format!("letter-{}", at + 1),
        units: rows.of(&index.units[range.clone()]),
    };
    let view = View {
        count: index.units.len(),
        groups: index.letters.iter().enumerate().map(group).collect(),
    };
    let name = || region.short_name.as_str().into();
    let head = Head {
        title: Said::own(locale.say("a_to_o_title", &[("region", name())])?),
        description: Some(locale.say("a_to_o_description", &[("region", name())])?),
        crumbs: renderer.crumbs(address, &[])?,
        ..Head::default()
    };
    html(renderer, address, "a_to_o.html", head, "list", &view)
}
