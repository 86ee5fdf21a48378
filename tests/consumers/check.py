"""Exports graphs in every format and loads each in the program that it is made for.

The counts that the consumer gives must be ours, and labels must have survived. The first
graph is always one of nasty names; the others are graphs/*.json and one of eval/dev.jsonl,
or those given. CONSUMERS="neo4j csv" loads in these only.
"""

import glob
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time

import support
from nasty import nasty
from support import Sample

ALL = ["jsonschema", "networkx", "rules", "graphviz", "csv", "ftm", "ladybug", "oxigraph", "cytoscape", "page", "neo4j"]
DEV = "../shared/eval/dev.jsonl"


def merged(out):
    """The graph of many documents, or nothing where they are not at hand."""
    if not os.path.exists(DEV):
        print(f"skipped the merged graph: no {DEV}")
        return []
    subprocess.run([support.PROGRAM, "build", DEV, "-o", out], check=True, stderr=subprocess.DEVNULL)
    return [out]


def main():
    wanted = os.environ.get("CONSUMERS", "").split() or ALL
    if skipped := [name for name in ALL if name not in wanted]:
        print("skipped consumers:", *skipped)
    with tempfile.TemporaryDirectory() as scratch:
        first = os.path.join(scratch, "nasty.json")
        with open(first, "w", encoding="utf-8") as file:
            json.dump(nasty(), file)
        graphs = sys.argv[1:] or sorted(glob.glob("graphs/*.json")) + merged(os.path.join(scratch, "merged.json"))
        samples = []
        for n, graph in enumerate([first, *graphs]):
            folder = os.path.join(scratch, str(n))
            os.mkdir(folder)
            samples.append(Sample(graph, folder))
            print(f"{samples[-1].name}: {len(samples[-1].nodes)} nodes, {len(samples[-1].edges)} edges")
            if n > 0:
                samples[-1].check("identity", support.read(graph), support.read(samples[-1].export("json")))
        for name in wanted:
            consumer, before, start = importlib.import_module("with_" + name), support.passed, time.monotonic()
            for sample in samples:
                consumer.load(sample)
            print(f"{name}: {support.passed - before} checks passed in {time.monotonic() - start:.0f} s", flush=True)
    print(f"consumers: {support.passed} checks passed, {support.failed} failed")
    sys.exit(support.failed > 0)


main()
