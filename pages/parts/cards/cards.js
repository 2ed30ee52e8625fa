/* Paper cards. A card leaves the field at once and waits in a queue until Python says that it is kept; the next can be
   typed meanwhile. What is not kept yet is in the window's own memory too: a reload loses nothing. What people wrote
   is set as text, never as markup. */

const forms = new WeakMap();
const PATIENCE = 5000; // ms; then the same card is sent again, which Python keeps once
const SLOW = 700; // ms; before that nothing is said about waiting

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".cards");
  if (!root || !data) return undefined;
  const form = forms.get(root) || opened(root, data);
  form.send = (gesture) => setTriggerValue("gesture", gesture);
  received(form, data);
  return () => { clearTimeout(form.timer); clearTimeout(form.slow); forms.delete(root); root.replaceChildren(); };
}

function opened(root, data) {
  const form = { root, data, queue: [], sent: null, open: [], ticket: null, words: new Map(), seen: "" };
  forms.set(root, form);
  build(form);
  remembered(form);
  requestAnimationFrame(() => form.text.focus()); // now it may not stand in the page yet
  return form;
}

function received(form, data) {
  const seen = JSON.stringify(data);
  if (seen !== form.seen) {
    form.seen = seen;
    form.data = data;
    label(form);
  }
  const receipt = form.sent && data.receipts[form.sent.uuid];
  if (receipt) settled(form, receipt);
  next(form);
  draw(form);
}

/* --- what goes out --- */

function save(form) {
  const text = form.text.value.trim();
  if (!text) return form.open.length ? answer(form, form.open[0], true) : form.text.focus();
  push(form, {
    verb: "save", uuid: uuid(), text, anyway: false,
    language: form.language.value, channel: form.channel.value, table: form.table.value.trim(),
  });
  form.text.value = "";
  form.text.focus();
  return undefined;
}

function takeBack(form) {
  push(form, { verb: "back", uuid: uuid(), number: form.data.last.number });
  form.text.focus();
}

/* A question about a card: saved all the same, as a gesture of its own, or left out. */
function answer(form, asked, anyway) {
  form.open = form.open.filter((one) => one !== asked);
  if (anyway) push(form, { ...asked.card, uuid: uuid(), anyway: true });
  form.text.focus();
  keep(form);
  draw(form);
}

function push(form, gesture) {
  form.queue.push(gesture);
  keep(form);
  next(form);
  draw(form);
}

function next(form) {
  if (form.sent || !form.queue.length) return;
  form.sent = form.queue[0];
  clearTimeout(form.slow);
  form.slow = setTimeout(() => { form.waiting = true; draw(form); }, SLOW);
  again(form);
}

function again(form) {
  clearTimeout(form.timer);
  form.send({ ...form.sent, at: Date.now() }); // the time makes a repetition another value, so that it is sent
  form.timer = setTimeout(() => form.sent && again(form), PATIENCE);
}

/* --- what comes back --- */

function settled(form, receipt) {
  const card = form.sent;
  clearTimeout(form.timer);
  clearTimeout(form.slow);
  form.sent = null;
  form.waiting = false;
  form.queue = form.queue.filter((one) => one.uuid !== card.uuid);
  if (receipt.like) form.open.push({ card, like: receipt.like });
  if (receipt.refused && card.verb === "save") form.open.push({ card, refused: true });
  if (receipt.number) form.words.set(receipt.number, card.text);
  if (receipt.back && !form.text.value) form.text.value = form.words.get(card.number) || "";
  keep(form);
}

/* --- the window's memory --- */

function place(form) { return `cards-${form.data.workshop}`; }

function keep(form) {
  const facts = {
    text: form.text.value, queue: form.queue, open: form.open,
    language: form.language.value, channel: form.channel.value, table: form.table.value,
  };
  try { sessionStorage.setItem(place(form), JSON.stringify(facts)); } catch { /* a full or closed memory */ }
}

function remembered(form) {
  let facts = null;
  try { facts = JSON.parse(sessionStorage.getItem(place(form))); } catch { /* nothing that can be read */ }
  if (!facts) return;
  form.text.value = facts.text || "";
  form.queue = facts.queue || [];
  form.open = facts.open || [];
  for (const name of ["language", "channel"]) {
    if ([...form[name].options].some((option) => option.value === facts[name])) form[name].value = facts[name];
  }
  form.table.value = facts.table || "";
}

function uuid() { // crypto.randomUUID wants a safe address, which the laptop's own is
  return crypto.randomUUID();
}
