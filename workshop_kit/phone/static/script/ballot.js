/* The ballot */
let ballotTimer = 0, finishing = '';
const rows = form => Array.from(form.querySelectorAll('[data-option]'));
const count = row => Number(row.querySelector('input').value);
const choices = form => {
  const found = {};
  rows(form).forEach(row => { if (count(row)) found[row.dataset.option] = count(row); });
  return found;
};
const left = form => form.dataset.dots - rows(form).reduce((sum, row) => sum + count(row), 0);

function tap(form, button) {
  const row = button.closest('[data-option]'), more = button.name === 'plus';
  if (button.getAttribute('aria-disabled')) return;
  row.querySelector('input').value = count(row) + (more ? 1 : -1);
  drawBallot(form);
  if (!more && !count(row)) row.querySelector('[name=plus]').focus();
  by('done').hidden = true;
  finishing = '';
  calmDown();
  store.put('ballot:' + form.dataset.step, choices(form));
  drawKept(false);
  clearTimeout(ballotTimer);
  ballotTimer = setTimeout(sendAll, 250);
}
function drawBallot(form) {
  const rest = left(form), given = form.dataset.given.split('|');
  rows(form).forEach(row => {
    const n = count(row), dots = row.querySelector('.dots'), plus = row.querySelector('[name=plus]');
    row.classList.toggle('on', n > 0);
    fill(dots, Array.from({ length: n || 1 }, () => n > 0));
    dots.setAttribute('aria-label', given[n]);
    row.querySelector('[name=minus]').hidden = !n;
    if (rest < 1 || n >= form.dataset.cap) plus.setAttribute('aria-disabled', 'true'); else plus.removeAttribute('aria-disabled');
  });
  fill(by('purse'), Array.from({ length: form.dataset.dots }, (_, i) => i < rest));
  by('left').textContent = form.dataset.left.split('|')[rest];
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
  const answer = await call('PUT', '/ballots/' + step, { choices: sent });
  if (isPassing(answer)) { drawKept(false, answer && answer.json.error || body.dataset.waiting); return answer && false; }
  tries = 0;
  if (answer.status === 401) { location.assign(base); return null; }
  if (answer.ok && JSON.stringify(store.get(name)) !== JSON.stringify(sent)) return sendBallot(step); // tapped meanwhile
  store.drop(name);
  const cards = by('sort');
  if (answer.ok && cards && cards.dataset.step === step) cards.dataset.given = JSON.stringify(answer.json.choices); // what counts of it
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
  const unsent = store.get('ballot:' + form.dataset.step);
  if (unsent) {
    rows(form).forEach(row => { row.querySelector('input').value = unsent[row.dataset.option] || 0; });
    drawBallot(form);
    drawKept(false, body.dataset.waiting);
  }
}
