//! A picture without Graphviz: one self-contained SVG.

use super::curve::{Curve, crossed, free_place, text_width};
use super::escape::{REPLACED, Replacing};
use super::frames::frames;
use super::layout::{Joint, Point, Size, place_framed};
use super::style::width;
use super::{Loss, Options, words};
use crate::doc::{EntityType, Modality};
use crate::graph::{Copies, Graph, Link, Node};
use smol_str::SmolStr;
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
/// How far two parallel edges bend apart, at least and at most.
const BEND: (f64, f64) = (40.0, 96.0);
/// How far an edge bends aside to pass by boxes, and up to how many boxes times edges it looks around.
const AROUND_BY: [f64; 6] = [28.0, -28.0, 56.0, -56.0, 90.0, -90.0];
const AROUND: usize = 4_000_000;
/// How large a node that no edge touches is drawn.
const LONE: f64 = 0.8;

pub(super) fn write(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    let picture = Picture::new(graph, options);
    picture.head(out)?;
    for (frame, caption) in &picture.frames {
        picture.frame(*frame, caption, out)?;
    }
    for line in &picture.lines {
        picture.line(line, out)?;
    }
    for (node, (at, shape)) in graph.nodes().zip(&picture.boxes) {
        picture.node(node, *at, shape, out)?;
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
    /// By node, in the graph's order, with their middles.
    boxes: Vec<(Point, Shape)>,
    /// Middle, size and caption.
    frames: Vec<((Point, Size), String)>,
    lines: Vec<Line<'g>>,
    whole: Size,
}

/// A node as drawn.
struct Shape {
    kind: EntityType,
    scale: f64,
    size: Size,
    lines: Vec<String>,
}

/// An edge as drawn.
struct Line<'g> {
    link: Link<'g>,
    modality: Modality,
    symmetric: bool,
    independent: usize,
    curve: Curve,
    label: Vec<String>,
    /// Middle and size of the label.
    label_at: (Point, Size),
}

impl<'g> Picture<'g> {
    fn new(graph: &'g Graph, options: &'g Options<'g>) -> Self {
        let links = graph.links();
        let joined: BTreeSet<&SmolStr> = links.iter().flat_map(|l| [&l.source.id, &l.target.id]).collect();
        let boxes: Vec<Shape> = graph
            .nodes()
            .map(|node| {
                let scale = if joined.contains(&node.id) { 1.0 } else { LONE };
                let lines = words::wrap(node.label(), 20, 3);
                Shape { kind: node.kind, scale, size: size(node.kind, &lines, scale), lines }
            })
            .collect();
        let at: HashMap<&str, usize> =
            graph.nodes().enumerate().map(|(n, node)| (node.id.as_str(), n)).collect();
        let labels: Vec<Vec<String>> =
            links.iter().map(|link| words::edge_lines(link, options, 22)).collect();
        let joints: Vec<Joint> = links
            .iter()
            .zip(&labels)
            .map(|(link, label)| Joint {
                ends: (at[link.source.id.as_str()], at[link.target.id.as_str()]),
                label: extent(label),
            })
            .collect();
        let framed = frames(graph, &links, &joined, options.clusters);
        // By caption; numbers in a caption in their order.
        let captions: BTreeMap<(usize, &str), usize> =
            framed.values().map(|caption| ((caption.len(), caption.as_str()), 0)).collect();
        let captions: BTreeMap<&str, usize> =
            captions.into_keys().enumerate().map(|(n, (_, caption))| (caption, n)).collect();
        let frame_of: Vec<Option<usize>> = graph
            .nodes()
            .map(|node| framed.get(&node.id).map(|caption| captions[caption.as_str()]))
            .collect();
        let sizes: Vec<Size> = boxes.iter().map(|shape| shape.size).collect();
        let mut place = place_framed(&sizes, &joints, &frame_of);
        let moved = place.points.iter_mut().chain(place.frames.iter_mut().map(|(middle, _)| middle));
        moved.for_each(|point| *point = Point { x: point.x + PAD, y: point.y + PAD + TITLE });
        let whole = Size {
            width: (place.whole.width + 2.0 * PAD).max(460.0),
            height: place.whole.height + 2.0 * PAD + TITLE + LEGEND,
        };
        let mut captions: Vec<(usize, String)> =
            captions.into_iter().map(|(caption, n)| (n, caption.to_owned())).collect();
        captions.sort();
        let frames =
            place.frames.into_iter().zip(captions).map(|(frame, (_, caption))| (frame, caption)).collect();
        let boxes: Vec<(Point, Shape)> = place.points.into_iter().zip(boxes).collect();
        let mut picture =
            Self { graph, options, texts: Replacing::default(), boxes, frames, lines: Vec::new(), whole };
        picture.draw(links, labels, &joints);
        picture
    }

