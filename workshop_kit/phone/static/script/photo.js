/* The picture of an idea: a symbol, or a photo that is made small on the phone where it can be, so that it waits
   here and travels quickly. The form shows what is stored for its step. */
const SIDE = 1280, KEEPS_UPRIGHT = window.CSS && CSS.supports && CSS.supports('image-orientation', 'from-image');
const PATIENCE = 30000; // ms; a photo can lie in a cloud

function dataOf(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = fail;
    reader.readAsDataURL(file);
    setTimeout(() => { if (reader.readyState < 2) fail(); }, PATIENCE);
  });
}
function shrunk(data) { // empty where it is no picture that this browser can read
  return new Promise(done => {
    const image = new Image();
    image.onerror = () => done('');
    image.onload = () => {
      if (!KEEPS_UPRIGHT) { done(data); return; }
      const scale = Math.min(1, SIDE / Math.max(image.naturalWidth, image.naturalHeight)), canvas = doc.createElement('canvas');
      canvas.width = Math.round(image.naturalWidth * scale);
      canvas.height = Math.round(image.naturalHeight * scale);
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      try { done(canvas.toDataURL('image/jpeg', 0.75)); } catch (e) { done(data); }
    };
    image.src = data;
  });
}
const taking = new WeakMap(); // form: the promise what becomes of the photo that is being made small: READY, UNREAD or nothing
const READY = 'ready', UNREAD = 'unread';
const photoOf = form => form.elements.photo && store.get('photo:' + form.dataset.step) || '';
const keepPhoto = (form, data) => store.put('photo:' + form.dataset.step, data);

function takePhoto(field) {
  const form = field.form, file = field.files && field.files[0];
  if (!file) return;
  const mine = dataOf(file).then(shrunk).catch(() => '').then(data => {
    if (taking.get(form) !== mine) return ''; // another one was chosen meanwhile, or none is wanted any more
    taking.delete(form);
    field.value = '';
    if (by('idea') === form) { if (data) calmDown(); else refuse(body.dataset.unread, form.elements.text); }
    if (data) keepPhoto(form, data);
    showPhoto();
    drawBox();
    return data ? READY : UNREAD;
  });
  taking.set(form, mine);
  showPhoto();
}
/* Sending waits for the photo that is being made small. Nothing where another one was chosen, or the step has moved on. */
async function awaitPhoto(form) {
  const button = doc.querySelector('[form=idea]'), focused = doc.activeElement === button;
  button.disabled = true;
  const became = await taking.get(form);
  if (focused) button.focus({ preventScroll: true });
  return by('idea') === form ? became : '';
}
function showPhoto() {
  const form = by('idea'), preview = by('preview');
  if (!preview) return;
  const data = photoOf(form), image = preview.querySelector('img'), busy = taking.has(form);
  if (!data) image.removeAttribute('src'); else if (image.getAttribute('src') !== data) image.src = data;
  image.hidden = !data;
  preview.hidden = !data && !busy;
  preview.querySelector('.i').toggleAttribute('hidden', !busy);
  form.setAttribute('aria-busy', busy);
  if (!busy) doc.querySelector('[form=idea]').disabled = false;
}
function dropPhoto() {
  const form = by('idea');
  if (!form || !form.elements.photo) return;
  taking.delete(form);
  form.elements.photo.value = '';
  store.drop('photo:' + form.dataset.step);
  showPhoto();
}
const symbolOf = form => form.elements.symbol ? form.elements.symbol.value : '';
const pickOf = (form, name) => Array.from(form.elements.symbol || []).find(pick => pick.value === name);
const keepSymbol = (form, name) => name ? store.put('symbol:' + form.dataset.step, name) : store.drop('symbol:' + form.dataset.step);
function showSymbol(form, name) {
  const pick = pickOf(form, name);
  if (!pick) return;
  pick.checked = true;
  form.querySelector('.pictures').open = !!name;
}
function dropSymbol(form) {
  keepSymbol(form, '');
  showSymbol(form, '');
}
function showChosen(form) {
  const symbol = store.get('symbol:' + form.dataset.step);
  if (symbol && symbol !== symbolOf(form)) showSymbol(form, symbol);
  showPhoto();
}
