/**
 * What a tab remembers through a reload: which page load it showed, and what that had pending where the device keeps nothing.
 * A duplicated tab has a copy of it.
 */
import { newId } from '../board/model.js';

export class Tab {
  /** This page load. */
  page = newId();
  /** The page load that this tab showed before. @type {string | null} */
  before = null;

  /**
   * @param {string} place the workshop and the person
   * @param {Storage | undefined} storage nothing where the browser refuses it: then all lives as long as the page
   */
  constructor(place, storage) {
    this.storage = storage;
    this.names = { page: `preau.page:${place}`, pending: `preau.pending:${place}` };
    this.before = this.#read(this.names.page);
    this.#write(this.names.page, this.page);
  }

  /** Another page load from now on: this one's changes have gone to another tab. */
  renew() {
    this.page = newId();
    this.#write(this.names.page, this.page);
  }

  /** What was pending before, and has not been kept anywhere else. @returns {unknown} null where nothing was */
  get kept() {
    try {
      return JSON.parse(this.#read(this.names.pending) ?? 'null');
    } catch {
      return null;
    }
  }

  /** @param {unknown} kept what is pending; null where nothing is, or where it is kept better */
  keep(kept) {
    this.#write(this.names.pending, kept === null ? null : JSON.stringify(kept));
  }

  /** @param {string} name */
  #read(name) {
    try {
      return this.storage?.getItem(name) ?? null;
    } catch {
      return null;
    }
  }

  /** @param {string} name @param {string | null} value */
  #write(name, value) {
    try {
      if (value === null) this.storage?.removeItem(name);
      else this.storage?.setItem(name, value);
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
