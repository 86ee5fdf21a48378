// The html page in jsdom, by mouse and keyboard: node page.mjs PAGE.html, what it showed as JSON on stdout.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The package lies in target/consumers, away from this file.
const { JSDOM, VirtualConsole } = createRequire(`${process.cwd()}/target/consumers/`)("jsdom");
const faults = [];
const virtualConsole = new VirtualConsole();
virtualConsole.on("jsdomError", fault => faults.push(String(fault.message)));
const { window } = new JSDOM(readFileSync(process.argv[2], "utf8"), {
  runScripts: "dangerously",
  pretendToBeVisual: true,
  virtualConsole,
  // jsdom lays nothing out: it knows the attribute, but not the box that it stands for.
  beforeParse(window) {
    Object.defineProperty(window.SVGElement.prototype, "viewBox", {
      get() {
        const parts = () => this.getAttribute("viewBox").split(" ").map(Number);
        return { baseVal: Object.defineProperties({}, Object.fromEntries(["x", "y", "width", "height"].map((name, n) => [name, { get: () => parts()[n] }]))) };
      },
    });
  },
});
const { document } = window;
const data = JSON.parse(document.getElementById("graph").textContent);
const detail = document.getElementById("detail");
const groups = new Map([...document.querySelectorAll("#stage g[id]")].map(g => [g.id, g]));
const labels = [...document.querySelectorAll("#stage g.label")];
const click = element => element.dispatchEvent(new window.MouseEvent("click", { bubbles: true }));
const press = (key, element = document.body) => element.dispatchEvent(new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const type = (id, value) => {
  const field = document.getElementById(id);
  field.value = value;
  field.dispatchEvent(new window.Event("input", { bubbles: true }));
};
const texts = selector => [...detail.querySelectorAll(selector)].map(e => e.textContent);
const has = name => [...groups].filter(([, g]) => g.classList.contains(name)).map(([id]) => id);
const count = () => document.getElementById("count").textContent;

// Every node: its title and its relations, and the first of them by its link.
const nodes = {};
for (const node of data.graph.nodes) {
  click(groups.get(node.id));
  const [title] = texts("h2");
  const links = [...detail.querySelectorAll("li a")];
  nodes[node.id] = { title, about: texts("p")[0], relations: links.length };
  if (links.length) {
    click(links[0]);
    nodes[node.id].followed = texts("blockquote").length;
  }
}
// Every edge by the Enter key: its sentences and what it says.
const edges = {};
data.links.forEach((id, n) => {
  press("Enter", groups.get(id));
  const quotes = [...detail.querySelectorAll("blockquote")].map(q => q.firstChild.textContent);
  edges[id] = { quotes, said: texts("dd"), name: groups.get(id).getAttribute("aria-label"), label: Boolean(labels[n].textContent) };
});
const open = !detail.hidden;
click(detail.querySelector("button.close"));
const closed = detail.hidden;

// Filters: one relation off and on again; the slider; a type.
const filters = { all: count() };
const box = document.querySelector("#relations input");
if (box) {
  click(box);
  filters.without = [count(), has("off").length, labels.filter(l => l.classList.contains("off")).length];
  click(box);
}
type("confidence", "90");
filters.sure = count();
type("confidence", "0");
for (const b of document.querySelectorAll("#types input")) click(b);
filters.none = [count(), has("off").length];
for (const b of document.querySelectorAll("#types input")) click(b);
filters.again = count();

// Search: by the last node's label, without accents and in capitals; the escape key ends it.
const sought = data.graph.nodes.at(-1);
type("search", sought.label.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase());
const found = has("hit").includes(sought.id);
press("Escape");
const search = { found, cleared: has("hit").length + has("dim").length };

// Keys zoom and move the picture, and bring it back.
const svg = document.querySelector("#stage svg");
const views = [svg.getAttribute("viewBox")];
for (const key of ["+", "ArrowLeft", "-", "0"]) {
  press(key);
  views.push(svg.getAttribute("viewBox"));
}
const moved = new Set(views).size;
const home = views[0].split(" ").map(Number).every((v, n) => Math.abs(v - Number(views.at(-1).split(" ")[n])) < 1e-6);
console.log(JSON.stringify({ faults, nodes, edges, open, closed, filters, search, moved, home, scripts: document.scripts.length }));
window.close();
