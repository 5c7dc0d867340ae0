/**
 * Changes that the server did not accept, kept on the device until they are dismissed. What changes in the list is written with whatever is written next.
 *
 * @typedef {import('./shelf.js').Tx} Tx
 * @typedef {{id: string, code: string, message: string, ops: import('../board/types.js').Op[], raw?: string, at: number}} Refused  code: of the server, or `left`:
 *     the person has left; `elsewhere`: another page has sent most of it, and doing it again would double that; `damaged`: what was kept of it is no
 *     change any more, and stands in `raw`. An edit says which revision of the confirmed text it stands on
 */
import { newId } from '../board/model.js';

export class Refusals {
  /** @type {Refused[]} */
  list = [];
  /** What is to be put, and the ids of what is to be removed. @type {(Refused | string[])[]} */
  #unwritten = [];

  /** @param {string} place the workshop and the person */
  constructor(place) {
    this.place = place;
  }

  /** Whether the list has changed since it was written. */
  get waiting() {
    return this.#unwritten.length > 0;
  }

  /** Takes what is kept, with what is not written yet. @param {Tx} tx */
  async read(tx) {
    this.list = this.#unwritten.reduce(changed, /** @type {Refused[]} */ (await tx.all('refused', this.place)));
  }

  /** What another page has sent most of, that page may add under the same id as the server refused it, without what was typed here: both stand. @param {Refused} refused */
  add(refused) {
    this.#change(refused.code === 'elsewhere' ? { ...refused, id: `${refused.id}.${newId()}` } : refused);
  }

  /** @param {string[]} ids */
  dismiss(ids) {
    this.#change(ids);
  }

  /** @param {Tx} tx @returns {number} for `written`, once it is committed */
  put(tx) {
    for (const change of this.#unwritten) {
      if (Array.isArray(change)) for (const id of change) tx.remove('refused', [this.place, id]);
      else tx.put('refused', { place: this.place, ...change });
    }
    return this.#unwritten.length;
  }

  /** @param {number} count */
  written(count) {
    this.#unwritten.splice(0, count);
  }

  /** @param {Refused | string[]} change */
  #change(change) {
    this.list = changed(this.list, change);
    this.#unwritten.push(change);
  }
}

/** @param {Refused[]} list @param {Refused | string[]} change @returns {Refused[]} */
const changed = (list, change) => (Array.isArray(change) ? list.filter(({ id }) => !change.includes(id)) : [...list.filter(({ id }) => id !== change.id), change]);
