/* Start */
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
    const table = event.target.form.elements.table;
    location.replace(base + '?language=' + event.target.value + (table ? '&table=' + encodeURIComponent(table.value) : ''));
  });
  addEventListener('pageshow', () => { doc.querySelector('[form=join]').disabled = false; });
}
function startNow() {
  open();
  listen();
  sendAll();
  setInterval(ask, 3000);
  setInterval(lookAround, 8000 + Math.random() * 4000);
  setInterval(sink, 60000);
  addEventListener('online', () => { listen(); sendAll(); });
  doc.addEventListener('visibilitychange', () => { if (!doc.hidden) { catchUp(); sink(); sendAll(); } else if (speaking) hush(); });
  if (window.speechSynthesis && speechSynthesis.addEventListener) speechSynthesis.addEventListener('voiceschanged', openVoice);
}
if (body.dataset.page === 'join') startJoin();
if (body.dataset.page === 'now') startNow();
if (body.dataset.page === 'idea') startChange();
if (body.dataset.page === 'results') openVoice();
if (body.dataset.page === 'gone') ['idea:', 'why:', 'ballot:', 'kept:', 'draft:', 'photo:', 'symbol:', 'edit:', 'table', 'seed'].forEach(start => store.names(start).forEach(store.drop));
