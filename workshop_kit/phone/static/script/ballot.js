/* The ballot: option -> number, as its method wants it */
let ballotTimer = 0, finishing = '';
const rows = form => Array.from(form.querySelectorAll('[data-option]'));
const number = row => row.querySelector('input').value;
const choices = form => {
  const found = {};
  rows(form).forEach(row => { if (number(row) !== '' && (form.dataset.method === 'rating' || Number(number(row)))) found[row.dataset.option] = Number(number(row)); });
  return found;
};
const inOrder = given => Object.keys(given).sort((a, b) => given[a] - given[b]);
const placed = order => Object.assign({}, ...order.map((id, i) => ({ [id]: i + 1 })));
const TAPS = { // a button's name -> the ballot after its tap
  plus: (given, id) => Object.assign(given, { [id]: (given[id] || 0) + 1 }),
  minus: (given, id) => Object.assign(given, { [id]: given[id] - 1 }),
  tick: (given, id) => { if (id in given) delete given[id]; else given[id] = 1; return given; },
  rate: (given, id, n) => { if (given[id] === n) delete given[id]; else given[id] = n; return given; },
  add: (given, id) => placed(inOrder(given).concat(id)),
  out: (given, id) => placed(inOrder(given).filter(other => other !== id)),
  up: (given, id) => moved(given, id, -1),
  down: (given, id) => moved(given, id, 1)
};
function moved(given, id, way) {
  const order = inOrder(given), at = order.indexOf(id);
  if (order[at + way]) { order[at] = order[at + way]; order[at + way] = id; }
  return placed(order);
}
function tap(form, button) {
  if (button.getAttribute('aria-disabled') || !TAPS[button.name]) return;
  const [id, n] = button.value.split(':');
  keepBallot(form, TAPS[button.name](Object.assign({}, ballotOf(form)), id, Number(n)));
  if (form.dataset.method === 'ranking') tell([number(by('o-' + id)), by('t-' + id).textContent].filter(Boolean).join('. '));
  if (button.hidden || button.parentNode.hidden) { // what was tapped is gone: its row has the next button
    const next = by('o-' + id).querySelector(button.name === 'add' ? '[name=up]' : '[name=plus], [name=add]');
    if (next) next.focus();
  } else button.focus();
}
/* What this phone has given, in whichever of its tabs: what waits, what arrived last, or else what the page says. */
function ballotOf(form) { return store.get('ballot:' + form.dataset.step) || store.get('kept:' + form.dataset.step) || (form.id === 'sort' ? readJson(form.dataset.given) : choices(form)); }
function meet(form, kept) { // a page that has just come knows what the server has
  if (form.dataset.met) return;
  form.dataset.met = 1;
  store.put('kept:' + form.dataset.step, kept);
}
function keepBallot(form, given) {
  setBallot(form, given);
  by('done').hidden = true;
  finishing = '';
  calmDown();
  store.put('ballot:' + form.dataset.step, choices(form));
  drawKept(false);
  clearTimeout(ballotTimer);
  ballotTimer = setTimeout(sendAll, 250);
}
function setBallot(form, given) {
  rows(form).forEach(row => { row.querySelector('input').value = row.dataset.option in given ? given[row.dataset.option] : ''; });
  DRAW[form.dataset.method](form, choices(form));
}
const DRAW = {
  dots(form, given) {
    const rest = form.dataset.dots - Object.values(given).reduce((sum, n) => sum + n, 0), names = form.dataset.given.split('|');
    rows(form).forEach(row => {
      const n = given[row.dataset.option] || 0, dots = row.querySelector('.dots');
      row.classList.toggle('on', n > 0);
      fill(dots, Array.from({ length: n || 1 }, () => n > 0));
      dots.setAttribute('aria-label', names[n]);
      row.querySelector('[name=minus]').hidden = !n;
      disable(row.querySelector('[name=plus]'), rest < 1 || n >= form.dataset.cap);
    });
    fill(by('purse'), Array.from({ length: form.dataset.dots }, (_, i) => i < rest));
    by('left').textContent = form.dataset.left.split('|')[rest];
  },
  approval(form, given) {
    ticks(form, given, Infinity);
    by('left').textContent = form.dataset.left.split('|')[Object.keys(given).length];
  },
  budget(form, given) {
    const rest = rows(form).reduce((sum, row) => row.dataset.option in given ? sum - row.dataset.cost : sum, Number(form.dataset.purse));
    ticks(form, given, rest);
    by('left').textContent = form.dataset.left.replace('{n}', euros(rest));
  },
  rating(form, given) {
    rows(form).forEach(row => {
      row.classList.toggle('on', given[row.dataset.option] > 0);
      row.querySelectorAll('[name=rate]').forEach(button => press(button, button.value === row.dataset.option + ':' + given[row.dataset.option]));
    });
    doneOf(form, given);
  },
  ranking(form, given) {
    inOrder(given).forEach((id, i) => { const row = by('o-' + id); if (by('order').children[i] !== row) by('order').insertBefore(row, by('order').children[i] || null); });
    rows(form).forEach(row => {
      const place = given[row.dataset.option];
      row.classList.toggle('on', !!place);
      row.querySelector('.place-no').textContent = place || '';
      row.querySelector('.ordered').hidden = !place;
      row.querySelector('[name=add]').hidden = !!place;
      if (!place && row.parentNode !== by('rest')) by('rest').append(row);
    });
    by('next').hidden = !by('rest').children.length;
    doneOf(form, given);
  }
};
function euros(n) { try { return n.toLocaleString(doc.documentElement.lang + '-u-nu-latn'); } catch (e) { return String(n); } }
function ticks(form, given, rest) {
  rows(form).forEach(row => {
    const on = row.dataset.option in given, button = row.querySelector('[name=tick]');
    row.classList.toggle('on', on);
    press(button, on);
    disable(button, !on && row.dataset.cost > rest);
  });
}
function doneOf(form, given) { by('left').textContent = form.dataset.left.replace('{n}', Object.keys(given).length); }
function press(button, yes) { button.setAttribute('aria-pressed', String(yes)); }
function disable(button, yes) { if (yes) button.setAttribute('aria-disabled', 'true'); else button.removeAttribute('aria-disabled'); }
/* A row of the order goes where its grip is drawn */
function drag(event) {
  const grip = event.target.closest && event.target.closest('.grip'), form = by('vote');
  if (!grip || !form) return;
  event.preventDefault();
  const row = grip.closest('[data-option]'), list = by('order');
  row.classList.add('held');
  grip.setPointerCapture(event.pointerId);
  grip.onpointermove = move => {
    const other = Array.from(list.children).find(one => one !== row && move.clientY >= one.getBoundingClientRect().top && move.clientY < one.getBoundingClientRect().bottom);
    const up = other && row.compareDocumentPosition(other) & 2;
    for (let next; other && next !== other;) { // the others make room: what is held must stay where it is, or it is let go
      next = up ? row.previousElementSibling : row.nextElementSibling;
      if (up) row.after(next); else row.before(next);
    }
  };
  grip.onpointerup = grip.onpointercancel = () => {
    grip.onpointermove = grip.onpointerup = grip.onpointercancel = null;
    row.classList.remove('held');
    if (row.isConnected) keepBallot(by('vote'), placed(Array.from(list.children).map(one => one.dataset.option)));
  };
}
function fill(holder, full) {
  holder.textContent = '';
  full.forEach(yes => { const dot = doc.createElement('i'); dot.className = yes ? 'dot' : 'dot no'; holder.append(dot); });
}
function drawKept(yes, why) {
  const line = by('kept');
  if (!line) return;
  line.hidden = !yes && !why;
  line.classList.toggle('wait', !yes);
  line.querySelector('use').setAttribute('href', yes ? '#i-check' : '#i-clock');
  line.querySelector('span').textContent = yes ? body.dataset.arrived : why || '';
}
async function sendBallot(step) { // true: settled; false: not yet; null: no answer
  const name = 'ballot:' + step, sent = store.get(name);
  if (!sent) return true;
  const asked = step.startsWith('answers/'); // the short questions of an evening are a ballot of their own kind
  const answer = await call('PUT', asked ? '/' + step : '/ballots/' + step, asked ? { answers: sent } : { choices: sent });
  if (isPassing(answer)) { drawKept(false, answer && answer.json.error || body.dataset.waiting); return answer && false; }
  tries = 0;
  if (answer.status === 401) { location.assign(base); return null; }
  if (answer.ok && JSON.stringify(store.get(name)) !== JSON.stringify(sent)) return sendBallot(step); // tapped meanwhile
  store.drop(name);
  if (answer.ok) store.put('kept:' + step, asked ? answer.json.answers : answer.json.choices); else store.drop('kept:' + step); // what counts of it
  if (answer.ok) { drawKept(true); if (finishing === step) showDone(); } else await showRefused(step, answer.json.error || '');
  return true;
}
async function showRefused(step, sentence) {
  tell(sentence);
  const shown = by('vote') || by('sort');
  if (!shown || shown.dataset.step !== step) return;
  await look(true); // the vote as the server has it
  const now = by('vote') || by('sort');
  if (now) refuse(sentence, now);
}
function finish(form) {
  finishing = form.dataset.step;
  if (!store.get('ballot:' + finishing)) store.put('ballot:' + finishing, choices(form)); // no dots is an answer too
  clearTimeout(ballotTimer);
  sendAll();
}
function showDone() {
  const done = by('done');
  if (!done) return;
  done.hidden = false;
  done.scrollIntoView({ block: 'center' });
  tell(done.textContent);
}
function openVote() {
  const form = by('vote');
  if (!form) return;
  meet(form, choices(form));
  const unsent = store.get('ballot:' + form.dataset.step);
  if (unsent) {
    setBallot(form, unsent);
    drawKept(false, body.dataset.waiting);
  }
}
