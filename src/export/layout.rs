//! Where nodes stand: stress majorization of each connected part, then room for every
//! box, then the parts packed in rows.
//!
//! Only sums, products, quotients and square roots, in one fixed order: the same picture
//! on every machine.

use petgraph::unionfind::UnionFind;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::f64::consts::FRAC_1_SQRT_2;

/// Distance of two joined nodes between their middles, at least.
pub(super) const EDGE: f64 = 130.0;
/// Pictures are read in lines: edges are longer across than down, by this factor.
const WIDER: f64 = 1.35;
/// Empty space around a box.
const MARGIN: f64 = 16.0;
/// Empty space between parts, and between nodes that nothing joins.
const GUTTER: f64 = 36.0;
const ALONE: f64 = 16.0;
/// Empty space within a frame, and its caption's height.
const INSIDE: f64 = 16.0;
const CAPTION: f64 = 18.0;
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

/// Two boxes to be joined, and the extent of what is written between them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Joint {
    pub ends: (usize, usize),
    pub label: Size,
}

/// Where all is, and how large the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Place {
    /// The middles of all boxes.
    pub points: Vec<Point>,
    /// The middles and sizes of the frames, by number.
    pub frames: Vec<(Point, Size)>,
    pub whole: Size,
}

/// Places boxes, those of one frame together: each frame is laid out by itself and is then a
/// box among the others. Boxes do not overlap, and all lies right of and below the origin.
pub(super) fn place_framed(sizes: &[Size], joints: &[Joint], frames: &[Option<usize>]) -> Place {
    let number = frames.iter().flatten().max().map_or(0, |&last| last + 1);
    let mut members = vec![Vec::new(); number];
    for (node, frame) in frames.iter().enumerate() {
        frame.iter().for_each(|&frame| members[frame].push(node));
    }
    // Outside, the frames come first, then the boxes that stand in none.
    let free: Vec<usize> = (0..sizes.len()).filter(|&n| frames[n].is_none()).collect();
    let mut outside = vec![0; sizes.len()];
    free.iter().enumerate().for_each(|(n, &node)| outside[node] = number + n);
    let mut inner = Vec::with_capacity(number);
    let mut boxes = Vec::with_capacity(number + free.len());
    for (frame, members) in members.iter().enumerate() {
        let local: BTreeMap<usize, usize> =
            members.iter().enumerate().map(|(n, &node)| (node, n)).collect();
        let within = |joint: &Joint| {
            let (a, b) = joint.ends;
            Some(Joint { ends: (*local.get(&a)?, *local.get(&b)?), ..*joint })
        };
        let own: Vec<Size> = members.iter().map(|&node| sizes[node]).collect();
        let (points, whole) = place(&own, &joints.iter().filter_map(within).collect::<Vec<_>>());
        boxes.push(Size {
            width: whole.width + 2.0 * INSIDE,
            height: whole.height + 2.0 * INSIDE + CAPTION,
        });
        members.iter().for_each(|&node| outside[node] = frame);
        inner.push(points);
    }
    boxes.extend(free.iter().map(|&node| sizes[node]));
    let across: Vec<Joint> = joints
        .iter()
        .map(|joint| Joint { ends: (outside[joint.ends.0], outside[joint.ends.1]), ..*joint })
        .filter(|joint| joint.ends.0 != joint.ends.1)
        .collect();
    let (middles, whole) = place(&boxes, &across);
    let mut points = vec![Point::default(); sizes.len()];
    free.iter().for_each(|&node| points[node] = middles[outside[node]]);
    for ((members, inner), (middle, size)) in members.iter().zip(inner).zip(middles.iter().zip(&boxes)) {
        let (left, top) =
            (middle.x - size.width / 2.0 + INSIDE, middle.y - size.height / 2.0 + INSIDE + CAPTION);
        for (&node, at) in members.iter().zip(inner) {
            points[node] = Point { x: left + at.x, y: top + at.y };
        }
    }
    let frames = middles.into_iter().zip(boxes).take(number).collect();
    Place { points, frames, whole }
}

