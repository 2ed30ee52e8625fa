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
