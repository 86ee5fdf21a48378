"""Graphviz: dot; and the picture that needs no Graphviz: svg."""

import json
import re
import subprocess
from xml.etree import ElementTree

from support import UNWRITABLE, edge_id, replaced

SVG = "{http://www.w3.org/2000/svg}"
# What DOT has no way to write.
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
TITLE = "{http://www.w3.org/1999/xlink}title"


def squeezed(text):
    return " ".join(text.split())


def dot_id(id):
    """An id as Graphviz keeps it: escapes are for labels, and stand in names as they are."""
    return CONTROL.sub(" ", id.replace("\\", "\\\\").replace("&", "&amp;").replace("\r", "").replace("\n", "\\n"))


def load(sample):
    dot = sample.export("dot")
    found = json.loads(subprocess.run(["dot", "-Tdot_json", dot], check=True, capture_output=True).stdout)
    # Frames and the legend's frame are objects too.
    drawn = [o for o in found.get("objects", []) if "nodes" not in o and "subgraphs" not in o and not o["name"].startswith("cluster")]
    sample.check("dot nodes", len(sample.nodes), len(drawn))
    sample.check("dot edges", len(sample.edges), len(found.get("edges", [])))
    names = {o["_gvid"]: o["name"] for o in drawn}
    ends = [(names[e["tail"]], names[e["head"]]) for e in found.get("edges", [])]
    sample.check("dot ends", sorted((dot_id(a), dot_id(b)) for a, b in sample.ends), sorted(ends))
    picture = ElementTree.fromstring(subprocess.run(["dot", "-Tsvg", dot], check=True, capture_output=True).stdout)
    groups = [g.get("class") for g in picture.iter(SVG + "g")]
    sample.check("dot drawn", (len(sample.nodes), len(sample.edges)), (groups.count("node"), groups.count("edge")))
    # Labels are cut to fit; tooltips have them whole, but for the kind of white space.
    # Graphviz takes the backslashes of tooltips for escapes twice: pairs of them do not arrive.
    tips = "\x1f" + "\x1f".join(squeezed(a.get(TITLE)) for g in picture.iter(SVG + "g") if g.get("class") == "node" for a in g.iter(SVG + "a"))
    labels = [label for label in sample.labels.values() if "\\\\" not in label]
    sample.check("dot labels", [], [label for label in labels if f"\x1f{squeezed(CONTROL.sub(' ', label))} (" not in tips])

    groups = {g.get("id"): g.findtext(SVG + "title") for g in ElementTree.parse(sample.export("svg")).findall(f".//{SVG}g[@id]")}
    sample.check("svg", len(sample.nodes) + len(sample.edges), len(groups))
    sample.check("svg labels", {}, {id: label for id, label in sample.labels.items() if not groups[replaced(id)].startswith(replaced(label) + " (")})
    # A picture shows no more than some quotations of an edge, and says so.
    hidden = sum(f"« {replaced(p['quote'])} »" not in groups[replaced(edge_id(e))] for e in sample.edges for p in e["evidence"])
    for format in ["svg", "dot"]:
        report = dict(sample.reports[format])
        sample.check(f"{format} replaces", any(map(UNWRITABLE.search, sample.labels.values())), report.pop("character", 0) > 0)
        lost = {"part": len(sample.nodes) + len(sample.edges), "quotation": hidden}
        sample.check(f"{format} loss report", {thing: n for thing, n in lost.items() if n}, report)
