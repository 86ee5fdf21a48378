"""Exports graphs in every format and loads each in the program that it is made for.

The counts that the consumer gives must be ours, and labels must have survived. The first
graph is always one of nasty names; the others are graphs/*.json, or those given.
"""

import csv
import glob
import hashlib
import json
import os
import subprocess
import sys
import tempfile

import ladybug
import networkx as nx
import pyoxigraph
from followthemoney import model

csv.field_size_limit(1 << 30)
passed = failed = 0


def check(what, want, got):
    global passed, failed
    if want == got:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {what}: expected {str(want)[:300]!r}, found {str(got)[:300]!r}")


def nasty():
    names = [
        'Guillemets "doubles" et \'simples\'', "Barre \\ oblique \\", "{Accolades} [et] <balises>", "Ligne 1\nLigne 2",
        "Émoji 🦀 et ZWJ 👩‍🚀", "שלום עולם", "x" * 2000, "</script><script>alert(1)</script>", "'); DROP TABLE n; --",
        "${jndi:ldap://a}", "Tab\tulation; point-virgule, virgule | barre", "\\u0041 \\n", "%s %n", "AT&amp;T & Cie", "=1+1",
    ]
    text = "\x1e".join(names)
    document = {"id": 'a"b\\c/é {1}', "title": names[0], "date": "2025-11-04", "source": names[7],
                "sha256": hashlib.sha256(text.encode()).hexdigest()}
    nodes, edges, at = [], [], 0
    for n, name in enumerate(names):
        nodes.append({"id": f"organization/n{n:02}", "label": name, "type": "organization",
                      "aliases": [names[(n + 1) % len(names)]],
                      "mentions": [{"document": document["id"], "start": at, "end": at + len(name), "text": name, "kind": "name"}]})
        at += len(name) + 1
    for n, name in enumerate(names):
        source, target = f"organization/n{n:02}", f"organization/n{(n + 5) % len(names):02}"
        for modality in ["asserted", "negated"] if n % 2 else ["planned"]:
            both = modality == "negated"
            edges.append({"source": source, "target": target, "key": "buys-from/negated" if both else "buys-from",
                          "relation": "buys-from", "modality": modality, "confidence": 0.93,
                          "attributes": {"product": name, "amount": {"value": 1.5, "max": 2000000000, "currency": "EUR"}},
                          "evidence": [{"document": document["id"], "sentence": 0, "start": 0, "end": len(text), "quote": text,
                                        "trigger": name, "rule": "buys-from/acheter", "source": name}]})
    return {"directed": True, "multigraph": True,
            "graph": {"format": "filature-graph", "version": 1, "generator": "filature test", "document": document["id"],
                      "documents": [document]}, "nodes": nodes, "edges": edges}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def export(path, folder, name):
    out = os.path.join(folder, name)
    subprocess.run(["target/debug/filature", "convert", path, "-o", out], check=True, stderr=subprocess.DEVNULL)
    return out


def isomorphic(what, ours, theirs, label):
    """Same ids, same labels, same number of edges between the same nodes."""
    check(f"{what} nodes", {n["id"]: n["label"] for n in ours["nodes"]}, {n: d[label] for n, d in theirs.nodes(data=True)})
    check(f"{what} edges", sorted((e["source"], e["target"]) for e in ours["edges"]), sorted(theirs.edges()))


