/* Telling */
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
  if (before.name) before.setAttribute('aria-describedby', ((before.getAttribute('aria-describedby') || '').replace(/ ?why$/, '') + ' why').trim());
  else { banner.tabIndex = -1; banner.focus(); }
}
function calmDown() {
  const old = by('why'), field = doc.querySelector('textarea[aria-describedby$=why]');
  if (old) old.remove();
  if (field) field.setAttribute('aria-describedby', field.getAttribute('aria-describedby').replace(/ ?why$/, ''));
}
