//! The figures as tables for reading, and as JSON.

use super::{GraphEvaluation, GraphScores, Tallies, Tally, micro};
use serde_json::{Map, Value, json};
use std::fmt::{self, Write};

/// Upper bounds of the classes of confidence, in thousandths.
const CLASSES: [u16; 6] = [500, 600, 700, 800, 900, 1000];

/// A table: its title, its lines, and how a document's figures sum up.
type Part<'a> = (&'a str, &'a Tallies, fn(&GraphScores) -> Tally);

/// One class of confidence: how sure the program was, how often it was right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reliability {
    /// Upper bound, inclusive, in thousandths.
    pub to: u16,
    /// Edges in the class.
    pub edges: usize,
    /// Mean confidence, 0 to 1.
    pub confidence: f64,
    /// Share of right edges.
    pub right: f64,
}

impl GraphScores {
    /// The reliability table: classes without edges are left out.
    pub fn reliability(&self) -> Vec<Reliability> {
        let mut table = Vec::new();
        let mut from = 0;
        for to in CLASSES {
            let inside: Vec<_> = self.confidences.iter().filter(|c| c.0 > from && c.0 <= to).collect();
            from = to;
            if inside.is_empty() {
                continue;
            }
            let edges = inside.len();
            let confidence = inside.iter().map(|c| f64::from(c.0)).sum::<f64>() / 1000.0 / edges as f64;
            let right = inside.iter().filter(|c| c.1).count() as f64 / edges as f64;
            table.push(Reliability { to, edges, confidence, right });
        }
        table
    }
}

impl fmt::Display for GraphEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scores = self.scores();
        let parts: [Part; 3] = [
            ("node", &scores.nodes, |s| micro(&s.nodes)),
            ("relation", &scores.relations, |s| micro(&s.relations)),
            ("attribute", &scores.attributes, |s| micro(&s.attributes)),
        ];
        for (title, tallies, part) in parts {
            writeln!(f, "{title:<20}      P     R    F1    tp   fp   fn")?;
            for (name, t) in tallies {
                row(f, name, t)?;
            }
            let all = micro(tallies);
            row(f, "all (micro)", &all)?;
            let interval = self.interval(part);
            writeln!(f, "  95 % of draws       F1 {:.3} to {:.3}", interval.from, interval.to)?;
        }
        writeln!(f, "pairs (any relation)  F1 {:.3}", scores.pairs.f1())?;
        writeln!(f, "modality of matched triples, accuracy {:.3}", scores.modality.recall())?;
        writeln!(f, "confidence            up to  mean  right edges")?;
        for r in scores.reliability() {
            let to = f64::from(r.to) / 1000.0;
            writeln!(f, "  {:<20}{to:5.2} {:5.2}  {:5.2} {:5}", "", r.confidence, r.right, r.edges)?;
        }
        Ok(())
    }
}

fn row(f: &mut fmt::Formatter<'_>, name: &str, t: &Tally) -> fmt::Result {
    let (p, r, f1) = (t.precision(), t.recall(), t.f1());
    writeln!(f, "  {name:<18} {p:6.3}{r:6.3}{f1:6.3} {:5}{:5}{:5}", t.right, t.wrong, t.missed)
}

impl GraphEvaluation {
    /// The same figures as one JSON object; the names are those of the project's scorer.
    pub fn to_json(&self) -> Value {
        let scores = self.scores();
        let round = |x: f64, places: i32| (x * 10f64.powi(places)).round() / 10f64.powi(places);
        let tally = |t: &Tally, places: i32| {
            json!({
                "p": round(t.precision(), places), "r": round(t.recall(), places), "f1": round(t.f1(), places),
                "tp": t.right, "fp": t.wrong, "fn": t.missed,
            })
        };
        let mut out = Map::new();
        let parts: [Part; 3] = [
            ("node", &scores.nodes, |s| micro(&s.nodes)),
            ("relation", &scores.relations, |s| micro(&s.relations)),
            ("attribute", &scores.attributes, |s| micro(&s.attributes)),
        ];
        for (title, tallies, part) in parts {
            let mut all = tally(&micro(tallies), 4);
            let interval = self.interval(part);
            all["f1_interval"] = json!([round(interval.from, 4), round(interval.to, 4)]);
            all["by"] =
                tallies.iter().map(|(name, t)| (name.clone(), tally(t, 3))).collect::<Map<_, _>>().into();
            out.insert(title.into(), all);
        }
        out.insert("pair".into(), tally(&scores.pairs, 4));
        out.insert("modality".into(), tally(&scores.modality, 4));
        let classes = scores.reliability().into_iter().map(|r| {
            json!({
                "up_to": f64::from(r.to) / 1000.0, "edges": r.edges,
                "confidence": round(r.confidence, 4), "right": round(r.right, 4),
            })
        });
        out.insert("reliability".into(), classes.collect::<Vec<_>>().into());
        Value::Object(out)
    }

    /// The errors, one a line.
    pub fn error_lines(&self) -> String {
        let mut out = String::new();
        for error in &self.errors {
            let _ = writeln!(out, "{error}");
        }
        out
    }
}
