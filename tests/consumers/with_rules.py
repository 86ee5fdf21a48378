"""The published rules of GraphML 1.0 and GEXF 1.3 that a reader may count on: which elements stand where, which
attributes they must have, of which types, and that what is referred to is declared."""

import re
import xml.etree.ElementTree as ET

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"

# What XML Schema calls a name token.
TOKEN = re.compile(r"[-.:_A-Za-z0-9·À-ÖØ-öø-ͽͿ-῿‌‍‿⁀⁰-↏Ⰰ-⿯、-퟿豈-﷏ﷰ-�\U00010000-\U000effff]+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TYPES = {
    "string": lambda text: True,
    "long": lambda text: re.fullmatch(r"-?\d+", text),
    "double": lambda text: re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text),
    "boolean": lambda text: text in ("true", "false"),
}


def load(sample):
    sample.check("graphml rules", [], graphml(ET.parse(sample.export("graphml")).getroot()))
    sample.check("gexf rules", [], gexf(ET.parse(sample.export("gexf")).getroot()))


class Rules:
    """Collects what a file breaks."""

    def __init__(self):
        self.broken = []

    def __call__(self, holds, rule, element):
        if not holds and len(self.broken) < 20:
            self.broken.append(f"{rule}: {element.tag.split('}')[-1]} {dict(list(element.attrib.items())[:3])}")

    def has(self, element, required, allowed=()):
        """Its attributes are the required ones and some of the others."""
        names = set(element.attrib)
        self(set(required) <= names, f"needs {sorted(set(required) - names)}", element)
        self(names <= set(required) | set(allowed), f"may not have {sorted(names - set(required) - set(allowed))}", element)

    def holds(self, element, kinds):
        for child in element:
            self(child.tag in kinds, f"may not hold {child.tag}", element)

    def unique(self, elements, attribute):
        seen = set()
        for element in elements:
            self(element.get(attribute) not in seen, f"{attribute} twice", element)
            seen.add(element.get(attribute))
        return seen


def graphml(root):
    rules = Rules()
    rules(root.tag == GRAPHML + "graphml", "root", root)
    kinds = [child.tag for child in root]
    rules(kinds == sorted(kinds, key=[GRAPHML + k for k in ("desc", "key", "graph")].index), "order", root)
    declared = {}
    for key in root.findall(GRAPHML + "key"):
        rules.has(key, ["id", "for", "attr.name", "attr.type"])
        rules(TOKEN.fullmatch(key.get("id")), "id is a name token", key)
        rules(key.get("for") in ("all", "graph", "node", "edge"), "for", key)
        rules(key.get("attr.type") in TYPES, "type", key)
        declared[key.get("id")] = key
    rules.unique(root.findall(GRAPHML + "key"), "id")
    graphs = root.findall(GRAPHML + "graph")
    rules(len(graphs) == 1, "one graph", root)
    graph = graphs[0]
    rules.has(graph, ["edgedefault"], ["id"])
    rules(graph.get("edgedefault") in ("directed", "undirected"), "edgedefault", graph)
    rules.holds(graph, {GRAPHML + k for k in ("desc", "data", "node", "edge")})
    nodes, edges = graph.findall(GRAPHML + "node"), graph.findall(GRAPHML + "edge")
    ids = rules.unique(nodes, "id")
    rules.unique(edges, "id")
    for node in nodes:
        rules.has(node, ["id"])
    for edge in edges:
        rules.has(edge, ["source", "target"], ["id", "directed"])
        for end in ("source", "target"):
            rules(edge.get(end) in ids, f"{end} is a node", edge)
    for element in nodes + edges:
        rules(TOKEN.fullmatch(element.get("id")), "id is a name token", element)
        rules.holds(element, {GRAPHML + k for k in ("desc", "data")})
        rules.unique(element.findall(GRAPHML + "data"), "key")
        for data in element.findall(GRAPHML + "data"):
            rules.has(data, ["key"])
            key = declared.get(data.get("key"))
            rules(key is not None, "key is declared", data)
            if key is not None:
                side = element.tag.removeprefix(GRAPHML)
                rules(key.get("for") in ("all", side), f"key is for a {side}", data)
                rules(TYPES[key.get("attr.type")](data.text or ""), f"is a {key.get('attr.type')}", data)
    return rules.broken


def gexf(root):
    rules = Rules()
    rules(root.tag == GEXF + "gexf" and root.get("version") == "1.3", "root of version 1.3", root)
    rules.holds(root, {GEXF + k for k in ("meta", "graph")})
    graph = root.find(GEXF + "graph")
    rules.has(graph, [], ["defaultedgetype", "mode", "timeformat", "idtype"])
    rules(graph.get("defaultedgetype") in ("directed", "undirected", "mutual"), "defaultedgetype", graph)
    rules(graph.get("mode") in ("static", "dynamic"), "mode", graph)
    rules.holds(graph, {GEXF + k for k in ("attributes", "nodes", "edges")})
    declared = {"node": {}, "edge": {}}
    for attributes in graph.findall(GEXF + "attributes"):
        rules.has(attributes, ["class"], ["mode"])
        rules.holds(attributes, {GEXF + "attribute"})
        rules.unique(attributes, "id")
        for attribute in attributes:
            rules.has(attribute, ["id", "title", "type"])
            rules(attribute.get("type") in TYPES, "type", attribute)
            declared[attributes.get("class")][attribute.get("id")] = attribute.get("type")
    nodes, edges = list(graph.find(GEXF + "nodes")), list(graph.find(GEXF + "edges"))
    ids = rules.unique(nodes, "id")
    rules.unique(edges, "id")
    parallel = set()
    for node in nodes:
        rules.has(node, ["id"], ["label"])
        rules.holds(node, {GEXF + "attvalues", VIZ + "color", VIZ + "size", VIZ + "position"})
    for edge in edges:
        rules.has(edge, ["id", "source", "target"], ["kind", "label", "start", "end", "weight", "type"])
        rules.holds(edge, {GEXF + "attvalues", VIZ + "color", VIZ + "thickness", VIZ + "shape"})
        for end in ("source", "target"):
            rules(edge.get(end) in ids, f"{end} is a node", edge)
        same = (edge.get("source"), edge.get("target"), edge.get("kind"))
        rules(same not in parallel, "parallel edges differ in kind", edge)
        parallel.add(same)
        for day in ("start", "end"):
            if day in edge.attrib:
                rules(graph.get("mode") == "dynamic" and graph.get("timeformat") == "date", "dynamic with dates", graph)
                rules(DAY.fullmatch(edge.get(day)), "a day", edge)
        rules(edge.get("start", "") <= edge.get("end", ""), "starts before it ends", edge)
    for element in nodes + edges:
        side = element.tag.removeprefix(GEXF)
        for values in element.findall(GEXF + "attvalues"):
            rules.unique(values, "for")
            for value in values:
                rules.has(value, ["for", "value"])
                kind = declared[side].get(value.get("for"))
                rules(kind is not None, "attribute is declared", value)
                rules(kind is None or TYPES[kind](value.get("value")), f"is a {kind}", value)
        for colour in element.findall(VIZ + "color"):
            rules.has(colour, ["r", "g", "b"], ["a"])
            rules(all(colour.get(c).isdigit() and int(colour.get(c)) < 256 for c in "rgb"), "colour", colour)
    return rules.broken