    /// Bends parallel edges apart, and others around boxes; finds room for their labels.
    fn draw(&mut self, links: Vec<Link<'g>>, labels: Vec<Vec<String>>, joints: &[Joint]) {
        let copies = Copies::of(self.graph);
        let mut beside: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (n, &Joint { ends: (a, b), .. }) in joints.iter().enumerate() {
            beside.entry((a.min(b), a.max(b))).or_default().push(n);
        }
        let boxes: Vec<(Point, Size)> = self.boxes.iter().map(|(at, shape)| (*at, shape.size)).collect();
        let mut taken = boxes.clone();
        // Looking around costs boxes times edges: pictures that large are not read line by line.
        let look = boxes.len() * links.len() <= AROUND;
        for (n, (link, label)) in links.into_iter().zip(labels).enumerate() {
            let (a, b) = joints[n].ends;
            let parallel = &beside[&(a.min(b), a.max(b))];
            let rank = parallel.iter().position(|&other| other == n).unwrap_or(0);
            let widest = parallel.iter().map(|&n| joints[n].label.width).fold(0.0, f64::max);
            let highest = parallel.iter().map(|&n| joints[n].label.height).fold(0.0, f64::max);
            let apart = beside_each_other(boxes[a].0, boxes[b].0, Size { width: widest, height: highest });
            let aside =
                (rank as f64 - (parallel.len() - 1) as f64 / 2.0) * apart * if a < b { 1.0 } else { -1.0 };
            let mut curve = Curve::between(boxes[a], boxes[b], aside);
            if look && parallel.len() == 1 {
                let others = || boxes.iter().enumerate().filter(|&(n, _)| n != a && n != b).map(|(_, b)| b);
                let mut best = crossed(&curve, others());
                for aside in AROUND_BY {
                    if best == 0 {
                        break;
                    }
                    let other = Curve::between(boxes[a], boxes[b], aside);
                    let hit = crossed(&other, others());
                    if hit < best {
                        (best, curve) = (hit, other);
                    }
                }
            }
            let modality = link.edge.summary().modality;
            let extent = joints[n].label;
            let label_at = (free_place(&curve, extent, &taken), extent);
            taken.push(label_at);
            let symmetric = self.options.ontology.get(&link.edge.relation).is_some_and(|r| r.symmetric);
            let independent = copies.support(&link.edge.documents()).independent;
            self.lines.push(Line { link, modality, symmetric, independent, curve, label, label_at });
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
            show(line.curve.from),
            show(line.curve.bend),
            show(line.curve.to),
            width / 10,
            width % 10,
        )?;
        if line.modality == Modality::Negated {
            // Off the label.
            let (middle, size) = line.label_at;
            let clear = |p: &Point| {
                (p.x - middle.x).abs() > size.width / 2.0 + 6.0
                    || (p.y - middle.y).abs() > size.height / 2.0 + 6.0
            };
            let places = [0.78, 0.22, 0.68, 0.32, 0.86, 0.14].map(|t| line.curve.at(t));
            let Point { x, y } = places.into_iter().find(clear).unwrap_or(places[0]);
            writeln!(
                out,
                "<path d=\"M{:.1} {:.1}l10 10m0 -10l-10 10\" stroke=\"{colour}\" stroke-width=\"2.2\" fill=\"none\"/>",
                x - 5.0,
                y - 5.0
            )?;
        }
        writeln!(out, "</g>")
    }

