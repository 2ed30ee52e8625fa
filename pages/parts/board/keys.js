/* The keyboard: one card at a time can be reached by Tab, arrows go on from there. */

function listenToKeys(board) {
  board.root.addEventListener("keydown", (event) => {
    const typing = event.target.matches('input[type="text"], input[type="search"], select');
    if (!typing && pressed(board, event)) event.preventDefault();
    event.stopPropagation(); // Streamlit's own keys (R, C) are not meant here
  });
  // After a drag nothing holds the focus; undo works then, too.
  document.addEventListener("keydown", (event) => {
    if (document.activeElement === document.body && board.data && undoKey(board, event)) event.preventDefault();
  }, { signal: board.gone.signal });
}

function pressed(board, event) {
  const node = event.target.closest(".idea");
  const section = event.target.closest(".theme");
  if (undoKey(board, event)) return true;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a" && section) {
    chooseAll(board, idOf(section));
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "Escape") return escape(board);
  if (event.key === "F2" && section && idOf(section) !== null) { rename(board, idOf(section)); return true; }
  if (event.key === "/") { board.find.querySelector(".search").focus(); return true; }
  if (event.key === "?") { showKeys(board, board.find.querySelector(".help")); return true; }
  return Boolean(node) && onCard(board, node, event);
}

function undoKey(board, event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return false;
  goBack(board, key === "y" || event.shiftKey ? "redo" : "undo");
  return true;
}

function escape(board) {
  if (board.chosen.size) chooseNone(board);
  else if (isSearching(board)) showAll(board);
  else return false;
  return true;
}

function onCard(board, node, event) {
  const forward = board.root.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const { items } = board.shown.find(({ theme }) => theme.id === node.item.theme);
  const at = items.indexOf(node.item);
  const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (step !== undefined) {
    if (event.shiftKey && items[step]) { choose(board, node.item, true); choose(board, items[step], true); }
    goTo(board, items[step]);
    return true;
  }
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    goTo(board, beside(board, node, event.key === forward ? 1 : -1));
    return true;
  }
  if (event.target.matches("button, a")) return false; // Enter and Space are the button's
  if (event.key === "Enter" || event.key.toLowerCase() === "m") { askWhere(board, node); return true; }
  if (event.key.toLowerCase() === "n") { newTheme(board, meant(board, node.item)); return true; }
  if (/^\d$/.test(event.key)) {
    const found = columnsOf(board.data).map((theme) => asOption(board, theme)).find(({ key }) => key === event.key);
    if (found) moveTo(board, meant(board, node.item), found.value);
    return true;
  }
  return false; // Space is the checkbox's own
}

function askWhere(board, node) {
  const options = columnsOf(board.data).filter((theme) => theme.id !== node.item.theme || board.chosen.size > 1);
  listbox(board, node, board.data.words.moveTo, options.map((theme) => asOption(board, theme)),
    (value) => moveTo(board, meant(board, node.item), value));
}

/* What a key moves: all that is chosen, as the foot says; else the card itself. */
function meant(board, item) { return board.chosen.size ? [...board.chosen] : item.ids; }

function goTo(board, item) {
  if (!item) return;
  board.focus = item.lead.id;
  refresh(board);
  focusCard(board);
}

/* The card at the same height in the next column that has any. */
function beside(board, node, step) {
  const { top } = node.getBoundingClientRect();
  const far = (item) => Math.abs(board.cards.get(item.lead.id).getBoundingClientRect().top - top);
  let at = board.shown.findIndex(({ theme }) => theme.id === node.item.theme) + step;
  while (board.shown[at] && !board.shown[at].items.length) at += step;
  if (!board.shown[at]) return null;
  return board.shown[at].items.reduce((best, item) => (far(item) < far(best) ? item : best));
}

function idOf(section) { return section.dataset.drop === "tray" ? null : Number(section.dataset.drop); }
