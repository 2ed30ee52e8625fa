/* The foot stays in sight: what just happened, how many are chosen, and every theme to put them into. */

function makeFoot(board) {
  board.said = el("span", "");
  board.said.setAttribute("role", "status");
  board.undo = el("button", "quiet");
  board.undo.onclick = () => { hush(board); goBack(board, "undo"); };
  board.saying = el("div", "saying", [board.said, board.undo]);
  board.bar = el("div", "bar");
  board.bar.setAttribute("role", "toolbar");
  board.foot.append(board.saying, board.bar);
}

function drawFoot(board) {
  const { data } = board;
  board.undo.textContent = data.words.undo;
  board.bar.setAttribute("aria-label", data.words.selection);
  const targets = columnsOf(data).map((theme) => asOption(board, theme));
  once(board.bar, [data.words, data.languages, targets.map(({ theme: { id, label, mark: shape, solid } }) => [id, label, shape, solid])],
    () => [el("div", "howmany", [el("b", "n"), el("span", "fine unseen")]),
      el("div", "targets", targets.map((option) => target(board, option))), ...ends(board)]);
}

function target(board, { value, theme, key }) {
  const name = el("span", "name", theme.label.text);
  name.lang = theme.label.lang;
  name.dir = theme.label.dir;
  const shortcut = el("kbd", "", key);
  shortcut.setAttribute("aria-hidden", "true");
  const chip = el("button", "target", [key ? shortcut : null, theme.mark ? mark(board.data, theme) : null, name]);
  chip.dataset.drop = value === null ? "tray" : value;
  chip.setAttribute("aria-label", `${board.data.words.moveTo} ${theme.label.text}`);
  chip.onclick = () => moveTo(board, board.chosen, value);
  return chip;
}

function ends(board) {
  const { words } = board.data;
  const fresh = el("button", "main", words.newTheme);
  fresh.dataset.drop = "new";
  fresh.onclick = () => newTheme(board, [...board.chosen]);
  const none = el("button", "quiet none", words.clear);
  none.onclick = () => chooseNone(board);
  return [el("div", "ends", [fresh, none])];
}

function newTheme(board, ids) {
  if (!ids.every((id) => board.chosen.has(id))) board.chosen.clear(); // a card that is not chosen goes alone
  ids.forEach((id) => board.chosen.add(id));
  refresh(board);
  const fresh = board.bar.querySelector('[data-drop="new"]');
  if (!fresh) return;
  ask(board, fresh, {}, () => fresh.focus(), (labels) => {
    const gesture = { verb: "split", ideas: [...board.chosen], labels };
    const next = cardAfter(board, board.chosen);
    chooseNone(board);
    if (next !== null) board.focus = next;
    const name = labels[board.data.lang] || Object.values(labels)[0];
    tell(board, gesture, {
      said: (data, before) => (data.themes.length > before.themes.length
        ? filled(data.words.nowInMany, { n: gesture.ideas.length, theme: name }) : ""),
    });
    refresh(board);
    focusCard(board); // the foot has gone, and with it what had the focus
  });
}

function refreshFoot(board) {
  const { words } = board.data;
  const n = board.chosen.size;
  const shown = allItems(board).flatMap((item) => item.ids).filter((id) => board.chosen.has(id)).length;
  board.bar.hidden = n === 0 && !board.drag;
  board.bar.querySelector(".n").textContent = board.drag ? board.drag.words : filled(words.selected, { n });
  board.bar.querySelector(".unseen").textContent = !board.drag && shown < n ? filled(words.unseen, { n: n - shown }) : "";
  board.bar.querySelector(".none").hidden = n === 0;
}

/* Tell what happened, to eyes and to screen readers, with a way back. */
function say(board, sentence) {
  clearTimeout(board.hushing);
  board.said.textContent = sentence;
  board.saying.classList.add("on");
  board.undo.hidden = sentence === board.data.words.undone;
  board.hushing = setTimeout(() => hush(board), 8_000);
}

function hush(board) {
  board.saying.classList.remove("on");
  board.said.textContent = "";
}
