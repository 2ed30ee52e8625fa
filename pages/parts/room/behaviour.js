/* What the screens do by themselves: fit, turn, ring. One text with room.js. */

/* Words get smaller until they fit: sizes are `--fit` times as large, down to the least that each may have. */
function fit(box) {
  const own = [box, ...box.querySelectorAll("h1, h2, p:not(.quote), li, .words, .tr, .who, .label")];
  const tight = () => own.some((node) => overflows(node) || tooWide(node));
  for (let part = 1; tight() && part > 0.3; ) {
    part -= 0.03;
    box.style.setProperty("--fit", part.toFixed(2));
  }
  box.classList.toggle("broken", own.some(tooWide)); // an address or a word without end
}

/* What holds other things is full when they reach over its edge. The letters of some scripts, as Arabic, are higher
   than their lines, and are not cut for that. */
function overflows(node) {
  if (getComputedStyle(node).overflowY !== "hidden" && !("fit" in node.dataset)) return false;
  if (!node.children.length) return node.scrollHeight > node.clientHeight + higher(node) * parseFloat(getComputedStyle(node).fontSize);
  const own = node.getBoundingClientRect(), slack = own.height / 400 + 0.5;
  return [...node.children].some((child) => {
    const inner = child.getBoundingClientRect();
    return inner.height && (inner.bottom > own.bottom + slack || inner.top < own.top - slack);
  });
}

function higher(node) {
  const { lang } = node.closest("[lang]") || {};
  return ["ar", "fa", "ckb"].includes(lang) ? 0.35 : lang === "zh" ? 0.25 : 0.1;
}

function tooWide(node) {
  return node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline";
}

/* What still has no room ends with a whole word; all of it is on the writer's phone and on the laptop. */
function wholeWords(node) {
  if (!overflows(node)) return;
  const text = node.textContent, parts = text.split(/(?<=\s)/);
  const words = parts.length > 3 ? parts : [...text]; // Chinese has no spaces
  let fits = 0, tooMany = words.length;
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    node.textContent = words.slice(0, middle).join("").trimEnd() + "…";
    if (overflows(node)) tooMany = middle;
    else fits = middle;
  }
  if (!fits) return node.remove();
  node.textContent = words.slice(0, fits).join("").trimEnd() + "…";
}

/* Which language stands there now. All have the same place, so nothing moves when the next one comes. */
function turnWords(memory, stage) {
  stage.querySelectorAll(".turn").forEach((place) => {
    const texts = [...place.children];
    texts.forEach((text, number) => text.classList.toggle("on", number === memory.turn % texts.length));
  });
}

/* The end of a step's time is heard once, where the facilitator has switched the bell on. */
function listen(memory, data) {
  const before = memory.data;
  const isUp = before && before.step === data.step && before.minutes > 0 && data.minutes === 0;
  if (data.full && data.sound && isUp) ring(memory);
}

/* A browser lets a window sound only after somebody has clicked or typed in it. */
function wake(memory) {
  if (!memory.data || !memory.data.full || !memory.data.sound) return;
  memory.audio = memory.audio || new AudioContext();
  memory.audio.resume();
}

/* One soft bell: three partials that die away, made here, without a file. */
function ring(memory) {
  if (!memory.audio || memory.audio.state !== "running") return;
  const now = memory.audio.currentTime;
  [[528, 0.16, 3.2], [1056, 0.06, 2.2], [1584, 0.03, 1.4]].forEach(([pitch, loud, seconds]) => {
    const tone = memory.audio.createOscillator(), volume = memory.audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, now);
    volume.gain.exponentialRampToValueAtTime(loud, now + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + seconds);
    tone.connect(volume).connect(memory.audio.destination);
    tone.start(now);
    tone.stop(now + seconds);
  });
}
