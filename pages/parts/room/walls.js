/* The wall of ideas and the ballot. What stands there stays where it is: who comes, comes to a free place. */

const SIZES = {
  few: { columns: 3, rows: 2, upTo: 6 },
  some: { columns: 4, rows: 3, upTo: 12 },
  many: { columns: 6, rows: 4, upTo: 24 },
};
const MOST_TILES = 300;
const TILE_ROW = { w15: 74, w20: 48 };

function emptyWalls() {
  return { page: 0, known: null, arrived: new Map(), need: new Map(), size: "", places: new Map(), newest: [], tiles: [], older: [] };
}

function wall(data, memory) {
  if (memory.known === null) memory.known = new Set(data.ideas.map((idea) => idea.number)); // what was there before
  if (!data.ideas.length) return [top(data), empty(data)];
  if (data.ideas.length > SIZES.many.upTo) return [top(data), crowd(data, memory), languages(data)];
  return [top(data), cards(data, memory, data.ideas.length, true)];
}

/* What is voted on, by number. Where not all fit, the page turns: none stands there longer than the others. */
function ballot(data, memory) {
  if (!data.ideas.length) return [top(data), empty(data)];
  return [top(data), cards(data, memory, Math.min(data.ideas.length, SIZES.many.upTo), false), band(data)];
}

function cards(data, memory, number, tint) {
  const size = Object.keys(SIZES).find((name) => number <= SIZES[name].upTo);
  if (memory.size !== size + data.kind) startWall(memory, size + data.kind);
  place(memory, data.ideas, SIZES[size]);
  const here = data.ideas.filter((idea) => memory.places.get(idea.number).page === memory.page);
  const fresh = tint ? arrivals(memory, here) : new Set();
  return el("div", "wall " + size + (data.band ? " called" : ""), here.map((idea) => {
    const node = card(data, idea, fresh, size === "few");
    const { column, row, wide, high } = memory.places.get(idea.number);
    node.style.gridArea = `${row + 1} / ${column + 1} / span ${high} / span ${wide}`;
    return node;
  }));
}

function startWall(memory, size) {
  Object.assign(memory, { size, places: new Map(), need: new Map(), page: 0, settled: false });
}

/* Each idea gets the first free place on the last page and keeps it. */
function place(memory, ideas, { columns, rows }) {
  const there = new Set(ideas.map((idea) => idea.number));
  [...memory.places.keys()].forEach((number) => there.has(number) || memory.places.delete(number));
  ideas.forEach((idea) => {
    if (memory.places.has(idea.number)) return;
    const cells = memory.need.get(idea.number) || 1;
    const wide = Math.min(columns, cells > 4 ? 3 : cells > 1 ? 2 : 1), high = cells > 2 ? 2 : 1;
    const page = lastPage(memory);
    memory.places.set(idea.number,
      freeOn(memory, page, columns, rows, wide, high) || { page: page + 1, column: 0, row: 0, wide, high });
  });
  memory.page = Math.min(memory.page, lastPage(memory));
}

function lastPage(memory) {
  return Math.max(0, ...[...memory.places.values()].map((one) => one.page));
}

function freeOn(memory, page, columns, rows, wide, high) {
  const taken = [...memory.places.values()].filter((one) => one.page === page);
  const meets = (one, column, row) =>
    column < one.column + one.wide && one.column < column + wide && row < one.row + one.high && one.row < row + high;
  for (let row = 0; row + high <= rows; row += 1) {
    for (let column = 0; column + wide <= columns; column += 1) {
      if (!taken.some((one) => meets(one, column, row))) return { page, column, row, wide, high };
    }
  }
  return null;
}

/* Who does not fit gets twice the room, at most six cells; only this card looks for another place. */
function grow(memory, stage) {
  const cut = [...stage.querySelectorAll(".wall:not(.older) > .idea")].filter((node) =>
    [...node.querySelectorAll(".words, .tr")].some(overflows) || node.classList.contains("broken"));
  const more = cut.map((node) => Number(node.dataset.number)).filter((number) => (memory.need.get(number) || 1) < 6);
  more.forEach((number) => {
    memory.need.set(number, { 1: 2, 2: 4, 4: 6 }[memory.need.get(number) || 1]);
    memory.places.delete(number);
  });
  if (more.length && !memory.settled) memory.places = new Map(); // nobody has seen this wall yet
  return more.length > 0;
}

