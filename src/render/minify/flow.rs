//! Which blanks of a template no reader can see, whatever its conditions and loops choose.
//!
//! A blank beside the start or the end of a block element shows nowhere. Beside a condition it
//! depends on the values what the neighbour is; so every way through the template is looked at.

use super::pieces::{Kind, Piece};
use super::syntax::Syntax;

/// What lies beyond the beginning and the end of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beyond {
    /// Nobody knows.
    Unknown,
    /// The edges of a block element.
    Block,
}

/// For each piece, whether it is a blank that cannot be seen.
pub(super) fn unseen(pieces: &[Piece<'_>], beyond: Beyond) -> Vec<bool> {
    if !pieces
        .iter()
        .any(|piece| matches!(piece.kind, Kind::Syntax(_) | Kind::Comment))
    {
        return unseen_plainly(pieces, beyond);
    }
    let next = ways(pieces);
    let mut before = vec![Vec::new(); pieces.len() + 1];
    for (from, targets) in next.iter().enumerate() {
        for to in targets {
            before[*to].push(from);
        }
    }
    let mut search = Search {
        pieces,
        beyond,
        seen: vec![0; pieces.len() + 1],
        round: 0,
    };
    let end = pieces.len();
    let forward = |at: usize, stack: &mut Vec<usize>| stack.extend(&next[at]);
    let backward = |at: usize, stack: &mut Vec<usize>| {
        stack.extend(&before[at]);
        stack.extend((at == 0).then_some(end));
    };
    let mut is_unseen = |at: usize, piece: &Piece<'_>| {
        piece.kind == Kind::Blank
            && (piece.in_head
                || search.only_blocks(at, forward)
                || search.only_blocks(at, backward))
    };
    let all = pieces.iter().enumerate();
    all.map(|(at, piece)| is_unseen(at, piece)).collect()
}

/// The same where there is only one way, and nothing on it that writes nothing.
fn unseen_plainly(pieces: &[Piece<'_>], beyond: Beyond) -> Vec<bool> {
    let is_block = |at: Option<usize>| match at.and_then(|at| pieces.get(at)) {
        Some(piece) => piece.kind == Kind::BlockTag,
        None => beyond == Beyond::Block,
    };
    let all = pieces.iter().enumerate();
    all.map(|(at, piece)| {
        let beside = is_block(at.checked_sub(1)) || is_block(Some(at + 1));
        piece.kind == Kind::Blank && (piece.in_head || beside)
    })
    .collect()
}

/// Looks along all ways from a piece to what shows next.
struct Search<'p> {
    pieces: &'p [Piece<'p>],
    beyond: Beyond,
    /// The round in which each piece was last looked at.
    seen: Vec<usize>,
    round: usize,
}

impl Search<'_> {
    /// Whether on every way the next thing that shows is the edge of a block element.
    fn only_blocks(&mut self, from: usize, steps: impl Fn(usize, &mut Vec<usize>)) -> bool {
        self.round += 1;
        let mut stack = Vec::new();
        steps(from, &mut stack);
        while let Some(at) = stack.pop() {
            if std::mem::replace(&mut self.seen[at], self.round) == self.round {
                continue;
            }
            let Some(piece) = self.pieces.get(at) else {
                if self.beyond == Beyond::Unknown {
                    return false;
                }
                continue;
            };
            match piece.kind {
                Kind::BlockTag => {}
                Kind::Blank | Kind::Comment => steps(at, &mut stack),
                Kind::Syntax(syntax) if is_silent(syntax) => steps(at, &mut stack),
                _ => return false,
            }
        }
        true
    }
}

/// Whether a piece writes nothing and only chooses the way.
fn is_silent(syntax: Syntax<'_>) -> bool {
    matches!(
        syntax,
        Syntax::Silent
            | Syntax::If
            | Syntax::Elif
            | Syntax::Else
            | Syntax::EndIf
            | Syntax::For
            | Syntax::EndFor
    )
}

/// A condition or loop that is open.
struct Open {
    /// Its last `if`, `elif` or `for`, whose condition may fail; none after `else`.
    head: Option<usize>,
    /// Its beginning, when it is a loop.
    repeats: Option<usize>,
    /// The last pieces of its finished branches.
    tails: Vec<usize>,
}

/// For each piece, the pieces that may come next; the number of pieces stands for the end.
fn ways(pieces: &[Piece<'_>]) -> Vec<Vec<usize>> {
    let mut next: Vec<Vec<usize>> = (0..pieces.len()).map(|at| vec![at + 1]).collect();
    let mut open: Vec<Open> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let Kind::Syntax(syntax) = piece.kind else {
            continue;
        };
        match syntax {
            Syntax::If => open.push(Open {
                head: Some(at),
                repeats: None,
                tails: Vec::new(),
            }),
            Syntax::For => open.push(Open {
                head: Some(at),
                repeats: Some(at),
                tails: Vec::new(),
            }),
            Syntax::Elif | Syntax::Else => {
                let Some(Open {
                    head,
                    repeats,
                    tails,
                }) = open.last_mut()
                else {
                    continue;
                };
                // What came before does not run into this branch, but goes on behind the end.
                let tail = at - 1;
                next[tail].retain(|to| *to != at);
                tails.push(tail);
                if let Some(start) = repeats.take() {
                    next[tail].push(start + 1);
                }
                let fails = head.take();
                if let Some(fails) = fails {
                    next[fails].push(at);
                }
                *head = (syntax == Syntax::Elif).then_some(at);
            }
            Syntax::EndIf | Syntax::EndFor => {
                let Some(Open {
                    head,
                    repeats,
                    tails,
                }) = open.pop()
                else {
                    continue;
                };
                for from in tails.into_iter().chain(head) {
                    next[from].push(at);
                }
                if let Some(start) = repeats {
                    next[at].push(start + 1);
                }
            }
            _ => {}
        }
    }
    next
}
