//! The one place where levels are applied and findings are sorted, doubled ones dropped, and counted.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{Code, Level, Severity};
use crate::text::path::SitePath;
use crate::text::{Sources, Span};

/// Who set a code's level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LevelSource {
    /// The code itself.
    Default,
    /// `[levels]` in `content/site.toml`, at this place.
    Site(Span),
    /// `[levels]` in the rule set of the region, at this place.
    Region(Span),
    /// `--deny`, `--warn`, `--note` or `--allow`.
    CommandLine,
}

/// The levels of a run: what the site says, overridden by the command line.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    set: BTreeMap<&'static str, (Level, LevelSource)>,
    /// What regions say of findings in their own files.
    regions: BTreeMap<String, BTreeMap<&'static str, (Level, Span)>>,
}

impl Levels {
    /// Takes the level of a line in `site.toml`; the command line's word stands where there is one.
    pub fn set_by_site(&mut self, code: &'static Code, level: Level, span: Span) {
        self.set
            .entry(code.name)
            .or_insert((level, LevelSource::Site(span)));
    }

    /// Takes a level from the command line; the last one given counts.
    pub fn set_by_command_line(&mut self, code: &'static Code, level: Level) {
        self.set
            .insert(code.name, (level, LevelSource::CommandLine));
    }

    /// Takes the lines of a region's rule set; those of the site and the command line go before.
    pub fn set_by_region(&mut self, region: &str, lines: &[(&'static Code, Level, Span)]) {
        let lines = lines
            .iter()
            .map(|(code, level, span)| (code.name, (*level, *span)));
        self.regions.insert(region.to_owned(), lines.collect());
    }

    /// A code's level, and who set it, for a finding in a file.
    pub fn of(&self, code: &Code, file: &SitePath) -> (Level, LevelSource) {
        if code.fixed {
            return (code.level, LevelSource::Default);
        }
        if let Some(set) = self.set.get(code.name) {
            return set.clone();
        }
        let region = file.parts().nth(1).filter(|_| !self.regions.is_empty());
        let by_region = region.and_then(|region| self.regions.get(region)?.get(code.name));
        match by_region {
            Some((level, span)) => (*level, LevelSource::Region(*span)),
            None => (code.level, LevelSource::Default),
        }
    }
}

/// A finding with the level that holds for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub diagnostic: Diagnostic,
    /// How heavy it is in this run; never [`Level::Allow`].
    pub level: Level,
    /// Who said so.
    pub source: LevelSource,
}

impl Finding {
    /// How it is shown.
    pub fn severity(&self) -> Severity {
        self.level.severity().unwrap_or(Severity::Note)
    }
}

/// How many findings a run has, by level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Denied.
    pub errors: usize,
    /// Warned of.
    pub warnings: usize,
    /// Noted.
    pub notes: usize,
    /// Allowed by the site's policy, and so not shown.
    pub allowed: usize,
    /// Set aside because a baseline has them.
    pub baselined: usize,
    /// Set aside because an earlier state of the site has them.
    pub earlier: usize,
}

impl Counts {
    /// Whether something is denied, so that nothing may be published.
    pub fn denied(&self) -> bool {
        self.errors > 0
    }

    /// Adds the counts of other findings.
    pub fn add(&mut self, other: Self) {
        let Self {
            errors,
            warnings,
            notes,
            allowed,
            baselined,
            earlier,
        } = other;
        self.errors += errors;
        self.warnings += warnings;
        self.notes += notes;
        self.allowed += allowed;
        self.baselined += baselined;
        self.earlier += earlier;
    }
}

/// Why a finding that is known already is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A baseline has it.
    Baseline,
    /// An earlier state of the site has it.
    Earlier,
}

/// The findings of a run after policy: sorted by path, place and code.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The findings that are shown.
    pub list: Vec<Finding>,
    /// How many there are, shown and not.
    pub counts: Counts,
}

impl Findings {
    /// Whether something is denied, so that nothing may be published.
    pub fn denied(&self) -> bool {
        self.counts.denied()
    }

    /// Adds the findings of a file that comes after those of these.
    pub fn append(&mut self, later: Self) {
        self.list.extend(later.list);
        self.counts.add(later.counts);
    }

    /// Leaves out the findings that are of no concern: they are neither shown nor counted.
    pub fn keep(&mut self, is_of_concern: impl FnMut(&Finding) -> bool) {
        self.list.retain(is_of_concern);
        let of = |severity| {
            self.list
                .iter()
                .filter(|it| it.severity() == severity)
                .count()
        };
        self.counts = Counts {
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            notes: of(Severity::Note),
            ..Counts::default()
        };
    }

    /// Sets aside the findings that `is_known` says are known: they are counted, but neither shown nor
    /// weighed. It is asked once for each finding, in order.
    pub fn set_aside(&mut self, why: Known, mut is_known: impl FnMut(&Finding) -> bool) {
        let counts = &mut self.counts;
        self.list.retain(|finding| {
            let known = is_known(finding);
            if known {
                match finding.severity() {
                    Severity::Error => counts.errors -= 1,
                    Severity::Warning => counts.warnings -= 1,
                    Severity::Note => counts.notes -= 1,
                }
                match why {
                    Known::Baseline => counts.baselined += 1,
                    Known::Earlier => counts.earlier += 1,
                }
            }
            !known
        });
    }
}