/// The middles of all boxes, and the size of the whole. Boxes do not overlap, and all lies
/// right of and below the origin.
fn place(sizes: &[Size], joints: &[Joint]) -> (Vec<Point>, Size) {
    let mut points = vec![Point::default(); sizes.len()];
    let mut parts = parts(sizes.len(), joints);
    // The largest first; of equals, the one that holds the first node.
    parts.sort_by_key(|part| Reverse(part.len()));
    let mut near: Vec<BTreeMap<usize, u32>> = vec![BTreeMap::new(); sizes.len()];
    let mut wide: BTreeMap<usize, f64> = BTreeMap::new();
    for joint in joints.iter().filter(|joint| joint.ends.0 != joint.ends.1) {
        let (a, b) = joint.ends;
        let long = length(sizes[a], sizes[b], joint.label);
        for (a, b) in [(a, b), (b, a)] {
            near[a].entry(b).and_modify(|held| *held = (*held).max(long)).or_insert(long);
        }
        *wide.entry(a.min(b)).or_default() += joint.label.width + 24.0;
    }
    let mut boxes = Vec::with_capacity(parts.len());
    for part in &parts {
        let mut here = match **part {
            // Two boxes stand one above the other: what joins them is read between.
            [a, b] => vec![
                Point::default(),
                Point { x: 0.0, y: (sizes[a].height + sizes[b].height) / 2.0 + 76.0 },
            ],
            _ => arrange(part, &near),
        };
        make_room(&mut here, part, sizes);
        let least = if part.len() == 2 { wide.get(&part[0]).copied().unwrap_or(0.0) } else { 0.0 };
        boxes.push(frame(&mut here, part, sizes, least));
        part.iter().zip(&here).for_each(|(&node, &point)| points[node] = point);
    }
    let joined = parts.iter().take_while(|part| part.len() > 1).count();
    let area = |boxes: &[Size], gutter: f64| {
        boxes.iter().map(|b| (b.width + gutter) * (b.height + gutter)).sum::<f64>()
    };
    let widest = boxes.iter().map(|b| b.width).fold(0.0, f64::max);
    let limit = ((area(&boxes[..joined], GUTTER) + area(&boxes[joined..], ALONE)) * 1.6).sqrt().max(widest);
    let (mut corners, mut whole) = pack(&boxes[..joined], limit, GUTTER);
    let (alone, rest) = pack(&boxes[joined..], limit.max(whole.width), ALONE);
    let below = if joined > 0 && joined < boxes.len() { whole.height + GUTTER } else { whole.height };
    corners.extend(alone.into_iter().map(|corner| Point { y: corner.y + below, ..corner }));
    whole = Size { width: whole.width.max(rest.width), height: below + rest.height };
    for (part, corner) in parts.iter().zip(corners) {
        for &node in part {
            points[node].x += corner.x;
            points[node].y += corner.y;
        }
    }
    (points, whole)
}

/// How far apart two joined boxes stand best, so that there is room for what is written between.
fn length(a: Size, b: Size, label: Size) -> u32 {
    let boxes = 0.4 * (a.width + b.width) + 0.2 * (a.height + b.height);
    (boxes + 0.5 * label.width + label.height + 24.0).max(EDGE) as u32
}

