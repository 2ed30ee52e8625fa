/* Draws the projector's screen from `data`. Everything people wrote goes in as text, never as markup. */

const PAGE_SECONDS = 20;
const TURN_SECONDS = 12;
const drawn = new WeakMap();

export default function ({ data, parentElement }) {
  const stage = parentElement.querySelector(".stage");
  if (!stage || !data) return;
  let memory = drawn.get(parentElement);
  if (!memory) {
    memory = begin(parentElement, stage);
    drawn.set(parentElement, memory);
  }
  listen(memory, data);
  memory.data = data;
  memory.frame.className = ["frame", data.full && "full", data.kind === "sun" && "dusk", data.dark && "dark"].filter(Boolean).join(" ");
  Object.assign(memory.frame.dataset, { kind: data.kind, step: data.step || "", sound: data.sound ? "on" : "off" });
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
  const memory = { frame, turn: 0, photos: new Map(), seen: "", ...emptyWalls() };
  memory.fit = () => {
    const wide = frame.clientWidth, high = frame.clientHeight || (wide * 9) / 16;
    const scale = Math.min(wide / 1920, high / 1080) || 1;
    const left = (wide - 1920 * scale) / 2, above = (high - 1080 * scale) / 2;
    stage.style.transform = `translate(${left}px, ${above}px) scale(${scale})`;
  };
  const watcher = new ResizeObserver(memory.fit);
  watcher.observe(frame);
  const paging = setInterval(() => {
    if (!memory.data || !["wall", "ballot"].includes(memory.data.kind)) return;
    turnPage(memory);
    draw(memory, stage, memory.data);
  }, PAGE_SECONDS * 1000);
  const turning = setInterval(() => { memory.turn += 1; turnWords(memory, stage); }, TURN_SECONDS * 1000);
  const touched = () => wake(memory);
  window.addEventListener("pointerdown", touched);
  window.addEventListener("keydown", touched);
  document.fonts.ready.then(() => memory.data && draw(memory, stage, memory.data)); // sizes are measured again
  memory.stop = () => {
    watcher.disconnect();
    clearInterval(paging);
    clearInterval(turning);
    window.removeEventListener("pointerdown", touched);
    window.removeEventListener("keydown", touched);
  };
  return memory;
}

function draw(memory, stage, data) {
  const kinds = { join, wall, ballot, themes, result, plan, last: plan, effort, sun, calm };
  for (let pass = 0; pass < 4; pass += 1) {
    data.photo = photosOf(memory);
    stage.replaceChildren(...(kinds[data.kind] || calm)(data, memory).filter(Boolean));
    turnWords(memory, stage);
    stage.querySelectorAll("[data-fit]").forEach(fit);
    if (!grow(memory, stage)) break; // words are never cut: the box grows, and the wall is drawn with it
  }
  memory.settled = true;
  stage.querySelectorAll(".theme p.quote, .idea .words, .idea .tr, .bar .label").forEach(wholeWords);
  stage.querySelectorAll(".plan").forEach((node) => node.classList.toggle("tight", overflows(node)));
  stage.querySelectorAll(".plan.tight h2").forEach(wholeWords);
}

/* --- screens ----------------------------------------------------------------------------------------- */

function join(data) {
  const left = el("div", "left", [
    el("p", "title", data.title),
    fitting(el("div", "asking", spoken(data, "h1", "question"))),
    sign(data, 132),
    el("p", "hint", data.words.same),
    el("div", "hello", data.hello.map((word) => said("span", word))),
  ]);
  const right = el("div", "right", [
    picture(data.qr, "qr"),
    el("div", "code", data.code),
    el("div", "address", data.address),
    fitting(el("div", "here", data.here.map((part) => el(part.big ? "b" : "span", "", part.text)))),
  ]);
  return [el("div", "join", [left, right])];
}

function themes(data) {
  if (!data.themes.length) return [top(data), empty(data)];
  const number = data.themes.length;
  const columns = number === 3 ? 3 : number <= 4 ? 2 : number <= 6 ? 3 : 4;
  const size = number > 8 ? " dense" : number <= 2 ? " two" : number <= 4 ? " four" : "";
  const grid = el("div", "themes" + size + (data.band ? " called" : ""), data.themes.map((theme) => themeCard(data, theme)));
  grid.style.setProperty("--columns", columns);
  return [top(data), grid, band(data)];
}

/* What must be said of what is shown, under it. */
function band(data) {
  return data.band ? fitting(el("div", "band", [el("span", "", data.band)])) : null;
}

