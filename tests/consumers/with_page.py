"""jsdom: the html page, clicked through."""

import json
import subprocess
from collections import Counter

from support import edge_id, replaced


def load(sample):
    node = ["node", "tests/consumers/page.mjs", sample.export("html")]
    found = json.loads(subprocess.run(node, check=True, capture_output=True).stdout)
    sample.check("page runs", [], found["faults"])
    sample.check("page holds its own scripts alone", 2, found["scripts"])
    degrees = Counter(end for e in sample.edges for end in ({e["source"], e["target"]} if e["source"] != e["target"] else [e["source"]] * 2))
    sample.check("page nodes", {n["id"]: (n["label"], degrees[n["id"]]) for n in sample.nodes},
                 {id: (n["title"], n["relations"]) for id, n in found["nodes"].items()})
    sample.check("page aliases", [], [n["id"] for n in sample.nodes if ", ".join(n["aliases"]) not in found["nodes"][n["id"]]["about"]])
    sample.check("page links lead to sentences", [], [id for id, n in found["nodes"].items() if n["relations"] and not n["followed"]])
    sample.check("page edges", {replaced(edge_id(e)): [f"« {p['quote']} »" for p in e["evidence"]] for e in sample.edges},
                 {replaced(id): e["quotes"] for id, e in found["edges"].items()})
    sample.check("page attributes", [], [e for e in sample.edges if len(found["edges"][edge_id(e)]["said"]) != 2 + len(e["attributes"])])
    sample.check("page labels", [], [id for id, e in found["edges"].items() if not e["label"] or not e["name"]])
    sample.check("page opens and closes", (True, True), (found["open"], found["closed"]))
    filters, all = found["filters"], len(sample.edges)
    shown = lambda number: f"{number} relations sur {all}"
    first = sorted(Counter(e["relation"] for e in sample.edges).items())[0][1]
    sample.check("page filters", [shown(all), [shown(all - first), first, first], shown(sum(e["confidence"] >= 0.9 for e in sample.edges)),
                                  [shown(0), all + len(sample.nodes)], shown(all)],
                 [filters["all"], filters["without"], filters["sure"], filters["none"], filters["again"]])
    sample.check("page search", {"found": True, "cleared": 0}, found["search"])
    sample.check("page keys", (True, True), (found["moved"] >= 4, found["home"]))
