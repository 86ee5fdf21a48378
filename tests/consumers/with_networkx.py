"""NetworkX: json, cytoscape.json, graphml, gexf, each read back and compared with the graph: what every node and
every edge says, not only how many there are."""

import json

import networkx as nx
from support import read


def load(sample):
    written = json.loads(read(sample.export("json")))
    sample.check("json labels", sample.labels, {n["id"]: n["label"] for n in written["nodes"]})
    graph = nx.node_link_graph(written, edges="edges")
    sample.check("json nodes", nodes(sample), sorted((n, d["label"], d["type"], " | ".join(d["aliases"])) for n, d in graph.nodes(data=True)))
    told = [(s, d["relation"], t, d["modality"], d["confidence"], d["attributes"], proofs(d["evidence"])) for s, t, d in graph.edges(data=True)]
    sample.check("json edges", edges(sample), order(told))

    graph = nx.cytoscape_graph(json.loads(read(sample.export("cytoscape.json"))))
    same(sample, "cytoscape in NetworkX", graph, " | ".join, lambda evidence: evidence)

    # The ids of GraphML are name tokens; ours are an attribute.
    graph = nx.read_graphml(sample.export("graphml"), force_multigraph=True)
    graph = nx.relabel_nodes(graph, {n: d["id"] for n, d in graph.nodes(data=True)})
    same(sample, "graphml", graph, flat, json.loads)

    same(sample, "gexf", nx.read_gexf(sample.export("gexf"), version="1.3"), flat, json.loads)


def same(sample, what, theirs, aliases, evidence):
    """The same nodes with all that they say, and the same edges with all that they say."""
    found = [(n, d["label"], d["type"], aliases(d["aliases"])) for n, d in theirs.nodes(data=True)]
    sample.check(f"{what} nodes", nodes(sample), sorted(found))
    told = [
        (s, d["relation"], t, d["modality"], d["confidence"], attributes(sample, d), proofs(evidence(d["evidence"])))
        for s, t, d in theirs.edges(data=True)
    ]
    sample.check(f"{what} edges", edges(sample), order(told))


def flat(aliases):
    """A list has bars between in a flat format; a bar inside of a name cannot be told from them."""
    return aliases or ""


def nodes(sample):
    return sorted((n["id"], n["label"], n["type"], " | ".join(n["aliases"])) for n in sample.nodes)


def edges(sample):
    """Every edge of ours: ends, relation, modality, confidence, attributes, and where the text says so."""
    return order(
        (e["source"], e["relation"], e["target"], e["modality"], e["confidence"], e["attributes"], proofs(e["evidence"]))
        for e in sample.edges
    )


def order(edges):
    return sorted(edges, key=lambda e: json.dumps(e, sort_keys=True))


def proofs(evidence):
    return sorted([e["document"], e["start"], e["end"], e["quote"]] for e in evidence)


def attributes(sample, data):
    """The attributes of an edge, from the columns that a flat format makes of them."""
    names = {name for e in sample.edges for name in e["attributes"]}
    out = {}
    for name in names:
        value = data.get(name)
        if value is None:
            continue
        if isinstance(value, dict):
            out[name] = value
        elif f"{name}_currency" in data:
            out[name] = {"value": value, "currency": data[f"{name}_currency"]}
            if f"{name}_max" in data:
                out[name]["max"] = data[f"{name}_max"]
        else:
            out[name] = value
    return out
