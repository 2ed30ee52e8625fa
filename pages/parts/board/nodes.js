/* Nodes, and the few signs that are drawn. */

function el(tag, name, inside) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (tag === "button") node.type = "button";
  if (Array.isArray(inside)) node.append(...inside.filter((one) => one !== null && one !== undefined && one !== false));
  else if (inside !== undefined && inside !== null) node.textContent = inside;
  return node;
}

/* Fill a node anew only where what it shows has changed. */
function once(node, facts, build) {
  const shows = JSON.stringify(facts);
  if (node.shows === shows) return;
  node.shows = shows;
  node.replaceChildren(...build());
}

/* Make these the children, in this order; those that stand right are not touched. */
function place(parent, wanted) {
  const keep = new Set(wanted);
  [...parent.children].forEach((node) => keep.has(node) || node.remove());
  let at = parent.firstElementChild;
  for (const node of wanted) {
    if (node === at) at = at.nextElementSibling;
    else parent.insertBefore(node, at);
  }
}

function filled(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? facts[name] : whole));
}

/* For comparing: small letters without accents or vowel signs. */
function folded(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
}

function svg(name, inside) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  node.setAttribute("viewBox", "0 0 24 24");
  node.setAttribute("class", name);
  node.setAttribute("aria-hidden", "true");
  node.innerHTML = inside; // our own drawings, shipped with the kit
  return node;
}

function symbol(data, name) { return svg("symbol", data.symbols[name] || ""); }

function mark(data, theme) {
  const node = svg("mark", data.shapes[theme.mark]);
  node.style.color = theme.solid;
  return node;
}

const ICONS = {
  pencil: '<path d="M4 20l1-4L16 5l3 3L8 19z"/>',
  more: '<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3.4"/>',
  cross: '<path d="M6 6l12 12M18 6L6 18"/>',
  down: '<path d="M6 9l6 6 6-6"/>',
  up: '<path d="M6 15l6-6 6 6"/>',
};

function icon(name) { return svg("sign", ICONS[name]); }