    /// A dotted frame with its caption.
    fn frame(&self, (middle, size): (Point, Size), caption: &str, out: &mut dyn Write) -> io::Result<()> {
        let (x, y, faint) =
            (middle.x - size.width / 2.0, middle.y - size.height / 2.0, self.options.theme.faint());
        let fits = (size.width / 6.5) as usize;
        let shown = words::wrap(caption, fits.max(4), 1).join(" ");
        writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"8\" fill=\"none\" stroke=\"{faint}\" \
             stroke-dasharray=\"2 4\"/><text x=\"{:.1}\" y=\"{:.1}\" font-size=\"11\" fill=\"{faint}\">{}</text>",
            size.width,
            size.height,
            x + 10.0,
            y + 17.0,
            self.texts.xml(&shown)
        )
    }

    fn node(&self, node: &Node, at: Point, shape: &Shape, out: &mut dyn Write) -> io::Result<()> {
        let paint = self.options.theme.node(node.kind);
        write!(
            out,
            "<g id=\"{}\"><title>{}</title>",
            self.texts.xml(&node.id),
            self.texts.xml(&words::node_tooltip(node))
        )?;
        outline(shape.kind, at, shape.size, out)?;
        let line = if shape.scale < 1.0 { "0.7" } else { "1.4" };
        write!(out, " fill=\"{}\" stroke=\"{}\" stroke-width=\"{line}\"/>", paint.fill, paint.line)?;
        let look = format!("fill=\"{}\"", self.options.theme.ink());
        self.text(&shape.lines, at, (NODE_TYPE * shape.scale, NODE_LINE * shape.scale), &look, out)?;
        writeln!(out, "</g>")
    }

    /// On a ground of its own, so that no line runs through it.
    fn label(&self, line: &Line<'_>, out: &mut dyn Write) -> io::Result<()> {
        let theme = self.options.theme;
        let (at, Size { width, height }) = line.label_at;
        write!(
            out,
            "<g class=\"label\" pointer-events=\"none\"><rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
             rx=\"3\" fill=\"{}\" fill-opacity=\"0.88\"/>",
            at.x - width / 2.0,
            at.y - height / 2.0,
            theme.ground()
        )?;
        let look = format!("fill=\"{}\"", theme.edge(line.modality));
        self.text(&line.label, at, (EDGE_TYPE, EDGE_LINE), &look, out)?;
        writeln!(out, "</g>")
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
fn size(kind: EntityType, lines: &[String], scale: f64) -> Size {
    let text = lines.iter().map(|line| text_width(line, NODE_TYPE)).fold(0.0, f64::max);
    let side = match kind {
        EntityType::Organization | EntityType::Product => 10.0,
        EntityType::Person | EntityType::Place => 16.0,
    };
    Size {
        width: (text.max(14.0) + 2.0 * side) * scale,
        height: (lines.len().max(1) as f64 * NODE_LINE + 12.0) * scale,
    }
}

/// How far apart edges from one point to another bend, so that labels of this size fit beside each other.
fn beside_each_other(p: Point, q: Point, label: Size) -> f64 {
    let (dx, dy) = ((q.x - p.x).abs(), (q.y - p.y).abs());
    let long = (dx * dx + dy * dy).sqrt().max(1.0);
    ((label.width * dy + label.height * dx) / long + 6.0).clamp(BEND.0, BEND.1)
}

/// The room that an edge's label needs.
fn extent(label: &[String]) -> Size {
    Size {
        width: label.iter().map(|l| text_width(l, EDGE_TYPE)).fold(0.0, f64::max) + 6.0,
        height: label.len() as f64 * EDGE_LINE + 2.0,
    }
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

fn show(point: Point) -> String {
    format!("{:.1} {:.1}", point.x, point.y)
}
