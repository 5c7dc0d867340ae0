/**
 * Changes that the server did not accept, kept on the device until they are dismissed. What changes in the list is written with whatever is written next.
 *
 * @typedef {import('./shelf.js').Tx} Tx
 * @typedef {{id: string, code: string, message: string, ops: import('../board/types.js').Op[], at: number}} Refused
 */
export class Refusals {
  /** @type {Refused[]} */
  list = [];
  /** @type {((tx: Tx) => void)[]} */
  #unwritten = [];

  /** @param {string} place the workshop and the person */
  constructor(place) {
    this.place = place;
  }

  /** @param {Tx} tx */
  async read(tx) {
    this.list = await tx.all('refused', this.place);
  }

  /** @param {Refused} refused */
  add(refused) {
    this.list = [...this.list.filter(({ id }) => id !== refused.id), refused];
    this.#unwritten.push((tx) => tx.put('refused', { place: this.place, ...refused }));
  }

  /** @param {string[]} ids */
  dismiss(ids) {
    this.list = this.list.filter(({ id }) => !ids.includes(id));
    this.#unwritten.push((tx) => { for (const id of ids) tx.remove('refused', [this.place, id]); });
  }

  /** @param {Tx} tx @returns {number} for `written`, once it is committed */
  put(tx) {
    for (const change of this.#unwritten) change(tx);
    return this.#unwritten.length;
  }

  /** @param {number} count */
  written(count) {
    this.#unwritten.splice(0, count);
  }
}
