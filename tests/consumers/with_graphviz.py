"""Graphviz: dot; and the picture that needs no Graphviz: svg."""

import json
import subprocess
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
TITLE = "{http://www.w3.org/1999/xlink}title"


def squeezed(text):
    return " ".join(text.split())


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
    # Labels are cut to fit; tooltips have them whole, but for the kind of white space.
    # Graphviz takes the backslashes of tooltips for escapes twice: pairs of them do not arrive.
    tips = "\x1f" + "\x1f".join(squeezed(a.get(TITLE)) for g in picture.iter(SVG + "g") if g.get("class") == "node" for a in g.iter(SVG + "a"))
    labels = [label for label in sample.labels.values() if "\\\\" not in label]
    sample.check("dot labels", [], [label for label in labels if f"\x1f{squeezed(label)} (" not in tips])

    groups = ElementTree.parse(sample.export("svg")).findall(f".//{SVG}g")
    sample.check("svg", len(sample.nodes) + len(sample.edges), len(groups))
    titles = [g.findtext(SVG + "title") for g in groups]
    missing = [label for label in sample.labels.values() if not any(title and label in title for title in titles)]
    sample.check("svg labels", [], missing)