/// Applies the levels, sorts by path, place and code, drops exact doubles and counts.
pub fn settle(mut diagnostics: Vec<Diagnostic>, levels: &Levels, sources: &Sources) -> Findings {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.primary.span.start, d.primary.span.end, d.code.name);
        let path = |d: &Diagnostic| sources.path(d.primary.span.file).as_str();
        // Ids are given in path order, so equal files compare without their names.
        let files = if a.primary.span.file == b.primary.span.file {
            std::cmp::Ordering::Equal
        } else {
            path(a).cmp(path(b))
        };
        files
            .then_with(|| key(a).cmp(&key(b)))
            .then_with(|| a.message.cmp(&b.message))
    });
    diagnostics.dedup();

    let mut findings = Findings::default();
    for diagnostic in diagnostics {
        let file = sources.path(diagnostic.primary.span.file);
        let (level, source) = levels.of(diagnostic.code, file);
        let level = diagnostic.at_most.map_or(level, |cap| level.min(cap));
        match level {
            Level::Allow => findings.counts.allowed += 1,
            Level::Note => findings.counts.notes += 1,
            Level::Warn => findings.counts.warnings += 1,
            Level::Deny => findings.counts.errors += 1,
        }
        if level != Level::Allow {
            findings.list.push(Finding {
                diagnostic,
                level,
                source,
            });
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Text;
    use crate::diagnostic::code::{Explanation, Group};
    use crate::text::FileId;
    use crate::text::path::SitePath;

    static SOFT: Code = Code {
        name: "soft",
        group: Group::Page,
        level: Level::Warn,
        fixed: false,
        explanation: Explanation { en: "", sv: "" },
    };
    static HARD: Code = Code {
        name: "hard",
        group: Group::Structure,
        level: Level::Deny,
        fixed: true,
        explanation: Explanation { en: "", sv: "" },
    };

    fn sources() -> Sources {
        let mut sources = Sources::default();
        for path in ["b.toml", "a.toml"] {
            sources.add(SitePath::new(path).expect("a plain path"), "x = 1\n".into());
        }
        sources
    }

    fn at(code: &'static Code, file: u32, start: usize) -> Diagnostic {
        Diagnostic::new(
            code,
            Span::new(FileId(file), start..start + 1),
            Text::fixed("m", "m"),
        )
    }

    #[test]
    fn sorts_by_path_and_drops_doubles() {
        let found = vec![
            at(&SOFT, 0, 2),
            at(&SOFT, 1, 3),
            at(&HARD, 0, 0),
            at(&SOFT, 0, 2),
        ];
        let findings = settle(found, &Levels::default(), &sources());
        let order: Vec<_> = findings
            .list
            .iter()
            .map(|f| (f.diagnostic.primary.span.file.0, f.diagnostic.code.name))
            .collect();
        assert_eq!(order, [(1, "soft"), (0, "hard"), (0, "soft")]);
        assert_eq!((findings.counts.errors, findings.counts.warnings), (1, 2));
    }

    #[test]
    fn structural_faults_cannot_be_allowed() {
        let mut levels = Levels::default();
        levels.set_by_command_line(&HARD, Level::Allow);
        levels.set_by_command_line(&SOFT, Level::Allow);
        let findings = settle(vec![at(&HARD, 0, 0), at(&SOFT, 0, 0)], &levels, &sources());
        assert!(findings.denied());
        assert_eq!(findings.counts.allowed, 1);
    }

    #[test]
    fn a_region_sets_levels_of_its_own_files_where_the_site_says_nothing() {
        let path = |path: &str| SitePath::new(path).expect("a plain path");
        let (own, other) = (
            path("content/x/units/a.toml"),
            path("content/y/units/a.toml"),
        );
        let mut levels = Levels::default();
        let line = Span::whole(FileId(1));
        levels.set_by_region(
            "x",
            &[(&SOFT, Level::Allow, line), (&HARD, Level::Allow, line)],
        );
        assert_eq!(
            levels.of(&SOFT, &own),
            (Level::Allow, LevelSource::Region(line))
        );
        assert_eq!(levels.of(&SOFT, &other).0, Level::Warn);
        assert_eq!(levels.of(&HARD, &own).0, Level::Deny);
        levels.set_by_site(&SOFT, Level::Deny, Span::whole(FileId(0)));
        assert_eq!(levels.of(&SOFT, &own).0, Level::Deny);
    }

    #[test]
    fn the_command_line_beats_the_site_and_a_cap_beats_both() {
        let mut levels = Levels::default();
        levels.set_by_command_line(&SOFT, Level::Deny);
        levels.set_by_site(&SOFT, Level::Note, Span::whole(FileId(0)));
        let file = SitePath::new("content/site.toml").expect("a plain path");
        assert_eq!(
            levels.of(&SOFT, &file),
            (Level::Deny, LevelSource::CommandLine)
        );
        let capped = at(&SOFT, 0, 0).at_most(Some(Level::Note));
        assert_eq!(settle(vec![capped], &levels, &sources()).counts.notes, 1);
    }
}