/* At each turn the next page, but first the page with what has come and nobody has seen. */
function turnPage(memory) {
  const unseen = [...memory.places].filter(([number]) => memory.known && !memory.known.has(number)).map(([, one]) => one.page);
  memory.page = unseen.length ? Math.min(...unseen) : (memory.page + 1) % (lastPage(memory) + 1);
  memory.older = null;
  memory.olderFrom = (memory.olderFrom || 0) + 1;
}

/* From 25 on: the three newest to be read, every idea by its number, and under them the others in turn. */
function crowd(data, memory) {
  const fresh = arrivals(memory, data.ideas);
  const byNumber = new Map(data.ideas.map((idea) => [idea.number, idea]));
  const kind = data.ideas.length > 150 ? "w20" : "w15";
  const tiles = tilesOf(memory, byNumber);
  const rows = Math.ceil(tiles.length / (kind === "w20" ? 20 : 15));
  const places = kind === "w20" ? 0 : Math.max(0, Math.floor((750 - rows * TILE_ROW[kind]) / 214)) * 3;
  const show = (number) => card(data, byNumber.get(number), fresh, false);
  return el("div", "crowd", [
    el("div", "newest", newestOf(memory, byNumber).map(show)),
    el("div", "all", [
      el("p", "find", data.words.find),
      el("div", "tiles " + kind, tiles.map((number) => tile(byNumber.get(number), fresh))),
      places ? el("div", "wall older", olderOf(memory, byNumber, places).map(show)) : null,
    ]),
  ]);
}

function tile(idea, fresh) {
  if (!idea) return el("b", "gone");
  return el("b", (fresh.has(idea.number) ? "new" : "") + (idea.photo ? " photo" : ""), [
    el("span", "", String(idea.number)), idea.photo ? icon(PHOTO, 22) : null]);
}

/* A newcomer takes the place of the oldest of the three. */
function newestOf(memory, byNumber) {
  const latest = [...byNumber.keys()].sort((a, b) => b - a).slice(0, 3);
  const free = latest.filter((number) => !memory.newest.includes(number)).reverse();
  if (!memory.newest.length) return (memory.newest = latest);
  return (memory.newest = memory.newest.map((number) => (latest.includes(number) ? number : free.shift())));
}

/* In the order of their numbers; who leaves, leaves a gap. More than fit turn with the pages. */
function tilesOf(memory, byNumber) {
  const known = new Set(memory.tiles);
  memory.tiles.push(...[...byNumber.keys()].filter((number) => !known.has(number)).sort((a, b) => a - b));
  const pages = Math.ceil(memory.tiles.length / MOST_TILES);
  const page = (memory.olderFrom || 0) % pages;
  return memory.tiles.slice(page * MOST_TILES, (page + 1) * MOST_TILES);
}

/* The same ones until the page turns, then those before them. */
function olderOf(memory, byNumber, places) {
  const kept = (memory.older || []).filter((number) => byNumber.has(number)).slice(-places);
  if (kept.length === places) return (memory.older = kept);
  const rest = [...byNumber.keys()].filter((number) => !memory.newest.includes(number)).sort((a, b) => b - a);
  const pages = Math.ceil(rest.length / places), page = (memory.olderFrom || 0) % pages;
  return (memory.older = rest.slice(page * places, page * places + places));
}

function card(data, idea, fresh, translated) {
  const words = said("div", idea, "words");
  const translation = translated && idea.translation && said("div", idea.translation, "tr" + (idea.translation.machine ? "" : " person"));
  const seen = idea.photo ? data.photo(idea.photo) : idea.symbol ? symbol(data, idea.symbol) : null;
  const shape = seen ? (idea.photo ? " photo" : " symbol") + (idea.text ? " said" : "") : "";
  const node = fitting(el("div", "idea" + (fresh.has(idea.number) ? " new" : "") + shape, [
    el("div", "n", [el("b", "", String(idea.number)), el("span", "", [
      said("bdi", { text: idea.name, lang: idea.lang, dir: idea.dir }),
      idea.channel.text ? el("span", "", [" · ", said("bdi", idea.channel)]) : null,
    ])]),
    seen ? el("div", "seen", [seen, idea.text ? words : null]) : words,
    translation || null,
  ]));
  node.dataset.number = idea.number;
  node.dir = idea.dir;
  return node;
}

/* Numbers that were first seen during the last 20 seconds. */
function arrivals(memory, ideas) {
  const now = Date.now();
  ideas.forEach((idea) => {
    if (!memory.known.has(idea.number)) { memory.known.add(idea.number); memory.arrived.set(idea.number, now); }
  });
  return new Set([...memory.arrived].filter(([, at]) => now - at < PAGE_SECONDS * 1000).map(([number]) => number));
}
