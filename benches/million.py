"""A graph of a million edges through every format that is written line by line: seconds, megabytes a second, and the
most memory that the program took. Reading the graph is timed apart; memory that does not grow with the file that is
written shows that nothing but the graph is held.

    cargo build --release && python3 benches/million.py
"""

import os
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.join(os.environ.get("CARGO_TARGET_DIR", "target"), os.environ.get("PROFILE", "release"), "filature")
NODES, EDGES = 200_000, 1_000_000
FORMATS = ["json", "cypher", "nq", "ttl", "ftm", "csv", "neo4j", "ladybug"]


def make(path):
    with open(path, "w", encoding="utf-8") as out:
        out.write('{"directed":true,"multigraph":true,"graph":{"format":"filature-graph","version":1,"generator":"bench","documents":[]},"nodes":[')
        for n in range(NODES):
            out.write("," * (n > 0))
            out.write(f'{{"id":"organization/societe-{n:06}","label":"Société {n:06}","type":"organization","aliases":[],"mentions":[')
            out.write(f'{{"document":"d{n % 1000}","start":0,"end":14,"text":"Société {n:06}","kind":"name"}}]}}')
        out.write('],"edges":[')
        for n in range(EDGES):
            a, b = n % NODES, (n * 7 + n // NODES + 1) % NODES
            out.write("," * (n > 0))
            out.write(f'{{"source":"organization/societe-{a:06}","target":"organization/societe-{b:06}","key":"buys-from","relation":"buys-from",')
            out.write(f'"modality":"asserted","confidence":0.9,"attributes":{{"amount":{{"value":{n + 1}000,"currency":"EUR"}}}},"evidence":[')
            out.write(f'{{"document":"d{n % 1000}","sentence":3,"start":120,"end":200,"quote":"La Société {a} a commandé à la Société {b} pour {n} 000 euros de câbles.",')
            out.write('"trigger":"commandé","rule":"buys-from/commander","source":null}]}')
        out.write("]}")


def run(*words):
    """Seconds, and the most memory in megabytes, of one run of the program."""
    start = time.monotonic()
    child = subprocess.Popen([PROGRAM, *words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"filature {' '.join(words)} failed")
    return time.monotonic() - start, used.ru_maxrss / 1024


def size(path):
    files = [os.path.join(path, name) for name in os.listdir(path)] if os.path.isdir(path) else [path]
    return sum(map(os.path.getsize, files)) / 1e6


def main():
    with tempfile.TemporaryDirectory() as folder:
        graph = os.path.join(folder, "million.json")
        make(graph)
        reading, memory = run("stats", graph)
        print(f"{'stats':8} {size(graph):6.0f} MB read in {reading:.1f} s, {memory:.0f} MB of memory")
        for name in FORMATS:
            out = os.path.join(folder, "out." + name)
            seconds, memory = run("convert", "-q", graph, "-o", out)
            written = size(out)
            rate = written / max(seconds - reading, 0.1)
            print(f"{name:8} {written:6.0f} MB in {seconds:.1f} s, {rate:.0f} MB/s beyond reading, {memory:.0f} MB of memory", flush=True)
            subprocess.run(["rm", "-rf", out], check=True)


main()
