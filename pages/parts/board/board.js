/* The theme board. Every gesture goes to Python, which answers with the new board; nothing is kept here but the
   selection. What people wrote is set as text, never as markup. */

const boards = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".board");
  if (!root || !data) return;
  const memory = boards.get(parentElement) || { chosen: new Set(), seen: "", dragged: null };
  boards.set(parentElement, memory);
  memory.tell = (gesture) => { memory.chosen.clear(); setTriggerValue("gesture", { ...gesture, at: Date.now() }); };
  const seen = JSON.stringify(data);
  if (seen === memory.seen) return;
  memory.seen = seen;
  const known = new Set([...data.themes, data.tray].flatMap((theme) => theme.ideas.map((idea) => idea.id)));
  memory.chosen.forEach((id) => known.has(id) || memory.chosen.delete(id));
  root.dir = data.dir;
  root.lang = data.lang;
  root.replaceChildren(bar(data, memory), el("div", "columns", [
    ...data.themes.map((theme) => column(data, theme, memory)), column(data, data.tray, memory)]));
  refresh(root, data, memory);
}

function bar(data, memory) {
  const words = data.words;
  const target = picker(words.moveTo, [...data.themes, data.tray], (theme) =>
    memory.tell({ verb: "move", ideas: [...memory.chosen], theme: theme.id }));
  const fresh = el("button", "main", words.newTheme);
  fresh.onclick = () => ask(data, fresh, {}, (labels) =>
    memory.tell({ verb: "split", ideas: [...memory.chosen], labels }));
  const none = el("button", "", words.clear);
  none.onclick = () => { memory.chosen.clear(); refresh(none.closest(".board"), data, memory); };
  const node = el("div", "bar", [el("b", "count"), target, fresh, none]);
  node.setAttribute("role", "toolbar");
  node.setAttribute("aria-label", words.selection);
  return node;
}

function column(data, theme, memory) {
  const isTray = theme.id === null;
  const node = el("section", "theme" + (isTray ? " tray" : theme.confirmed ? "" : " suggested"), [
    head(data, theme),
    isTray ? null : el("div", "fine", theme.note),
    isTray || theme.confirmed ? null : chips(data, theme, memory),
    isTray ? el("div", "fine", data.words.trayHint) : tools(data, theme, memory),
    el("ul", "ideas", theme.ideas.map((idea) => row(data, idea, memory))),
  ]);
  node.setAttribute("aria-label", theme.label.text);
  node.ondragover = (event) => { event.preventDefault(); node.classList.add("over"); };
  node.ondragleave = (event) => { if (!node.contains(event.relatedTarget)) node.classList.remove("over"); };
  node.ondrop = (event) => {
    event.preventDefault();
    node.classList.remove("over");
    const moved = memory.chosen.has(memory.dragged) ? [...memory.chosen] : [memory.dragged];
    if (memory.dragged !== null) memory.tell({ verb: "move", ideas: moved, theme: theme.id });
  };
  return node;
}

function head(data, theme) {
  const title = el("h3", "", theme.label.text);
  title.lang = theme.label.lang;
  title.dir = theme.label.dir;
  return el("div", "head", [theme.mark ? mark(data, theme) : null, theme.symbol ? symbol(data, theme.symbol) : null, title, el("span", "fine", String(theme.ideas.length))]);
}

function chips(data, theme, memory) {
  return el("div", "chips", theme.suggestions.map((label) => {
    const chip = el("button", "", label.text);
    chip.lang = label.lang;
    chip.onclick = () => memory.tell({ verb: "rename", theme: theme.id, label: label.text, index: label.index });
    return chip;
  }));
}

function tools(data, theme, memory) {
  const words = data.words;
  const agree = el("button", theme.confirmed ? "quiet" : "", theme.confirmed ? words.agreed : words.agree);
  agree.onclick = () => memory.tell({ verb: "confirm", theme: theme.id, confirmed: !theme.confirmed });
  agree.setAttribute("aria-pressed", String(theme.confirmed));
  const rename = el("button", "", words.rename);
  // A machine's names in other languages do not fit a person's new one: they are offered only once a person agreed.
  const known = theme.confirmed ? theme.labels : { [data.lang]: theme.label.text };
  rename.onclick = () => ask(data, rename, known, (labels) =>
    memory.tell({ verb: "rename", theme: theme.id, labels }));
  const others = data.themes.filter((other) => other.id !== theme.id);
  const merge = others.length ? picker(words.mergeInto, others, (into) =>
    memory.tell({ verb: "merge", theme: into.id, other: theme.id })) : null;
  const draw = el("button", "", words.picture);
  draw.onclick = () => choose(data, draw, theme, (name) =>
    memory.tell({ verb: "picture", theme: theme.id, symbol: name }));
  const away = el("button", "quiet", words.dissolve);
  away.onclick = () => memory.tell({ verb: "remove", theme: theme.id });
  return el("div", "tools", [agree, rename, draw, merge, away]);
}

