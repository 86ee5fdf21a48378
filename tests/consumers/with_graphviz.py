"""Graphviz: dot; and the picture that needs no Graphviz: svg."""

import json
import subprocess
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def load(sample):
    dot = sample.export("dot")
    found = json.loads(subprocess.run(["dot", "-Tdot_json", dot], check=True, capture_output=True).stdout)
    # Frames and the legend's frame are objects too.
    drawn = [o for o in found.get("objects", []) if "nodes" not in o and "subgraphs" not in o and not o["name"].startswith("cluster")]
    sample.check("dot nodes", len(sample.nodes), len(drawn))
    sample.check("dot edges", len(sample.edges), len(found.get("edges", [])))
    picture = ElementTree.fromstring(subprocess.run(["dot", "-Tsvg", dot], check=True, capture_output=True).stdout)
    groups = [g.get("class") for g in picture.iter(SVG + "g")]
    sample.check("dot drawn", (len(sample.nodes), len(sample.edges)), (groups.count("node"), groups.count("edge")))

    groups = ElementTree.parse(sample.export("svg")).findall(f".//{SVG}g")
    sample.check("svg", len(sample.nodes) + len(sample.edges), len(groups))
    titles = [g.findtext(SVG + "title") for g in groups]
    missing = [label for label in sample.labels.values() if not any(title and label in title for title in titles)]
    sample.check("svg labels", [], missing)
