"""Oxigraph: ttl, nq, jsonld, asked in SPARQL."""

import pyoxigraph
from support import proofs

FORMATS = {"ttl": pyoxigraph.RdfFormat.TURTLE, "nq": pyoxigraph.RdfFormat.N_QUADS, "jsonld": pyoxigraph.RdfFormat.JSON_LD}
PREFIXES = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/> PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX oa: <http://www.w3.org/ns/oa#> """
NODE = "?s a ?t FILTER(?t IN (schema:Organization, schema:Person, schema:Place, schema:Product))"
WHO_SAYS_SO = """?e rdf:subject ?who; rdf:object ?whom; prov:wasDerivedFrom ?proof . ?who rdfs:label ?a . ?whom rdfs:label ?b .
    ?proof prov:wasQuotedFrom ?document; oa:hasSelector ?p, ?q . ?p oa:start ?from; oa:end ?to . ?q oa:exact ?quote"""

SHARES = """PREFIX f: <urn:filature:term:> PREFIX dcterms: <http://purl.org/dc/terms/>
    SELECT ?a ?share ?b ?d ?from ?to ?quote { ?e rdf:predicate f:holds-stake-in; rdf:subject/rdfs:label ?a; rdf:object/rdfs:label ?b; prov:wasDerivedFrom ?proof .
      ?proof f:stake ?share; prov:wasQuotedFrom/dcterms:identifier ?d; oa:hasSelector ?p, ?q . ?p oa:start ?from; oa:end ?to . ?q oa:exact ?quote }"""


def load(sample):
    for ending, kind in FORMATS.items():
        store = pyoxigraph.Store()
        store.load(path=sample.export(ending), format=kind)
        ask = lambda query: [tuple(term.value for term in row) for row in store.query(PREFIXES + query, use_default_graph_as_union=True)]
        count = lambda what, pattern: int(ask(f"SELECT (COUNT(DISTINCT {what}) AS ?n) {{ {pattern} }}")[0][0])
        sample.check(f"{ending} edges", len(sample.edges), count("?s", "?s a rdf:Statement"))
        sample.check(f"{ending} nodes", len(sample.nodes), count("?s", NODE))
        sample.check(f"{ending} who says so", len(sample.edges), count("?e", WHO_SAYS_SO))
        labels = ask(f"SELECT ?label {{ {{ SELECT DISTINCT ?s {{ {NODE} }} }} ?s rdfs:label ?label }}")
        sample.check(f"{ending} labels", sorted(sample.labels.values()), sorted(label for (label,) in labels))
        quotes = {quote for (quote,) in ask("SELECT DISTINCT ?quote { ?q oa:exact ?quote }")}
        sample.check(f"{ending} quotes", set(), {e["quote"] for edge in sample.edges for e in edge["evidence"]} - quotes)
        if ending == "nq":
            sample.check("nq graphs", True, len(list(store.named_graphs())) <= len(sample.documents))
        sample.told(ending, {})
        stakes = [(e, p) for e in sample.edges if e["relation"] == "holds-stake-in" for p in proofs(e["evidence"], e) if "stake" in p["attributes"]]
        want = [(sample.labels[e["source"]], p["attributes"]["stake"], sample.labels[e["target"]], p["document"], p["start"], p["end"], p["quote"]) for e, p in stakes]
        found = [(a, float(share), b, document, int(start), int(end), quote) for a, share, b, document, start, end, quote in ask(SHARES)]
        sample.check(f"{ending} who holds what share of whom", sorted(want), sorted(found))
