"""A graph whose every text tries to break out of its format."""

import hashlib

TEXTS = [
    'Guillemets "doubles" et \'simples\'', "Barre \\ oblique \\", "{Accolades} [et] <balises>", "Ligne 1\nLigne 2",
    "Émoji 🦀 et ZWJ 👩‍🚀", "שלום עולם", "\u202eà rebours\u202c", "x" * 2000, "</script><script>alert(1)</script>",
    "'); DROP TABLE n; --", "'}) DETACH DELETE n // ", "Fin ;\nMATCH (n) DELETE n;\n", "-- ;", "/* ; */ # ;", "${jndi:ldap://a}",
    "Tab\tulation; point-virgule, virgule | barre", "\\u0041 \\n \\u0027", "%s %n $param {{x}}", "AT&amp;T & Cie", "=1+1",
    "@SUM(A1)", '\\"', '"\\', "\"\"\"", "'", "\\\\\\", "`accent`", "]]><!-- -->", "NULL", "007", "true", ",", "|", " entre deux espaces ",
    "a | b", "barre \\| échappée", " | ", "Contrôle \x01\x1f\x7f\x85\u2028 fin",
]
DOCUMENT = {"id": 'a"b\\c/é {1}', "title": TEXTS[0], "date": "2025-11-04", "source": TEXTS[8]}


def nasty():
    text = "\x1e".join(TEXTS)
    document = DOCUMENT | {"sha256": hashlib.sha256(text.encode()).hexdigest()}
    # Ids have a shape of their own, but a user's graph may stretch it.
    ids = [f"organization/n{n:02}" if n % 2 else f"organization/{name}" for n, name in enumerate(TEXTS)]
    nodes, edges, at = [], [], 0
    for n, name in enumerate(TEXTS):
        mention = {"document": document["id"], "start": at, "end": at + len(name), "text": name, "kind": "name"}
        nodes.append({"id": ids[n], "label": name, "type": "organization", "aliases": sorted({TEXTS[(n + k) % len(TEXTS)] for k in (1, 2, 7)}), "mentions": [mention]})
        at += len(name) + 1
    for n, name in enumerate(TEXTS):
        for modality in ["asserted", "negated"] if n % 2 else ["planned"]:
            evidence = {"document": document["id"], "sentence": 0, "start": 0, "end": len(name), "quote": name,
                        "trigger": name, "rule": "buys-from/acheter", "source": name}
            edges.append({"source": ids[n], "target": ids[(n + 5) % len(ids)],
                          "key": "buys-from/negated" if modality == "negated" else "buys-from",
                          "relation": "buys-from", "modality": modality, "confidence": 0.93,
                          "attributes": {"product": name, "amount": {"value": 1.5, "max": 2000000000, "currency": "EUR"}},
                          "evidence": [evidence]})
    return {"directed": True, "multigraph": True,
            "graph": {"format": "filature-graph", "version": 1, "generator": "filature test", "document": document["id"],
                      "documents": [document]}, "nodes": nodes, "edges": edges}
