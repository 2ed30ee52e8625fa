/* This phone's memory. Some browsers forbid it, and it can be full: what finds no room waits in this page, and wins */
const memory = new Map();
const store = {
  get(key) {
    key = 'wk:' + code + ':' + key;
    if (memory.has(key)) return memory.get(key);
    try { return JSON.parse(localStorage.getItem(key)); } catch (e) { return null; } // no storage
  },
  put(key, value, less) { // whether it is stored; `less` is stored where the whole finds no room
    key = 'wk:' + code + ':' + key;
    try {
      localStorage.setItem(key, JSON.stringify(value));
      memory.delete(key);
      return true;
    } catch (e) { memory.set(key, value); } // full or forbidden
    try {
      localStorage.removeItem(key); // what it was before
      if (less) localStorage.setItem(key, JSON.stringify(less));
    } catch (e) { /* not even that */ }
    return false;
  },
  holds(key) { return !memory.has('wk:' + code + ':' + key); }, // what is not in this page alone
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
