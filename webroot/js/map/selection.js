/** What is selected on the map, cards and links, and the card that the keyboard is on. */
export class Selection {
  /** @type {Set<string>} */
  ids = new Set();
  /** @type {string | undefined} */
  focused = undefined;

  /** @param {() => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /** @param {string} id */
  has(id) {
    return this.ids.has(id);
  }

  /** @param {Iterable<string>} ids */
  set(ids) {
    this.ids = new Set(ids);
    this.onChange();
  }

  /** Selects one thing alone, unless it is among those selected. @param {string} id */
  take(id) {
    if (this.ids.has(id)) return;
    this.set([id]);
  }

  /** @param {string} id */
  toggle(id) {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.onChange();
  }

  clear() {
    if (this.ids.size > 0) this.set([]);
  }

  /** Something is no longer there. @param {string} id */
  forget(id) {
    if (this.focused === id) this.focused = undefined;
    if (this.ids.delete(id)) this.onChange();
  }
}
