//! A picture without Graphviz: one self-contained SVG.

use super::escape::{REPLACED, Replacing};
use super::layout::{Point, Size, place};
use super::style::width;
use super::{Loss, Options, words};
use crate::doc::{EntityType, Modality};
use crate::graph::{Copies, Graph, Link, Node};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Write};

/// Type size of nodes and their line height.
const NODE_TYPE: f64 = 13.0;
const NODE_LINE: f64 = 16.0;
/// Type size of edge labels and their line height.
const EDGE_TYPE: f64 = 10.0;
const EDGE_LINE: f64 = 12.0;
/// Space around the picture, and above it for the title.
const PAD: f64 = 28.0;
const TITLE: f64 = 44.0;
/// Height of the legend.
const LEGEND: f64 = 40.0;
/// How far two parallel edges bend apart.
const BEND: f64 = 46.0;

pub(super) fn write(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    let picture = Picture::new(graph, options);
    picture.head(out)?;
    for line in &picture.lines {
        picture.line(line, out)?;
    }
    for (node, (at, wrapped)) in graph.nodes().zip(picture.points.iter().zip(&picture.labels)) {
        picture.node(node, *at, wrapped, out)?;
    }
    for line in &picture.lines {
        picture.label(line, out)?;
    }
    picture.legend(out)?;
    writeln!(out, "</svg>")?;
    let mut loss = Loss::of_picture(graph);
    loss.add(picture.texts.count(), "character", REPLACED);
    Ok(loss)
}

struct Picture<'g> {
    graph: &'g Graph,
    options: &'g Options<'g>,
    texts: Replacing,
    /// By node, in the graph's order.
    points: Vec<Point>,
    sizes: Vec<Size>,
    labels: Vec<Vec<String>>,
    lines: Vec<Line<'g>>,
    whole: Size,
}

/// An edge as drawn: a curve from box to box, bent towards a third point.
struct Line<'g> {
    link: Link<'g>,
    modality: Modality,
    symmetric: bool,
    independent: usize,
    from: Point,
    bend: Point,
    to: Point,
    label: Vec<String>,
    /// Middle of the label.
    label_at: Point,
}

impl<'g> Picture<'g> {
    fn new(graph: &'g Graph, options: &'g Options<'g>) -> Self {
        let labels: Vec<Vec<String>> = graph.nodes().map(|n| words::wrap(n.label(), 20, 3)).collect();
        let sizes: Vec<Size> =
            graph.nodes().zip(&labels).map(|(node, lines)| size(node.kind, lines)).collect();
        let at: HashMap<&str, usize> =
            graph.nodes().enumerate().map(|(n, node)| (node.id.as_str(), n)).collect();
        let links = graph.links();
        let ends: Vec<(usize, usize)> =
            links.iter().map(|l| (at[l.source.id.as_str()], at[l.target.id.as_str()])).collect();
        let (mut points, inner) = place(&sizes, &ends);
        for point in &mut points {
            point.x += PAD;
            point.y += PAD + TITLE;
        }
        let whole = Size {
            width: (inner.width + 2.0 * PAD).max(460.0),
            height: inner.height + 2.0 * PAD + TITLE + LEGEND,
        };
        let mut picture = Self {
            graph,
            options,
            texts: Replacing::default(),
            points,
            sizes,
            labels,
            lines: Vec::new(),
            whole,
        };
        picture.draw(links, &ends);
        picture
    }

