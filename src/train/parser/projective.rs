//! Trees without crossing arcs: what the transition system can build.

/// Lifts arcs that cross others to their head's head, the shortest first, until
/// none is left (Nivre and Nilsson 2005, without their labels). `heads` are
/// 0-based, the root's is the number of words. Gives the number of arcs lifted.
pub fn projectivise(heads: &mut [usize]) -> usize {
    let mut lifted = 0;
    while let Some(word) = shortest_crossing(heads) {
        heads[word] = heads[heads[word]];
        lifted += 1;
    }
    lifted
}

/// The dependent of the shortest arc over a word that does not descend from its head.
fn shortest_crossing(heads: &[usize]) -> Option<usize> {
    let crossing = |&word: &usize| {
        let head = heads[word];
        head != heads.len()
            && (word.min(head) + 1..word.max(head)).any(|between| !descends(heads, between, head))
    };
    (0..heads.len()).filter(crossing).min_by_key(|&word| (word.abs_diff(heads[word]), word))
}

fn descends(heads: &[usize], mut word: usize, ancestor: usize) -> bool {
    while word != heads.len() {
        if word == ancestor {
            return true;
        }
        word = heads[word];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifts_only_what_crosses() {
        let mut tree = [1, 4, 3, 1];
        assert_eq!(projectivise(&mut tree), 0);
        // Word 3 hangs on word 0, over the root at 1.
        let mut crossing = [1, 4, 1, 0];
        assert_eq!(projectivise(&mut crossing), 1);
        assert_eq!(crossing, [1, 4, 1, 1]);
    }
}
