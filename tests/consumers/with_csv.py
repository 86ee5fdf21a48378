"""Python's csv: the csv folder, as Gephi and spreadsheets read it."""

import csv
import os

csv.field_size_limit(1 << 30)


def load(sample):
    folder = sample.export("csv")
    sample.check("csv nodes", sample.labels, {r["Id"]: r["Label"] for r in rows(folder, "nodes.csv")})
    edges = rows(folder, "edges.csv")
    sample.check("csv edges", sample.ends, sorted((r["Source"], r["Target"]) for r in edges))


def rows(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
