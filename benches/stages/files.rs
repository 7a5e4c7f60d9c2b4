//! The files of a site: made as `build` makes them, held once in memory, written and published.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use basutbud::cache::outputs::Outputs;
use basutbud::host::publish::{PublishError, Publisher};
use basutbud::render::Renderer;
use basutbud::render::address::{PageAddress, Stage};
use basutbud::render::chunked::SomeUnits;
use basutbud::render::fingerprints::Fingerprints;
use blake3::Hash;
use rayon::prelude::*;

use crate::measured::Amount;

/// Units in a part of a long file; as `build` does it.
const UNITS_A_PART: usize = 64;

/// Parts of a long file that are made before they are handed on.
const PARTS_AT_A_TIME: usize = 8;

/// One file of the output.
pub struct File {
    stage: Stage,
    path: String,
    input_hash: Hash,
    is_long: bool,
    /// As long as they are: a page is made in a buffer with room to spare.
    pieces: Vec<Box<[u8]>>,
}

/// Makes pages on all threads as `build` does it, and lets go of what was made.
pub fn make(renderer: &Renderer<'_>, pages: &[&PageAddress]) -> Amount {
    let is_long = |page: &&&PageAddress| renderer.chunked(page).is_some();
    let (long, others): (Vec<&PageAddress>, Vec<&PageAddress>) = pages.iter().partition(is_long);
    let make_page = |page: &&PageAddress| {
        let mut bytes = 0;
        in_pieces(renderer, page, |piece| bytes += piece.len());
        Amount::file(bytes)
    };
    let (of_long, of_others) = rayon::join(
        || {
            long.iter()
                .map(make_page)
                .fold(Amount::default(), Amount::with)
        },
        || {
            others
                .par_iter()
                .map(make_page)
                .reduce(Amount::default, Amount::with)
        },
    );
    of_long.with(of_others)
}

/// Makes one page and hands its pieces on, in order.
fn in_pieces(renderer: &Renderer<'_>, page: &PageAddress, mut take: impl FnMut(Vec<u8>)) {
    let Some(long) = renderer.chunked(page) else {
        take(renderer.render(page).expect("the page can be made"));
        return;
    };
    take(long.begin().expect("the beginning can be made"));
    let parts: Vec<&[u32]> = long.units().chunks(UNITS_A_PART).collect();
    for (nth, parts) in parts.chunks(PARTS_AT_A_TIME).enumerate() {
        let made = parts.par_iter().enumerate().map(|(at, units)| {
            let are_first = nth == 0 && at == 0;
            let made = long.of_units(SomeUnits { units, are_first });
            made.expect("the part can be made")
        });
        let made: Vec<Vec<u8>> = made.collect();
        made.into_iter().for_each(&mut take);
    }
    take(long.end().to_vec());
}

/// Makes all files and holds them.
pub fn held(renderer: &Renderer<'_>, keys: &Fingerprints) -> Vec<File> {
    let file = |page: &PageAddress| {
        let mut pieces = Vec::new();
        in_pieces(renderer, page, |piece| pieces.push(Box::from(&*piece)));
        File {
            stage: page.stage,
            path: page.path.as_str().to_owned(),
            input_hash: keys.input_hash(renderer, page),
            is_long: renderer.chunked(page).is_some(),
            pieces,
        }
    };
    renderer.pages().par_iter().map(file).collect()
}

/// How much some files are.
pub fn amount(files: &[File]) -> Amount {
    let amounts = files.iter().map(|file| Amount::file(file.len()));
    amounts.fold(Amount::default(), Amount::with)
}

/// Writes files below a folder, each in its own folder, and does nothing else.
pub fn write_plainly(target: &Path, files: &[File]) -> io::Result<()> {
    files.par_iter().try_for_each(|file| {
        let path = target.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(target))?;
        let mut written = fs::File::create(path)?;
        file.pieces
            .iter()
            .try_for_each(|piece| written.write_all(piece))
    })
}

/// Publishes files whose bytes are all known.
pub fn publish(
    output: &Path,
    files: &[File],
    cached: Option<Outputs>,
) -> Result<Outputs, PublishError> {
    let mut publisher = Publisher::open(output, &[])?;
    publisher.use_cache(cached);
    files
        .par_iter()
        .try_for_each(|file| file.offer(&publisher))?;
    publisher.commit_for_cache().map(|(_, outputs)| outputs)
}

/// Publishes files of which it is only asked what they are made from.
pub fn reuse(
    output: &Path,
    files: &[File],
    cached: Option<Outputs>,
) -> Result<Outputs, PublishError> {
    let mut publisher = Publisher::open(output, &[])?;
    publisher.use_cache(cached);
    files.par_iter().try_for_each(|file| {
        let reused = publisher.reuse(file.stage, &file.path, &file.input_hash)?;
        assert!(reused, "{} is not as it was published", file.path);
        Ok(())
    })?;
    publisher.commit_for_cache().map(|(_, outputs)| outputs)
}

impl File {
    fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }

    /// The bytes of a file that is not long.
    pub fn whole(&self) -> Option<&[u8]> {
        match &*self.pieces {
            [bytes] if !self.is_long => Some(bytes),
            _ => None,
        }
    }

    fn offer(&self, publisher: &Publisher) -> Result<(), PublishError> {
        let (stage, path, input_hash) = (self.stage, &self.path, Some(self.input_hash));
        if let Some(bytes) = self.whole() {
            return publisher.offer_with(stage, path, bytes, input_hash);
        }
        let mut long = publisher.begin_chunked(stage, path)?;
        self.pieces.iter().try_for_each(|piece| long.add(piece))?;
        long.end(input_hash)
    }
}
