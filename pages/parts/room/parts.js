/* The parts that the screens are made of, and what they do by themselves. One text with room.js. */

/* --- parts ------------------------------------------------------------------------------------------- */

function top(data) {
  return el("div", "top", [
    data.kind === "wall" || data.kind === "calm" ? beside(data) : null,
    fitting(el("div", "heading", spoken(data, "h1", "heading"))),
    ...data.counts.map((count) => el("div", "count", [el("b", "", String(count.n)), el("span", "", count.label)])),
    corner(data),
  ]);
}

/* How a phone joins, on every screen: who comes late walks up to it. */
function corner(data) {
  return el("div", "corner", [
    el("div", "", [el("div", "code", data.code), sign(data, 36), el("div", "address", data.address)]),
    picture(data.qr, "qr"),
  ]);
}

/* A text in the languages of the room: below each other, or one after the other in the same place. */
function spoken(data, tag, name) {
  const texts = [data[name], ...data[name + "_also"]].filter((text) => text && text.text);
  if (data.turn && texts.length > 1) return [el("div", "turn", texts.map((text) => said(tag, text)))];
  return texts.map((text, place) => (place ? said("p", text, "second") : said(tag, text)));
}

/* What gets smaller until it fits its place; see `fit`. */
function fitting(node) {
  node.dataset.fit = "";
  return node;
}

function empty(data) {
  return el("div", "empty", [mark(data, "bowl", 160, "currentColor"), el("p", "", data.words.empty)]);
}

function languages(data) {
  return fitting(el("div", "langs", data.languages.map((part) => el("span", "", [el("b", "", String(part.n)), " ", said("bdi", part)]))));
}

function minutes(data, name) {
  if (data.minutes === null || data.minutes === undefined) return null;
  return el("div", name, [el("b", "", String(data.minutes)), el("span", "", data.words.minutes)]);
}

function sign(data, size) {
  return el("div", "sign", data.sign.map((name) => mark(data, name, size, "currentColor")));
}

function mark(data, name, size, colour) {
  const node = svg("0 0 24 24", size);
  node.style.color = colour;
  node.innerHTML = data.shapes[name]; // our own twelve shapes, shipped with the kit
  return node;
}

/* The picture that the facilitator put beside the question of this step. */
function beside(data) {
  const { photo, symbol: name } = data.beside;
  if (!photo && !name) return null;
  return el("div", "beside", [photo ? data.photo(photo) : symbol(data, name, 132)]);
}

function symbol(data, name, size) {
  const node = svg("0 0 24 24", size || 24);
  node.setAttribute("class", "line drawn");
  node.innerHTML = data.symbols[name] || ""; // our own drawings, shipped with the kit
  return node;
}

/* A frame with a hill and a sun in it: there is a photo. */
const PHOTO = "M3 5h18v14H3zM3 16l5-5 5 5 3-3 5 4M15.5 9.5h.01";

/* A photo is loaded once and moved from drawing to drawing, so that the wall does not flicker. */
function photosOf(memory) {
  memory.photos.forEach((_node, address) => memory.seen.includes(address) || memory.photos.delete(address));
  const used = new Set();
  return (address) => {
    const kept = memory.photos.get(address);
    const node = kept && !used.has(address) ? kept : el("img");
    if (!kept) memory.photos.set(address, node);
    if (!node.src) node.src = address;
    node.alt = "";
    used.add(address);
    return node;
  };
}

function icon(path, size) {
  const node = svg("0 0 24 24", size);
  node.setAttribute("class", "line");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  node.append(line);
  return node;
}

function svg(box, size) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  node.setAttribute("viewBox", box);
  node.setAttribute("width", size);
  if (box === "0 0 24 24") node.setAttribute("height", size);
  node.setAttribute("aria-hidden", "true");
  return node;
}

function picture(source, name) {
  const node = el("div", name);
  const image = el("img");
  image.src = source;
  image.alt = "";
  node.append(image);
  return node;
}

function said(tag, text, name) {
  const node = el(tag, name || "", text.text);
  node.lang = text.lang;
  node.dir = text.dir;
  return node;
}

function el(tag, name, inside) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (Array.isArray(inside)) node.append(...inside.filter((part) => part !== null && part !== undefined && part !== false && part !== ""));
  else if (inside !== undefined && inside !== null) node.textContent = inside;
  return node;
}
