/* This phone's memory; some browsers forbid it, then a plain map must do */
const memory = new Map();
const store = {
  get(key) {
    key = 'wk:' + code + ':' + key;
    try { const kept = localStorage.getItem(key); if (kept !== null) return JSON.parse(kept); } catch (e) { /* no storage */ }
    return memory.has(key) ? memory.get(key) : null;
  },
  put(key, value) {
    key = 'wk:' + code + ':' + key;
    memory.set(key, value);
    try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch (e) { return false; } // full or forbidden
  },
  drop(key) {
    key = 'wk:' + code + ':' + key;
    memory.delete(key);
    try { localStorage.removeItem(key); } catch (e) { /* forbidden */ }
  },
  names(start) {
    const prefix = 'wk:' + code + ':', found = new Set(memory.keys());
    try { for (let i = 0; i < localStorage.length; i++) found.add(localStorage.key(i)); } catch (e) { /* forbidden */ }
    return Array.from(found).filter(key => key.startsWith(prefix + start)).map(key => key.slice(prefix.length));
  }
};
