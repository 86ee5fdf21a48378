//! Documents through all cores, results in the order of the input.

use super::talk::Talk;
use crate::doc::Document;
use crate::ingest::{Note, ReadError, Reader};
use rayon::prelude::*;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread;

/// Documents read ahead, and worked on together.
const DOCUMENTS: usize = 64;
/// No more documents are taken together once their texts are this long, in bytes.
const BYTES: usize = 8 << 20;

/// The results of `work` on all documents of a reader, in its order.
///
/// Reading goes on in a thread of its own; the work takes what has been read by
/// then, at most [`DOCUMENTS`] at a time, so that memory stays bounded and the first result of
/// a slow stream does not wait for the second document.
pub(super) struct Results<'r, T, F> {
    items: Receiver<Item>,
    work: F,
    talk: &'r Talk,
    ready: VecDeque<T>,
}

/// A document, or a fault, with what was noted on the way to it.
type Item = (Vec<Note>, Option<Result<Document, ReadError>>);

/// Reads and works.
pub(super) fn results<T, F>(mut reader: Reader, talk: &Talk, work: F) -> Results<'_, T, F>
where
    T: Send,
    F: Fn(&Document) -> T + Sync,
{
    let (sender, items) = sync_channel(DOCUMENTS);
    // Not joined: when nobody wants more results, it may be waiting on stdin for ever.
    thread::spawn(move || {
        loop {
            let item = reader.next();
            let last = item.is_none();
            if sender.send((reader.take_notes(), item)).is_err() || last {
                return;
            }
        }
    });
    Results { items, work, talk, ready: VecDeque::new() }
}

impl<T: Send, F: Fn(&Document) -> T + Sync> Results<'_, T, F> {
    /// The next documents: at least one, unless all have been given.
    fn documents(&self) -> Vec<Document> {
        let mut documents = Vec::new();
        let mut bytes = 0;
        while documents.len() < DOCUMENTS && bytes < BYTES {
            let item = if documents.is_empty() {
                self.items.recv().map_err(|_| TryRecvError::Disconnected)
            } else {
                self.items.try_recv()
            };
            let Ok((notes, item)) = item else { break };
            match item {
                Some(Ok(document)) => {
                    self.talk.reading(notes, None);
                    bytes += document.text.len();
                    documents.push(document);
                }
                Some(Err(fault)) => self.talk.reading(notes, Some(fault)),
                None => self.talk.reading(notes, None),
            }
        }
        documents
    }
}

impl<T: Send, F: Fn(&Document) -> T + Sync> Iterator for Results<'_, T, F> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        while self.ready.is_empty() {
            let documents = self.documents();
            if documents.is_empty() {
                self.talk.finish();
                return None;
            }
            // Analysis does not fail; should it all the same, one article is lost and no other.
            let work = |document| catch_unwind(AssertUnwindSafe(|| (self.work)(document)));
            let results: Vec<_> = documents.par_iter().map(work).collect();
            for (document, result) in documents.iter().zip(results) {
                self.talk.step();
                match result {
                    Ok(result) => self.ready.push_back(result),
                    Err(_) => self.talk.failure(format_args!(
                        "document `{}`: the analysis stopped, which is a fault of filature; please report it",
                        document.id
                    )),
                }
            }
        }
        self.ready.pop_front()
    }
}
