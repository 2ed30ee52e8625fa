/* Talking to the server */
async function call(method, path, data, known) {
  const stop = window.AbortController ? new AbortController() : null;
  const timer = stop && setTimeout(() => stop.abort(), data && data.photo ? 60000 : 10000);
  const options = { method: method, headers: { Accept: 'application/json' }, credentials: 'same-origin', cache: 'no-store' };
  if (stop) options.signal = stop.signal;
  if (data) {
    options.body = JSON.stringify(data);
    options.headers['Content-Type'] = 'application/json';
  } else if (path === '/now') {
    options.headers['X-Part'] = '1';
    if (known) options.headers['If-None-Match'] = 'W/"' + known + '-' + body.dataset.language + '"';
  }
  try {
    const answer = await fetch(base + path, options), text = await answer.text();
    reached(true);
    return { status: answer.status, ok: answer.ok, text: text, json: readJson(text) };
  } catch (error) {
    if (!data || !data.photo) reached(false); // a photo can be too slow for a network that is well
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

let tries = 0, again = 0;
function inTurn(round) { // one round at a time: called meanwhile, it comes again; and later where not all got through
  let busy = false, anew = false;
  return async function run() {
    if (busy) { anew = true; return; }
    busy = true;
    anew = false;
    try { if (!await round()) later(); } finally { busy = false; }
    if (anew) setTimeout(run, 0);
  };
}
function later() {
  clearTimeout(again);
  tries = Math.min(tries + 1, 5);
  again = setTimeout(sendAll, 700 * Math.pow(2, tries) * (0.7 + Math.random() * 0.6));
}
const sendAll = inTurn(async () => {
  clearTimeout(again);
  const ideas = waiting().filter(idea => !idea.photo).map(idea => () => sendIdea(idea));
  const ballots = store.names('ballot:').map(name => () => sendBallot(name.slice(7)));
  let all = true;
  for (const send of ideas.concat(ballots)) {
    const through = await send();
    if (through === null) return false; // no network, so the others need not try
    all = through && all;
  }
  sendPhotos();
  return all;
});
const sendPhotos = inTurn(async () => { // large and slow: nothing else waits for them
  let all = true;
  for (const idea of waiting().filter(idea => idea.photo)) all = await sendIdea(idea) && all;
  return all;
});
