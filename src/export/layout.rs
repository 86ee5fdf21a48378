//! Where nodes stand: stress majorization of each connected part, then room for every
//! box, then the parts packed in rows.
//!
//! Only sums, products, quotients and square roots, in one fixed order: the same picture
//! on every machine.

use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, VecDeque};

/// Distance of two joined nodes, between their middles.
const EDGE: f64 = 130.0;
/// Pictures are read in lines: edges are longer across than down, by this factor.
const WIDER: f64 = 1.35;
/// Empty space around a box.
const MARGIN: f64 = 16.0;
/// Empty space between parts.
const GUTTER: f64 = 36.0;
/// Nodes that all others keep their distance to; a part with no more is laid out exactly.
const PIVOTS: usize = 300;
/// Rounds of majorization, and of making room.
const ROUNDS: usize = 120;

/// A point of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

/// A box to be placed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub width: f64,
    pub height: f64,
}

/// The middles of all boxes, and the size of the whole. Boxes do not overlap, and all lies
/// right of and below the origin.
pub(super) fn place(sizes: &[Size], edges: &[(usize, usize)]) -> (Vec<Point>, Size) {
    let mut points = vec![Point::default(); sizes.len()];
    let mut parts = parts(sizes.len(), edges);
    // The largest first; of equals, the one that holds the first node.
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let mut boxes = Vec::with_capacity(parts.len());
    let mut neighbours = vec![Vec::new(); sizes.len()];
    for &(a, b) in edges.iter().filter(|(a, b)| a != b) {
        neighbours[a].push(b);
        neighbours[b].push(a);
    }
    for part in &parts {
        let mut here = arrange(part, &neighbours);
        make_room(&mut here, part, sizes);
        boxes.push(frame(&mut here, part, sizes));
        part.iter().zip(&here).for_each(|(&node, &point)| points[node] = point);
    }
    let (corners, whole) = pack(&boxes);
    for (part, corner) in parts.iter().zip(corners) {
        for &node in part {
            points[node].x += corner.x;
            points[node].y += corner.y;
        }
    }
    (points, whole)
}

/// The nodes of each connected part, in order.
fn parts(nodes: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut union = UnionFind::<usize>::new(nodes);
    edges.iter().for_each(|&(a, b)| {
        union.union(a, b);
    });
    let mut first = BTreeMap::new();
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for node in 0..nodes {
        let at = *first.entry(union.find_mut(node)).or_insert(parts.len());
        if at == parts.len() {
            parts.push(Vec::new());
        }
        parts[at].push(node);
    }
    parts
}

/// Stress majorization: each node in turn moves to the weighted mean of where its
/// distances to the others would have it.
fn arrange(part: &[usize], neighbours: &[Vec<usize>]) -> Vec<Point> {
    let local: BTreeMap<usize, usize> = part.iter().enumerate().map(|(n, &node)| (node, n)).collect();
    let near: Vec<Vec<usize>> =
        part.iter().map(|&node| neighbours[node].iter().map(|other| local[other]).collect()).collect();
    let step = part.len().div_ceil(PIVOTS).max(1);
    let mut terms: Vec<Vec<(usize, f64)>> = vec![Vec::new(); part.len()];
    for pivot in (0..part.len()).step_by(step) {
        for (node, hops) in hops(pivot, &near).into_iter().enumerate() {
            if node != pivot {
                terms[node].push((pivot, f64::from(hops)));
            }
        }
    }
    if step > 1 {
        near.iter().enumerate().for_each(|(n, near)| terms[n].extend(near.iter().map(|&m| (m, 1.0))));
    }
    let mut points: Vec<Point> = (0..part.len()).map(start).collect();
    for _ in 0..ROUNDS {
        for node in 0..points.len() {
            let here = points[node];
            let (mut x, mut y, mut weights) = (0.0, 0.0, 0.0);
            for &(other, hops) in &terms[node] {
                let there = points[other];
                let (dx, dy) = (here.x - there.x, here.y - there.y);
                let apart = (dx * dx + dy * dy).sqrt().max(0.001);
                let weight = 1.0 / (hops * hops);
                x += weight * (there.x + hops * EDGE * dx / apart);
                y += weight * (there.y + hops * EDGE * dy / apart);
                weights += weight;
            }
            if weights > 0.0 {
                points[node] = Point { x: x / weights, y: y / weights };
            }
        }
    }
    points.iter_mut().for_each(|p| p.x *= WIDER);
    points
}

/// Edges to each node by the shortest way.
fn hops(from: usize, near: &[Vec<usize>]) -> Vec<u32> {
    let mut hops = vec![u32::MAX; near.len()];
    hops[from] = 0;
    let mut queue = VecDeque::from([from]);
    while let Some(node) = queue.pop_front() {
        for &next in &near[node] {
            if hops[next] == u32::MAX {
                hops[next] = hops[node] + 1;
                queue.push_back(next);
            }
        }
    }
    hops
}

/// A place to start from: scattered, and the same each time.
fn start(n: usize) -> Point {
    let scatter = |salt: u64| {
        let mut x = (n as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ salt;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x >> 33) as u32 % 10_000) as f64 / 10.0
    };
    Point { x: scatter(1), y: scatter(2) }
}

