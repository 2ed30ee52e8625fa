/* The top of a theme: what it is called, what the machine thinks of it, and what can be done with it. */

function topOf(board, theme, shown) {
  const isTray = theme.id === null;
  const { words } = board.data;
  return [
    head(board, theme, shown),
    isTray ? el("div", "fine", words.trayHint) : el("div", "state", [el("span", "fine", theme.note), agree(board, theme)]),
    isTray || theme.confirmed || !theme.suggestions.length ? null : chips(board, theme),
  ].filter(Boolean);
}

function head(board, theme, shown) {
  const { data } = board;
  const { words } = data;
  const title = el("h3", "", theme.label.text);
  title.lang = theme.label.lang;
  title.dir = theme.label.dir;
  const all = el("input", "all");
  all.type = "checkbox";
  all.title = words.chooseShown;
  all.setAttribute("aria-label", `${words.chooseShown}: ${theme.label.text}`);
  all.onchange = () => chooseAll(board, theme.id, all.checked);
  const count = el("span", "number", shown === theme.ideas.length ? String(shown) : `${shown}/${theme.ideas.length}`);
  count.dir = "ltr";
  const node = el("div", "head", [all, theme.mark ? mark(data, theme) : null,
    theme.symbol ? symbol(data, theme.symbol) : null, title, count]);
  if (theme.id === null) return node;
  title.ondblclick = () => rename(board, theme.id);
  const edit = el("button", "icon rename", [icon("pencil")]);
  edit.title = `${words.rename} (F2)`;
  edit.setAttribute("aria-label", words.rename);
  edit.onclick = () => rename(board, theme.id);
  const more = el("button", "icon more", [icon("more")]);
  more.title = words.more;
  more.setAttribute("aria-label", `${words.more}: ${theme.label.text}`);
  more.setAttribute("aria-haspopup", "menu");
  more.onclick = () => menu(board, more, tools(board, theme, more));
  title.after(edit);
  node.append(more);
  node.dataset.theme = theme.id;
  return node;
}

function agree(board, theme) {
  const { words } = board.data;
  const button = el("button", theme.confirmed ? "quiet" : "agree", theme.confirmed ? words.agreed : words.agree);
  button.onclick = () => tell(board, { verb: "confirm", theme: theme.id, confirmed: !theme.confirmed }, {
    ahead: (data) => changed(data, theme.id, { confirmed: !theme.confirmed }),
  });
  button.setAttribute("aria-pressed", String(theme.confirmed));
  return button;
}

function changed(data, id, facts) {
  return { ...data, themes: data.themes.map((theme) => (theme.id === id ? { ...theme, ...facts } : theme)) };
}

function chips(board, theme) {
  return el("div", "chips", theme.suggestions.map((label) => {
    const chip = el("button", "", label.text);
    chip.lang = label.lang;
    chip.dir = label.dir;
    chip.onclick = () => tell(board, { verb: "rename", theme: theme.id, label: label.text, index: label.index }, {
      ahead: (data) => changed(data, theme.id, { label, confirmed: true }),
    });
    return chip;
  }));
}

/* What is not needed often: [words, what it does]. */
function tools(board, theme, button) {
  const { words, themes } = board.data;
  const others = themes.filter((other) => other.id !== theme.id);
  return [
    [words.rename, () => rename(board, theme.id)],
    [words.picture, () => choosePicture(board, theme)],
    theme.ideas.length >= 4 && [words.split, () => tell(board, { verb: "cut", theme: theme.id })],
    others.length > 0 && [words.mergeInto, () =>
      listbox(board, button, words.mergeInto, others.map((other) => asOption(board, other)),
        (into) => mergeInto(board, into, theme.id))],
    [words.dissolve, () => tell(board, { verb: "remove", theme: theme.id })],
  ].filter(Boolean);
}

/* A theme as a choice, with the key that stands for it: 1 to 9, and 0 for the tray. */
function asOption(board, theme) {
  const at = board.data.themes.findIndex((one) => one.id === theme.id);
  return { value: theme.id, theme, key: theme.id === null ? "0" : at < 9 ? String(at + 1) : "" };
}
