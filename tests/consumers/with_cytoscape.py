"""Cytoscape.js, headless: cytoscape.json."""

import json
import subprocess


def load(sample):
    node = ["node", "tests/consumers/cytoscape.mjs", sample.export("cytoscape.json")]
    found = json.loads(subprocess.run(node, check=True, capture_output=True).stdout)
    sample.check("Cytoscape.js counts", (len(sample.nodes), len(sample.edges)), (len(found["labels"]), len(found["edges"])))
    sample.check("Cytoscape.js nodes", sample.labels, found["labels"])
    sample.check("Cytoscape.js edges", sample.ends, sorted(map(tuple, found["edges"])))
    quotes = {(e["source"], e["key"], e["target"]): {p["quote"] for p in e["evidence"]} for e in sample.edges}
    sample.check("Cytoscape.js quotes", sorted(map(sorted, quotes.values())), sorted(sorted(set(q)) for q in found["quotes"].values()))
