"use strict";
// The picture is drawn already; this finds its parts by their ids, filters them, and shows what stands behind.
(() => {
  const data = JSON.parse(document.getElementById("graph").textContent);
  const stage = document.getElementById("stage");
  const svg = stage.querySelector("svg");
  const detail = document.getElementById("detail");
  const groups = new Map([...svg.querySelectorAll("g[id]")].map(g => [g.id, g]));
  const texts = [...svg.children].filter(e => e.classList.contains("label"));
  // The picture's ids have a mark for characters that XML cannot hold.
  const group = id => groups.get(id.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd"));
  const nodes = new Map(data.graph.nodes.map(n => [n.id, { ...n, group: group(n.id), edges: [] }]));
  // Edges, their ids in the picture and its labels are in one order, the graph's.
  const edges = data.graph.edges.map((e, i) => {
    const edge = { ...e, group: group(data.links[i]), text: texts[i] };
    nodes.get(e.source).edges.push(edge);
    nodes.get(e.target).edges.push(edge);
    return edge;
  });
  const words = data.words;

  // --- Filters
  const off = { relation: new Set(), modality: new Set(), type: new Set() };
  const boxes = (host, kind, values, label) => {
    const counts = new Map();
    values.forEach(v => counts.set(v, (counts.get(v) || 0) + 1));
    for (const [value, count] of [...counts].sort()) {
      const row = document.createElement("label"), box = document.createElement("input");
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", () => {
        off[kind][box.checked ? "delete" : "add"](value);
        update();
      });
      row.append(box, ` ${label(value)} (${count})`);
      document.getElementById(host).append(row);
    }
  };
  boxes("relations", "relation", edges.map(e => e.relation), v => words.relations[v] || v);
  boxes("modalities", "modality", edges.map(e => e.modality), v => words.modalities[v] || v);
  boxes("types", "type", [...nodes.values()].map(n => n.type), v => words.types[v] || v);
  const search = document.getElementById("search"), confidence = document.getElementById("confidence");
  const fold = s => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const says = (o, q) => fold(JSON.stringify([o.label, o.aliases, (o.evidence || []).map(e => e.quote)])).includes(q);

  function update() {
    const q = fold(search.value.trim()), least = Number(confidence.value) / 100;
    document.getElementById("level").textContent = confidence.value;
    let shown = 0;
    for (const n of nodes.values()) n.on = !off.type.has(n.type);
    for (const e of edges) {
      e.on = !off.relation.has(e.relation) && !off.modality.has(e.modality) && e.confidence >= least
        && nodes.get(e.source).on && nodes.get(e.target).on;
      shown += e.on;
    }
    for (const n of nodes.values()) {
      n.hit = q && says(n, q);
      n.group.classList.toggle("off", !n.on);
    }
    for (const e of edges) {
      const hit = q && (says(e, q) || nodes.get(e.source).hit || nodes.get(e.target).hit);
      for (const part of [e.group, e.text]) {
        part.classList.toggle("off", !e.on);
        part.classList.toggle("dim", Boolean(q) && !hit);
      }
      if (hit) nodes.get(e.source).near = nodes.get(e.target).near = q;
    }
    for (const n of nodes.values()) {
      n.group.classList.toggle("hit", Boolean(n.hit));
      n.group.classList.toggle("dim", Boolean(q) && !n.hit && n.near !== q);
    }
    document.getElementById("count").textContent = `${shown} relations sur ${edges.length}`;
  }
  search.addEventListener("input", update);
  confidence.addEventListener("input", update);

  // --- What stands behind a node or an edge
  const element = (name, text, ...children) => {
    const e = document.createElement(name);
    if (text) e.textContent = text;
    e.append(...children);
    return e;
  };
  const value = v => typeof v === "object" && v !== null
    ? "currency" in v ? `${v.value.toLocaleString("fr")} ${v.currency}` : JSON.stringify(v)
    : String(nodes.get(v)?.label ?? v);
  const quote = e => element("blockquote", `« ${e.quote} »`, element("footer",
    `${e.document}, caractères ${e.start}–${e.end} · ${e.rule}${e.source ? ` · selon ${value(e.source)}` : ""}`));
  const link = (label, open) => {
    const a = element("a", label);
    a.tabIndex = 0;
    a.addEventListener("click", open);
    a.addEventListener("keydown", e => e.key === "Enter" && open());
    return a;
  };
  const phrase = e => `${nodes.get(e.source).label} — ${words.relations[e.relation] || e.relation} — ${nodes.get(e.target).label}`;
  function show(title, ...parts) {
    const close = element("button", "✕");
    close.className = "close";
    close.setAttribute("aria-label", "Fermer");
    close.addEventListener("click", hide);
    detail.replaceChildren(close, element("h2", title), ...parts);
    detail.hidden = false;
  }
  const hide = () => { detail.hidden = true; };
  function showNode(n) {
    const names = (n.aliases || []).join(", ");
    show(n.label, element("p", `${words.types[n.type] || n.type}${names ? ` · aussi : ${names}` : ""}`),
      element("ul", "", ...n.edges.map(e => element("li", "", link(phrase(e), () => showEdge(e))))));
  }
  function showEdge(e) {
    const list = element("dl");
    const rows = [["modalité", words.modalities[e.modality] || e.modality], ["confiance", `${Math.round(e.confidence * 100)} %`],
      ...Object.entries(e.attributes || {}).map(([k, v]) => [words.attributes[k] || k, value(v)])];
    for (const [k, v] of rows) list.append(element("dt", k), element("dd", v));
    show(phrase(e), element("p", "", link(nodes.get(e.source).label, () => showNode(nodes.get(e.source))), " · ",
      link(nodes.get(e.target).label, () => showNode(nodes.get(e.target)))), list, ...e.evidence.map(quote));
  }
  for (const [all, open, name] of [[nodes.values(), showNode, n => n.label], [edges, showEdge, phrase]]) {
    for (const one of all) {
      one.group.tabIndex = 0;
      one.group.setAttribute("role", "button");
      one.group.setAttribute("aria-label", name(one));
      one.group.addEventListener("click", () => open(one));
      one.group.addEventListener("keydown", e => e.key === "Enter" && open(one));
    }
  }

  // --- Pan and zoom
  const box = svg.viewBox.baseVal, home = [box.x, box.y, box.width, box.height];
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  const set = (x, y, w, h) => svg.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
  function zoom(by, cx = 0.5, cy = 0.5) {
    const w = Math.min(Math.max(box.width * by, home[2] / 60), home[2] * 4), h = box.height * w / box.width;
    set(box.x + (box.width - w) * cx, box.y + (box.height - h) * cy, w, h);
  }
  const move = (dx, dy) => set(box.x + dx * box.width, box.y + dy * box.height, box.width, box.height);
  stage.addEventListener("wheel", e => {
    e.preventDefault();
    const r = stage.getBoundingClientRect();
    zoom(e.deltaY > 0 ? 1.15 : 1 / 1.15, (e.clientX - r.left) / r.width, (e.clientY - r.top) / r.height);
  }, { passive: false });
  let from = null;
  stage.addEventListener("pointerdown", e => { from = [e.clientX, e.clientY]; });
  addEventListener("pointermove", e => {
    if (!from) return;
    stage.classList.add("moving");
    const scale = Math.max(box.width / stage.clientWidth, box.height / stage.clientHeight);
    set(box.x - (e.clientX - from[0]) * scale, box.y - (e.clientY - from[1]) * scale, box.width, box.height);
    from = [e.clientX, e.clientY];
  });
  addEventListener("pointerup", () => { from = null; stage.classList.remove("moving"); });
  addEventListener("keydown", e => {
    if (e.key === "Escape") { hide(); search.value = ""; update(); stage.focus(); return; }
    if (/^(INPUT|SELECT)$/.test(e.target.tagName)) return;
    const keys = { "+": () => zoom(1 / 1.25), "-": () => zoom(1.25), "0": () => set(...home), "/": () => search.focus(),
      ArrowLeft: () => move(-0.1, 0), ArrowRight: () => move(0.1, 0), ArrowUp: () => move(0, -0.1), ArrowDown: () => move(0, 0.1) };
    if (keys[e.key]) { e.preventDefault(); keys[e.key](); }
  });
  update();
})();
