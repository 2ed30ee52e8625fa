/* One card: an idea, or a closed stack of ideas that say nearly the same. */

function drawCard(board, item) {
  const { lead } = item;
  let node = board.cards.get(lead.id);
  if (!node) {
    node = el("li", "idea");
    node.dataset.id = lead.id;
    board.cards.set(lead.id, node);
  }
  node.item = item;
  const also = lead.also ? themeOf(board.data, lead.also) : null;
  const elsewhere = also && also.id !== item.theme ? also : null;
  node.classList.toggle("stack", item.size > 1 && !item.inside);
  node.classList.toggle("inside", item.inside);
  once(node, [lead, item.ids.length, item.size, item.inside, elsewhere && elsewhere.label, board.data.words.select,
    board.data.symbols[lead.symbol]], () => insideOf(board, node, lead, elsewhere));
  return node;
}

function insideOf(board, node, idea, elsewhere) {
  const { words } = board.data;
  node.at = null; // refresh tells whether Tab reaches it
  const box = el("input");
  box.type = "checkbox";
  box.setAttribute("aria-label", filled(words.select, { number: idea.number }));
  const text = el("div", "text", [written(idea.text, idea.lang, idea.dir, "original"), translated(board, idea)]);
  text.id = `idea-${idea.id}`;
  box.setAttribute("aria-describedby", text.id);
  const extras = [stackButton(board, node), hint(board, node, idea, elsewhere)].filter(Boolean);
  return [box, el("span", "number", String(idea.number)), el("div", "words", [
    drawn(board.data, idea), text, extras.length ? el("div", "extras", extras) : null])];
}

function written(words, lang, dir, kind) {
  if (!words) return null;
  const node = el("span", kind, words);
  node.lang = lang;
  node.dir = dir;
  return node;
}

function translated(board, idea) {
  if (!idea.translation) return null;
  const node = written(idea.translation, idea.translationLang, idea.translationDir, "translation");
  if (idea.machine) node.title = board.data.words.byMachine;
  node.classList.toggle("machine", idea.machine);
  return node;
}

function stackButton(board, node) {
  const { size, stack, inside } = node.item;
  if (size < 2) return null;
  const button = el("button", "alike", [icon(inside ? "up" : "down"), filled(board.data.words.alike, { n: size })]);
  button.setAttribute("aria-expanded", String(inside));
  button.onclick = () => {
    if (!board.opened.delete(stack)) board.opened.add(stack);
    board.focus = node.item.lead.id;
    draw(board);
  };
  return button;
}

/* A suggestion, of the machine or of those who sorted, so it is dashed; one press takes it. */
function hint(board, node, idea, elsewhere) {
  if (!elsewhere) return null;
  const { words } = board.data;
  const go = el("button", "there", words.moveThere);
  go.setAttribute("aria-label", `${words.moveThere}: ${elsewhere.label.text}`);
  go.onclick = () => moveTo(board, node.item.ids, elsewhere.id);
  const name = el("b", "", elsewhere.label.text);
  name.lang = elsewhere.label.lang;
  name.dir = elsewhere.label.dir;
  const [before, after] = idea.alsoSays.split("{theme}");
  return el("div", "also", [el("span", "fine", [before, name, after || ""]), go]);
}

/* The picture of an idea; a photo opens in a tab of its own. */
function drawn(data, idea) {
  if (idea.symbol) return symbol(data, idea.symbol);
  if (!idea.photo) return null;
  const link = el("a", "photo");
  const image = el("img");
  image.src = link.href = idea.photo;
  image.alt = filled(data.words.photo, { number: idea.number });
  image.loading = "lazy";
  image.draggable = link.draggable = false; // the card is dragged, not the picture
  link.target = "_blank";
  link.append(image);
  return link;
}
