//! Widths of texts, curves from box to box, and what is in their way.

use super::layout::{Point, Size};

/// About how wide a text is in a sans-serif of this size.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    let hundredths: u32 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '’' | '|' | '!' | ':' => 28,
            'f' | 't' | 'r' | ' ' | '\u{a0}' | '-' | '·' | '(' | ')' => 35,
            'm' | 'w' | 'M' | 'W' | '…' | '%' => 88,
            c if c.is_ascii_uppercase() => 70,
            c if u32::from(c) >= 0x2e80 => 100,
            _ => 57,
        })
        .sum();
    f64::from(hundredths) * size / 100.0
}

/// Where the way from the middle of a box to a point leaves the box, and a little farther.
fn cut(middle: Point, size: Size, towards: Point, gap: f64) -> Point {
    let (dx, dy) = (towards.x - middle.x, towards.y - middle.y);
    let across = (size.width / 2.0 + gap) / dx.abs().max(0.001);
    let down = (size.height / 2.0 + gap) / dy.abs().max(0.001);
    let share = across.min(down).min(1.0);
    Point { x: middle.x + dx * share, y: middle.y + dy * share }
}

/// A quadratic curve, bent towards a third point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Curve {
    pub from: Point,
    pub bend: Point,
    pub to: Point,
}

impl Curve {
    /// Between two boxes, so far aside of the straight line.
    pub(super) fn between(a: (Point, Size), b: (Point, Size), aside: f64) -> Self {
        let (p, q) = (a.0, b.0);
        let (dx, dy) = (q.x - p.x, q.y - p.y);
        let long = (dx * dx + dy * dy).sqrt().max(1.0);
        let bend = Point {
            x: (p.x + q.x) / 2.0 - dy / long * aside * 2.0,
            y: (p.y + q.y) / 2.0 + dx / long * aside * 2.0,
        };
        Self { from: cut(p, a.1, bend, 2.0), bend, to: cut(q, b.1, bend, 3.0) }
    }

    /// The point at `t` of its way.
    pub(super) fn at(&self, t: f64) -> Point {
        let Self { from, bend, to } = self;
        let s = 1.0 - t;
        Point {
            x: s * s * from.x + 2.0 * s * t * bend.x + t * t * to.x,
            y: s * s * from.y + 2.0 * s * t * bend.y + t * t * to.y,
        }
    }
}

/// The place along a curve where a label covers least of boxes and other labels.
pub(super) fn free_place(curve: &Curve, size: Size, taken: &[(Point, Size)]) -> Point {
    let covered = |at: Point| -> f64 {
        let over = |(p, s): &(Point, Size)| {
            let x = (size.width + s.width) / 2.0 - (at.x - p.x).abs();
            let y = (size.height + s.height) / 2.0 - (at.y - p.y).abs();
            x.max(0.0) * y.max(0.0)
        };
        taken.iter().map(over).sum()
    };
    let mut best = (f64::MAX, curve.from);
    for t in [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74] {
        let at = curve.at(t);
        let cover = covered(at);
        if cover < best.0 {
            best = (cover, at);
        }
        if cover == 0.0 {
            break;
        }
    }
    best.1
}

/// How many of the boxes a curve goes through.
pub(super) fn crossed<'b>(curve: &Curve, boxes: impl Iterator<Item = &'b (Point, Size)>) -> usize {
    const STEPS: u32 = 16;
    let way: Vec<Point> = (1..STEPS).map(|n| curve.at(f64::from(n) / f64::from(STEPS))).collect();
    let (mut low, mut high) = (way[0], way[0]);
    for p in &way {
        low = Point { x: low.x.min(p.x), y: low.y.min(p.y) };
        high = Point { x: high.x.max(p.x), y: high.y.max(p.y) };
    }
    let hit = |(middle, size): &&(Point, Size)| {
        let (across, down) = (size.width / 2.0 + 3.0, size.height / 2.0 + 3.0);
        let far = middle.x + across < low.x
            || middle.x - across > high.x
            || middle.y + down < low.y
            || middle.y - down > high.y;
        !far && way.iter().any(|p| (p.x - middle.x).abs() < across && (p.y - middle.y).abs() < down)
    };
    boxes.filter(hit).count()
}
