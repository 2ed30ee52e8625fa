/* The pages behind role links. Without it every form works by itself.
   It sends forms without leaving the page, and renews the page when the room changes. What somebody writes is never
   taken away: a part with a field under way stays as it is, and drafts are kept until the server has said that they
   arrived. Plain ES2017; all sentences come from the page. */
const doc = document, body = doc.body, page = '/' + body.dataset.code + '/hand';
const FIELDS = 'textarea,select,input:not([type=hidden])', DRAFTS = 'textarea[id],input[type=text][id]';
const by = id => doc.getElementById(id);
doc.documentElement.classList.add('js');

/* Drafts: of this link, and in the language in which they are written */
const tongueOf = field => (field.form && field.form.elements.tongue ? field.form.elements.tongue.value : field.lang);
const keyOf = field => ['hand', body.dataset.code, body.dataset.hand, tongueOf(field), field.id].join(':');
const kept = { get: name => { try { return sessionStorage.getItem(name); } catch (e) { return null; } },
  put: (name, words) => { try { sessionStorage.setItem(name, words); } catch (e) { /* full or forbidden */ } },
  drop: name => { try { sessionStorage.removeItem(name); } catch (e) { /* forbidden */ } } };
function restore(root) {
  root.querySelectorAll(DRAFTS).forEach(field => {
    const words = kept.get(keyOf(field));
    if (words === null || words === field.value) return;
    field.value = words;
    const closed = field.closest('details:not([open])');
    if (closed) closed.open = true;
  });
}
doc.addEventListener('input', event => { if (event.target.matches(DRAFTS)) kept.put(keyOf(event.target), event.target.value); });
function isChanged(field) {
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
  if (field.type === 'file') return field.files.length > 0;
  if (field.options) { const given = Array.from(field.options).find(each => each.defaultSelected) || field.options[0]; return Boolean(given) && !given.selected; }
  return field.value !== field.defaultValue;
}
const isTyping = part => part.contains(doc.activeElement) && doc.activeElement.matches(FIELDS);
let refused = null; // the form that was refused because what it was about has changed: it is drawn anew, with its draft
const isBusy = part => !(refused && part.contains(refused)) && (isTyping(part) || Array.from(part.querySelectorAll(FIELDS)).some(isChanged));

/* Renewing */
let coming = new Set(); // the ids of all fields of the page that comes
const isKept = old => Array.from(old.querySelectorAll(DRAFTS)).every(field => !isChanged(field) || coming.has(field.id));
function renew(old, fresh) {
  if (old.id === 'said' || old.isEqualNode(fresh)) return;
  const every = Array.from(old.children).concat(Array.from(fresh.children));
  if ('parts' in old.dataset && every.every(child => child.id)) return renewParts(old, fresh);
  if (isBusy(old) || !isKept(old)) return;
  old.querySelectorAll('details[open][id]').forEach(each => { const other = fresh.querySelector('#' + each.id); if (other) other.open = true; });
  if (old.open) fresh.open = true;
  const focused = old.contains(doc.activeElement) ? placeOf(doc.activeElement, old) : -1;
  old.replaceWith(fresh);
  restore(fresh);
  const again = fresh.querySelectorAll('button,a,summary')[focused];
  if (again) again.focus({ preventScroll: true });
}
function renewParts(old, fresh) {
  const there = new Set(Array.from(fresh.children, child => child.id));
  Array.from(old.children).forEach(child => { if (!there.has(child.id) && !isBusy(child) && isKept(child)) child.remove(); });
  let before = null;
  Array.from(fresh.children).forEach(child => {
    let here = Array.from(old.children).find(each => each.id === child.id);
    if (here) { renew(here, child); here = here.isConnected ? here : child; } else here = child;
    const next = before ? before.nextElementSibling : old.firstElementChild;
    if (next !== here) { old.insertBefore(here, next); restore(here); }
    before = here;
  });
}
const placeOf = (element, part) => Array.from(part.querySelectorAll('button,a,summary')).indexOf(element);

let looking = false, anew = false, isOver = false;
async function look() { // the page again; called meanwhile, once more
  if (isOver) return;
  if (looking) { anew = true; return; }
  looking = true;
  try {
    const answer = await fetch(page, { headers: { Accept: 'text/html' }, credentials: 'same-origin', cache: 'no-store' });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (answer.status === 403) return end(fresh);
    if (!answer.ok) return;
    if (fresh.body.dataset.hand !== body.dataset.hand) return location.replace(page); // another link was opened meanwhile
    coming = new Set(Array.from(fresh.querySelectorAll(DRAFTS), field => field.id));
    ['top', 'main', 'foot'].forEach(id => {
      const old = by(id), next = fresh.getElementById(id);
      if (old && next) renew(old, next); else if (old) old.remove(); else if (next) doc.querySelector('.page').append(next);
    });
    body.dataset.version = fresh.body.dataset.version;
    if (!anew) refused = null; // what was under way when it was refused did not know of it
  } catch (e) { /* no network: the next look may work again */
  } finally {
    looking = false;
    if (anew) { anew = false; setTimeout(look, 0); }
  }
}
function end(fresh) { // the link is over: the sentence, and what was not sent yet
  isOver = true;
  if (source) source.close();
  const drafts = Array.from(doc.querySelectorAll('textarea')).filter(isChanged).map(field => field.value);
  const main = fresh.querySelector('main');
  drafts.forEach(words => {
    const label = doc.createElement('label'), field = doc.createElement('textarea');
    field.className = 'field'; field.value = words; field.readOnly = true; field.dir = 'auto';
    label.className = 'lead'; label.append(body.dataset.kept, field);
    main.append(label);
  });
  doc.querySelector('.page').replaceChildren(main);
}

