/* Draws the projector's screen from `data`. Everything people wrote goes in as text, never as markup. */

const PAGE_SECONDS = 20;
const drawn = new WeakMap();

export default function ({ data, parentElement }) {
  const stage = parentElement.querySelector(".stage");
  if (!stage || !data) return;
  let memory = drawn.get(parentElement);
  if (!memory) {
    memory = begin(parentElement, stage);
    drawn.set(parentElement, memory);
  }
  memory.data = data;
  memory.frame.className = "frame" + (data.full ? " full " + (data.kind === "sun" ? "dusk" : "") : "");
  memory.frame.setAttribute("role", "img");
  memory.frame.setAttribute("aria-label", data.spoken);
  stage.lang = data.lang;
  stage.dir = data.dir;
  memory.fit();
  const seen = JSON.stringify(data);
  if (seen !== memory.seen) {
    memory.seen = seen;
    draw(memory, stage, data);
  }
  return () => { memory.stop(); drawn.delete(parentElement); };
}

function begin(parent, stage) {
  const frame = el("div", "frame");
  stage.replaceWith(frame);
  frame.append(stage);
  const memory = { frame, page: 0, known: null, arrived: new Map(), wide: new Set(), photos: new Map(), seen: "" };
  memory.fit = () => {
    const wide = frame.clientWidth, high = frame.clientHeight || (wide * 9) / 16;
    const scale = Math.min(wide / 1920, high / 1080) || 1;
    stage.style.transform = `translate(${(wide - 1920 * scale) / 2}px, ${(high - 1080 * scale) / 2}px) scale(${scale})`;
  };
  const watcher = new ResizeObserver(memory.fit);
  watcher.observe(frame);
  const turning = setInterval(() => {
    memory.page += 1;
    if (memory.data && (memory.data.kind === "wall" || memory.data.kind === "ballot")) draw(memory, stage, memory.data);
  }, PAGE_SECONDS * 1000);
  memory.stop = () => { watcher.disconnect(); clearInterval(turning); };
  return memory;
}

function draw(memory, stage, data) {
  const kinds = { join, wall, ballot, themes, result, plan, last: plan, effort, sun, calm };
  data.photo = photosOf(memory);
  stage.replaceChildren(...(kinds[data.kind] || calm)(data, memory).filter(Boolean));
  stage.querySelectorAll("[data-fit]").forEach(shrink);
  stage.querySelectorAll(".theme p.quote").forEach(wholeLines);
  const cut = [...stage.querySelectorAll(".wall.many .idea:not(.wide) .words")].filter(overflows);
  if (!cut.length) return;
  cut.forEach((node) => memory.wide.add(Number(node.dataset.number))); // words are never cut: the box grows
  draw(memory, stage, data);
}

/* --- screens ----------------------------------------------------------------------------------------- */

function join(data) {
  const left = el("div", "left", [
    el("p", "title", data.title),
    said("h1", data.question, data.question.text.length > 60 ? "long" : ""),
    data.second && said("p", data.second, "second"),
    sign(data, 150),
    el("p", "hint", data.words.same),
    el("div", "hello", data.hello.map((word) => said("span", word))),
  ]);
  const right = el("div", "right", [
    picture(data.qr, "qr"),
    el("div", "code", data.code),
    el("div", "address", data.address),
    el("div", "here", data.here.map((part) => el(part.big ? "b" : "span", "", part.text))),
  ]);
  return [el("div", "join", [left, right])];
}

function wall(data, memory) {
  const ideas = data.ideas.slice().reverse();
  const fresh = arrivals(memory, ideas);
  if (!ideas.length) return [top(data), empty(data)];
  if (ideas.length > 24) return [top(data), crowd(data, ideas, fresh, memory.page), languages(data)];
  const size = ideas.length <= 6 ? "few" : ideas.length <= 12 ? "some" : "many";
  const room = { few: 6, some: 12, many: 24 }[size];
  const needsTwo = (idea) => memory.wide.has(idea.number) || (idea.photo && idea.text);
  const cells = (idea) => (size === "many" && needsTwo(idea) ? 2 : 1);
  const shown = pageOf(ideas, cells, room, memory.page);
  return [top(data), el("div", "wall " + size, shown.map((idea) =>
    card(data, idea, fresh, cells(idea) === 2 ? " wide" : "", size === "few")))];
}

