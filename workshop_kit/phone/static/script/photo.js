/* The photo of an idea: made small on the phone where it can be, so that it waits here and travels quickly */
const SIDE = 1280, KEEPS_UPRIGHT = window.CSS && CSS.supports && CSS.supports('image-orientation', 'from-image');

function dataOf(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = fail;
    reader.readAsDataURL(file);
  });
}
function shrunk(data) {
  return new Promise(done => {
    const image = new Image();
    image.onerror = () => done(data); // not a picture that this browser knows; the server looks at it
    image.onload = () => {
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
let photo = '';
async function takePhoto(field) {
  const file = field.files && field.files[0];
  if (!file) return;
  const data = await dataOf(file).catch(() => '');
  showPhoto(KEEPS_UPRIGHT && data ? await shrunk(data) : data);
  field.value = '';
  const form = by('idea');
  if (form) store.put('photo:' + form.dataset.step, photo);
}
function showPhoto(data) {
  photo = data || '';
  const preview = by('preview'), image = preview && preview.querySelector('img');
  if (!preview) return;
  if (photo) image.src = photo; else image.removeAttribute('src');
  preview.hidden = !photo;
}
function dropPhoto() {
  const form = by('idea');
  showPhoto('');
  if (form) store.drop('photo:' + form.dataset.step);
}