    /// Bends parallel edges apart, cuts them at the boxes, and finds room for their labels.
    fn draw(&mut self, links: Vec<Link<'g>>, ends: &[(usize, usize)]) {
        let copies = Copies::of(self.graph);
        let mut beside: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (n, &(a, b)) in ends.iter().enumerate() {
            beside.entry((a.min(b), a.max(b))).or_default().push(n);
        }
        let mut taken: Vec<(Point, Size)> =
            self.points.iter().copied().zip(self.sizes.iter().copied()).collect();
        for (n, link) in links.into_iter().enumerate() {
            let (a, b) = ends[n];
            let parallel = &beside[&(a.min(b), a.max(b))];
            let rank = parallel.iter().position(|&other| other == n).unwrap_or(0);
            let aside =
                (rank as f64 - (parallel.len() - 1) as f64 / 2.0) * BEND * if a < b { 1.0 } else { -1.0 };
            let (p, q) = (self.points[a], self.points[b]);
            let (dx, dy) = (q.x - p.x, q.y - p.y);
            let long = (dx * dx + dy * dy).sqrt().max(1.0);
            let bend = Point {
                x: (p.x + q.x) / 2.0 - dy / long * aside * 2.0,
                y: (p.y + q.y) / 2.0 + dx / long * aside * 2.0,
            };
            let (from, to) = (cut(p, self.sizes[a], bend, 2.0), cut(q, self.sizes[b], bend, 3.0));
            let modality = link.edge.summary().modality;
            let label = words::wrap(&words::edge_label(&link, self.options), 22, 3);
            let extent = Size {
                width: label.iter().map(|l| text_width(l, EDGE_TYPE)).fold(0.0, f64::max) + 4.0,
                height: label.len() as f64 * EDGE_LINE + 2.0,
            };
            let label_at = free_place(from, bend, to, extent, &taken);
            taken.push((label_at, extent));
            let symmetric = self.options.ontology.get(&link.edge.relation).is_some_and(|r| r.symmetric);
            let independent = copies.support(&link.edge.documents()).independent;
            self.lines.push(Line {
                link,
                modality,
                symmetric,
                independent,
                from,
                bend,
                to,
                label,
                label_at,
            });
        }
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let theme = self.options.theme;
        let Size { width, height } = self.whole;
        let title = words::title(self.graph, self.options);
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"img\" font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">",
        )?;
        writeln!(out, "<title>{}</title>", self.texts.xml(&title))?;
        writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>", theme.ground())?;
        writeln!(out, "<defs>")?;
        for modality in Modality::ALL {
            writeln!(
                out,
                "<marker id=\"{modality}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\" \
                 markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 1L10 5L0 9z\" \
                 fill=\"{}\"/></marker>",
                theme.edge(modality)
            )?;
        }
        writeln!(out, "</defs>")?;
        let shown = words::wrap(&title, 80, 1).join(" ");
        writeln!(
            out,
            "<text x=\"{PAD:.0}\" y=\"{:.0}\" font-size=\"20\" font-weight=\"600\" fill=\"{}\">{}</text>",
            PAD + 14.0,
            theme.ink(),
            self.texts.xml(&shown)
        )
    }

    fn line(&self, line: &Line<'_>, out: &mut dyn Write) -> io::Result<()> {
        let colour = self.options.theme.edge(line.modality);
        let dash = match line.modality {
            Modality::Planned => " stroke-dasharray=\"7 4\"",
            Modality::Possible => " stroke-dasharray=\"1.5 4\" stroke-linecap=\"round\"",
            Modality::Asserted | Modality::Negated => "",
        };
        let arrow =
            if line.symmetric { String::new() } else { format!(" marker-end=\"url(#{})\"", line.modality) };
        let width = width(line.independent);
        writeln!(
            out,
            "<g id=\"{}\"><title>{}</title><path d=\"M{} Q{} {}\" fill=\"none\" stroke=\"{colour}\" \
             stroke-width=\"{}.{}\"{dash}{arrow}/>",
            self.texts.xml(&line.link.id()),
            self.texts.xml(&words::edge_tooltip(self.graph, &line.link, self.options)),
            show(line.from),
            show(line.bend),
            show(line.to),
            width / 10,
            width % 10,
        )?;
        if line.modality == Modality::Negated {
            // Off the middle, where the label mostly stands.
            let Point { x, y } = on_curve(line.from, line.bend, line.to, 0.8);
            writeln!(
                out,
                "<path d=\"M{:.1} {:.1}l10 10m0 -10l-10 10\" stroke=\"{colour}\" stroke-width=\"2.2\" fill=\"none\"/>",
                x - 5.0,
                y - 5.0
            )?;
        }
        writeln!(out, "</g>")
    }

    fn node(&self, node: &Node, at: Point, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
        let paint = self.options.theme.node(node.kind);
        let Size { width, height } = size(node.kind, lines);
        write!(
            out,
            "<g id=\"{}\"><title>{}</title>",
            self.texts.xml(&node.id),
            self.texts.xml(&words::node_tooltip(node))
        )?;
        outline(node.kind, at, Size { width, height }, out)?;
        write!(out, " fill=\"{}\" stroke=\"{}\" stroke-width=\"1.4\"/>", paint.fill, paint.line)?;
        let look = format!("fill=\"{}\"", self.options.theme.ink());
        self.text(lines, at, (NODE_TYPE, NODE_LINE), &look, out)?;
        writeln!(out, "</g>")
    }

    fn label(&self, line: &Line<'_>, out: &mut dyn Write) -> io::Result<()> {
        let theme = self.options.theme;
        let look = format!(
            "fill=\"{}\" stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\" pointer-events=\"none\"",
            theme.edge(line.modality),
            theme.ground()
        );
        self.text(&line.label, line.label_at, (EDGE_TYPE, EDGE_LINE), &look, out)?;
        writeln!(out)
    }

    /// Centred lines of text, in a size and with a line height.
    fn text(
        &self,
        lines: &[String],
        at: Point,
        (size, leading): (f64, f64),
        look: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        write!(out, "<text text-anchor=\"middle\" font-size=\"{size:.0}\" {look}>")?;
        let top = at.y - (lines.len() as f64 - 1.0) * leading / 2.0 + size * 0.35;
        for (n, line) in lines.iter().enumerate() {
            let (x, y) = (at.x, top + n as f64 * leading);
            write!(out, "<tspan x=\"{x:.1}\" y=\"{y:.1}\">{}</tspan>", self.texts.xml(line))?;
        }
        write!(out, "</text>")
    }

    /// What shapes, colours and lines mean, of those that the picture shows.
    fn legend(&self, out: &mut dyn Write) -> io::Result<()> {
        let theme = self.options.theme;
        let y = self.whole.height - LEGEND / 2.0 - 6.0;
        let mut x = PAD;
        let kinds: BTreeSet<EntityType> = self.graph.nodes().map(|n| n.kind).collect();
        for kind in kinds {
            let paint = theme.node(kind);
            outline(kind, Point { x: x + 13.0, y }, Size { width: 26.0, height: 16.0 }, out)?;
            writeln!(out, " fill=\"{}\" stroke=\"{}\"/>", paint.fill, paint.line)?;
            x = self.caption(words::kind(kind), x + 32.0, y, out)?;
        }
        let modalities: BTreeSet<Modality> = self.lines.iter().map(|l| l.modality).collect();
        for modality in modalities {
            let dash = match modality {
                Modality::Planned => " stroke-dasharray=\"7 4\"",
                Modality::Possible => " stroke-dasharray=\"1.5 4\" stroke-linecap=\"round\"",
                Modality::Asserted | Modality::Negated => "",
            };
            let cross = if modality == Modality::Negated { "m-18 -5l10 10m0 -10l-10 10" } else { "" };
            writeln!(
                out,
                "<path d=\"M{x:.1} {y:.1}h28{cross}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.6\"{dash}/>",
                theme.edge(modality)
            )?;
            x = self.caption(words::modality(modality).unwrap_or("établi"), x + 34.0, y, out)?;
        }
        Ok(())
    }

    /// A word of the legend; where the next entry starts.
    fn caption(&self, word: &str, x: f64, y: f64, out: &mut dyn Write) -> io::Result<f64> {
        writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"11\" fill=\"{}\">{word}</text>",
            y + 4.0,
            self.options.theme.faint()
        )?;
        Ok(x + text_width(word, 11.0) + 16.0)
    }
}

