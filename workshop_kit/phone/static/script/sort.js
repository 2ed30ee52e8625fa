/* A deck: a ballot that is filled card by card, by sorting, agreeing, or choosing between two */
const cardsOf = () => Array.from(by('deck').children);
const cardAt = () => by('sort').querySelector('[name=card]').value;
let cardShown = '', shownAt = 0;
const isRead = card => 'own' in card.dataset;
/* The next card that waits; those in other languages only where there are no others, or she has begun with them. */
function waitingCard(given, from) {
  const all = cardsOf(), at = from ? all.indexOf(from) : -1;
  const waiting = all.slice(at + 1).concat(all.slice(0, at + 1)).filter(card => !(card.dataset.card in given));
  const begun = !all.some(isRead) || all.some(card => !isRead(card) && card.dataset.card in given);
  return waiting.find(card => begun || isRead(card));
}

function openSort() {
  const form = by('sort');
  if (!form) return;
  shuffle();
  if (!form.querySelector('[name=card]')) { // all were sorted when the page was made
    const field = doc.createElement('input');
    field.type = 'hidden';
    field.name = 'card';
    form.append(field);
  }
  meet(form, readJson(form.dataset.given));
  const asked = by('c-' + (cardShown || form.dataset.at)) || waitingCard(ballotOf(form));
  showCard(asked ? asked.dataset.card : '');
  if (store.get('ballot:' + form.dataset.step)) drawKept(false, body.dataset.waiting);
}
/* People stop where they like: so that all cards are sorted by some, each phone has an order of its own. */
function shuffle() {
  if (!store.get('seed')) store.put('seed', 1 + Math.random());
  const turn = card => Math.abs(Math.sin(card.dataset.card.replace('-', '') * 12.9898 * store.get('seed')) * 43758.5453) % 1;
  const unread = card => isRead(card) ? 0 : 1; // what she can read comes first
  cardsOf().sort((a, b) => unread(a) - unread(b) || turn(a) - turn(b)).forEach(card => by('deck').append(card));
}
function showCard(id) {
  const form = by('sort'), all = cardsOf(), at = all.findIndex(card => card.dataset.card === id), given = ballotOf(form);
  if (id !== cardShown) shownAt = Date.now();
  cardShown = form.querySelector('[name=card]').value = id;
  all.forEach((card, i) => { card.hidden = i !== at; });
  form.querySelectorAll('[name=place]').forEach(button => press(button, String(given[id]) === button.value));
  ['places', 'count', 'where'].forEach(name => { by(name).hidden = !id; });
  const foreign = all.find(card => !isRead(card) && !(card.dataset.card in given));
  by('done').hidden = !!id;
  by('all').hidden = !!id || !!foreign;
  ['readable', 'foreign'].forEach(name => { by(name).hidden = !!id || !foreign; });
  if (foreign) by('foreign').dataset.card = foreign.dataset.card;
  by('count').textContent = by('count').dataset.count.replace('{n}', at + 1).replace('{all}', all.length);
  by('before').hidden = at === 0;
}
function sortCard(form, button) {
  if (Date.now() - shownAt < 350) return; // the second tap of two was meant for the card before
  const id = cardAt(), given = Object.assign({}, ballotOf(form), { [id]: Number(button.value) });
  calmDown();
  store.put('ballot:' + form.dataset.step, given);
  drawKept(false);
  clearTimeout(ballotTimer);
  ballotTimer = setTimeout(sendAll, 250);
  const next = waitingCard(given, by('c-' + id));
  showCard(next ? next.dataset.card : '');
  scrollTo(0, 0);
  const end = next ? null : by('all').hidden ? by('readable') : by('all');
  if (end) end.focus({ preventScroll: true });
  tell(next ? [by('count')].concat(Array.from(next.querySelectorAll('.t'))).map(text => text.textContent).join(' ') : end.textContent);
}
function cardBefore() {
  const all = cardsOf(), at = all.findIndex(card => card.dataset.card === cardAt());
  const done = all.filter(card => card.dataset.card in ballotOf(by('sort')));
  showCard((at < 0 ? done[done.length - 1] : all[Math.max(0, at - 1)]).dataset.card);
  tell(by('count').textContent);
}
