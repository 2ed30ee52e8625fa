/* News from the room */
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
  const seemsOpen = hears && source && source.readyState === 1, before = part().dataset.version;
  if (doc.hidden || seemsOpen && Date.now() - heard < 30000) return;
  heard = Date.now();
  await catchUp();
  if (source && (source.readyState === 2 || seemsOpen && part().dataset.version !== before)) listen();
}
function catchUp() { return look(false, part().dataset.version); } // one request: the new part, or that nothing is new
function lookAround() { if (!doc.hidden && doc.querySelector('[data-again]')) look(); }
