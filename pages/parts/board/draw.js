/* Drawing: the nodes of themes and cards are kept by their ids, and only what differs is touched. */

function draw(board) {
  const start = performance.now();
  const { data, root } = board;
  const within = root.contains(active(board)) && active(board).closest(".idea");
  root.dir = data.dir;
  root.lang = data.lang;
  root.dataset.text = data.translated ? board.text : "original";
  board.shown = columnsOf(data).map((theme) => ({ theme, items: itemsOf(board, theme) }));
  drawFind(board);
  const known = new Set(data.themes.map((theme) => theme.id));
  board.themes.forEach((_node, id) => id === null || known.has(id) || board.themes.delete(id));
  const nodes = board.shown.map(({ theme }) => board.themes.get(theme.id) || newColumn(board, theme.id));
  place(board.columns, nodes);
  board.shown.forEach(({ theme, items }, i) => drawColumn(board, nodes[i], theme, items));
  drawFoot(board);
  refresh(board);
  if (within && !board.root.contains(active(board))) focusCard(board);
  performance.measure("theme board", { start });
}

/* What is shown of a theme: single ideas, and stacks of those that say nearly the same. */
function itemsOf(board, theme) {
  const stacks = new Map();
  const items = [];
  for (const idea of theme.ideas.filter((one) => fits(board, one))) {
    const found = idea.stack ? stacks.get(idea.stack) : null;
    if (found) { found.ideas.push(idea); continue; }
    const item = { ideas: [idea], stack: idea.stack || null };
    if (idea.stack) stacks.set(idea.stack, item);
    items.push(item);
  }
  return items.flatMap((item) => {
    const lead = item.ideas.find((idea) => idea.id === item.stack) || item.ideas[0];
    const size = item.ideas.length;
    if (size === 1 || !board.opened.has(item.stack)) return [card(theme, lead, item.ideas, item.stack, size)];
    const rest = item.ideas.filter((idea) => idea !== lead);
    return [lead, ...rest].map((idea, i) => ({ ...card(theme, idea, [idea], item.stack, i ? 0 : size), inside: true }));
  });
}

function card(theme, lead, ideas, stack, size) {
  return { theme: theme.id, lead, ids: ideas.map((idea) => idea.id), stack, size, inside: false };
}

function newColumn(board, id) {
  const node = el("section", "theme", [el("div", "top"), el("ul", "ideas")]);
  node.dataset.drop = id === null ? "tray" : id;
  board.themes.set(id, node);
  return node;
}

function drawColumn(board, node, theme, items) {
  const [top, list] = node.children;
  const isTray = theme.id === null;
  node.className = `theme${isTray ? " tray" : theme.confirmed ? "" : " suggested"}`;
  node.setAttribute("aria-label", theme.label.text);
  const shown = items.reduce((sum, item) => sum + item.ids.length, 0);
  const { ideas, ...rest } = theme;
  once(top, [rest, ideas.length, shown, board.data.themes.length, board.data.words.agree],
    () => topOf(board, theme, shown));
  list.hidden = !items.length;
  list.setAttribute("aria-label", theme.label.text);
  place(list, items.map((item) => drawCard(board, item)));
}

/* Show what is chosen, and which card the keyboard is at, without drawing anew. */
function refresh(board) {
  const items = allItems(board);
  if (!items.some((item) => item.lead.id === board.focus)) board.focus = items.length ? items[0].lead.id : null;
  for (const item of items) {
    const node = board.cards.get(item.lead.id);
    const yes = item.ids.every((id) => board.chosen.has(id));
    node.classList.toggle("chosen", yes);
    node.querySelector("input").checked = yes;
    const at = item.lead.id === board.focus ? 0 : -1;
    if (node.at === at) continue;
    node.at = at;
    node.querySelectorAll("input, button, a").forEach((one) => { one.tabIndex = at; });
  }
  board.shown.forEach(({ theme, items: own }) => {
    const all = board.themes.get(theme.id).querySelector(".all");
    if (!all) return;
    const ids = own.flatMap((item) => item.ids);
    const n = ids.filter((id) => board.chosen.has(id)).length;
    all.checked = n > 0 && n === ids.length;
    all.indeterminate = n > 0 && n < ids.length;
    all.disabled = !ids.length;
  });
  refreshFoot(board);
}

function allItems(board) { return board.shown.flatMap(({ items }) => items); }

/* The card that the keyboard goes to when some ideas leave: the next of the column, else the one before. */
function cardAfter(board, gone) {
  for (const { items } of board.shown) {
    const at = items.findIndex((item) => item.ids.some((id) => gone.has(id)));
    if (at < 0) continue;
    const stays = (item) => !item.ids.every((id) => gone.has(id));
    const next = items.slice(at).find(stays) || items.slice(0, at).reverse().find(stays);
    if (next) return next.lead.id;
  }
  return null;
}

function focusCard(board) {
  const node = board.cards.get(board.focus);
  if (node && node.isConnected) node.querySelector("input").focus();
}

function active(board) { return board.root.getRootNode().activeElement; }