/* Saying what was done */
let hushing = 0;
function tell(kind, sentence) {
  clearTimeout(hushing);
  by('said').replaceChildren();
  if (!sentence) return;
  const banner = doc.createElement('p'), words = doc.createElement('span');
  banner.className = 'banner come ' + kind;
  if (kind === 'stop') banner.setAttribute('role', 'alert');
  banner.innerHTML = '<svg class="i" width="26" height="26" aria-hidden="true"><use href="#i-' + (kind === 'ok' ? 'check' : 'stop') + '"/></svg>';
  words.textContent = sentence;
  banner.append(words);
  by('said').append(banner);
  if (banner.getBoundingClientRect().top < 0 || banner.getBoundingClientRect().bottom > innerHeight) banner.classList.add('float');
  if (kind === 'ok') hushing = setTimeout(() => tell('', ''), 6000);
}

/* Forms */
doc.addEventListener('submit', event => {
  const form = event.target;
  if ((form.getAttribute('method') || '').toLowerCase() !== 'post') return;
  event.preventDefault();
  if ('busy' in form.dataset) return;
  form.dataset.busy = '';
  send(form, event.submitter).finally(() => { delete form.dataset.busy; }).then(isAnswered => { if (isAnswered) look(); });
});
async function send(form, button) { // whether the server has answered: then the page is looked at again, and may be used meanwhile
  const data = new FormData(form), asFile = form.getAttribute('enctype') === 'multipart/form-data';
  if (button && button.name) data.append(button.name, button.value);
  const options = { method: 'POST', headers: { Accept: 'application/json' }, credentials: 'same-origin', body: asFile ? data : new URLSearchParams(data) };
  let answer, said;
  try {
    answer = await fetch(form.getAttribute('action') || page, options);
    said = await answer.json();
  } catch (e) {
    tell('stop', body.dataset.away);
    return false;
  }
  if (!answer.ok) {
    tell('stop', said.error);
    const anyway = answer.status === 428 && form.querySelector('[data-anyway]'); // she may say so
    if (anyway) anyway.hidden = false;
    refused = answer.status === 409 ? form : null;
    return true;
  }
  if (form.elements.id) again(form, data); else form.querySelectorAll(FIELDS).forEach(field => settle(field, data));
  if (form.contains(doc.activeElement) && doc.activeElement.matches(FIELDS)) doc.activeElement.blur();
  tell('ok', said.done);
  return true;
}
const asSent = words => words.replace(/\r\n?/g, '\n');
const isSent = (field, data) => data.getAll(field.name).some(words => (field.files ? words === field.files[0] : asSent(words) === asSent(field.value)));
function settle(field, data) { // it has arrived, so it is no draft any more; what was written since then is
  if (field.type === 'checkbox' || field.type === 'radio') field.defaultChecked = field.checked;
  else if (field.options) Array.from(field.options).forEach(each => { each.defaultSelected = each.selected; });
  else if (isSent(field, data)) {
    if (field.id) kept.drop(keyOf(field));
    if (field.files) field.value = ''; else field.defaultValue = field.value;
  }
}
function again(form, data) { // at once empty for the next card or the next person, and with an id of its own
  const drafted = body.dataset.drafted === form.elements.do.value; // drawn with choices of the one before
  form.elements.id.value = freshId();
  form.querySelectorAll(FIELDS).forEach(field => {
    const isChoice = field.name.startsWith('choice-'), isText = !field.options && !field.files;
    if (field.type === 'checkbox' || field.type === 'radio') { if (isChoice) field.checked = field.defaultChecked = field.defaultChecked && !drafted; }
    else if (isText && isSent(field, data)) { kept.drop(keyOf(field)); field.value = field.defaultValue = ''; }
    else if (field.options && isChoice) field.selectedIndex = 0;
    if (!isChoice || field.options) settle(field, data);
  });
  form.querySelectorAll('[data-anyway]').forEach(button => { button.hidden = true; });
  if (drafted) delete body.dataset.drafted;
}
function freshId() { // crypto.randomUUID is missing where there is no https
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64; bytes[8] = bytes[8] & 63 | 128;
  const digits = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/* News from the room */
let source = null;
function listen() {
  if (!window.EventSource || isOver) return;
  if (source) source.close();
  source = new EventSource(page + '/events?version=' + body.dataset.version);
  source.addEventListener('changed', event => { if (event.lastEventId !== body.dataset.version) look(); });
  source.addEventListener('over', look);
  source.onerror = () => { if (source.readyState === 2) look(); };
}
restore(doc);
if (location.search) history.replaceState(null, '', page + location.hash);
listen();
setInterval(() => {
  if (doc.hidden) return;
  const isHeard = source && source.readyState !== 2;
  if (!isHeard) listen();
  if (!isHeard || doc.querySelector('[data-again]')) look();
}, 5000);
doc.addEventListener('visibilitychange', () => { if (!doc.hidden) look(); });
