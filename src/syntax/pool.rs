//! What threads work with, handed from document to document.

use std::fmt;
use std::sync::{Mutex, PoisonError};

/// Workers that no thread uses just now.
pub struct Pool<W>(Mutex<Vec<W>>);

impl<W: Default> Pool<W> {
    /// Works with an idle worker, or a new one where all are busy.
    pub fn work<T>(&self, work: impl FnOnce(&mut W) -> T) -> T {
        let idle = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut worker = idle.unwrap_or_default();
        let result = work(&mut worker);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        result
    }
}

impl<W> Default for Pool<W> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<W> fmt::Debug for Pool<W> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Pool")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_comes_back() {
        let pool: Pool<Vec<u8>> = Pool::default();
        pool.work(|outer| {
            outer.push(1);
            pool.work(|inner| assert!(inner.is_empty(), "the other one is busy"));
        });
        assert_eq!(pool.work(|worker| worker.len()) + pool.work(|worker| worker.len()), 2);
    }
}
