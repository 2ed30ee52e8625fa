/* The part that changes */
let looking = false, lookAgain = false;
async function look(anew, known) {
  if (looking) { lookAgain = true; return; }
  looking = true;
  const answer = await call('GET', '/now', null, known);
  looking = false;
  if (answer && answer.status === 304) return;
  if (answer && answer.ok) swap(answer.text, anew);
  else if (answer && answer.status === 401) location.assign(base);
  else if (answer && answer.status === 404) location.assign('/?code=' + code);
  else setTimeout(() => look(anew, known), 2000 + Math.random() * 2000);
  if (lookAgain) { lookAgain = false; look(); }
}
function swap(html, anew) {
  const page = new DOMParser().parseFromString(html, 'text/html'), fresh = page.getElementById('part'), old = part();
  if (!fresh) return;
  if (!anew && fresh.dataset.key === old.dataset.key && !fresh.querySelector('.sun, .res')) {
    old.dataset.version = fresh.dataset.version;
    const name = nameOf(doc.activeElement);
    fresh.querySelectorAll('[data-live]').forEach(piece => { const mine = by(piece.id); if (mine) mine.replaceWith(piece); });
    open();
    if (name && doc.activeElement === body) refocus(name);
    return;
  }
  const sameScreen = fresh.dataset.key === old.dataset.key, focused = old.contains(doc.activeElement);
  old.replaceWith(fresh);
  open();
  if (sameScreen) return;
  scrollTo(0, 0);
  const heading = fresh.querySelector('h1');
  if (heading && focused) heading.focus({ preventScroll: true }); else if (heading) tell(heading.textContent);
}
/* What has the focus keeps it when the piece around it is drawn anew. */
function nameOf(element) { return element && (element.id || element.getAttribute('href') || element.dataset.say) || ''; }
function refocus(name) {
  const again = Array.from(part().querySelectorAll('a, button')).find(element => nameOf(element) === name);
  if (again) again.focus({ preventScroll: true });
}
function open() {
  doc.querySelectorAll('#others li').forEach(item => { item.hidden = !!by(item.id.replace('other', 'idea')); }); // hers stand above
  const asked = by('vote') || by('sort'); // of a vote that is over this phone keeps nothing
  store.names('kept:').filter(name => !asked || name !== 'kept:' + asked.dataset.step).forEach(store.drop);
  openIdeas();
  openVote();
  openSort();
  openSun();
  openVoice();
}