function themeCard(data, theme) {
  const foot = el("div", "foot", [el("span", "", theme.counts), theme.ticked ? icon("M4.5 12.5l5 5 10-11", 40) : null]);
  const node = fitting(el("div", "theme" + (theme.confirmed ? "" : " suggested"), [
    el("div", "head", [
      mark(data, theme.mark, 58, theme.solid), theme.symbol ? symbol(data, theme.symbol, 58) : null, said("h2", theme.label),
    ]),
    quote(data, theme.quote),
    ...(data.more ? theme.more.map((one) => said("p", one, "quote")) : []),
    data.more ? null : el("div", "dots", Array.from({ length: Math.min(theme.size, 60) }, () => el("i"))),
    theme.agreed ? el("div", "foot", theme.agreed) : null,
    theme.confirmed || theme.agreed ? null : el("div", "foot suggestion", data.words.suggested),
    foot,
  ]));
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
  const bars = fitting(el("div", "bars" + (data.options.length > 5 ? " many" : ""), data.options.map((option) => bar(data, option))));
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

/* What goes on is amber and has a tick; of statements, each part has its sign and its number. */
function bar(data, option) {
  const length = el("i", option.on ? "on" : "");
  length.style.width = `calc((100% - 300px) * ${option.length})`;
  const parts = el("span", "parts", option.parts.map((part, place) => {
    const node = el("em", "part" + place, part.n ? `${part.sign} ${part.n}` : "");
    node.style.width = `${part.share * 100}%`;
    return part.n ? node : null;
  }));
  return el("div", "bar", [
    said("span", option.label, "label"),
    el("span", "signs", [
      option.mark ? mark(data, option.mark, 56, option.solid) : null,
      option.photo ? data.photo(option.photo) : option.symbol ? symbol(data, option.symbol, 56) : null,
    ]),
    el("div", "track", [option.parts.length ? parts : length, el("b", "", option.words + (option.on ? "  ✓" : ""))]),
  ]);
}

function plan(data) {
  if (!data.actions.length) return [top(data), empty(data)];
  const shown = data.actions.slice(0, 7); // more cannot be followed
  return [top(data), fitting(el("div", "plan" + (shown.length > 5 ? " many" : ""), shown.map((action) => el("div", "action", [
    el("div", "marks", [action.mark ? mark(data, action.mark, 60, action.solid) : null, action.symbol ? symbol(data, action.symbol, 60) : null]),
    el("h2", "", action.title),
    el("div", "who" + (action.confirmed ? "" : " suggested"), action.who),
    el("div", "when", action.when),
  ]))))];
}

/* What is easy and does much good stands above, at the side where reading starts. */
function effort(data) {
  if (!data.points.length) return [top(data), empty(data)];
  const places = new Map();
  data.points.forEach((point) => {
    const place = `${point.across} ${point.up}`;
    places.set(place, [...(places.get(place) || []), point]);
  });
  const spots = [...places.values()].map((points) => {
    const spot = el("b", "spot", points.map((point) => point.number).join(", "));
    spot.style.insetInlineStart = `${10 + points[0].across * 80}%`;
    spot.style.insetBlockEnd = `${10 + points[0].up * 80}%`;
    return spot;
  });
  const arrow = data.dir === "rtl" ? "←" : "→";
  return [top(data), el("div", "effort", [
    el("div", "benefit", data.axes.benefit + " ↑"),
    el("div", "field", [el("div", "begin", data.axes.begin), ...spots]),
    fitting(el("ol", "", data.points.map((point) => el("li", "", [el("b", "", String(point.number)), said("span", point.title)])))),
    el("div", "across", `${data.axes.effort} ${arrow}`),
  ])];
}

function sun(data) {
  const sky = svg("0 0 1920 810", 1920);
  const radius = 280, height = 1050 - data.share * 320; // whole minutes move it; it never reaches the words
  const ball = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  ball.setAttribute("cx", 960); ball.setAttribute("cy", height); ball.setAttribute("r", radius); ball.setAttribute("fill", "#F5A623");
  sky.append(ball);
  const lake = svg("0 0 1920 270", 1920);
  [[750, 420, 22], [826, 268, 56], [896, 128, 90]].forEach(([x, width, y]) => {
    const glint = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    Object.entries({ x, y, width, height: 12, rx: 6, fill: "#F5A623" }).forEach(([name, value]) => glint.setAttribute(name, value));
    lake.append(glint);
  });
  return [el("div", "sun", [
    el("div", "ball", [sky]), el("div", "lake", [lake]),
    el("div", "above", [beside(data), fitting(el("div", "asking", spoken(data, "h1", "question")))]),
    el("div", "shore", [
      el("div", "say", data.say ? [icon("M5 9h14v6H5zM16.500 12h.01M3 19h18", 64), fitting(el("div", "down", spoken(data, "p", "say")))] : []),
      minutes(data, "time"),
      corner(data),
    ]),
  ])];
}

/* Rules stand line by line, each language in its own column; anything else is read as one thought. */
function calm(data) {
  const lists = data.lists.map((list) => el("ul", "", list.map((point) => said("li", point))));
  const words = lists.length
    ? el("div", "lists" + (data.turn ? " turn" : lists.length > 2 ? " three" : lists.length > 1 ? " two" : ""), lists)
    : el("div", "asking", spoken(data, "h2", "question"));
  return [top(data), el("div", "calm" + (lists.length ? "" : " thought"), [fitting(words)]), minutes(data, "clock")];
}
