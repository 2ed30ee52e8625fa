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
}
function calmDown() { const old = by('why'); if (old) old.remove(); }
