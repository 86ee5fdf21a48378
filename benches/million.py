"""A graph of a million edges with two pieces of evidence each, from a thousand documents, through every format that is
written line by line: seconds, megabytes a second, and the most memory that the program took. What is timed is the
writing alone: the same graph written once and twice, and the difference. Memory that does not grow with what is written
shows that nothing but the graph is held.

    cargo build --release && python3 benches/million.py
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.join(os.environ.get("CARGO_TARGET_DIR", "target"), os.environ.get("PROFILE", "release"), "filature")
NODES, EDGES, DOCUMENTS = 200_000, 1_000_000, 1_000
FORMATS = ["json", "cytoscape.json", "graphml", "gexf", "cypher", "nq", "ttl", "jsonld", "ftm", "csv", "neo4j", "ladybug"]


def digest(n):
    return hashlib.sha256(str(n).encode()).hexdigest()


def make(path):
    with open(path, "w", encoding="utf-8") as out:
        out.write('{"directed":true,"multigraph":true,"graph":{"format":"filature-graph","version":1,"generator":"bench","documents":[')
        for n in range(DOCUMENTS):
            out.write("," * (n > 0))
            out.write(f'{{"id":"d{n:03}","title":"Article {n}","date":"2025-{n % 12 + 1:02}-{n % 28 + 1:02}","source":"Agence {n % 7}",')
            out.write(f'"sha256":"{digest(n)}","sketch":"{digest(-n - 1) + digest(-n - 2)}"}}')
        out.write(']},"nodes":[')
        for n in range(NODES):
            out.write("," * (n > 0))
            mentions = ",".join(f'{{"document":"d{d:03}","start":0,"end":14,"text":"Société {n:06}","kind":"name"}}' for d in sorted({n % DOCUMENTS, n * 3 % DOCUMENTS}))
            out.write(f'{{"id":"organization/societe-{n:06}","label":"Société {n:06}","type":"organization","aliases":["Sté {n}"],"mentions":[{mentions}]}}')
        out.write('],"edges":[')
        for n in range(EDGES):
            a, b = n % NODES, (n * 7 + n // NODES + 1) % NODES
            out.write("," * (n > 0))
            out.write(f'{{"source":"organization/societe-{a:06}","target":"organization/societe-{b:06}","key":"buys-from","relation":"buys-from",')
            out.write(f'"modality":"asserted","confidence":0.9,"attributes":{{"amount":{{"value":{n + 1}000,"currency":"EUR"}}}},"evidence":[')
            out.write(f'{{"document":"d{n % DOCUMENTS:03}","sentence":3,"start":120,"end":200,"quote":"La Société {a} a commandé à la Société {b} pour {n + 1} 000 euros de câbles.",')
            out.write('"trigger":"commandé","rule":"buys-from/commander","source":null},')
            out.write(f'{{"document":"d{(n + 1 + n // 1000 % 900) % DOCUMENTS:03}","sentence":7,"start":640,"end":700,"quote":"« La Société {a} achètera à {b} », dit Jeanne Martin.",')
            out.write('"trigger":"achètera","rule":"buys-from/acheter","source":"Jeanne Martin","modality":"planned","confidence":0.7,"attributes":{}}]}')
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
        print(f"{'stats':14} {size(graph):6.0f} MB read and counted in {reading:.1f} s, {memory:.0f} MB of memory", flush=True)
        for name in sys.argv[1:] or FORMATS:
            outs = [os.path.join(folder, f"{n}.{name}") for n in "ab"]
            once, _ = run("convert", "-q", graph, "-o", outs[0])
            twice, memory = run("convert", "-q", graph, "-o", outs[0], "-o", outs[1])
            written, seconds = size(outs[1]), twice - once
            print(f"{name:14} {written:6.0f} MB in {seconds:5.1f} s: {written / seconds:4.0f} MB/s, {memory:.0f} MB of memory", flush=True)
            subprocess.run(["rm", "-rf", *outs], check=True)


main()