/// The nodes of each connected part, in order.
fn parts(nodes: usize, joints: &[Joint]) -> Vec<Vec<usize>> {
    let mut union = UnionFind::<usize>::new(nodes);
    joints.iter().for_each(|joint| {
        union.union(joint.ends.0, joint.ends.1);
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
fn arrange(part: &[usize], near: &[BTreeMap<usize, u32>]) -> Vec<Point> {
    let local: BTreeMap<usize, usize> = part.iter().enumerate().map(|(n, &node)| (node, n)).collect();
    let near: Vec<Vec<(usize, u32)>> = part
        .iter()
        .map(|&node| near[node].iter().map(|(other, &long)| (local[other], long)).collect())
        .collect();
    let step = part.len().div_ceil(PIVOTS).max(1);
    let mut terms: Vec<Vec<(usize, f64)>> = vec![Vec::new(); part.len()];
    for pivot in (0..part.len()).step_by(step) {
        for (node, way) in ways(pivot, &near).into_iter().enumerate() {
            if node != pivot {
                terms[node].push((pivot, f64::from(way)));
            }
        }
    }
    if step > 1 {
        near.iter()
            .enumerate()
            .for_each(|(n, near)| terms[n].extend(near.iter().map(|&(m, long)| (m, f64::from(long)))));
    }
    let mut points: Vec<Point> = (0..part.len()).map(start).collect();
    for _ in 0..ROUNDS {
        for node in 0..points.len() {
            let here = points[node];
            let (mut x, mut y, mut weights) = (0.0, 0.0, 0.0);
            for &(other, way) in &terms[node] {
                let there = points[other];
                let (dx, dy) = (here.x - there.x, here.y - there.y);
                let apart = (dx * dx + dy * dy).sqrt().max(0.001);
                let weight = 1.0 / (way * way);
                x += weight * (there.x + way * dx / apart);
                y += weight * (there.y + way * dy / apart);
                weights += weight;
            }
            if weights > 0.0 {
                points[node] = Point { x: x / weights, y: y / weights };
            }
        }
    }
    let mut points = lie_down(points);
    points.iter_mut().for_each(|p| p.x *= WIDER);
    points
}

/// Turns a part so that it needs least room.
fn lie_down(points: Vec<Point>) -> Vec<Point> {
    // Cosine and sine of each twelfth of half a turn: the functions differ between machines.
    const TURNS: [(f64, f64); 12] = [
        (1.0, 0.0),
        (0.9659, 0.2588),
        (0.866, 0.5),
        (FRAC_1_SQRT_2, FRAC_1_SQRT_2),
        (0.5, 0.866),
        (0.2588, 0.9659),
        (0.0, 1.0),
        (-0.2588, 0.9659),
        (-0.5, 0.866),
        (-FRAC_1_SQRT_2, FRAC_1_SQRT_2),
        (-0.866, 0.5),
        (-0.9659, 0.2588),
    ];
    let turned = |(cos, sin): (f64, f64)| -> Vec<Point> {
        points.iter().map(|p| Point { x: p.x * cos - p.y * sin, y: p.x * sin + p.y * cos }).collect()
    };
    let room = |points: &[Point]| {
        let span = |of: fn(&Point) -> f64| {
            let ends = points.iter().map(of).fold((f64::MAX, f64::MIN), |(l, m), v| (l.min(v), m.max(v)));
            ends.1 - ends.0 + EDGE / 2.0
        };
        let (width, height) = (span(|p| p.x), span(|p| p.y));
        // Rather lying than standing.
        width * height * if height > width { 1.3 } else { 1.0 }
    };
    let mut best = (f64::MAX, Vec::new());
    for turn in TURNS {
        let points = turned(turn);
        let room = room(&points);
        if room < best.0 * 0.999 {
            best = (room, points);
        }
    }
    best.1
}

/// The length of the shortest way to each node.
fn ways(from: usize, near: &[Vec<(usize, u32)>]) -> Vec<u32> {
    let mut ways = vec![u32::MAX; near.len()];
    ways[from] = 0;
    let mut queue = BinaryHeap::from([Reverse((0, from))]);
    while let Some(Reverse((way, node))) = queue.pop() {
        if way > ways[node] {
            continue;
        }
        for &(next, long) in &near[node] {
            if way + long < ways[next] {
                ways[next] = way + long;
                queue.push(Reverse((way + long, next)));
            }
        }
    }
    ways
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

/// Moves a part to the origin; its size, no narrower than `least`.
fn frame(points: &mut [Point], part: &[usize], sizes: &[Size], least: f64) -> Size {
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for (point, &node) in points.iter().zip(part) {
        let (across, down) = (sizes[node].width / 2.0, sizes[node].height / 2.0);
        (left, right) = (left.min(point.x - across), right.max(point.x + across));
        (top, bottom) = (top.min(point.y - down), bottom.max(point.y + down));
    }
    let more = ((least - (right - left)) / 2.0).max(0.0);
    (left, right) = (left - more, right + more);
    for point in points {
        point.x -= left;
        point.y -= top;
    }
    Size { width: right - left, height: bottom - top }
}

/// Corners of boxes with space between, in a picture of at most this width: the highest first,
/// each as far up as it fits, then as far left.
fn pack(boxes: &[Size], limit: f64, gutter: f64) -> (Vec<Point>, Size) {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|&a, &b| boxes[b].height.total_cmp(&boxes[a].height).then(a.cmp(&b)));
    let mut corners = vec![Point::default(); boxes.len()];
    let mut whole = Size::default();
    // The lower edge of what is placed: where each stretch begins, and how far down it reaches.
    let mut line: Vec<(f64, f64)> = vec![(0.0, 0.0)];
    for at in order {
        let Size { width, height } = boxes[at];
        let mut best: Option<(f64, usize)> = None;
        for (n, &(x, _)) in line.iter().enumerate() {
            if n > 0 && x + width > limit {
                break;
            }
            let under = line[n..].iter().take_while(|&&(left, _)| left < x + width + gutter);
            let y = under.map(|&(_, down)| down).fold(0.0, f64::max);
            if best.is_none_or(|(least, _)| y < least) {
                best = Some((y, n));
            }
        }
        let (y, n) = best.expect("the line has a first stretch");
        let x = line[n].0;
        corners[at] = Point { x, y };
        whole = Size { width: whole.width.max(x + width), height: whole.height.max(y + height) };
        // The stretches below it give way to its own; what sticks out on the right stays.
        let right = x + width + gutter;
        let last = line[n..].iter().take_while(|&&(left, _)| left < right).count() + n;
        let rest =
            (line.get(last).is_none_or(|&(left, _)| left > right)).then(|| (right, line[last - 1].1));
        line.splice(n..last, std::iter::once((x, y + height + gutter)).chain(rest));
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
        let joints: Vec<Joint> =
            edges.iter().map(|&ends| Joint { ends, label: Size { width: 60.0, height: 12.0 } }).collect();
        let (points, whole) = place(&sizes, &joints);
        assert_eq!(place(&sizes, &joints), (points.clone(), whole));
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
        assert_eq!(place_framed(&[], &[], &[]), Place::default());
        let one = Size { width: 30.0, height: 20.0 };
        let (points, whole) = place(&[one], &[Joint { ends: (0, 0), label: Size::default() }]);
        assert!((points[0].x - 15.0).abs() + (points[0].y - 10.0).abs() < 0.001);
        assert!((whole.width - 30.0).abs() + (whole.height - 20.0).abs() < 0.001);
    }

    #[test]
    fn frames_hold_theirs_and_no_other() {
        let sizes = vec![Size { width: 50.0, height: 24.0 }; 30];
        let joints: Vec<Joint> = (0..29)
            .map(|n| Joint { ends: (n, (n * 7 + 1) % 30), label: Size { width: 40.0, height: 12.0 } })
            .collect();
        let frames: Vec<Option<usize>> = (0..30).map(|n| (n % 4 < 3).then_some(n % 4)).collect();
        let placed = place_framed(&sizes, &joints, &frames);
        assert_eq!(placed.frames.len(), 3);
        for (n, at) in placed.points.iter().enumerate() {
            for (frame, (middle, size)) in placed.frames.iter().enumerate() {
                let (dx, dy) = ((at.x - middle.x).abs(), (at.y - middle.y).abs());
                let inside = dx + 25.0 < size.width / 2.0 && dy + 12.0 < size.height / 2.0;
                let outside = dx - 25.0 > size.width / 2.0 || dy - 12.0 > size.height / 2.0;
                assert!(if frames[n] == Some(frame) { inside } else { outside }, "{n} and frame {frame}");
            }
        }
    }
}
