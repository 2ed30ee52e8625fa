/* Finding: a search field, filters, and which of the two texts are shown. */

function drawFind(board) {
  const { data } = board;
  once(board.find, [data.words, data.filters, data.translated, data.lang], () => [
    searchField(board),
    ...Object.entries(data.filters).filter(([, values]) => values.length > 1).map(([name, values]) => filter(board, name, values)),
    clearButton(board),
    el("span", "count fine"),
    el("div", "end", [data.translated ? texts(board) : null, keysButton(board)]),
  ].filter(Boolean));
  const all = ideasOf(data);
  const n = all.filter((idea) => fits(board, idea)).length;
  const searching = isSearching(board);
  board.find.querySelector(".count").textContent = searching ? filled(data.words.shown, { n, all: all.length }) : "";
  board.find.querySelector(".clear").hidden = !searching;
  board.empty.hidden = !searching || n > 0;
  board.empty.textContent = data.words.noneFits;
  board.root.classList.toggle("searching", searching);
}

function searchField(board) {
  const field = el("input", "search");
  field.type = "search";
  field.value = board.query;
  field.placeholder = board.data.words.search;
  field.setAttribute("aria-label", board.data.words.search);
  field.oninput = () => { board.query = field.value; draw(board); };
  field.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === "Escape") { event.preventDefault(); showAll(board); }
    if (event.key === "ArrowDown" || event.key === "Enter") { event.preventDefault(); focusCard(board); }
  };
  return field;
}

function filter(board, name, values) {
  const option = (value, text) => { const node = el("option", "", text); node.value = value; return node; };
  const words = { language: board.data.words.allLanguages, channel: board.data.words.allChannels, table: board.data.words.allTables };
  const node = el("select", "", [option("", words[name]), ...values.map((one) => option(one.value, one.name))]);
  node.name = name;
  if (!values.some((one) => one.value === board.filters[name])) board.filters[name] = "";
  node.value = board.filters[name];
  node.setAttribute("aria-label", words[name]);
  node.onchange = () => { board.filters[name] = node.value; draw(board); };
  return node;
}

function clearButton(board) {
  const button = el("button", "clear", [icon("cross"), board.data.words.showAll]);
  button.onclick = () => { showAll(board); board.find.querySelector(".search").focus(); };
  return button;
}

/* Original, translation, or both side by side. */
function texts(board) {
  const { words } = board.data;
  const node = el("div", "switch", [["original", words.original], ["translation", words.translation], ["both", words.both]].map(([kind, name]) => {
    const button = el("button", "", name);
    button.setAttribute("aria-pressed", String(board.text === kind));
    button.onclick = () => {
      board.text = kind;
      [...node.children].forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
      draw(board);
    };
    return button;
  }));
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", words.texts);
  return node;
}

function keysButton(board) {
  const button = el("button", "icon help", "?");
  button.title = board.data.words.keys;
  button.setAttribute("aria-label", board.data.words.keys);
  button.setAttribute("aria-haspopup", "dialog");
  button.onclick = () => showKeys(board, button);
  return button;
}

function showAll(board) {
  board.query = "";
  board.filters = {};
  board.find.querySelector(".search").value = "";
  board.find.querySelectorAll("select").forEach((node) => { node.value = ""; });
  draw(board);
}

function isSearching(board) { return Boolean(board.query.trim() || Object.values(board.filters).some(Boolean)); }

function fits(board, idea) {
  const { language, channel, table } = board.filters;
  if ((language && idea.language !== language) || (channel && idea.channel !== channel) || (table && idea.table !== table)) return false;
  const query = folded(board.query.trim()).replace(/^#/, "");
  if (!query) return true;
  if (/^\d+$/.test(query) && String(idea.number) === query) return true;
  const said = folded(`${idea.text} ${idea.translation || ""}`);
  return query.split(/\s+/).every((word) => said.includes(word));
}