/* What is voted on, by number. Where not all fit, the page turns: none stands there longer than the others. */
function ballot(data, memory) {
  if (!data.ideas.length) return [top(data), empty(data)];
  const size = data.ideas.length <= 6 ? "few" : data.ideas.length <= 12 ? "some" : "many";
  const needsTwo = (idea) => memory.wide.has(idea.number) || (idea.photo && idea.text);
  const cells = (idea) => (size === "many" && needsTwo(idea) ? 2 : 1);
  const shown = pageOf(data.ideas, cells, { few: 6, some: 12, many: data.band ? 19 : 24 }[size], memory.page);
  return [top(data), el("div", "wall " + size + (data.band ? " called" : ""), shown.map((idea) =>
    card(data, idea, new Set(), cells(idea) === 2 ? " wide" : "", size === "few"))), band(data)];
}

function crowd(data, ideas, fresh, page) {
  const rows = Math.ceil(ideas.length / 15);
  const places = ideas.length > 150 ? 0 : Math.max(0, Math.floor((760 - rows * 74) / 210)) * 3;
  const tiles = ideas.map((idea) => el("b", (fresh.has(idea.number) ? "new" : "") + (idea.photo ? " photo" : ""), [
    el("span", "", String(idea.number)), idea.photo ? icon(PHOTO, 22) : null]));
  return el("div", "crowd", [
    el("div", "newest", ideas.slice(0, 3).map((idea) => card(data, idea, fresh, "", false))),
    el("div", "", [
      el("p", "find", data.words.find),
      el("div", "tiles " + (ideas.length > 150 ? "w20" : "w15"), tiles),
      el("div", "wall older", turned(ideas.slice(3), places, page).map((idea) => card(data, idea, fresh, "", false))),
    ]),
  ]);
}

function card(data, idea, fresh, more, translated) {
  const words = said("div", idea, "words");
  words.dataset.fit = "28";
  words.dataset.number = idea.number;
  const translation = translated && idea.translation && said("div", idea.translation, "tr" + (idea.translation.machine ? "" : " person"));
  const seen = idea.photo ? data.photo(idea.photo) : idea.symbol ? symbol(data, idea.symbol) : null;
  const shape = seen ? (idea.photo ? " photo" : " symbol") + (idea.text ? " said" : "") : "";
  const node = el("div", "idea" + (fresh.has(idea.number) ? " new" : "") + shape + more, [
    el("div", "n", [el("b", "", String(idea.number)), el("span", "", [
      said("bdi", { text: idea.name, lang: idea.lang, dir: idea.dir }),
      idea.channel.text ? el("span", "", [" · ", said("bdi", idea.channel)]) : null,
    ])]),
    seen ? el("div", "seen", [seen, idea.text ? words : null]) : words,
    translation || null,
  ]);
  node.dir = idea.dir;
  return node;
}

function themes(data) {
  if (!data.themes.length) return [top(data), empty(data)];
  const columns = data.themes.length <= 4 ? 2 : data.themes.length <= 6 ? 3 : 4;
  const grid = el("div", "themes" + (data.themes.length > 8 ? " dense" : "") + (data.band ? " called" : ""), data.themes.map((theme) => themeCard(data, theme)));
  grid.style.setProperty("--columns", columns);
  return [top(data), grid, band(data)];
}

/* What must be said of what is shown, under it. */
function band(data) {
  return data.band ? fitting(el("div", "band", data.band)) : null;
}

function themeCard(data, theme) {
  const foot = el("div", "foot", [el("span", "", theme.counts), theme.confirmed ? icon("M4.5 12.5l5 5 10-11", 40) : null]);
  const node = el("div", "theme" + (theme.confirmed ? "" : " suggested"), [
    el("div", "head", [
      mark(data, theme.mark, 58, theme.solid), theme.symbol ? symbol(data, theme.symbol, 58) : null, fitting(said("h2", theme.label)),
    ]),
    quote(data, theme.quote),
    el("div", "dots", Array.from({ length: Math.min(theme.size, 60) }, () => el("i"))),
    theme.agreed ? el("div", "foot", theme.agreed) : null,
    theme.confirmed || theme.agreed ? null : el("div", "foot suggestion", data.words.suggested),
    foot,
  ]);
  node.style.color = theme.ink;
  if (theme.confirmed) node.style.background = theme.tint;
  return node;
}

