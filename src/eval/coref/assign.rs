//! The best pairing of rows with columns (the Hungarian method, in its form with potentials).

/// The greatest sum of one cell a row and a column. Rows of one length, nothing below zero.
pub(super) fn best(table: &[Vec<f64>]) -> f64 {
    let wide = table.first().map_or(0, Vec::len);
    let n = table.len().max(wide);
    // A square of costs; what is missing costs nothing. Rows and columns count from 1, 0 is a helper.
    let cost = |i: usize, j: usize| -> f64 {
        table.get(i - 1).and_then(|row| row.get(j - 1)).map_or(0.0, |worth| -worth)
    };
    let (mut row_shift, mut column_shift) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    let mut row_of = vec![0; n + 1];
    for row in 1..=n {
        row_of[0] = row;
        let mut column = 0;
        let (mut slack, mut from) = (vec![f64::INFINITY; n + 1], vec![0; n + 1]);
        let mut done = vec![false; n + 1];
        // Grow a tree of tight cells until it reaches a column without a row.
        while row_of[column] != 0 {
            done[column] = true;
            let (mut least, mut next) = (f64::INFINITY, 0);
            for j in 1..=n {
                if done[j] {
                    continue;
                }
                let i = row_of[column];
                let reduced = cost(i, j) - row_shift[i] - column_shift[j];
                if reduced < slack[j] {
                    (slack[j], from[j]) = (reduced, column);
                }
                if slack[j] < least {
                    (least, next) = (slack[j], j);
                }
            }
            for j in 0..=n {
                if done[j] {
                    row_shift[row_of[j]] += least;
                    column_shift[j] -= least;
                } else {
                    slack[j] -= least;
                }
            }
            column = next;
        }
        // Along the way back, each row takes the column before it.
        while column != 0 {
            row_of[column] = row_of[from[column]];
            column = from[column];
        }
    }
    let worth = |j: usize| table.get(row_of[j] - 1).and_then(|row| row.get(j - 1)).copied();
    (1..=n).filter_map(worth).sum()
}

#[cfg(test)]
mod tests {
    use super::best;
    use proptest::prelude::*;

    /// All pairings, one by one.
    fn slow(table: &[Vec<f64>], row: usize, taken: &mut Vec<bool>) -> f64 {
        if row == table.len() {
            return 0.0;
        }
        let mut most = slow(table, row + 1, taken);
        for j in 0..taken.len() {
            if !taken[j] {
                taken[j] = true;
                most = most.max(table[row][j] + slow(table, row + 1, taken));
                taken[j] = false;
            }
        }
        most
    }

    #[test]
    fn not_the_greedy_one() {
        assert_eq!(best(&[vec![0.9, 0.8], vec![0.8, 0.1]]), 1.6);
        assert_eq!(best(&[]), 0.0);
        assert_eq!(best(&[vec![], vec![]]), 0.0);
    }

    proptest! {
        #[test]
        fn as_good_as_trying_all(rows in 0usize..5, columns in 0usize..5, cells in proptest::collection::vec(0u8..9, 25)) {
            let table: Vec<Vec<f64>> =
                (0..rows).map(|i| (0..columns).map(|j| f64::from(cells[i * 5 + j])).collect()).collect();
            prop_assert_eq!(best(&table), slow(&table, 0, &mut vec![false; columns]));
        }
    }
}
