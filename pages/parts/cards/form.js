/* How the form looks, and what its keys do. */

function build(form) {
  const { data } = form;
  form.text = el("textarea");
  Object.assign(form.text, { maxLength: data.limit, dir: "auto", rows: 4 });
  form.language = select(data.languages);
  form.channel = select(data.channels);
  form.table = el("input");
  Object.assign(form.table, { maxLength: 40, autocomplete: "off" });
  const known = el("datalist");
  known.id = "tables";
  known.append(...data.tables.map((name) => Object.assign(el("option"), { value: name })));
  form.table.setAttribute("list", known.id);
  form.add = el("button", "main");
  form.add.type = "submit";
  form.labels = [form.text, form.language, form.channel, form.table].map((field) => {
    const words = el("span");
    const box = el("label");
    box.append(words, field);
    return { words, box };
  });
  form.keys = el("div", "keys fine");
  const paper = el("form");
  paper.noValidate = true;
  paper.append(form.labels[0].box, row("origin", form.labels.slice(1).map(({ box }) => box).concat(known)),
    row("foot", [form.add, form.keys]));
  form.side = el("div", "ticket");
  form.side.setAttribute("role", "status");
  form.questions = el("div", "questions");
  form.root.replaceChildren(paper, row("side", [form.questions, form.side])); // beside the field: nothing jumps
  listen(form, paper);
}

function listen(form, paper) {
  paper.onsubmit = (event) => { event.preventDefault(); save(form); };
  paper.oninput = () => keep(form);
  form.language.onchange = () => { speak(form); keep(form); };
  form.root.onkeydown = (event) => {
    event.stopPropagation(); // Streamlit's own keys (R, C) are not meant here
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save(form);
    }
    if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      turn(form, event.key === "ArrowDown" ? 1 : -1);
    }
    if (event.key === "Escape" && form.open.length && !form.text.value) answer(form, form.open[0], false);
  };
}

/* The next language of this workshop; the others are in the list. */
function turn(form, by) {
  const own = form.data.languages.filter((one) => one.own).map((one) => one.value);
  const at = own.indexOf(form.language.value);
  form.language.value = own[(at + by + own.length) % own.length] || own[0];
  speak(form);
  keep(form);
}

function speak(form) { form.text.lang = form.language.value; }

/* The words of the laptop's language; they change under the fields without touching what is typed. */
function label(form) {
  const { words } = form.data;
  form.root.lang = form.data.lang;
  form.labels.forEach((one, i) => { one.words.textContent = words.labels[i]; });
  [...form.channel.options].forEach((option, i) => { option.textContent = form.data.channels[i].name; });
  form.add.textContent = words.add;
  form.keys.replaceChildren(...words.keys.map(([keys, sentence]) => {
    const said = el("span");
    said.append(...keys.map((key) => el("kbd", "", key)), ` ${sentence}`);
    return said;
  }));
  speak(form);
}

function draw(form) {
  form.questions.hidden = !form.open.length;
  form.side.hidden = Boolean(form.open.length);
  form.questions.replaceChildren(...form.open.slice(0, 1).map((asked) => question(form, asked)));
  ticket(form);
}

/* One question at a time, the oldest first. */
function question(form, asked) {
  const { words } = form.data;
  const box = el("div", asked.refused ? "asked refused" : "asked");
  box.setAttribute("role", "alert");
  const sentence = asked.refused ? words.refused : words.like;
  const facts = asked.refused ? { text: asked.card.text } : { number: asked.like.number, text: asked.like.text };
  const said = el("p", "", filled(sentence, facts));
  said.dir = "auto";
  const own = el("p", "fine", asked.refused || asked.like.text === asked.card.text ? "" : filled(words.yours, { text: asked.card.text }));
  own.dir = "auto";
  const yes = el("button", "", asked.refused ? words.again : words.anyway);
  yes.onclick = () => answer(form, asked, true);
  const no = el("button", "quiet", words.leave);
  no.onclick = () => answer(form, asked, false);
  const more = form.open.length > 1 ? el("p", "fine", filled(words.more, { n: form.open.length - 1 })) : "";
  box.append(said, own.textContent ? own : "", row("", [yes, el("kbd", "", words.yesKey)]),
    row("", [no, el("kbd", "", words.noKey)]), more);
  return box;
}

/* The number of the card that was saved last: large, because it is written on the card. */
function ticket(form) {
  const { last, words } = form.data;
  const shows = JSON.stringify([last, form.waiting, words]);
  if (form.side.shows === shows) return;
  form.side.shows = shows;
  form.side.classList.toggle("arriving", Boolean(last && form.shown && last.number !== form.shown));
  form.shown = last ? last.number : -1;
  if (form.waiting) return form.side.replaceChildren(el("span", "fine", words.waiting));
  if (!last) return form.side.replaceChildren(el("div", "bowl"), el("span", "fine", words.empty));
  const text = el("span", "text", last.text);
  text.dir = "auto";
  text.lang = last.language;
  const back = el("button", "quiet", filled(words.back, { number: last.number }));
  back.onclick = () => takeBack(form);
  return form.side.replaceChildren(el("span", "number", String(last.number)), el("b", "", words.write), text, back);
}

function select(options) {
  const node = el("select");
  node.append(...options.map(({ value, name }) => Object.assign(el("option", "", name), { value })));
  node.value = (options.find((one) => one.chosen) || options[0]).value;
  return node;
}

function row(name, inside) {
  const node = el("div", name);
  node.append(...inside);
  return node;
}

function el(tag, name, inside) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (tag === "button") node.type = "button";
  if (inside !== undefined) node.textContent = inside;
  return node;
}

function filled(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? facts[name] : whole));
}