/* What one person said for the theme, with her photo where she sent one. */
function quote(data, idea) {
  if (!idea) return el("p", "quote");
  if (!idea.photo) return said("p", idea, "quote");
  return el("div", "quote seen", [idea.text ? said("p", idea) : null, data.photo(idea.photo)]);
}

function result(data) {
  const bars = data.full ? null : fitting(el("div", "bars", data.options.map(bar)));
  const places = fitting(el("div", "places", data.places.map((place) => placed(data, place))));
  const found = data.places.length ? places : empty(data);
  return [top(data), data.options.length ? bars : found, band(data)];
}

/* Where only the order may be shown, there are places and no bars: their lengths would look like counts. */
function placed(data, place) {
  return el("div", "place", [
    el("b", "", place.rank),
    place.mark ? mark(data, place.mark, 60, place.solid) : null,
    place.photo ? data.photo(place.photo) : place.symbol ? symbol(data, place.symbol, 60) : null,
    said("span", place.label),
  ]);
}

function fitting(node) {
  node.dataset.fit = "24";
  return node;
}

/* The small preview only: on the big screen itself a chart lies over this place. */
function bar(option) {
  const length = el("i");
  length.style.width = `${option.length * 900}px`;
  return el("div", "bar", [said("span", option.label), length, el("b", "", option.words)]);
}

function plan(data) {
  if (!data.actions.length) return [top(data), empty(data)];
  const shown = data.actions.slice(0, 7); // more cannot be followed
  return [top(data), el("div", "plan" + (shown.length > 5 ? " many" : ""), shown.map((action) => el("div", "action", [
    el("div", "marks", [action.mark ? mark(data, action.mark, 60, action.solid) : null, action.symbol ? symbol(data, action.symbol, 60) : null]),
    el("h2", "", action.title),
    el("div", "who" + (action.confirmed ? "" : " suggested"), action.who),
    el("div", "when", action.when),
  ])))];
}

/* On the big screen the picture itself is a chart over this ground. */
function effort(data) {
  if (!data.points.length) return [top(data), empty(data)];
  return [top(data), data.full ? null : el("ol", "effort", data.points.map((point) => el("li", "", [
    el("b", "", String(point.number)), said("span", point.title)])))];
}

function sun(data) {
  const sky = svg("0 0 1920 810", 1920);
  const radius = 280, height = 1050 - data.share * 320; // whole minutes move it; it never reaches the words
  const ball = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  ball.setAttribute("cx", 960); ball.setAttribute("cy", height); ball.setAttribute("r", radius); ball.setAttribute("fill", "#F5A623");
  sky.append(ball);
  const lake = svg("0 0 1920 270", 1920);
  [[750, 420, 34], [826, 268, 84], [896, 128, 130]].forEach(([x, width, y]) => {
    const glint = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    Object.entries({ x, y, width, height: 12, rx: 6, fill: "#F5A623" }).forEach(([name, value]) => glint.setAttribute(name, value));
    lake.append(glint);
  });
  return [el("div", "sun", [
    el("div", "ball", [sky]), el("div", "lake", [lake]),
    el("div", "ask", [beside(data), said("h1", data.question, data.question.text.length > 60 ? "long" : ""), data.second && said("p", data.second, "second")]),
    data.say ? el("div", "say", [icon("M5 9h14v6H5zM16.500 12h.01M3 19h18", 64), el("span", "", data.say)]) : null,
    minutes(data, "time"),
  ])];
}

function calm(data) {
  const lists = data.lists.filter((list) => list.length);
  const words = lists.length
    ? [el("div", "lists", lists.map((list) => el("ul", "", list.map((point) => said("li", point)))))]
    : [said("h2", data.question), data.second && said("p", data.second, "second")];
  return [top(data), el("div", "calm", words), minutes(data, "clock")];
}
