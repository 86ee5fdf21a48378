//! One page: the picture, the graph behind it, and a script to search, filter and read in it.
//! Nothing is fetched; the page's own policy forbids it.

use super::escape::Replacing;
use super::{Options, svg, words};
use crate::doc::{EntityType, Modality};
use crate::graph::{Graph, Layout};
use serde_json::{Value, json};
use std::io::{self, Write};

const PAGE: &str = include_str!("html/page.html");
const CSS: &str = include_str!("html/page.css");
const JS: &str = include_str!("html/page.js");

pub(super) fn write(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (title, texts) = (words::title(graph, options), Replacing::default());
    for part in PAGE.split("{{") {
        // Every hole of the page closes with its braces; the first part has none.
        let Some((hole, rest)) = part.split_once("}}") else {
            write!(out, "{part}")?;
            continue;
        };
        match hole {
            "title" => write!(out, "{}", texts.xml(&title))?,
            "css" => write!(out, "{CSS}")?,
            "js" => write!(out, "{JS}")?,
            // What the picture leaves out, the data have.
            "svg" => drop(svg::write(graph, options, out)?),
            "data" => write!(out, "{}", data(graph, options)?)?,
            _ => unreachable!("the page has no other hole"),
        }
        write!(out, "{rest}")?;
    }
    Ok(())
}

/// The graph, the order of the picture's labels, and the words for what is not French.
fn data(graph: &Graph, options: &Options<'_>) -> io::Result<String> {
    let mut json = Vec::new();
    graph.write_json(&mut json, Layout::Lines)?;
    let graph_value: Value = serde_json::from_slice(&json)?;
    let links: Vec<String> = graph.links().iter().map(|l| l.id()).collect();
    let relations: Value = options
        .ontology
        .relations()
        .iter()
        .map(|r| (r.name.to_string(), json!(words::relation(&r.name, options))))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let modalities: Value = Modality::ALL
        .iter()
        .map(|&m| (m.to_string(), json!(words::modality(m).unwrap_or("établi"))))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let types: Value = EntityType::ALL
        .iter()
        .map(|&t| (t.to_string(), json!(words::kind(t))))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let attributes = json!(options.ontology.attribute_labels());
    let words = json!({ "relations": relations, "modalities": modalities, "types": types, "attributes": attributes });
    let all = json!({ "graph": graph_value, "links": links, "words": words });
    // "</script>" in a quotation would end the script; no other character can.
    Ok(serde_json::to_string(&all)?.replace('<', "\\u003c"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::DataFiles;
    use crate::doc::Document;
    use crate::pipeline::Pipeline;

    /// The script pairs edges, groups and labels by their order.
    #[test]
    fn links_are_in_the_order_of_the_edges() {
        let pipeline = Pipeline::new(&DataFiles::embedded()).unwrap();
        let text = "Danone a racheté Alpine à Renault pour 3 millions d'euros. Valeo n'a pas signé de contrat avec Renault. \
                    « </script> », a dit Danone.";
        let graph = pipeline.graph(&Document::new("a", text));
        let options = Options::new(pipeline.ontology());
        let all: Value = serde_json::from_str(&data(&graph, &options).unwrap()).unwrap();
        let (edges, links) = (all["graph"]["edges"].as_array().unwrap(), all["links"].as_array().unwrap());
        assert!(edges.len() == links.len() && edges.len() > 2, "{edges:?}");
        for (edge, link) in edges.iter().zip(links) {
            let link = link.as_str().unwrap();
            assert!(link.starts_with(edge["source"].as_str().unwrap()), "{link}");
            assert!(link.ends_with(edge["target"].as_str().unwrap()), "{link}");
        }
        let mut page = Vec::new();
        write(&graph, &options, &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert_eq!(page.matches("</script>").count(), 2, "a quotation ends the script");
        assert!(!page.contains("{{"), "a hole is left");
        for link in links {
            assert!(
                page.contains(&format!("id=\"{}\"", Replacing::default().xml(link.as_str().unwrap()))),
                "{link}"
            );
        }
    }
}
