/* What the phone page does when scripts run. Without them every form here works by itself.
   Plain ES2017. All sentences come from the page. Nothing that was written is dropped before the
   server has said that it is kept: ideas and ballots wait in this phone's storage. */
(function () {
  'use strict';
  const doc = document, body = doc.body, code = body.dataset.code || '', base = '/' + code;
  const by = id => doc.getElementById(id);
  const part = () => by('part');

  // --- this phone's memory; some browsers forbid it, then a plain map must do --------------------------
  const memory = new Map();
  const store = {
    get(key) {
      key = 'wk:' + code + ':' + key;
      try { const kept = localStorage.getItem(key); if (kept !== null) return JSON.parse(kept); } catch (e) { /* no storage */ }
      return memory.has(key) ? memory.get(key) : null;
    },
    put(key, value) {
      key = 'wk:' + code + ':' + key;
      memory.set(key, value);
      try { localStorage.setItem(key, JSON.stringify(value)); } catch (e) { /* full or forbidden */ }
    },
    drop(key) {
      key = 'wk:' + code + ':' + key;
      memory.delete(key);
      try { localStorage.removeItem(key); } catch (e) { /* forbidden */ }
    },
    names(start) {
      const prefix = 'wk:' + code + ':', found = new Set(memory.keys());
      try { for (let i = 0; i < localStorage.length; i++) found.add(localStorage.key(i)); } catch (e) { /* forbidden */ }
      return Array.from(found).filter(key => key.startsWith(prefix + start)).map(key => key.slice(prefix.length));
    }
  };

  // --- talking to the server ---------------------------------------------------------------------------
  async function call(method, path, data) {
    const stop = window.AbortController ? new AbortController() : null;
    const timer = stop && setTimeout(() => stop.abort(), 10000);
    const options = { method: method, headers: { Accept: 'application/json' }, credentials: 'same-origin', cache: 'no-store' };
    if (stop) options.signal = stop.signal;
    if (data) {
      options.body = JSON.stringify(data);
      options.headers['Content-Type'] = 'application/json';
    } else if (path === '/now') {
      options.headers['X-Part'] = '1';
    }
    try {
      const answer = await fetch(base + path, options), text = await answer.text();
      reached(true);
      return { status: answer.status, ok: answer.ok, text: text, json: readJson(text) };
    } catch (error) {
      reached(false);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
  function readJson(text) { try { return JSON.parse(text); } catch (e) { return {}; } }
  // The server may be well in a minute: nothing wrong with what was sent.
  const isPassing = answer => !answer || answer.status >= 500 || [408, 425, 429].includes(answer.status);

  let awaySince = 0;
  function reached(yes) {
    if (yes && awaySince) setTimeout(sendAll, 0);
    awaySince = yes ? 0 : awaySince || Date.now();
    showAway();
  }
  function showAway() {
    const banner = by('room');
    if (banner) banner.hidden = !awaySince || Date.now() - awaySince < 4000;
  }

  // --- telling -----------------------------------------------------------------------------------------
  function tell(sentence) {
    const news = by('news');
    if (!news) return;
    news.textContent = '';
    setTimeout(() => { news.textContent = sentence; }, 60);
  }
  function refuse(sentence, before) {
    calmDown();
    const banner = by('a-stop').content.firstElementChild.cloneNode(true);
    banner.querySelector('span').textContent = sentence;
    banner.id = 'why';
    before.parentNode.insertBefore(banner, before);
  }
  function calmDown() { const old = by('why'); if (old) old.remove(); }

  // --- ideas: the outbox -------------------------------------------------------------------------------
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
    const field = form.elements.text, text = field.value;
    if (!text.trim()) { refuse(body.dataset.empty, field); field.focus(); return; }
    const idea = { id: newId(), at: Date.now(), text: text, language: body.dataset.language };
    if (form.elements.table) { idea.table = form.elements.table.value; store.put('table', idea.table); }
    store.put('idea:' + idea.id, idea);
    store.drop('draft:' + form.dataset.step);
    field.value = '';
    calmDown();
    drawBox();
    sendAll();
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
    const answer = await call('POST', '/ideas', { id: idea.id, text: idea.text, language: idea.language, table: idea.table || '' });
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
    arrived.push({ id: idea.id, text: kept.text, number: kept.number, state: kept.state });
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
    const line = item.querySelector('.state'), tick = item.querySelector('.tick');
    line.querySelector('span').textContent = state;
    if (idea.refused) line.classList.add('no');
    if (idea.number) {
      tick.textContent = idea.number;
      item.classList.add('new');
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
      if (form.elements.table && !form.elements.table.value) form.elements.table.value = store.get('table') || '';
    }
    drawBox();
  }

  // --- the ballot --------------------------------------------------------------------------------------
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
  async function sendBallot(step) {
    const name = 'ballot:' + step, sent = store.get(name);
    if (!sent) return true;
    const answer = await call('PUT', '/ballots/' + step, { choices: sent });
    if (isPassing(answer)) { drawKept(false, answer && answer.json.error || body.dataset.waiting); return false; }
    tries = 0;
    if (answer.status === 401) { location.assign(base); return false; }
    if (answer.ok && JSON.stringify(store.get(name)) !== JSON.stringify(sent)) return sendBallot(step); // tapped meanwhile
    store.drop(name);
    if (answer.ok) { drawKept(true); if (finishing === step) showDone(); } else await showRefused(step, answer.json.error || '');
    return true;
  }
  async function showRefused(step, sentence) {
    tell(sentence);
    const shown = by('vote');
    if (!shown || shown.dataset.step !== step) return;
    await look(true); // the vote as the server has it
    if (by('vote')) refuse(sentence, by('vote'));
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

  // --- the part that changes ---------------------------------------------------------------------------
  let looking = false, lookAgain = false;
  async function look(anew) {
    if (looking) { lookAgain = true; return; }
    looking = true;
    const answer = await call('GET', '/now');
    looking = false;
    if (answer && answer.ok) swap(answer.text, anew);
    else if (answer && answer.status === 401) location.assign(base);
    else if (answer && answer.status === 404) location.assign('/?code=' + code);
    else setTimeout(look, 2000 + Math.random() * 2000);
    if (lookAgain) { lookAgain = false; look(); }
  }
  function swap(html, anew) {
    const page = new DOMParser().parseFromString(html, 'text/html'), fresh = page.getElementById('part'), old = part();
    if (!fresh) return;
    if (!anew && fresh.dataset.key === old.dataset.key && !fresh.querySelector('.sun, .res')) {
      old.dataset.version = fresh.dataset.version;
      fresh.querySelectorAll('[data-live]').forEach(piece => { const mine = by(piece.id); if (mine) mine.replaceWith(piece); });
      open();
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
  function open() { openIdeas(); openVote(); openSun(); openVoice(); }

  // --- the evening sun ---------------------------------------------------------------------------------
  let sunSince = 0;
  function openSun() { sunSince = Date.now(); }
  function sink() {
    const sun = doc.querySelector('.sun');
    if (!sun || sun.hasAttribute('data-paused') || !Number(sun.dataset.total)) return;
    const rest = Math.max(0, Math.min(1, (sun.dataset.left - (Date.now() - sunSince) / 1000) / sun.dataset.total));
    sun.querySelector('circle').setAttribute('cy', Math.round(420 - 290 * rest));
  }

  // --- reading aloud, where the phone itself has a voice (others would send the text away) ---------------
  function voice(language) {
    return window.speechSynthesis && speechSynthesis.getVoices().find(v => v.localService && v.lang.toLowerCase().split(/[-_]/)[0] === language);
  }
  function openVoice() {
    doc.querySelectorAll('[data-say]').forEach(button => {
      const text = by(button.dataset.say).querySelector('[lang]');
      button.hidden = !text || !voice(text.lang);
    });
  }
  function say(button) {
    const text = by(button.dataset.say).querySelector('[lang]'), spoken = new SpeechSynthesisUtterance(text.textContent);
    spoken.voice = voice(text.lang);
    spoken.lang = text.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(spoken);
  }

  // --- news from the room ------------------------------------------------------------------------------
  let source = null, hears = false, heard = 0;
  function hear(news) {
    if (String(news.version) !== part().dataset.version) setTimeout(look, Math.random() * (news.spread || 0));
  }
  function listen() {
    if (!window.EventSource) return;
    if (source) source.close();
    source = new EventSource(base + '/events?version=' + part().dataset.version);
    source.addEventListener('changed', event => { heard = Date.now(); hear(readJson(event.data)); });
    source.onopen = () => { hears = true; heard = Date.now(); reached(true); sendAll(); };
    source.onerror = () => { hears = false; };
  }
  async function ask() { // where the stream is not open; now and then also where it only seems to be
    showAway();
    const seemsOpen = hears && source && source.readyState === 1;
    if (doc.hidden || seemsOpen && Date.now() - heard < 30000) return;
    heard = Date.now();
    const answer = await call('GET', '/version');
    if (answer && answer.ok) {
      const isNews = String(answer.json.version) !== part().dataset.version;
      hear(answer.json);
      if (source && (source.readyState === 2 || seemsOpen && isNews)) listen();
    } else if (answer && answer.status === 404) look();
  }

  // --- taps --------------------------------------------------------------------------------------------
  doc.addEventListener('submit', event => {
    const form = event.target, name = form.getAttribute('id'); // form.id is its field "id"
    if (name === 'idea') { event.preventDefault(); writeIdea(form); }
    if (name === 'vote') event.preventDefault();
    if (name === 'join') setTimeout(() => { doc.querySelector('[form=join]').disabled = true; }, 0);
  });
  doc.addEventListener('click', event => {
    const button = event.target.closest && event.target.closest('button');
    if (!button) return;
    if (button.dataset.say) say(button);
    const form = button.form;
    if (!form || form.id !== 'vote') return;
    event.preventDefault();
    if (button.name === 'done') finish(form); else tap(form, button);
  });
  doc.addEventListener('input', event => { if (event.target.name === 'text') keepDraft(event.target); });

  // --- start -------------------------------------------------------------------------------------------
  function startJoin() {
    const kept = 'wk:scroll', list = doc.querySelector('.langs');
    let byKey = false;
    try {
      const at = sessionStorage.getItem(kept);
      if (at !== null) { scrollTo(0, Number(at)); sessionStorage.removeItem(kept); doc.querySelector('input:checked').focus({ preventScroll: true }); }
    } catch (e) { /* forbidden */ }
    list.addEventListener('keydown', () => { byKey = true; }); // arrows walk over many languages: no reload at each
    list.addEventListener('pointerdown', () => { byKey = false; });
    list.addEventListener('change', event => {
      if (byKey) return;
      try { sessionStorage.setItem(kept, String(scrollY)); } catch (e) { /* forbidden */ }
      location.replace(base + '?language=' + event.target.value);
    });
    addEventListener('pageshow', () => { doc.querySelector('[form=join]').disabled = false; });
  }
  function startNow() {
    open();
    listen();
    sendAll();
    setInterval(ask, 3000);
    setInterval(sink, 60000);
    addEventListener('online', () => { listen(); sendAll(); });
    doc.addEventListener('visibilitychange', () => { if (!doc.hidden) { ask(); sink(); sendAll(); } });
    if (window.speechSynthesis && speechSynthesis.addEventListener) speechSynthesis.addEventListener('voiceschanged', openVoice);
  }
  if (body.dataset.page === 'join') startJoin();
  if (body.dataset.page === 'now') startNow();
  if (body.dataset.page === 'gone') ['idea:', 'ballot:', 'draft:', 'table'].forEach(start => store.names(start).forEach(store.drop));
})();