function row(data, idea, memory) {
  const box = el("input");
  box.type = "checkbox";
  box.checked = memory.chosen.has(idea.id);
  box.setAttribute("aria-label", data.words.select.replace("{number}", idea.number));
  const text = el("span", "", idea.text);
  text.lang = idea.lang;
  text.dir = idea.dir;
  const other = idea.translation ? el("span", "fine" + (idea.machine ? " machine" : ""), idea.translation) : null;
  const node = el("li", "idea", [box, el("span", "number", String(idea.number)), el("div", "words", [drawn(data, idea), text, other])]);
  node.dataset.id = idea.id;
  node.draggable = true;
  node.ondragstart = (event) => { memory.dragged = idea.id; event.dataTransfer.setData("text/plain", String(idea.number)); };
  node.ondragend = () => { memory.dragged = null; };
  box.onchange = () => {
    if (box.checked) memory.chosen.add(idea.id); else memory.chosen.delete(idea.id);
    refresh(node.closest(".board"), data, memory);
  };
  return node;
}

/* The picture of an idea; a photo opens in a tab of its own. */
function drawn(data, idea) {
  if (idea.symbol) return symbol(data, idea.symbol);
  if (!idea.photo) return null;
  const link = el("a", "photo");
  const image = el("img");
  image.src = link.href = idea.photo;
  image.alt = data.words.photo.replace("{number}", idea.number);
  image.draggable = link.draggable = false; // the card is dragged, not the picture
  link.target = "_blank";
  link.append(image);
  return link;
}

/* Show the selection without drawing the board anew, so that the keyboard's place is kept. */
function refresh(root, data, memory) {
  root.querySelector(".bar").hidden = memory.chosen.size === 0;
  root.querySelector(".count").textContent = data.words.selected.replace("{n}", memory.chosen.size);
  root.querySelectorAll(".idea").forEach((node) => {
    const yes = memory.chosen.has(Number(node.dataset.id));
    node.classList.toggle("chosen", yes);
    node.querySelector("input").checked = yes;
  });
}

function picker(label, themes, choose) {
  const node = el("select", "", [option("", label), ...themes.map((theme, i) => option(String(i), theme.label.text))]);
  node.setAttribute("aria-label", label);
  node.onchange = () => { if (node.value !== "") choose(themes[Number(node.value)]); };
  return node;
}

function option(value, text) {
  const node = el("option", "", text);
  node.value = value;
  return node;
}

/* Fields in the place of a button, one for each language of the room; Enter saves, Escape leaves. */
function ask(data, button, labels, done) {
  const fields = data.languages.map((language, i) => {
    const field = el("input");
    field.type = "text";
    field.maxLength = 60;
    field.value = labels[language.code] || "";
    field.placeholder = i ? language.name : data.words.nameIt;
    field.lang = language.code;
    field.dir = language.dir;
    field.setAttribute("aria-label", `${data.words.nameIt}, ${language.name}`);
    return field;
  });
  const go = el("button", "main", data.words.save);
  const all = el("span", "tools names", [...fields, go]);
  const finish = () => {
    const named = fields.map((field) => [field.lang, field.value.trim()]).filter(([, text]) => text);
    if (named.length) done(Object.fromEntries(named));
  };
  go.onclick = finish;
  all.onkeydown = (event) => {
    if (event.key === "Enter") { event.preventDefault(); finish(); }
    if (event.key === "Escape") { all.replaceWith(button); button.focus(); }
  };
  button.replaceWith(all);
  fields[0].focus();
  fields[0].select();
}

/* All symbols in the place of a button, and none; Escape leaves. */
function choose(data, button, theme, done) {
  const all = el("div", "palette", [["", data.words.noPicture], ...Object.entries(data.symbolNames)].map(([name, label]) => {
    const one = el("button", name ? "" : "none", name ? [symbol(data, name)] : label);
    if (name) one.title = label;
    one.setAttribute("aria-label", label);
    one.setAttribute("aria-pressed", String(name === theme.symbol));
    one.onclick = () => (name === theme.symbol ? leave() : done(name));
    return one;
  }));
  const leave = () => { all.replaceWith(button); button.focus(); };
  all.setAttribute("role", "group");
  all.setAttribute("aria-label", data.words.picture);
  all.onkeydown = (event) => { if (event.key === "Escape") leave(); };
  button.replaceWith(all);
  (all.querySelector('[aria-pressed="true"]') || all.firstChild).focus();
}

function symbol(data, name) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  node.setAttribute("viewBox", "0 0 24 24");
  node.setAttribute("class", "symbol");
  node.setAttribute("aria-hidden", "true");
  node.innerHTML = data.symbols[name] || ""; // our own drawings, shipped with the kit
  return node;
}

function mark(data, theme) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  node.setAttribute("viewBox", "0 0 24 24");
  node.setAttribute("aria-hidden", "true");
  node.style.color = theme.solid;
  node.innerHTML = data.shapes[theme.mark]; // our own twelve shapes, shipped with the kit
  return node;
}

function el(tag, name, inside) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (Array.isArray(inside)) node.append(...inside.filter(Boolean));
  else if (inside !== undefined && inside !== null) node.textContent = inside;
  return node;
}
