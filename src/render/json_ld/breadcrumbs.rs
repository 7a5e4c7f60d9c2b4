//! The way from the home page to a page, for search engines.

use serde::Serialize;

use crate::render::json_ld::script_safe;

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct BreadcrumbList<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    item_list_element: Vec<ListItem<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct ListItem<'a> {
    position: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

/// The pages above a page, each with its address, and the page's own title last; nothing where none is above.
pub(crate) fn breadcrumbs<'a>(
    above: impl Iterator<Item = (&'a str, String)>,
    title: &'a str,
) -> Option<String> {
    let above = above.map(|(name, item)| (name, Some(item)));
    let names: Vec<ListItem<'a>> = above
        .chain([(title, None)])
        .zip(1..)
        .map(|((name, item), position)| ListItem {
            position,
            name,
            item,
        })
        .collect();
    if names.len() < 2 {
        return None;
    }
    let list = BreadcrumbList {
        context: "https://schema.org",
        item_list_element: names,
    };
    Some(script_safe(serde_json::to_string(&list).ok()?))
}
