/* Ideas: the outbox */
const arrived = [];
let sending = false, rerun = false, tries = 0, again = 0;
const outbox = () => store.names('idea:').map(store.get).filter(Boolean).sort((a, b) => a.at - b.at);

function newId() {
  const b = crypto.getRandomValues(new Uint8Array(16)); // randomUUID needs HTTPS, which a laptop in a room has not
  b[6] = b[6] & 15 | 64; b[8] = b[8] & 63 | 128;
  const hex = Array.from(b, n => (n + 256).toString(16).slice(1)).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
function writeIdea(form) {
  const field = form.elements.text, text = field.value, symbol = form.elements.symbol ? form.elements.symbol.value : '';
  if (!text.trim() && !symbol && !photo) { refuse(form.dataset.empty, field); field.focus(); return; }
  const idea = { id: newId(), at: Date.now(), text: text, language: body.dataset.language, symbol: photo ? '' : symbol, photo: photo };
  if (form.elements.table) { idea.table = form.elements.table.value; store.put('table', idea.table); }
  if (!store.put('idea:' + idea.id, idea) && photo) idea.why = body.dataset.open;
  store.drop('draft:' + form.dataset.step);
  field.value = '';
  dropPhoto();
  clearSymbol(form);
  calmDown();
  drawBox();
  sendAll();
}
function clearSymbol(form) {
  const none = form.querySelector('[name=symbol][value=""]');
  if (none) none.checked = true;
  const box = form.querySelector('details.pictures');
  if (box) box.open = false;
}
async function sendAll() {
  if (sending) { rerun = true; return; }
  sending = true;
  rerun = false;
  clearTimeout(again);
  try {
    for (const idea of outbox()) if (!idea.refused && !await sendIdea(idea)) { later(); break; }
    for (const name of store.names('ballot:')) if (!await sendBallot(name.slice(7))) { later(); break; }
  } finally { sending = false; }
  if (rerun) setTimeout(sendAll, 0);
}
function later() {
  tries = Math.min(tries + 1, 5);
  again = setTimeout(sendAll, 700 * Math.pow(2, tries) * (0.7 + Math.random() * 0.6));
}
async function sendIdea(idea) {
  const answer = await call('POST', '/ideas', { id: idea.id, text: idea.text, language: idea.language, table: idea.table || '', symbol: idea.symbol || '', photo: idea.photo || '' });
  if (isPassing(answer)) {
    idea.why = answer && answer.json.error || '';
    store.put('idea:' + idea.id, idea);
    drawBox();
    return false;
  }
  tries = 0;
  if (answer.status === 401) { location.assign(base); return false; }
  if (answer.ok) keepNumber(idea, answer.json); else giveBack(idea, answer.json.error || '');
  drawBox();
  return true;
}
function keepNumber(idea, kept) {
  store.drop('idea:' + idea.id);
  arrived.push({ text: kept.text, number: kept.number, state: kept.state, symbol: idea.symbol, photo: idea.photo, step: part().dataset.key });
  tell(kept.state === 'waiting' ? body.dataset.moderated : body.dataset.number.replace('{n}', kept.number));
}
function giveBack(idea, sentence) {
  const form = by('idea'), field = form && form.elements.text;
  if (!field) { // the step has moved on: keep the words, and say why
    idea.refused = idea.why = sentence;
    store.put('idea:' + idea.id, idea);
    return;
  }
  store.drop('idea:' + idea.id);
  field.value = field.value.trim() ? idea.text + '\n\n' + field.value : idea.text;
  keepDraft(field);
  if (idea.photo && !photo) showPhoto(idea.photo);
  refuse(sentence, field);
}
function drawBox() {
  const list = doc.querySelector('[data-box]');
  if (!list) return;
  list.querySelectorAll('[data-own]').forEach(item => item.remove());
  const section = by('ideas');
  if (section) for (const idea of arrived) if (!by('idea-' + idea.number)) list.prepend(drawn(idea, idea.state === 'waiting' ? body.dataset.moderated : body.dataset.arrived));
  for (const idea of outbox()) list.prepend(drawn(idea, idea.why || body.dataset.waiting));
  if (!section) return;
  const unsent = section.dataset.closedStep && store.get('draft:' + section.dataset.closedStep);
  if (unsent) list.prepend(drawn({ text: unsent }, body.dataset.kept));
  section.toggleAttribute('data-empty', !list.children.length);
}
function drawn(idea, state) {
  const item = by('an-idea').content.firstElementChild.cloneNode(true);
  item.dataset.own = '';
  item.querySelector('.words').textContent = idea.text;
  item.querySelector('.words').hidden = !idea.text;
  const image = item.querySelector('img'), symbol = item.querySelector('.sym');
  if (idea.photo) { image.src = idea.photo; image.hidden = false; }
  if (idea.symbol) { symbol.querySelector('use').setAttribute('href', '#s-' + idea.symbol); symbol.removeAttribute('hidden'); }
  const line = item.querySelector('.state'), tick = item.querySelector('.tick');
  line.querySelector('span').textContent = state;
  if (idea.refused) line.classList.add('no');
  if (idea.number) {
    tick.textContent = idea.number;
    item.classList.add('new');
    const link = item.querySelector('a');
    link.href = base + '/ideas/' + idea.number;
    link.hidden = !by('idea') || idea.step !== part().dataset.key;
    if (idea.state === 'shown') {
      tick.classList.remove('wait');
      line.classList.remove('wait');
      line.querySelector('use').setAttribute('href', '#i-check');
    }
  }
  return item;
}
function keepDraft(field) {
  const name = 'draft:' + field.form.dataset.step;
  if (field.value.trim()) store.put(name, field.value); else store.drop(name);
}
function openIdeas() {
  const form = by('idea');
  if (form) {
    const field = form.elements.text, back = outbox().find(idea => idea.refused);
    if (!field.value) field.value = store.get('draft:' + form.dataset.step) || '';
    if (!field.value && back) { store.drop('idea:' + back.id); field.value = back.text; keepDraft(field); }
    if (!photo) showPhoto(store.get('photo:' + form.dataset.step) || '');
    if (form.elements.table && !form.elements.table.value) form.elements.table.value = store.get('table') || '';
  }
  drawBox();
}
