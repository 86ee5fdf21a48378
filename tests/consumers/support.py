"""What all consumers share: the graph under test, its exports, and the tally of checks."""

import json
import os
import subprocess

# Where cargo builds, which the user may have moved.
PROGRAM = os.path.join(os.environ.get("CARGO_TARGET_DIR", "target"), "debug", "filature")

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


class Sample:
    """A graph of ours and a folder for what is made of it."""

    def __init__(self, path, folder):
        self.path, self.folder, self.name = path, folder, os.path.basename(path)
        graph = json.loads(read(path))
        self.nodes, self.edges, self.documents = graph["nodes"], graph["edges"], graph["graph"]["documents"]
        self.labels = {n["id"]: n["label"] for n in self.nodes}
        self.ends = sorted((e["source"], e["target"]) for e in self.edges)

    def export(self, ending):
        """The graph in the format of this ending: a file, or a folder for a kit."""
        out = os.path.join(self.folder, "a." + ending)
        if not os.path.exists(out):
            subprocess.run([PROGRAM, "convert", self.path, "-o", out], check=True, stderr=subprocess.DEVNULL)
        return out

    def check(self, what, want, got):
        check(f"{self.name} {what}", want, got)
