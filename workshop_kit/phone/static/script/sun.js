/* The evening sun */
let sunSince = 0;
function openSun() { sunSince = Date.now(); }
function sink() {
  const sun = doc.querySelector('.sun');
  if (!sun || sun.hasAttribute('data-paused') || !Number(sun.dataset.total)) return;
  const rest = Math.max(0, Math.min(1, (sun.dataset.left - (Date.now() - sunSince) / 1000) / sun.dataset.total));
  sun.querySelector('circle').setAttribute('cy', Math.round(420 - 290 * rest));
}
