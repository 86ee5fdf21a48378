"""followthemoney: ftm. Validates every entity."""

import json

from followthemoney import model
from followthemoney.exc import InvalidData

# The longest name that the format lets be; the summary has longer ones whole.
NAME = 384


def load(sample):
    kinds, names, faults, nameless = {"edge": 0, "thing": 0}, [], [], []
    for line in open(sample.export("ftm"), encoding="utf-8"):
        entity = json.loads(line)
        proxy = model.get_proxy(entity)
        try:
            model.get(entity["schema"]).validate(entity)
        except InvalidData as fault:
            faults.append((entity, fault.errors))
        kinds["edge" if proxy.schema.edge else "thing"] += 1
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
