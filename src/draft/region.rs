//! The drafts of a region's file and of its first rule set.

use chrono::NaiveDate;

use crate::diagnostic::{Language, Text, say};
use crate::text::toml_text::quoted;

/// What is known of a new region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Name.
    pub name: String,
    /// Municipalities.
    pub municipalities: Vec<String>,
    /// Names of administrations.
    pub administrations: Vec<String>,
}

/// The text of `region.toml`. A region without a municipality gets a first one to rename.
pub fn region(answers: &Answers, language: Language) -> String {
    let say = |text: Text| text.get(language).to_owned();
    let name = quoted(&answers.name);
    let list: Vec<String> = match answers.municipalities.as_slice() {
        [] => vec![quoted(&say(say!("Municipality", "Kommun")))],
        all => all.iter().map(|name| quoted(name)).collect(),
    };
    let mut text = format!(
        "name           = {name}\nmunicipalities = [{}]\n# {}\n# naming_contact = {{ name = \"…\", email = \"…\" }}\n",
        list.join(", "),
        say(say!(
            "who decides how services are named:",
            "vem som bestämmer vad tjänsterna heter:"
        )),
    );
    for administration in &answers.administrations {
        text += &format!(
            "\n[[administrations]]\nid   = {}\nname = {}\n",
            quoted(&slug::slugify(administration)),
            quoted(administration)
        );
    }
    if answers.administrations.is_empty() {
        text += "\n# [[administrations]]\n# id   = \"…\"\n# name = \"…\"\n";
    }
    let types = [
        ("mottagning", "Mottagning", "Clinic", "01", "MedicalClinic"),
        ("avdelning", "Avdelning", "Ward", "02", "Hospital"),
    ];
    for (id, name, en, care_form, schema) in types {
        text += &format!(
            "\n[[types]]\nid        = \"{id}\"\nname      = \"{name}\"\nname_en   = \"{en}\"\n\
             kind      = \"{id}\"\ncare_form = \"{care_form}\"\nschema    = \"{schema}\"\n"
        );
    }
    text
}

/// The text of a first rule set: its head, and a question and a service as comments.
pub fn rule_set(answers: &Answers, from: NaiveDate, language: Language) -> String {
    let say = |text: Text| text.get(language).to_owned();
    let head = say(say!(
        "One version of the base offering. The file's name is its first day in force.",
        "En version av basutbudet. Filens namn är första dagen den gäller."
    ));
    let title = quoted(&format!("Basutbud, {}", answers.name));
    let how = say(say!(
        "Each question and service is a table; `basutbud schema rules` has all keys.",
        "Varje fråga och tjänst är en tabell; `basutbud schema rules` har alla nycklar."
    ));
    format!(
        "# {head}\n\
         title   = {title}\n\
         decided = {from}\n\
         scope   = {{ patient_contact = true }}\n\
         \n\
         [response]\n\
         days     = 2\n\
         calendar = \"working-day\"\n\
         promise  = \"answer\"\n\
         \n\
         [page]\n\
         required = [\"contact.phone\"]\n\
         advised  = [\"hours.opening\"]\n\
         \n\
         # {how}\n\
         # [[activities]]\n\
         # id       = \"forskriver-lakemedel\"\n\
         # question = \"Förskriver enheten läkemedel till patienter?\"\n\
         \n\
         [[services]]\n\
         id        = \"kontakta-oss\"\n\
         kind      = \"e-service\"\n\
         name      = \"Kontakta oss\"\n\
         name_en   = \"Contact us\"\n\
         help      = \"Ställ en fråga till oss.\"\n\
         help_en   = \"Ask us a question. You log in, for example with an electronic ID.\"\n\
         must_when = true\n"
    )
}
