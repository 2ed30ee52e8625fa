/* Changing one's own idea: the new words wait here too until they have arrived */
let changeTries = 0, changeTimer = 0;
async function saveChange(form) {
  const name = 'edit:' + body.dataset.number, text = form.elements.text.value;
  store.put(name, text);
  calmDown();
  clearTimeout(changeTimer);
  const answer = await call('PUT', '/ideas/' + body.dataset.number, { text: text });
  by('wait').hidden = !isPassing(answer);
  if (isPassing(answer)) {
    changeTries = Math.min(changeTries + 1, 5);
    changeTimer = setTimeout(() => saveChange(form), 700 * Math.pow(2, changeTries));
    return;
  }
  if (answer.ok || answer.status === 404 || answer.status === 409) store.drop(name);
  if (answer.ok) location.assign(base + '/now?said=changed'); else refuse(answer.json.error || '', form.elements.text);
}
function startChange() {
  const form = by('change'), kept = store.get('edit:' + body.dataset.number);
  if (form && kept) form.elements.text.value = kept;
}
