"""Neo4j 5, community, over Bolt: the neo4j folder by neo4j-admin and by LOAD CSV, and the cypher script."""

import atexit
import os
import shutil
import subprocess
from collections import Counter

import neo4j
from support import read, spoken_of

HERE = os.path.dirname(os.path.abspath(__file__)) + "/neo4j"
SCRATCH = os.path.abspath("target/consumers/neo4j")
server = None


def load(sample):
    kit, script, home = sample.export("neo4j"), sample.export("cypher"), os.path.join(sample.folder, "neo4j-home")
    for folder in ["conf", "import"]:
        os.makedirs(os.path.join(home, folder))
    for file in ["nodes.csv", "edges.csv"]:
        shutil.copy(os.path.join(kit, file), os.path.join(home, "import"))
    place = {"NEO4J_HOME": home, "NEO4J_CONF": home + "/conf", "PATH": HERE + ":" + os.environ["PATH"]}
    done = subprocess.run(["sh", kit + "/import.sh"], env=os.environ | place, capture_output=True, text=True)
    sample.check("neo4j import.sh", 0, done.returncode)
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:])
        return
    with neo4j.GraphDatabase.driver(serve(home), notifications_min_severity="OFF") as driver, driver.session() as session:
        loads = {
            "import.sh": [kit + "/constraints.cypher"],
            "load.cypher": [kit + "/constraints.cypher", kit + "/load.cypher"],
            "cypher": [script],
        }
        first = None
        for way, scripts in loads.items():
            if way != "import.sh":
                session.run("MATCH (n) DETACH DELETE n").consume()
            run(session, scripts)
            found = content(session)
            ours(sample, f"neo4j {way}", found)
            sample.told("cypher" if way == "cypher" else "neo4j", rows(sample, f"neo4j {way}", found, way != "cypher"))
            answers(sample, f"neo4j {way}", session)
            if first is None:
                first = found
            else:
                # The script holds every character, the separator of the lists in CSV too.
                alike = spaced if way == "cypher" else lambda content: content
                sample.check(f"neo4j {way} nodes as import.sh has them", alike(first[0]), alike(found[0]))
                sample.check(f"neo4j {way} edges as import.sh has them", alike(first[1]), alike(found[1]))
            if way != "import.sh":
                # What a former graph said and this one does not.
                session.run("MATCH (n:Entity) WHERE n.aliases IS NULL SET n.aliases = ['stale']").consume()
                again = run(session, scripts)
                sample.check(f"neo4j {way} twice, made", 0, again)
                sample.check(f"neo4j {way} twice", found, content(session))


def serve(home):
    """The Bolt address of a server of this home's database."""
    global server
    if server is None:
        os.makedirs(SCRATCH, exist_ok=True)
        server = subprocess.Popen(["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", HERE + "/Server.java", SCRATCH], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, text=True)
        # At the end of its input it stops.
        atexit.register(lambda: (server.stdin.close(), server.wait(timeout=60)))
    print(home, file=server.stdin, flush=True)
    for line in server.stdout:
        if line.startswith("ready "):
            return line.split()[1]
    raise SystemExit("Neo4j did not start")


def run(session, scripts):
    """Runs scripts and counts the nodes and relationships that they made."""
    made = 0
    for script in scripts:
        # No text that we write has a line end of its own, as the check of the nasty graph proves.
        for statement in filter(str.strip, read(script).split(";\n")):
            counters = session.run(statement).consume().counters
            made += counters.nodes_created + counters.relationships_created
    return made


def content(session):
    """All nodes and relationships by id: labels or type, ends, properties with their types."""
    plain = lambda value: f"date {value.iso_format()}" if isinstance(value, neo4j.time.Date) else value
    flat = lambda properties: {k: (type(v).__name__, plain(v)) for k, v in sorted(properties.items())}
    nodes = {n["id"]: (sorted(n.labels), flat(n)) for (n,) in session.run("MATCH (n) RETURN n")}
    edges = {r["id"]: (r.type, a, b, flat(r)) for r, a, b in session.run("MATCH (a)-[r]->(b) RETURN r, a.id, b.id")}
    return nodes, edges


def ours(sample, what, found):
    nodes, edges = found
    sample.check(f"{what} counts", (len(sample.nodes), len(sample.edges)), (len(nodes), len(edges)))
    sample.check(f"{what} labels", sample.labels, {id: properties["label"][1] for id, (_, properties) in nodes.items()})
    kinds = Counter(n["type"].capitalize() for n in sample.nodes)
    sample.check(f"{what} by label", kinds | {"Entity": len(sample.nodes)}, Counter(label for labels, _ in nodes.values() for label in labels))
    types = Counter(e["relation"].upper().replace("-", "_") for e in sample.edges)
    sample.check(f"{what} by type", types, Counter(type for type, *_ in edges.values()))
    sample.check(f"{what} edges", sample.ends, sorted((a, b) for _, a, b, _ in edges.values()))


def spaced(content):
    """The same with a space for each separator of lists."""
    if isinstance(content, str):
        return content.replace("\x1f", " ")
    if isinstance(content, dict):
        return {spaced(k): spaced(v) for k, v in content.items()}
    return [spaced(item) for item in content] if isinstance(content, (list, tuple)) else content


def rows(sample, what, found, kit):
    """All that rows hold, compared; and what is lost."""
    plain = lambda properties: {k: v for k, (_, v) in properties.items()}
    absent = {"aliases": [], "quotes": [], "documents": []}
    nodes = [absent | plain(properties) for _, properties in found[0].values()]
    edges = [absent | plain(properties) | {"source": a, "target": b} for _, a, b, properties in found[1].values()]
    whole = lambda text: text
    item = (lambda text: text.replace("\x1f", " ")) if kit else whole
    lost = sample.rows(what, nodes, edges, whole, item)
    if kit:
        # The separator of lists within a text of theirs.
        lists = [n["aliases"] + spoken_of(n) for n in sample.nodes]
        lists += [[p["quote"] for p in e["evidence"]] + sorted({p["document"] for p in e["evidence"]}) for e in sample.edges]
        lost["separator"] = sum(text.count("\x1f") for texts in lists for text in texts)
    return lost


def answers(sample, what, session):
    """Amounts and days, as a user asks for them."""
    ask = lambda query: [tuple(row) for row in session.run(query)]
    counts = ask("MATCH (n:Entity) RETURN count(n) AS count UNION ALL MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS count")
    sample.check(f"{what} own counts", [(len(sample.nodes),), (len(sample.edges),)], counts)
    amounts = [e["attributes"]["amount"] for e in sample.edges if "amount" in e["attributes"]]
    sample.check(f"{what} amounts", sorted((float(a["value"]), a["currency"]) for a in amounts), ask(
        "MATCH ()-[r]->() WHERE r.amount IS NOT NULL RETURN r.amount AS amount, r.amount_currency AS currency ORDER BY amount, currency")
        if amounts else [])
    days = {d["id"]: d["date"] for d in sample.documents if d["date"]}
    since = lambda e: min((days[p["document"]] for p in e["evidence"] if p["document"] in days), default="")
    sample.check(f"{what} days", sum(since(e) >= "2025-01-01" for e in sample.edges),
                 ask("MATCH ()-[r]->() WHERE r.first >= date('2025-01-01') RETURN count(r)")[0][0])
