/* Choosing: a click on a card, Shift for all in between, everything that is shown of a theme. */

function listenToClicks(board) {
  board.root.addEventListener("click", (event) => {
    const node = event.target.closest(".idea");
    if (!node || event.target.closest("button, a")) return;
    if (board.dropped && event.timeStamp - board.dropped < 250) { event.preventDefault(); return; }
    const box = node.querySelector("input");
    const yes = event.target === box ? box.checked : !box.checked;
    if (event.target !== box) box.focus({ preventScroll: true });
    if (event.shiftKey) chooseRange(board, node.item, yes); else choose(board, node.item, yes);
  });
  board.root.addEventListener("focusin", (event) => {
    const node = event.target.closest(".idea");
    if (!node || node.item.lead.id === board.focus) return;
    board.focus = node.item.lead.id;
    refresh(board);
  });
  document.addEventListener("pointerdown", (event) => {
    const path = event.composedPath();
    if (board.popup && !path.includes(board.popup.node) && !path.includes(board.popup.anchor)) closePopup(board);
  }, { capture: true, signal: board.gone.signal });
}

function choose(board, item, yes) {
  item.ids.forEach((id) => (yes ? board.chosen.add(id) : board.chosen.delete(id)));
  board.anchor = board.focus = item.lead.id;
  refresh(board);
}

/* From the card that was chosen last to this one, where both are in one theme. */
function chooseRange(board, item, yes) {
  const { items } = board.shown.find(({ theme }) => theme.id === item.theme);
  const from = items.findIndex((one) => one.lead.id === board.anchor);
  const to = items.findIndex((one) => one.lead.id === item.lead.id);
  if (from < 0) { choose(board, item, yes); return; }
  items.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((one) =>
    one.ids.forEach((id) => (yes ? board.chosen.add(id) : board.chosen.delete(id))));
  refresh(board);
}

function chooseAll(board, themeId, yes = true) {
  const { items } = board.shown.find(({ theme }) => theme.id === themeId);
  items.flatMap((item) => item.ids).forEach((id) => (yes ? board.chosen.add(id) : board.chosen.delete(id)));
  refresh(board);
}

function chooseNone(board) {
  board.chosen.clear();
  board.anchor = null;
  refresh(board);
}

/* What a gesture on this card moves: everything chosen if it is among them, else the card itself. */
function takenWith(board, item) {
  return item.ids.every((id) => board.chosen.has(id)) ? [...board.chosen] : item.ids;
}
