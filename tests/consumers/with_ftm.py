"""followthemoney: ftm. Validates every entity."""

import json

from followthemoney import model
from followthemoney.exc import InvalidData
from support import edge_id, names_by_document

# The longest name that the format lets be; the summary has longer ones whole.
NAME = 384


def load(sample):
    kinds, names, faults, nameless, links, articles = {"edge": 0, "thing": 0}, [], [], [], {}, []
    for line in open(sample.export("ftm"), encoding="utf-8"):
        entity = json.loads(line)
        proxy = model.get_proxy(entity)
        try:
            model.get(entity["schema"]).validate(entity)
        except InvalidData as fault:
            faults.append((entity, fault.errors))
        kinds["edge" if proxy.schema.edge else "thing"] += 1
        if proxy.schema.edge:
            links[proxy.first("recordId")] = proxy
        elif entity["schema"] == "Article":
            articles.append(proxy)
        if not proxy.schema.edge and entity["schema"] != "Article":
            (name,) = proxy.get("name")
            names.append(name if len(name) < NAME else next(t for t in proxy.get("summary") if t.startswith(name[:-1])))
            # Its cleaning of foreign data squeezes white space; it must leave a name all the same.
            if not model.get_proxy(entity, cleaned=False).caption.strip():
                nameless.append(name)
    sample.check("ftm valid", [], faults)
    sample.check("ftm counts", {"edge": len(sample.edges), "thing": len(sample.nodes) + len(sample.documents)}, kinds)
    sample.check("ftm names after cleaning", [], nameless)
    sample.check("ftm names", sorted(sample.labels.values()), sorted(names))
    sample.told("ftm", lost(sample, links, articles))


def lost(sample, links, articles):
    """What a reader of the entities cannot make again."""
    lost = dict.fromkeys(["denied relation", "attribute", "proof"], 0)
    for edge in sample.edges:
        link = links[edge_id(edge)]
        sample.check("ftm modality", edge["modality"], link.first("status") or "asserted")
        lost["denied relation"] += edge["modality"] == "negated" and link.schema.name == "UnknownLink"
        again = attributes(link)
        lost["attribute"] += sum(again.get(name) != value for name, value in edge["attributes"].items())
        for proof in edge["evidence"]:
            source = f", selon {proof['source']}" if proof["source"] else ""
            told = f"« {proof['quote']} » ({proof['document']}{source})" in link.get("description")
            # Neither place nor rule nor confidence are anywhere; the words must be.
            sample.check("ftm quotation", True, told)
            lost["proof"] += 1
    # Names are cut; digests, sketches and mentions are nowhere.
    lost["long name"] = sum(len(name) > NAME for n in sample.nodes for name in [n["label"], *n["aliases"]])
    lost["mention"] = sum(len(n["mentions"]) for n in sample.nodes)
    lost["node"] = sum(any(names != (n["label"], n["aliases"]) for names in names_by_document(n).values()) for n in sample.nodes)
    lost["id"] = len(sample.nodes)
    found = [(a.first("fileName"), a.first("title"), a.first("date"), a.first("publisher")) for a in articles]
    ours = [(d["id"], d["title"] or d["id"], d["date"], d["source"]) for d in sample.documents]
    sample.check("ftm documents", ours, found)
    lost["document"] = len(sample.documents)
    return lost


def attributes(link):
    """What the properties of a link say in the terms of ours."""
    first = lambda name: link.first(name, quiet=True)
    out = {"role": first("role"), "date": first("date")}
    if first("percentage"):
        out["stake"] = float(first("percentage").removesuffix("%").strip().replace(",", "."))
    if first("sharesValue"):
        out["amount"] = {"value": float(first("sharesValue")), "currency": first("sharesCurrency")}
    return out
