"""NetworkX: json, cytoscape.json, graphml, gexf, each read back and compared with the graph: what every node and
every edge says, not only how many there are."""

import json

import networkx as nx
from support import edge_id, parts, proofs, read, replaced

def load(sample):
    written = json.loads(read(sample.export("json")))
    graph = nx.node_link_graph(written, edges="edges")
    everything = lambda nodes: {n["id"]: {k: v for k, v in n.items() if k != "id"} for n in nodes}
    sample.check("json nodes", everything(sample.nodes), {n: d for n, d in graph.nodes(data=True)})
    whole = lambda edges: {(e["source"], e["key"], e["target"]): [e["relation"], e["modality"], e["confidence"], e["attributes"], proofs(e["evidence"], e)] for e in edges}
    sample.check("json edges", whole(sample.edges), whole({**d, "source": s, "target": t, "key": k} for s, t, k, d in graph.edges(keys=True, data=True)))
    sample.told("json", {})

    graph = nx.cytoscape_graph(json.loads(read(sample.export("cytoscape.json"))))
    sample.told("cytoscape.json", same(sample, "cytoscape in NetworkX", graph, lambda row, name: row[name]))

    # The ids of GraphML are name tokens; ours are an attribute.
    file = sample.export("graphml")
    graph = nx.read_graphml(file, force_multigraph=True)
    graph = nx.relabel_nodes(graph, {n: d["id"] for n, d in graph.nodes(data=True)})
    sample.told("graphml", same(sample, "graphml", graph, flat, replaced) | instead(sample, file))

    file = sample.export("gexf")
    graph = nx.read_gexf(file, version="1.3")
    # Its reader passes over `kind`, which the rules are checked for: with_rules.py.
    keys = {edge_id(e): e["key"] for e in sample.edges}
    for _, _, data in graph.edges(data=True):
        data["key"] = keys.get(replaced(data["id"]))
    sample.told("gexf", same(sample, "gexf", graph, flat, replaced) | instead(sample, file))


def same(sample, what, theirs, items, holds=lambda text: text):
    """The same nodes with all that they say, and the same edges with all that they say; what is lost."""
    nodes = [d | {"id": n, "aliases": items(d, "aliases"), "documents": items(d, "documents")} for n, d in theirs.nodes(data=True)]
    edges = [d | {"source": s, "target": t, "quotes": items(d, "quotes"), "documents": items(d, "documents")} for s, t, d in theirs.edges(data=True)]
    return sample.rows(what, nodes, edges, holds)


def flat(row, name):
    """A list has bars between in a flat format."""
    return parts(row.get(name))


def instead(sample, file):
    """How many characters stand for others, beside those of the texts themselves."""
    return {"character": 0 if "\ufffd" in read(sample.path) else read(file).count("\ufffd")}
