/* Taps */
doc.addEventListener('submit', event => {
  const form = event.target, name = form.getAttribute('id'); // form.id is its field "id"
  if (name === 'idea') { event.preventDefault(); writeIdea(form); }
  if (name === 'vote' || name === 'sort') event.preventDefault();
  if (name === 'change') { event.preventDefault(); saveChange(form); }
  if (name === 'join') setTimeout(() => { doc.querySelector('[form=join]').disabled = true; }, 0);
});
doc.addEventListener('click', event => {
  if (event.target.closest && event.target.closest('#before')) { event.preventDefault(); cardBefore(); }
  if (event.target.closest && event.target.closest('#foreign')) { event.preventDefault(); showCard(by('foreign').dataset.card); scrollTo(0, 0); }
  const button = event.target.closest && (event.target.closest('button') || rowTick(event.target));
  if (!button) return;
  if (button.dataset.say) say(button);
  if ('drop' in button.dataset) dropPhoto();
  const form = button.form;
  if (!form || !['vote', 'sort'].includes(form.id)) return;
  event.preventDefault();
  if (form.id === 'sort' && button.name === 'place') sortCard(form, button); else if (button.name === 'done') finish(form); else tap(form, button);
});
function rowTick(target) { const row = target.closest('.opt'); return row && row.querySelector('[name=tick], [name=add]:not([hidden])'); } // the whole row is its button
doc.addEventListener('pointerdown', drag);
doc.addEventListener('input', event => {
  if (event.target.name !== 'text') return;
  if (by('change')) store.put('edit:' + body.dataset.number, event.target.value); else keepDraft(event.target);
});
doc.addEventListener('change', event => {
  if (event.target.name === 'photo') takePhoto(event.target);
  if (event.target.name === 'symbol') keepSymbol(event.target.form, event.target.value);
});
