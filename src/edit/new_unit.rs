//! A new unit in the browser: the questions that `basutbud new unit` asks, as a form.

use std::collections::BTreeMap;

use crate::diagnostic::Text;
use crate::draft::new_unit::{free_path, with_duties};
use crate::draft::unit::Answers;
use crate::edit::choices::FormContext;
use crate::edit::item::{Choice, Item, id_of};
use crate::edit::page::{self, NewView};
use crate::edit::reply::{EDIT, Editing, Outcome, Save};
use crate::edit::session::Posted;
use crate::edit::words::pick;
use crate::load::shape::Kind;
use crate::model::region::Region;
use crate::preview::own_page::OWN;
use crate::preview::reply::Reply;

/// Where a new unit is made, below the program's own files.
pub const NEW: &str = "new";

/// What a field is before anything was written in it.
const NOTHING: fn(&str) -> String = |_| String::new();

impl Editing<'_> {
    /// The form of a new unit in a region; the choice of one where there are several.
    pub fn new_form(&self, region: &str) -> Reply {
        self.new_page(self.region(region), &NOTHING, "")
    }

    /// What the form of a new unit brings about.
    pub fn create(&self, posted: &Posted) -> Outcome {
        let value = |name: &str| posted.get(name).unwrap_or_default().trim().to_owned();
        let Some(region) = self.region(&value("region")) else {
            return Outcome::Reply(self.new_page(None, &NOTHING, ""));
        };
        match self.created(region, &value) {
            Ok((save, slug)) => {
                let then = format!("/{OWN}{EDIT}{}/{slug}?new", region.id);
                Outcome::Save(vec![save], then)
            }
            Err(fault) => {
                let fault = fault.get(self.language);
                Outcome::Reply(self.new_page(Some(region), &value, fault))
            }
        }
    }

    fn created(
        &self,
        region: &Region,
        value: &dyn Fn(&str) -> String,
    ) -> Result<(Save, String), Text> {
        let name = value("name");
        if name.is_empty() {
            return Err(Text::fixed("write the unit's name", "skriv enhetens namn"));
        }
        let path = free_path(&name, region, self.compilation, self.inputs)?;
        let stated = |name: &str| Some(value(name)).filter(|value| !value.is_empty());
        let rule_set = region.rule_set_on(self.inputs.today);
        let questions = rule_set.iter().flat_map(|rules| &rules.activities);
        let activities: BTreeMap<String, bool> = questions
            .filter_map(|activity| {
                let id = &activity.id.value;
                let answer = match value(&format!("activities/{id}")).as_str() {
                    "true" => true,
                    "false" => false,
                    _ => return None,
                };
                Some((id.clone(), answer))
            })
            .collect();
        let answers = Answers {
            name,
            unit_type: stated("type"),
            administration: stated("administration"),
            provider: stated("provider"),
            agreements: stated("agreement").into_iter().collect(),
            municipality: stated("municipality"),
            hsa_id: stated("hsa_id"),
            phone: stated("phone"),
            activities,
        };
        let text = with_duties(
            &answers,
            (region, rule_set),
            (self.compilation, self.inputs),
            &path,
            self.language,
        );
        let slug = path.stem().to_owned();
        let save = Save {
            path,
            old: None,
            new: text.into(),
        };
        Ok((save, slug))
    }

    /// The region of an id, or the only one.
    fn region(&self, id: &str) -> Option<&Region> {
        let regions = &self.compilation.catalog.regions;
        regions.get(id).or_else(|| {
            let only = regions.values().next();
            only.filter(|_| regions.len() == 1)
        })
    }

    fn new_page(
        &self,
        region: Option<&Region>,
        value: &dyn Fn(&str) -> String,
        fault: &str,
    ) -> Reply {
        let regions = self.compilation.catalog.regions.values();
        let view = NewView {
            secret: self.secret.to_owned(),
            regions: regions
                .map(|region| Choice {
                    value: region.id.clone(),
                    label: region.name.clone(),
                })
                .collect(),
            region: region.map(|region| region.id.clone()).unwrap_or_default(),
            name: region.map(|region| region.name.clone()).unwrap_or_default(),
            items: region.map_or_else(Vec::new, |region| self.questions(region, value)),
            fault: fault.to_owned(),
        };
        page::new_unit(self.language, view)
    }

    /// The questions about a new unit of a region.
    fn questions(&self, region: &Region, value: &dyn Fn(&str) -> String) -> Vec<Item> {
        let language = self.language;
        let context = FormContext {
            catalog: &self.compilation.catalog,
            today: self.inputs.today,
            language,
            region,
            rule_set: region.rule_set_on(self.inputs.today),
            unit: None,
        };
        let options = |name: &str| context.options(&Kind::Text, &[name.to_owned()]);
        let item = |kind: &str, name: &str, (en, sv): (&str, &str), options: Vec<Choice>| Item {
            kind: kind.to_owned(),
            name: name.to_owned(),
            id: id_of(name),
            label: pick(language, en, sv).to_owned(),
            value: value(name),
            options,
            ..Item::default()
        };
        let helped = |mut item: Item, (en, sv): (&str, &str)| {
            pick(language, en, sv).clone_into(&mut item.help);
            item
        };
        let agreements = region.agreements.iter().map(|it| Choice {
            value: it.id.value.clone(),
            label: it.name.clone(),
        });
        let mut items = vec![helped(
            Item {
                wanted: "required",
                ..item("text", "name", ("Name", "Namn"), Vec::new())
            },
            (
                "As residents know it. The address of the page is made from it.",
                "Som invånarna känner den. Sidans webbadress görs av det.",
            ),
        )];
        let choices = [
            ("type", ("Type of unit", "Typ av enhet"), options("type")),
            (
                "municipality",
                ("Municipality", "Kommun"),
                options("municipality"),
            ),
            (
                "administration",
                ("Administration", "Förvaltning"),
                options("administration"),
            ),
        ];
        for (name, words, options) in choices {
            if !options.is_empty() {
                items.push(item("choice", name, words, options));
            }
        }
        items.push(helped(
            item(
                "text",
                "provider",
                ("Private provider", "Privat vårdgivare"),
                Vec::new(),
            ),
            (
                "Leave it empty where the region itself runs the unit.",
                "Lämna tomt om regionen själv driver enheten.",
            ),
        ));
        let agreements: Vec<Choice> = agreements.collect();
        if !agreements.is_empty() {
            items.push(helped(
                item("choice", "agreement", ("Agreement", "Avtal"), agreements),
                ("Of a private provider.", "Gäller privata vårdgivare."),
            ));
        }
        items.push(helped(
            item("text", "hsa_id", ("HSA id", "HSA-id"), Vec::new()),
            (
                "From the HSA directory. May be written later.",
                "Från HSA-katalogen. Går att skriva senare.",
            ),
        ));
        items.push(item("text", "phone", ("Phone", "Telefon"), Vec::new()));
        let rules = context.rule_set.iter().flat_map(|rules| &rules.activities);
        items.extend(rules.map(|activity| {
            let en = activity.question_en.as_ref().unwrap_or(&activity.question);
            let name = format!("activities/{}", activity.id.value);
            item("answer", &name, (en, &activity.question), Vec::new())
        }));
        items
    }
}
