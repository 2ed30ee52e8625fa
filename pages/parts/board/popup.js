/* What opens over the board: a menu of deeds, a list of themes to choose from, the list of keys. */

function popup(board, anchor, node) {
  closePopup(board);
  const back = active(board);
  node.classList.add("popup");
  board.root.append(node);
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: wide, offsetHeight: high } = node;
  const start = board.root.dir === "rtl" ? at.left : at.right - wide;
  const left = Math.max(8, Math.min(anchor.matches("button") ? start : at.left + 24, innerWidth - wide - 8));
  const below = at.bottom + 6 + high <= innerHeight - 8;
  node.style.left = `${left}px`;
  node.style.top = `${Math.max(8, below ? at.bottom + 6 : Math.min(at.top - high - 6, innerHeight - high - 8))}px`;
  board.popup = { node, anchor, back };
  if (anchor.hasAttribute("aria-haspopup")) anchor.setAttribute("aria-expanded", "true");
}

function closePopup(board, { refocus = false } = {}) {
  if (!board.popup) return;
  const { node, anchor, back } = board.popup;
  board.popup = null;
  node.remove();
  if (anchor.hasAttribute("aria-expanded")) anchor.setAttribute("aria-expanded", "false");
  if (refocus && back && back.isConnected) back.focus({ preventScroll: true });
}

function menu(board, anchor, deeds) {
  const node = el("div", "menu", deeds.map(([words, deed]) => {
    const item = el("button", "", words);
    item.setAttribute("role", "menuitem");
    item.onclick = () => { closePopup(board, { refocus: true }); deed(); };
    return item;
  }));
  node.setAttribute("role", "menu");
  node.setAttribute("aria-label", anchor.title);
  popup(board, anchor, node);
  walk(board, node, [...node.children], (item) => item.click());
}

/* Themes to choose from, by arrows, first letters, or their number. */
function listbox(board, anchor, label, options, choose) {
  const list = el("div", "list", options.map(({ theme, key }) => {
    const name = el("span", "name", theme.label.text);
    name.lang = theme.label.lang;
    name.dir = theme.label.dir;
    const one = el("div", "option", [el("kbd", "", key), theme.mark ? mark(board.data, theme) : el("i"), name,
      el("span", "fine", String(theme.ideas.length))]);
    one.setAttribute("role", "option");
    one.tabIndex = -1;
    return one;
  }));
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  const node = el("div", "choices", [el("b", "", label), list]);
  const take = (item) => {
    const { value } = options[[...list.children].indexOf(item)];
    closePopup(board, { refocus: true });
    choose(value);
  };
  popup(board, anchor, node);
  list.onclick = (event) => { const one = event.target.closest(".option"); if (one) take(one); };
  walk(board, node, [...list.children], take, options);
}

/* Arrows, Home, End, first letters; numbers where options have them. Enter takes, Escape and Tab close. */
function walk(board, node, items, take, options = []) {
  let typed = "";
  let last = 0;
  const at = () => items.indexOf(active(board));
  const go = (i) => items[(i + items.length) % items.length].focus();
  const steps = { ArrowDown: () => go(at() + 1), ArrowUp: () => go(at() - 1), Home: () => go(0), End: () => go(-1) };
  node.onkeydown = (event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    if (event.key === "Tab") { closePopup(board, { refocus: true }); return; }
    if (event.key !== "Shift") event.preventDefault();
    const numbered = options.findIndex((option) => option.key === event.key);
    if (event.key === "Escape") closePopup(board, { refocus: true });
    else if (steps[event.key]) steps[event.key]();
    else if (numbered >= 0 && event.key) take(items[numbered]);
    else if ((event.key === "Enter" || event.key === " ") && at() >= 0) take(items[at()]);
    else if (event.key.length === 1) {
      typed = event.timeStamp - last < 700 ? typed + event.key : event.key;
      last = event.timeStamp;
      const found = items.find((item) => folded((item.querySelector(".name") || item).textContent).startsWith(folded(typed)));
      if (found) found.focus();
    }
  };
  go(0);
}

function showKeys(board, anchor) {
  const close = el("button", "", board.data.words.close);
  close.onclick = () => closePopup(board, { refocus: true });
  const list = el("dl", "", board.data.keys.flatMap(([keys, meaning]) => [
    el("dt", "", keys.map((key) => el("kbd", "", key))), el("dd", "", meaning)]));
  const node = el("div", "keys", [el("b", "", board.data.words.keys), list, close]);
  node.setAttribute("role", "dialog");
  node.setAttribute("aria-label", board.data.words.keys);
  popup(board, anchor, node);
  node.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === "Escape") closePopup(board, { refocus: true });
  };
  close.focus();
}
