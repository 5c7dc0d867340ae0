/**
 * What has been done here and not been acknowledged, kept through a reload of the page. One entry for each tab: after a
 * reload the same tab finds it, and sends it again with its old ids.
 *
 * @typedef {import('./replica.js').Pending} Pending
 */
export class Outbox {
  /**
   * @param {string} name such as the workshop's id
   * @param {Storage | undefined} storage nothing where the browser refuses it: then it lives as long as the page
   */
  constructor(name, storage) {
    this.name = `preau.pending:${name}`;
    this.storage = storage;
  }

  /** @returns {Pending[]} in their order */
  read() {
    try {
      const kept = JSON.parse(this.storage?.getItem(this.name) ?? '[]');
      return Array.isArray(kept) ? kept.filter((tx) => typeof tx?.id === 'string' && Array.isArray(tx.ops)) : [];
    } catch {
      return [];
    }
  }

  /** @param {readonly Pending[]} pending */
  write(pending) {
    try {
      if (pending.length === 0) this.storage?.removeItem(this.name);
      else this.storage?.setItem(this.name, JSON.stringify(pending));
    } catch {
      // A full or forbidden storage: the page itself still has it.
    }
  }
}

/** The storage of this tab, where there is one. */
export function tabStorage() {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
