// What Cytoscape.js makes of a file: node cytoscape.mjs GRAPH.cytoscape.json, as JSON on stdout.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The package lies in target/consumers, away from this file.
const cytoscape = createRequire(`${process.cwd()}/target/consumers/`)("cytoscape");
const { elements } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const graph = cytoscape({ headless: true, elements });
console.log(
  JSON.stringify({
    labels: Object.fromEntries(graph.nodes().map((node) => [node.id(), node.data("label")])),
    edges: graph.edges().map((edge) => [edge.source().id(), edge.target().id()]),
    quotes: Object.fromEntries(graph.edges().map((edge) => [edge.id(), edge.data("quotes")])),
  }),
);