def one(path, folder):
    ours = json.loads(read(path))
    name = os.path.basename(path)
    nodes, edges = len(ours["nodes"]), len(ours["edges"])
    labels = {n["id"]: n["label"] for n in ours["nodes"]}

    again = json.loads(read(export(path, folder, "a.json")))
    check(f"{name} json labels", labels, {n["id"]: n["label"] for n in again["nodes"]})
    isomorphic(f"{name} json", ours, nx.node_link_graph(again, edges="edges"), "label")
    isomorphic(f"{name} cytoscape", ours, nx.cytoscape_graph(json.loads(read(export(path, folder, "a.cytoscape.json")))), "label")
    if name != "nasty.json":
        check(f"{name} identity", read(path), read(os.path.join(folder, "a.json")))

    theirs = nx.read_graphml(export(path, folder, "a.graphml"), force_multigraph=True)
    isomorphic(f"{name} graphml", ours, theirs, "label")
    theirs = nx.read_gexf(export(path, folder, "a.gexf"), version="1.3")
    isomorphic(f"{name} gexf", ours, theirs, "label")

    dot = export(path, folder, "a.dot")
    found = json.loads(subprocess.run(["dot", "-Tdot_json", dot], check=True, capture_output=True).stdout)
    drawn = [o for o in found.get("objects", []) if "nodes" not in o and "subgraphs" not in o and not o["name"].startswith("cluster")]
    check(f"{name} dot nodes", nodes, len(drawn))
    check(f"{name} dot edges", edges, len(found.get("edges", [])))
    picture = subprocess.run(["dot", "-Tsvg", dot], check=True, capture_output=True).stdout
    check(f"{name} dot drawn", True, b"</svg>" in picture)
    from xml.etree import ElementTree
    groups = ElementTree.parse(export(path, folder, "a.svg")).findall(".//{http://www.w3.org/2000/svg}g")
    check(f"{name} svg", nodes + edges, len(groups))

    csvs = export(path, folder, "a.csv")
    rows = list(csv.DictReader(open(os.path.join(csvs, "nodes.csv"), encoding="utf-8", newline="")))
    check(f"{name} csv nodes", labels, {r["Id"]: r["Label"] for r in rows})
    rows = list(csv.DictReader(open(os.path.join(csvs, "edges.csv"), encoding="utf-8", newline="")))
    check(f"{name} csv edges", sorted((e["source"], e["target"]) for e in ours["edges"]), sorted((r["Source"], r["Target"]) for r in rows))

    entities = [json.loads(line) for line in open(export(path, folder, "a.ftm"), encoding="utf-8")]
    kinds = {"edge": 0, "thing": 0}
    for entity in entities:
        proxy = model.get_proxy(entity, cleaned=False)
        try:
            model.get(entity["schema"]).validate(entity)
        except Exception as fault:
            check(f"{name} ftm {entity}", None, getattr(fault, "errors", fault))
        kinds["edge" if proxy.schema.edge else "thing"] += 1
    check(f"{name} ftm", {"edge": edges, "thing": nodes + len(ours["graph"]["documents"])}, kinds)

    kit = export(path, folder, "a.ladybug")
    connection = ladybug.Connection(ladybug.Database(os.path.join(folder, "db")))
    here = os.getcwd()
    os.chdir(kit)
    for script in ["schema.cypher", "load.cypher"]:
        for statement in read(script).split(";\n"):
            if statement.strip():
                connection.execute(statement)
    os.chdir(here)
    rows = connection.execute("MATCH (n:Entity) RETURN n.id, n.label").get_all()
    check(f"{name} ladybug nodes", labels, dict(rows))
    check(f"{name} ladybug edges", [[edges]], connection.execute("MATCH (:Entity)-[r]->(:Entity) RETURN count(r)").get_all())

    for ending, kind in [("ttl", pyoxigraph.RdfFormat.TURTLE), ("nq", pyoxigraph.RdfFormat.N_QUADS), ("jsonld", pyoxigraph.RdfFormat.JSON_LD)]:
        store = pyoxigraph.Store()
        store.load(path=export(path, folder, "a." + ending), format=kind)
        count = lambda query: int(next(iter(store.query(PREFIXES + query, use_default_graph_as_union=True)))[0].value)
        check(f"{name} {ending} edges", edges, count("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a rdf:Statement }"))
        check(f"{name} {ending} nodes", nodes, count(
            "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?t FILTER(?t IN (schema:Organization, schema:Person, schema:Place, schema:Product)) }"))
        check(f"{name} {ending} who says so", edges, count("""SELECT (COUNT(DISTINCT ?e) AS ?n) {
            ?e rdf:subject ?who; rdf:object ?whom; prov:wasDerivedFrom ?proof . ?who rdfs:label ?a . ?whom rdfs:label ?b .
            ?proof prov:wasQuotedFrom ?document; oa:hasSelector ?p, ?q . ?p oa:start ?from; oa:end ?to . ?q oa:exact ?quote }"""))
        if ending == "nq":
            check(f"{name} nq graphs", True, len(list(store.named_graphs())) <= len(ours["graph"]["documents"]))


PREFIXES = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/> PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX oa: <http://www.w3.org/ns/oa#> """

with tempfile.TemporaryDirectory() as scratch:
    first = os.path.join(scratch, "nasty.json")
    with open(first, "w", encoding="utf-8") as file:
        json.dump(nasty(), file)
    for n, graph in enumerate([first, *(sys.argv[1:] or sorted(glob.glob("graphs/*.json")))]):
        folder = os.path.join(scratch, str(n))
        os.mkdir(folder)
        one(graph, folder)
print(f"consumers: {passed} passed, {failed} failed")
sys.exit(failed > 0)
