/* Ideas: the form, what waits on this phone, and the box that shows it */
const arrived = [];
// Each with why it waits; that is written by itself, since there may be no room to write a photo a second time.
const outbox = () => store.names('idea:').map(store.get).filter(Boolean).sort((a, b) => a.at - b.at)
  .map(idea => Object.assign({}, idea, store.get('why:' + idea.id)));
const waiting = () => outbox().filter(idea => !idea.refused);

function newId() {
  const b = crypto.getRandomValues(new Uint8Array(16)); // randomUUID needs HTTPS, which a laptop in a room has not
  b[6] = b[6] & 15 | 64; b[8] = b[8] & 63 | 128;
  const hex = Array.from(b, n => (n + 256).toString(16).slice(1)).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
async function writeIdea(form) {
  if (doc.querySelector('[form=idea]').disabled) return; // pressed twice
  const became = taking.has(form) ? await awaitPhoto(form) : READY;
  if (!became) return;
  const field = form.elements.text, text = field.value, photo = photoOf(form), symbol = photo ? '' : symbolOf(form);
  if (!text.trim() && !symbol && !photo) { refuse(became === UNREAD ? body.dataset.unread : form.dataset.empty, field); field.focus(); return; }
  const idea = { id: newId(), at: Date.now(), text: text, language: body.dataset.language, symbol: symbol, photo: photo };
  if (form.elements.table) { idea.table = form.elements.table.value; store.put('table', idea.table); }
  field.value = '';
  keepDraft(field);
  dropSymbol(form);
  dropPhoto();
  store.put('idea:' + idea.id, idea, photo && text.trim() && Object.assign({}, idea, { photo: '' })); // or at least the words
  calmDown();
  if (became === UNREAD) refuse(body.dataset.unread, field); // the words go without it
  dropSaid();
  drawBox();
  sendAll();
}
function dropSaid() { // what was said of the idea before
  if (!by('said')) return;
  by('said').remove();
  history.replaceState(null, '', location.pathname);
}
async function sendIdea(idea) { // true: settled; false: not yet; null: no answer
  const answer = await call('POST', '/ideas', { id: idea.id, text: idea.text, language: idea.language, table: idea.table || '', symbol: idea.symbol || '', photo: idea.photo || '' });
  if (isPassing(answer)) {
    store.put('why:' + idea.id, { why: answer && answer.json.error || '' });
    drawBox();
    return answer && false;
  }
  tries = 0;
  if (answer.status === 401) { location.assign(base); return null; }
  if (!answer.ok && idea.photo && answer.json.error === body.dataset.unread) return sendWords(idea);
  if (answer.ok) keepNumber(idea, answer.json); else giveBack(idea, answer.json.error || body.dataset.kept);
  drawBox();
  return true;
}
function sendWords(idea) { // the server cannot read the photo: it is dropped
  const form = by('idea'), words = Object.assign({}, idea, { photo: '' });
  dropIdea(idea);
  if (form) refuse(body.dataset.unread, form.elements.text); else tell(body.dataset.unread);
  if (idea.text.trim()) store.put('idea:' + idea.id, words);
  drawBox();
  return idea.text.trim() ? sendIdea(words) : true;
}
function dropIdea(idea) {
  store.drop('idea:' + idea.id);
  store.drop('why:' + idea.id);
}
function keepNumber(idea, kept) {
  dropIdea(idea);
  arrived.push({ text: kept.text, number: kept.number, state: kept.state, symbol: idea.symbol, photo: idea.photo, step: part().dataset.key });
  tell(kept.state === 'waiting' ? body.dataset.moderated : body.dataset.number.replace('{n}', kept.number));
}
function giveBack(idea, sentence) {
  const form = by('idea');
  if (form && putBack(form, idea)) { refuse(sentence, form.elements.text); return; }
  store.put('why:' + idea.id, { why: sentence, refused: true }); // the step has moved on, or another idea is in the form
  tell(sentence);
}
function putBack(form, idea) { // false where a part of it does not fit
  const field = form.elements.text;
  if ((idea.photo || idea.symbol) && !(isEmpty(form) && hasPlace(form, idea))) return false;
  field.value = field.value.trim() ? idea.text + '\n\n' + field.value : idea.text;
  keepDraft(field);
  if (idea.symbol) keepSymbol(form, idea.symbol);
  const stored = !idea.photo || keepPhoto(form, idea.photo);
  dropIdea(idea);
  if (!stored) keepPhoto(form, idea.photo); // there may be room now
  showChosen(form);
  return true;
}
const isEmpty = form => !form.elements.text.value.trim() && !photoOf(form) && !symbolOf(form) && !taking.has(form);
const hasPlace = (form, idea) => idea.photo ? form.elements.photo : pickOf(form, idea.symbol);
function drawBox() {
  const list = doc.querySelector('[data-box]');
  if (!list) return;
  list.querySelectorAll('[data-own]').forEach(item => item.remove());
  const section = by('ideas');
  if (section) for (const idea of arrived) if (!by('idea-' + idea.number)) list.prepend(drawn(idea, idea.state === 'waiting' ? body.dataset.moderated : body.dataset.arrived));
  for (const idea of outbox()) list.prepend(drawn(idea, whyWaits(idea)));
  if (!section) return;
  for (const idea of unsent()) list.prepend(drawn(idea, body.dataset.kept));
  section.toggleAttribute('data-empty', !list.children.length);
}
function whyWaits(idea) {
  const inPageOnly = idea.photo && !store.holds('idea:' + idea.id);
  return [idea.why, inPageOnly && body.dataset.open].filter(Boolean).join(' ') || body.dataset.waiting;
}
function unsent() { // what was begun in each step, without what the form shows of it
  const form = by('idea'), starts = { text: 'draft:', photo: 'photo:', symbol: 'symbol:' }, found = {};
  Object.keys(starts).forEach(part => store.names(starts[part]).forEach(name => {
    const step = name.slice(starts[part].length), isShown = form && form.dataset.step === step && form.elements[part];
    if (!isShown) (found[step] = found[step] || {})[part] = store.get(name);
  }));
  return Object.keys(found).map(step => found[step]);
}
function drawn(idea, state) {
  const item = by('an-idea').content.firstElementChild.cloneNode(true);
  item.dataset.own = '';
  item.querySelector('.words').textContent = idea.text || '';
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
    const field = form.elements.text;
    if (!field.value) field.value = store.get('draft:' + form.dataset.step) || '';
    showChosen(form);
    if (isEmpty(form)) outbox().some(idea => idea.refused && putBack(form, idea));
    if (form.elements.table && !form.elements.table.value) form.elements.table.value = store.get('table') || '';
  }
  drawBox();
}
