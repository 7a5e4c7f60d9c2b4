//! What stages took, and the table of them.

use std::time::Duration;

use crate::clock::{middle_and_last, timed};
use crate::ratio;

/// The row that all others are held against.
pub const FLOOR: &str = "the floor: the same files merely written";

/// What some work took.
#[derive(Clone, Copy)]
pub struct Measured {
    wall: Duration,
    /// Of this process on all threads, for the program and for the system; nothing where the system
    /// does not tell.
    processor: Option<Duration>,
}

/// Some files.
#[derive(Clone, Copy, Default)]
pub struct Amount {
    pub files: usize,
    pub bytes: usize,
}

impl Amount {
    /// One file.
    pub fn file(bytes: usize) -> Self {
        Self { files: 1, bytes }
    }

    /// Both together.
    pub fn with(self, other: Self) -> Self {
        Self {
            files: self.files + other.files,
            bytes: self.bytes + other.bytes,
        }
    }
}

/// The stages in the order in which they first came, with all their runs.
#[derive(Default)]
pub struct Rows(Vec<Row>);

struct Row {
    name: &'static str,
    amount: Option<Amount>,
    runs: Vec<Measured>,
}

/// Does some work, and tells what it took.
pub fn measured<T>(work: impl FnOnce() -> T) -> (T, Measured) {
    let before = processor();
    let mut done = None;
    let wall = timed(|| done = Some(work()));
    let processor = processor().zip(before);
    let measured = Measured {
        wall,
        processor: processor.map(|(after, before)| after.saturating_sub(before)),
    };
    (done.expect("it was done just now"), measured)
}

/// The processor time of this process so far.
fn processor() -> Option<Duration> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::time::{ClockId, clock_gettime};
        Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).ok()
    }
    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    None
}

impl Rows {
    /// Notes one run of a stage.
    pub fn note(&mut self, name: &'static str, amount: Option<Amount>, run: Measured) {
        match self.0.iter_mut().find(|row| row.name == name) {
            Some(row) => row.runs.push(run),
            None => self.0.push(Row {
                name,
                amount,
                runs: vec![run],
            }),
        }
    }

    /// Does the work of a stage once, and notes it.
    pub fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let (done, run) = measured(work);
        self.note(name, None, run);
        done
    }

    /// The median of a stage.
    pub fn wall(&self, name: &str) -> Option<Duration> {
        self.0.iter().find(|row| row.name == name).map(Row::wall)
    }

    /// Prints the rows, the floor first.
    pub fn print(&self, units: usize) {
        let floor = self.wall(FLOOR).unwrap_or_default();
        let (first, others): (Vec<&Row>, Vec<&Row>) =
            self.0.iter().partition(|row| row.name == FLOOR);
        for row in first.into_iter().chain(others) {
            row.print(units, floor);
        }
    }
}

impl Row {
    fn wall(&self) -> Duration {
        let walls: Vec<Duration> = self.runs.iter().map(|run| run.wall).collect();
        middle_and_last(&walls).0
    }

    /// The median of the processor time, where it is known.
    fn processor(&self) -> Option<Duration> {
        let times: Option<Vec<Duration>> = self.runs.iter().map(|run| run.processor).collect();
        times.map(|times| middle_and_last(&times).0)
    }

    fn print(&self, units: usize, floor: Duration) {
        let [files, megabytes] = match self.amount {
            Some(Amount { files, bytes }) => {
                [files.to_string(), format!("{:.1}", bytes as f64 / 1e6)]
            }
            None => [String::new(), String::new()],
        };
        let processor = self.processor();
        let processor = processor.map(|time| format!("{:.3} s", time.as_secs_f64()));
        let wall = self.wall();
        println!(
            "| {units} | {} | {files} | {megabytes} | {:.3} s | {} | {:.0} µs | {:.2} |",
            self.name,
            wall.as_secs_f64(),
            processor.unwrap_or_default(),
            wall.as_secs_f64() * 1e6 / units as f64,
            ratio(wall, floor),
        );
    }
}
