/* Fields and pictures that open in the place of something, and close again. */

function rename(board, themeId) {
  const node = board.themes.get(themeId);
  const theme = themeOf(board.data, themeId);
  const top = node && node.querySelector(".head");
  if (!top || top.classList.contains("asking")) return;
  // A machine's names in other languages do not fit a person's new one: they are offered only once a person agreed.
  const known = theme.confirmed ? theme.labels : { [board.data.lang]: theme.label.text };
  top.classList.add("asking");
  const leave = () => { top.classList.remove("asking"); const edit = top.querySelector(".rename"); if (edit) edit.focus(); };
  ask(board, top.querySelector("h3"), known, leave, (labels) => tell(board, { verb: "rename", theme: themeId, labels }));
}

/* A field in the place of a node for each language of the room; Enter saves, Escape leaves. */
function ask(board, place, labels, leave, done) {
  const { languages, words } = board.data;
  const fields = languages.map((language, i) => {
    const field = el("input");
    field.type = "text";
    field.maxLength = 60;
    field.value = labels[language.code] || "";
    field.placeholder = i ? language.name : words.nameIt;
    field.lang = language.code;
    field.dir = language.dir;
    field.setAttribute("aria-label", `${words.nameIt}, ${language.name}`);
    return field;
  });
  const go = el("button", "main", words.save);
  const rest = fields.filter((field, i) => i && !field.value);
  const more = rest.length ? el("button", "quiet", words.otherLanguages) : null;
  rest.forEach((field) => { field.hidden = true; });
  if (more) more.onclick = () => { rest.forEach((field) => { field.hidden = false; }); more.remove(); rest[0].focus(); };
  const all = el("div", "names", [...fields, more, go]);
  const back = () => { all.replaceWith(place); leave(); };
  go.onclick = () => {
    const named = fields.map((field) => [field.lang, field.value.trim()]).filter(([, text]) => text);
    if (!named.length) { fields[0].focus(); return; }
    back();
    done(Object.fromEntries(named));
  };
  all.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); go.onclick(); }
    if (event.key === "Escape") back();
  };
  place.replaceWith(all);
  fields[0].focus();
  fields[0].select();
}

/* All symbols under a theme's name, and none; Escape leaves. */
function choosePicture(board, theme) {
  const { data } = board;
  const top = board.themes.get(theme.id).querySelector(".top");
  const leave = () => { all.remove(); const more = top.querySelector(".more"); if (more) more.focus(); };
  const all = el("div", "palette", [["", data.words.noPicture], ...Object.entries(data.symbolNames)].map(([name, label]) => {
    const one = el("button", name ? "" : "none", name ? [symbol(data, name)] : label);
    if (name) one.title = label;
    one.setAttribute("aria-label", label);
    one.setAttribute("aria-pressed", String(name === theme.symbol));
    one.onclick = () => {
      leave();
      if (name !== theme.symbol) tell(board, { verb: "picture", theme: theme.id, symbol: name });
    };
    return one;
  }));
  all.setAttribute("role", "group");
  all.setAttribute("aria-label", data.words.picture);
  all.onkeydown = (event) => { event.stopPropagation(); if (event.key === "Escape") leave(); };
  top.querySelectorAll(".palette").forEach((old) => old.remove());
  top.append(all);
  (all.querySelector('[aria-pressed="true"]') || all.firstChild).focus();
}
