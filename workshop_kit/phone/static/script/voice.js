/* Reading aloud, where the phone itself has a voice (others would send the text away) */
function voice(language) {
  return window.speechSynthesis && speechSynthesis.getVoices().find(v => v.localService && v.lang.toLowerCase().split(/[-_]/)[0] === language);
}
function openVoice() {
  doc.querySelectorAll('[data-say]').forEach(button => {
    const text = by(button.dataset.say).querySelector('[lang]');
    button.hidden = !text || !voice(text.lang);
  });
}
let speaking = null;
function say(button) {
  const before = speaking;
  hush();
  if (before === button) return;
  const text = by(button.dataset.say).querySelector('[lang]'), spoken = new SpeechSynthesisUtterance(text.textContent);
  spoken.voice = voice(text.lang);
  spoken.lang = text.lang;
  spoken.onend = spoken.onerror = hush;
  speaking = button;
  button.dataset.name = button.getAttribute('aria-label');
  button.setAttribute('aria-label', body.dataset.stop);
  button.classList.add('on');
  speechSynthesis.speak(spoken);
}
function hush() {
  if (speaking) {
    speaking.setAttribute('aria-label', speaking.dataset.name);
    speaking.classList.remove('on');
  }
  speaking = null;
  speechSynthesis.cancel();
}
