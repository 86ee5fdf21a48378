"""NetworkX: json, cytoscape.json, graphml, gexf."""

import json

import networkx as nx
from support import read


def load(sample):
    written = json.loads(read(sample.export("json")))
    sample.check("json labels", sample.labels, {n["id"]: n["label"] for n in written["nodes"]})
    same(sample, "json", nx.node_link_graph(written, edges="edges"))
    same(sample, "cytoscape in NetworkX", nx.cytoscape_graph(json.loads(read(sample.export("cytoscape.json")))))
    same(sample, "graphml", nx.read_graphml(sample.export("graphml"), force_multigraph=True))
    same(sample, "gexf", nx.read_gexf(sample.export("gexf"), version="1.3"))


def same(sample, what, theirs):
    """Same ids, same labels, same number of edges between the same nodes."""
    sample.check(f"{what} counts", (len(sample.nodes), len(sample.edges)), (theirs.number_of_nodes(), theirs.number_of_edges()))
    sample.check(f"{what} nodes", sample.labels, {n: d["label"] for n, d in theirs.nodes(data=True)})
    sample.check(f"{what} edges", sample.ends, sorted(theirs.edges()))