/// Pushes overlapping boxes apart, along the axis where less is needed.
fn make_room(points: &mut [Point], part: &[usize], sizes: &[Size]) {
    let size = |n: usize| sizes[part[n]];
    let widest = part.iter().map(|&node| sizes[node].width).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..points.len()).collect();
    for round in 0..4 * ROUNDS {
        order.sort_by(|&a, &b| points[a].x.total_cmp(&points[b].x).then(a.cmp(&b)));
        let mut moved = false;
        for (n, &a) in order.iter().enumerate() {
            for &b in &order[n + 1..] {
                let dx = points[b].x - points[a].x;
                if dx > widest + MARGIN + 200.0 {
                    break;
                }
                let dy = points[b].y - points[a].y;
                let over_x = (size(a).width + size(b).width) / 2.0 + MARGIN - dx.abs();
                let over_y = (size(a).height + size(b).height) / 2.0 + MARGIN - dy.abs();
                if over_x <= 0.01 || over_y <= 0.01 {
                    continue;
                }
                moved = true;
                // After many rounds only one way, so that it ends.
                if over_y <= over_x || round > 2 * ROUNDS {
                    let push = if dy >= 0.0 { over_y / 2.0 } else { -over_y / 2.0 };
                    points[a].y -= push;
                    points[b].y += push;
                } else {
                    let push = if dx >= 0.0 { over_x / 2.0 } else { -over_x / 2.0 };
                    points[a].x -= push;
                    points[b].x += push;
                }
            }
        }
        if !moved {
            return;
        }
    }
}

/// Moves a part to the origin; its size.
fn frame(points: &mut [Point], part: &[usize], sizes: &[Size]) -> Size {
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for (point, &node) in points.iter().zip(part) {
        let (across, down) = (sizes[node].width / 2.0, sizes[node].height / 2.0);
        (left, right) = (left.min(point.x - across), right.max(point.x + across));
        (top, bottom) = (top.min(point.y - down), bottom.max(point.y + down));
    }
    for point in points {
        point.x -= left;
        point.y -= top;
    }
    Size { width: right - left, height: bottom - top }
}

/// Corners of boxes laid in rows, the highest first, in a picture about as wide as a screen.
fn pack(boxes: &[Size]) -> (Vec<Point>, Size) {
    let area: f64 = boxes.iter().map(|b| (b.width + GUTTER) * (b.height + GUTTER)).sum();
    let widest = boxes.iter().map(|b| b.width).fold(0.0, f64::max);
    let limit = (area * 1.6).sqrt().max(widest);
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|&a, &b| boxes[b].height.total_cmp(&boxes[a].height).then(a.cmp(&b)));
    let mut corners = vec![Point::default(); boxes.len()];
    let (mut x, mut y, mut row, mut whole) = (0.0, 0.0, 0.0_f64, Size::default());
    for at in order {
        let Size { width, height } = boxes[at];
        if x > 0.0 && x + width > limit {
            (x, y, row) = (0.0, y + row + GUTTER, 0.0);
        }
        corners[at] = Point { x, y };
        row = row.max(height);
        whole.width = whole.width.max(x + width);
        whole.height = whole.height.max(y + height);
        x += width + GUTTER;
    }
    (corners, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_do_not_overlap_and_joined_ones_are_near() {
        let sizes: Vec<Size> =
            (0..60).map(|n| Size { width: 40.0 + f64::from(n % 7) * 20.0, height: 24.0 }).collect();
        // A star, a path, and nodes on their own.
        let mut edges: Vec<(usize, usize)> = (1..20).map(|n| (0, n)).collect();
        edges.extend((20..40).map(|n| (n, n + 1)));
        let (points, whole) = place(&sizes, &edges);
        assert_eq!(place(&sizes, &edges), (points.clone(), whole));
        for a in 0..60 {
            let (p, s) = (points[a], sizes[a]);
            assert!(p.x - s.width / 2.0 > -0.01 && p.x + s.width / 2.0 < whole.width + 0.01);
            for b in a + 1..60 {
                let (q, t) = (points[b], sizes[b]);
                let apart = (p.x - q.x).abs() >= (s.width + t.width) / 2.0
                    || (p.y - q.y).abs() >= (s.height + t.height) / 2.0;
                assert!(apart, "{a} and {b} overlap");
            }
        }
        for (a, b) in edges {
            let (dx, dy) = (points[a].x - points[b].x, points[a].y - points[b].y);
            assert!((dx * dx + dy * dy).sqrt() < 3.0 * EDGE);
        }
    }

    #[test]
    fn nothing_and_one() {
        assert_eq!(place(&[], &[]).1, Size::default());
        let one = Size { width: 30.0, height: 20.0 };
        let (points, whole) = place(&[one], &[(0, 0)]);
        assert!((points[0].x - 15.0).abs() + (points[0].y - 10.0).abs() < 0.001);
        assert!((whole.width - 30.0).abs() + (whole.height - 20.0).abs() < 0.001);
    }
}
