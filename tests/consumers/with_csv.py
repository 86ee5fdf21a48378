"""Python's csv: the csv folder, as Gephi and spreadsheets read it."""

import csv
import os

from support import parts

csv.field_size_limit(1 << 30)


def load(sample):
    folder = sample.export("csv")
    nodes, edges = rows(folder, "nodes.csv"), rows(folder, "edges.csv")
    sample.check("csv counts", (len(sample.nodes), len(sample.edges)), (len(nodes), len(edges)))
    for row in nodes:
        row |= {"id": row["Id"], "label": row["Label"], "aliases": parts(row["aliases"]), "documents": parts(row["documents"])}
    for row in edges:
        row |= {"id": row["Id"], "source": row["Source"], "target": row["Target"], "quotes": parts(row["quotes"]), "documents": parts(row["documents"])}
    sample.told("csv", sample.rows("csv", nodes, edges))


def rows(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
