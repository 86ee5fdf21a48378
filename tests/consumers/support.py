"""What all consumers share: the graph under test, its exports, what a reader has found in them, and the tally of checks."""

import json
import os
import re
import subprocess

# Where cargo builds, which the user may have moved.
PROGRAM = os.path.join(os.environ.get("CARGO_TARGET_DIR", "target"), os.environ.get("PROFILE", "debug"), "filature")
# What XML 1.0 has no way to write.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Columns of numbers, for readers that know text alone.
NUMBERS = {"amount", "amount_max", "stake", "confidence"}

passed = failed = 0


def check(what, want, got):
    global passed, failed
    if want == got:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {what}: expected {str(want)[:300]!r}, found {str(got)[:300]!r}{difference(want, got)}")


def difference(want, got):
    """The first place where two dictionaries or lists part, for the reader of a failure."""
    if isinstance(want, list) and isinstance(got, list):
        want, got = dict(enumerate(want)), dict(enumerate(got))
    if not (isinstance(want, dict) and isinstance(got, dict)):
        return ""
    for key in [*want, *got]:
        if want.get(key) != got.get(key):
            return f"; at {str(key)[:80]!r}: {str(want.get(key))[:600]!r} is {str(got.get(key))[:600]!r}"
    return ""


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def parts(text):
    """The items of a list in one field: bars between, and a backslash before what is no separator."""
    if not text:
        return []
    items, at = [""], 0
    while at < len(text):
        if text.startswith(" | ", at):
            items.append("")
            at += 3
            continue
        at += text[at] == "\\"
        items[-1] += text[at]
        at += 1
    return items


def attributes(row, names):
    """The attributes of an edge, from the columns that a flat format makes of them."""
    out = {}
    for name in names:
        value = number(name, row.get(name))
        if value is None or value == "":
            continue
        if row.get(f"{name}_currency"):
            out[name] = {"value": value, "currency": row[f"{name}_currency"]}
            most = number(f"{name}_max", row.get(f"{name}_max"))
            if most not in (None, ""):
                out[name]["max"] = most
        else:
            out[name] = value
    return out


def number(name, value):
    return float(value) if name in NUMBERS and isinstance(value, str) and value else value


class Sample:
    """A graph of ours and a folder for what is made of it."""

    def __init__(self, path, folder):
        self.path, self.folder, self.name = path, folder, os.path.basename(path)
        graph = json.loads(read(path))
        self.nodes, self.edges, self.documents = graph["nodes"], graph["edges"], graph["graph"]["documents"]
        self.labels = {n["id"]: n["label"] for n in self.nodes}
        self.ends = sorted((e["source"], e["target"]) for e in self.edges)
        self.attribute_names = sorted({name for e in self.edges for name in e["attributes"]})
        self.reports = {}

    def export(self, ending):
        """The graph in the format of this ending: a file, or a folder for a kit."""
        out = os.path.join(self.folder, "a." + ending)
        if ending not in self.reports:
            done = subprocess.run([PROGRAM, "convert", self.path, "-o", out], check=True, capture_output=True, text=True)
            self.reports[ending] = {thing: int(n) for n, thing in re.findall(THINGS, done.stderr)}
        return out

    def check(self, what, want, got):
        check(f"{self.name} {what}", want, got)

    def told(self, what, lost):
        """What is lost by reading back is what the program said would be."""
        self.check(f"{what} loss report", {thing: n for thing, n in lost.items() if n}, self.reports[what])

    def rows(self, what, nodes, edges, holds=lambda text: text, items=None):
        """Compares rows that a reader found, lists parted, with all that rows can hold; and what they
        lack with the loss report. `holds` gives what the format makes of a text, `items` of one in a list."""
        items = items or holds
        want = {
            holds(n["id"]): [holds(n["label"]), n["type"], [items(a) for a in n["aliases"]], len(n["mentions"]), [items(d) for d in spoken_of(n)]]
            for n in self.nodes
        }
        found = {r["id"]: [r["label"], r["type"], list(r["aliases"]), int(r["mentions"]), list(r["documents"])] for r in nodes}
        self.check(f"{what} nodes", want, found)
        want = {
            holds(edge_id(e)): [
                holds(e["source"]), holds(e["target"]), e["relation"], e["key"], e["modality"], e["confidence"],
                {k: {**v, "currency": v["currency"]} if isinstance(v, dict) else holds(v) if isinstance(v, str) else v for k, v in e["attributes"].items()},
                proofs(e["evidence"], e), [items(p["quote"]) for p in e["evidence"]],
                sorted({items(p["document"]) for p in e["evidence"]}),
            ]
            for e in self.edges
        }
        found = {
            r["id"]: [
                r["source"], r["target"], r["relation"], r["key"], r["modality"], number("confidence", r["confidence"]),
                attributes(r, self.attribute_names), proofs(r["evidence"] if isinstance(r["evidence"], list) else json.loads(r["evidence"])),
                list(r["quotes"]), sorted(r["documents"]),
            ]
            for r in edges
        }
        self.check(f"{what} edges", want, found)
        # What a reader of rows can make again of names, mentions and documents, and what it cannot.
        by_id = {r["id"]: r for r in nodes}
        lost = {"mention": 0, "node": 0, "document": 0}
        for n in self.nodes:
            row = by_id.get(holds(n["id"]))
            lost["mention"] += len(n["mentions"])
            lost["node"] += row is None or any(names != (n["label"], n["aliases"]) for names in names_by_document(n).values())
        again = [{"id": d} for d in {d for r in nodes for d in r["documents"]}]
        lost["document"] = sum(d not in again for d in self.documents)
        return lost


THINGS = r"(\d+) (mention|node|document|part|quotation|character|separator|denied relation|attribute|proof|long name|id)s? "


def replaced(text):
    """A text as XML has it."""
    return UNWRITABLE.sub("\ufffd", text)


def edge_id(e):
    denied = "/negated" if e["modality"] == "negated" else ""
    return f"{e['source']}|{e['relation']}{denied}|{e['target']}"


def names_by_document(n):
    """What each document calls a node; without names, what the node is called."""
    if n.get("names"):
        return {m["document"]: (m["label"], m["aliases"]) for m in n["names"]}
    return {m["document"]: (n["label"], n["aliases"]) for m in n["mentions"]}


def spoken_of(n):
    return sorted(names_by_document(n), key=lambda d: d.encode())


def proofs(evidence, edge=None):
    """Evidence in full: what it does not say itself, its edge says."""
    shared = {k: edge[k] for k in ("modality", "confidence", "attributes")} if edge else {}
    return sorted(({**shared, **p} for p in evidence), key=lambda p: json.dumps(p, sort_keys=True))
