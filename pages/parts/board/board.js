/* The theme board. Every gesture goes to Python, which answers with the new board; moves are shown at once. Kept
   here are only what is chosen, opened and searched. What people wrote is set as text, never as markup. */

const boards = new WeakMap();
const PATIENCE = 20_000; // ms; a gesture that is not answered by then is no longer waited for; the next one goes

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".board");
  if (!root || !data) return undefined;
  const board = boards.get(root) || opened(root);
  board.send = (gesture) => setTriggerValue("gesture", gesture);
  received(board, data);
  return () => { board.gone.abort(); boards.delete(root); root.replaceChildren(); };
}

function opened(root) {
  const board = {
    root, data: null, shown: [], themes: new Map(), cards: new Map(),
    chosen: new Set(), opened: new Set(), anchor: null, focus: null,
    query: "", filters: {}, text: "both",
    queue: [], sent: null, drag: null, popup: null, gone: new AbortController(),
    find: el("div", "find"), columns: el("div", "columns"), foot: el("div", "foot"),
  };
  board.empty = el("p", "empty");
  root.replaceChildren(board.find, board.columns, board.empty, board.foot);
  boards.set(root, board);
  makeFoot(board);
  listenToClicks(board);
  listenToPointers(board);
  listenToKeys(board);
  return board;
}

/* New data. While a gesture is on its way, what was shown ahead of it stays. */
function received(board, data) {
  const seen = JSON.stringify(data);
  if (seen === board.seen) return;
  board.seen = seen;
  board.before = board.truth;
  board.truth = data;
  if (board.sent && data.answered === board.sent.at) answered(board);
  if (!board.sent) take(board, data);
}

function take(board, data) {
  board.data = data;
  const known = new Set(columnsOf(data).flatMap((theme) => theme.ideas.map((idea) => idea.id)));
  board.chosen.forEach((id) => known.has(id) || board.chosen.delete(id));
  board.cards.forEach((_node, id) => known.has(id) || board.cards.delete(id));
  draw(board);
}

/* Send a gesture, one after the other; `ahead` changes the data to what it will be, `said` tells what happened,
   from the data after it and before it. */
function tell(board, gesture, { ahead, said } = {}) {
  board.queue.push({ gesture, said });
  if (ahead) take(board, ahead(board.data));
  sendNext(board);
}

function sendNext(board) {
  if (board.sent || !board.queue.length) return;
  board.sent = board.queue.shift();
  board.sent.at = Date.now();
  board.sent.timer = setTimeout(() => { board.sent = null; take(board, board.truth); sendNext(board); }, PATIENCE);
  board.send({ ...board.sent.gesture, at: board.sent.at });
}

function answered(board) {
  const { said, timer } = board.sent;
  clearTimeout(timer);
  board.sent = null;
  const sentence = said && said(board.truth, board.before);
  if (sentence) say(board, sentence);
  sendNext(board);
}

/* The gestures that more than one way leads to. */
function moveTo(board, ids, themeId) {
  const moved = new Set(ids);
  if (!moved.size) return;
  const next = cardAfter(board, moved);
  const numbers = ideasOf(board.data).filter((idea) => moved.has(idea.id)).map((idea) => idea.number);
  board.chosen.clear();
  board.anchor = null;
  if (next !== null) board.focus = next;
  tell(board, { verb: "move", ideas: [...moved], theme: themeId }, {
    ahead: (data) => movedIn(data, moved, themeId),
    said: (data) => {
      const theme = columnsOf(data).find((one) => one.id === themeId);
      if (!theme || !theme.ideas.some((idea) => moved.has(idea.id))) return "";
      return filled(numbers.length === 1 ? data.words.nowIn : data.words.nowInMany,
        { number: numbers[0], n: numbers.length, theme: theme.label.text });
    },
  });
}

function movedIn(data, moved, themeId) {
  const going = ideasOf(data).filter((idea) => moved.has(idea.id)).map((idea) => ({ ...idea, also: null }));
  const after = (theme) => {
    const stay = theme.ideas.filter((idea) => !moved.has(idea.id));
    const all = theme.id === themeId ? [...stay, ...going].sort((a, b) => a.number - b.number) : stay;
    return { ...theme, ideas: all };
  };
  return { ...data, themes: data.themes.map(after), tray: after(data.tray) };
}

function mergeInto(board, intoId, otherId) {
  const name = (id) => themeOf(board.data, id).label.text;
  const sentence = filled(board.data.words.merged, { other: name(otherId), theme: name(intoId) });
  tell(board, { verb: "merge", theme: intoId, other: otherId }, {
    said: (data) => (themeOf(data, otherId) ? "" : sentence),
  });
}

function goBack(board, verb) {
  const stands = (data) => JSON.stringify(columnsOf(data));
  tell(board, { verb }, {
    said: (data, before) => (stands(data) === stands(before) ? "" : data.words[verb === "undo" ? "undone" : "redone"]),
  });
}

function columnsOf(data) { return [...data.themes, data.tray]; }

function ideasOf(data) { return columnsOf(data).flatMap((theme) => theme.ideas); }

function themeOf(data, id) { return columnsOf(data).find((theme) => theme.id === id); }
