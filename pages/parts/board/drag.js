/* Dragging by pointer: mouse and pen lift after a few pixels, a finger after a short rest, so that it can scroll. */

const FAR = 6; // px
const REST = 250; // ms
const EDGE = 64; // px from an edge in which the board scrolls by itself

function listenToPointers(board) {
  const { root, gone: { signal } } = board;
  let press = null;
  const forget = () => { if (press) clearTimeout(press.timer); press = null; };
  root.addEventListener("pointerdown", (event) => {
    const source = event.button === 0 && event.isPrimary ? sourceOf(event.target) : null;
    if (!source || board.drag) return;
    press = { source, id: event.pointerId, x: event.clientX, y: event.clientY, touch: event.pointerType === "touch" };
    const { x, y } = press;
    if (press.touch) press.timer = setTimeout(() => { lift(board, press, x, y); }, REST);
  });
  document.addEventListener("pointermove", (event) => {
    if (board.drag) { if (event.pointerId === board.drag.pointer) carry(board, event.clientX, event.clientY); return; }
    if (!press || event.pointerId !== press.id) return;
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < FAR) return;
    if (press.touch) forget(); else lift(board, press, event.clientX, event.clientY);
  }, { signal });
  document.addEventListener("pointerup", (event) => {
    forget();
    if (board.drag && event.pointerId === board.drag.pointer) { board.dropped = event.timeStamp; letGo(board, true); }
  }, { signal });
  document.addEventListener("pointercancel", () => { forget(); letGo(board, false); }, { signal });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !board.drag) return;
    event.preventDefault();
    event.stopPropagation();
    letGo(board, false);
  }, { capture: true, signal });
  root.addEventListener("touchmove", (event) => { if (board.drag) event.preventDefault(); }, { passive: false });
  root.addEventListener("contextmenu", (event) => { if (board.drag || (press && press.touch)) event.preventDefault(); });
  root.addEventListener("dragstart", (event) => event.preventDefault());
}

function sourceOf(target) {
  if (target.closest("input, button, a, select, .names, .popup, .bar")) return null;
  return target.closest(".idea, .head[data-theme]");
}

function lift(board, press, x, y) {
  const { source, id } = press;
  if (!source.isConnected) return;
  closePopup(board);
  const { data } = board;
  const theme = source.matches(".head") ? themeOf(data, Number(source.dataset.theme)) : null;
  const ids = theme ? theme.ideas.map((idea) => idea.id) : takenWith(board, source.item);
  const n = ids.length;
  const lead = theme ? theme.label.text : source.querySelector(".text").textContent || `#${source.item.lead.number}`;
  const one = !theme && n === 1 && ideasOf(data).find((idea) => idea.id === ids[0]);
  const ghost = el("div", "ghost", [el("b", "", one ? String(one.number) : `${n} ×`), el("span", "", lead.slice(0, 80))]);
  ghost.classList.toggle("many", n > 1);
  board.root.append(ghost);
  const words = theme ? filled(data.words.merging, { theme: theme.label.text }) : filled(data.words.moving, { n });
  board.drag = { pointer: id, ids, theme, ghost, words, over: null };
  board.root.classList.add("dragging");
  board.root.classList.toggle("merging", Boolean(theme));
  liftedNodes(board).forEach((node) => node.classList.add("lifted"));
  if (press.touch && navigator.vibrate) navigator.vibrate(12);
  refreshFoot(board);
  carry(board, x, y);
  scrollAlong(board);
}

function liftedNodes(board) {
  if (board.drag.theme) return [board.themes.get(board.drag.theme.id)];
  return board.drag.ids.map((id) => board.cards.get(id)).filter(Boolean);
}

function carry(board, x, y) {
  const { drag } = board;
  Object.assign(drag, { x, y });
  drag.ghost.style.transform = `translate(${Math.min(x + 12, innerWidth - 60)}px, ${y + 10}px)`;
  const under = board.root.getRootNode().elementFromPoint(x, y);
  const found = under && board.root.contains(under) ? under.closest("[data-drop]") : null;
  const over = found && (!drag.theme || Number(found.dataset.drop) !== drag.theme.id && !["tray", "new"].includes(found.dataset.drop)) ? found : null;
  if (over === drag.over) return;
  if (drag.over) drag.over.classList.remove("over");
  if (over) over.classList.add("over");
  drag.over = over;
}

function letGo(board, drop) {
  const { drag } = board;
  if (!drag) return;
  liftedNodes(board).forEach((node) => node.classList.remove("lifted"));
  drag.ghost.remove();
  if (drag.over) drag.over.classList.remove("over");
  board.drag = null;
  board.root.classList.remove("dragging", "merging");
  refreshFoot(board);
  if (!drop || !drag.over) return;
  const to = drag.over.dataset.drop;
  if (to === "new") newTheme(board, drag.ids);
  else if (drag.theme) mergeInto(board, Number(to), drag.theme.id);
  else {
    const into = to === "tray" ? null : Number(to);
    const there = new Set((themeOf(board.data, into) || { ideas: [] }).ideas.map((idea) => idea.id));
    moveTo(board, drag.ids.filter((idea) => !there.has(idea)), into);
  }
}

/* Near an edge the page, or the list under the pointer, scrolls by itself. */
function scrollAlong(board) {
  const { drag } = board;
  if (!drag) return;
  const page = scrollerOf(board.root);
  const list = drag.over && drag.over.querySelector(":scope > .ideas");
  const bottom = Math.min(innerHeight, board.bar.getBoundingClientRect().top);
  if (drag.y < bottom) {
    if (!list || !nudge(list, drag.y, list.getBoundingClientRect().top, Math.min(bottom, list.getBoundingClientRect().bottom))) nudge(page, drag.y, 0, bottom);
    carry(board, drag.x, drag.y);
  }
  requestAnimationFrame(() => scrollAlong(board));
}

function nudge(node, y, top, bottom) {
  const pull = y < top + EDGE ? y - top - EDGE : y > bottom - EDGE ? y - bottom + EDGE : 0;
  if (!pull) return false;
  const before = node.scrollTop;
  node.scrollTop += Math.sign(pull) * Math.ceil(Math.min(Math.abs(pull), EDGE) / 5);
  return node.scrollTop !== before;
}

function scrollerOf(node) {
  for (let at = node; at; at = at.parentElement || (at.getRootNode().host ?? null)) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY) && !at.matches(".ideas")) return at;
  }
  return document.scrollingElement;
}
