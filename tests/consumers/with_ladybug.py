"""Ladybug: the ladybug folder, by its own scripts."""

import os

import ladybug
from support import parts, read


def load(sample):
    kit = sample.export("ladybug")
    connection = ladybug.Connection(ladybug.Database(os.path.join(sample.folder, "db")))
    here = os.getcwd()
    # The scripts name their files as they lie beside them.
    os.chdir(kit)
    try:
        for script in ["schema.cypher", "load.cypher"]:
            for statement in filter(str.strip, read(script).split(";\n")):
                connection.execute(statement)
    finally:
        os.chdir(here)
    ask = lambda query: connection.execute(query).get_all()
    sample.check("ladybug counts", [[len(sample.nodes)], [len(sample.edges)]],
                 ask("MATCH (n:Entity) RETURN count(n)") + ask("MATCH (:Entity)-[r]->(:Entity) RETURN count(r)"))
    nodes = [dict(n) for (n,) in ask("MATCH (n:Entity) RETURN n")]
    edges = [dict(r) | {"source": a, "target": b} for r, a, b in ask("MATCH (a:Entity)-[r]->(b:Entity) RETURN r, a.id, b.id")]
    for row in nodes:
        row |= {"aliases": parts(row["aliases"]), "documents": parts(row["documents"])}
    for row in edges:
        row |= {"quotes": parts(row["quotes"]), "documents": parts(row["documents"])}
    sample.told("ladybug", sample.rows("ladybug", nodes, edges))
