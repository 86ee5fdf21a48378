"""Ladybug: the ladybug folder, by its own scripts."""

import os

import ladybug
from support import read


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
    sample.check("ladybug nodes", sample.labels, dict(ask("MATCH (n:Entity) RETURN n.id, n.label")))
    sample.check("ladybug counts", [[len(sample.nodes)], [len(sample.edges)]],
                 ask("MATCH (n:Entity) RETURN count(n)") + ask("MATCH (:Entity)-[r]->(:Entity) RETURN count(r)"))
    ends = ask("MATCH (a:Entity)-[r]->(b:Entity) RETURN a.id, b.id")
    sample.check("ladybug edges", sample.ends, sorted(map(tuple, ends)))