/// The box that a label needs in its shape.
fn size(kind: EntityType, lines: &[String]) -> Size {
    let text = lines.iter().map(|line| text_width(line, NODE_TYPE)).fold(0.0, f64::max);
    let side = match kind {
        EntityType::Organization | EntityType::Product => 10.0,
        EntityType::Person | EntityType::Place => 16.0,
    };
    Size { width: text.max(14.0) + 2.0 * side, height: lines.len().max(1) as f64 * NODE_LINE + 12.0 }
}

/// Opens the shape of a type; the caller gives colours and closes it.
fn outline(kind: EntityType, at: Point, size: Size, out: &mut dyn Write) -> io::Result<()> {
    let Size { width, height } = size;
    let (x, y) = (at.x - width / 2.0, at.y - height / 2.0);
    let round = match kind {
        EntityType::Organization => 5.0,
        EntityType::Person => height / 2.0,
        EntityType::Place => {
            let (side, half) = (width - 20.0, height / 2.0);
            return write!(
                out,
                "<path d=\"M{x:.1} {:.1}l10 -{half:.1}h{side:.1}l10 {half:.1}l-10 {half:.1}h-{side:.1}z\"",
                at.y
            );
        }
        EntityType::Product => {
            let (top, down) = (width - 9.0, height - 9.0);
            return write!(out, "<path d=\"M{x:.1} {y:.1}h{top:.1}l9 9v{down:.1}h-{width:.1}z\"");
        }
    };
    write!(
        out,
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{round:.1}\""
    )
}

/// About how wide a text is in a sans-serif of this size.
fn text_width(text: &str, size: f64) -> f64 {
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

/// The point of a quadratic curve at `t` of its way.
fn on_curve(from: Point, bend: Point, to: Point, t: f64) -> Point {
    let s = 1.0 - t;
    Point {
        x: s * s * from.x + 2.0 * s * t * bend.x + t * t * to.x,
        y: s * s * from.y + 2.0 * s * t * bend.y + t * t * to.y,
    }
}

/// The place along a curve where a label covers least of boxes and other labels.
fn free_place(from: Point, bend: Point, to: Point, size: Size, taken: &[(Point, Size)]) -> Point {
    let covered = |at: Point| -> f64 {
        let over = |(p, s): &(Point, Size)| {
            let x = (size.width + s.width) / 2.0 - (at.x - p.x).abs();
            let y = (size.height + s.height) / 2.0 - (at.y - p.y).abs();
            x.max(0.0) * y.max(0.0)
        };
        taken.iter().map(over).sum()
    };
    let mut best = (f64::MAX, from);
    for t in [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74] {
        let at = on_curve(from, bend, to, t);
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

fn show(point: Point) -> String {
    format!("{:.1} {:.1}", point.x, point.y)
}
