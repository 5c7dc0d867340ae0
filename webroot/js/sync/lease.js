/**
 * The row in which a page load's pending changes stand on the device: a lease, which its page stamps again and again. A row
 * that its page has left, or neither stamps nor answers for, is taken over by another page load of the same person, in one
 * transaction that leaves a mark in its place.
 *
 * @typedef {import('./shelf.js').Tx} Tx
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {{place: string, page: string, opened: number, beat: number, count?: number, kept: unknown[], left?: boolean, taken?: boolean, by?: string}} PageRow  by: the page load that has taken it over
 * @typedef {Map<string, number>} Bodies  of what stands in the row: how often the person had added to it, by id
 *
 * @typedef {object} Pending the page's own memory of it
 * @property {() => {txs: readonly {id: string, typed: number}[], kept: unknown}} pending
 * @property {(kept: unknown, own?: boolean) => void} resume  takes over what another page load had pending; own: the one in this tab
 * @property {(ids: string[]) => {id: string, ops: Op[]}[]} listed  these, as the person is told of them
 * @property {(ids: string[]) => void} drop     another page has taken these over
 */

/** Milliseconds without a stamp after which others may take over. */
export const LEASE = 10_000;

export class Lease {
  /** Nothing where there is no row. @type {Bodies | null} */
  #bodies = null;
  #stamped = 0;
  /** What was taken over and is not in the page's memory yet. @type {unknown[]} */
  #taken = [];
  /** What was taken over unless that failed, as the device says, which may not know: one of the rows, and what stood in all of them. @type {{page: string, kept: unknown[]} | null} */
  #doubtful = null;

  /**
   * @param {string} place the workshop and the person
   * @param {import('./tab.js').Tab} tab
   * @param {Pending} memory
   * @param {() => number} now
   */
  constructor(place, tab, memory, now) {
    this.place = place;
    this.tab = tab;
    this.memory = memory;
    this.now = now;
    this.opened = now();
  }

  /** Whether there is a row. */
  get stands() {
    return this.#bodies !== null;
  }

  /** Whether others may have taken it over. */
  get lapsed() {
    return this.stands && this.now() - this.#stamped >= LEASE;
  }

  /** @param {Tx} tx @returns {Promise<boolean>} whether others have taken it over */
  async isLost(tx) {
    const lost = (await tx.get('pages', [this.place, this.tab.page]))?.taken === true;
    if (!lost && this.#doubtful) await this.#findOut(tx, this.#doubtful);
    return lost;
  }

  /** What was taken over after all stands in this page's row only, which is about to be written. @param {Tx} tx @param {{page: string, kept: unknown[]}} doubtful */
  async #findOut(tx, { page, kept }) {
    const row = await tx.get('pages', [this.place, page]);
    this.#doubtful = null;
    if (row?.by === this.tab.page) for (const one of kept) this.resume(one);
  }

  /** Stamps the row with what is pending now. @param {Tx} tx @param {boolean} leaving @returns {Bodies | null} for `written`, once it is committed */
  put(tx, leaving) {
    const { txs, kept } = this.memory.pending();
    if (txs.length + this.#taken.length === 0) {
      if (this.stands) tx.remove('pages', [this.place, this.tab.page]);
      return null;
    }
    tx.put('pages', {
      place: this.place, page: this.tab.page, opened: this.opened, beat: this.now(), count: txs.length, kept: txs.length > 0 ? [kept, ...this.#taken] : this.#taken, ...(leaving ? { left: true } : {}),
    });
    return new Map(txs.map(({ id, typed }) => [id, typed]));
  }

  /** @param {Bodies | null} bodies */
  written(bodies) {
    this.#bodies = bodies;
    this.#stamped = this.now();
  }

  /** Goes on as another page load, without what was taken over. @returns {{id: string, ops: Op[]}[]} what the person has added to since it was kept, which is nowhere else */
  lose() {
    const had = this.#bodies ?? /** @type {Bodies} */ (new Map());
    const changed = this.memory.pending().txs.filter(({ id, typed }) => had.has(id) && had.get(id) !== typed);
    const listed = this.memory.listed(changed.map(({ id }) => id));
    this.#bodies = this.#doubtful = null;
    this.tab.renew();
    this.memory.drop([...had.keys()]);
    return listed;
  }

  /** @param {Tx} tx @returns {Promise<PageRow[]>} those of other page loads that are not taken over */
  async others(tx) {
    return (await tx.all('pages', this.place)).filter((row) => row.page !== this.tab.page && !row.taken);
  }

  /**
   * Takes over what is free.
   *
   * @param {import('./shelf.js').Shelf} shelf
   * @param {import('./tabs.js').Tabs} tabs
   * @param {Set<string>} living pages
   * @returns {Promise<boolean>} whether there was anything
   */
  async takeOver(shelf, tabs, living) {
    const before = [...this.#taken];
    /** @type {Bodies | null} */
    let bodies = null;
    /** @type {PageRow[]} */
    let free = [];
    try {
      await shelf.change(async (tx) => {
        const [lost, others] = await Promise.all([this.isLost(tx), this.others(tx)]);
        free = lost ? [] : others.filter((row) => this.#free(row, tabs, living)).sort((one, other) => one.opened - other.opened);
        for (const { page, opened, kept } of free) {
          this.#taken.push(...listOf(kept));
          tx.put('pages', { place: this.place, page, opened, beat: this.now(), kept: [], taken: true, by: this.tab.page });
        }
        if (free.length > 0) bodies = this.put(tx, false);
      });
    } catch (error) {
      this.#taken = before;
      if (free.length > 0) this.#doubtful = { page: free[0].page, kept: free.flatMap(({ kept }) => listOf(kept)) };
      throw error;
    }
    if (bodies === null) return false;
    this.written(bodies);
    for (const kept of this.#taken) this.resume(kept);
    this.#taken = [];
    return true;
  }

  /** Takes over what was pending; a value that is none stops nothing. @param {unknown} kept @param {boolean} [own] */
  resume(kept, own) {
    try {
      this.memory.resume(kept, own);
    } catch (error) {
      console.warn('not taken over', error);
    }
  }

  /** @param {PageRow} row @param {import('./tabs.js').Tabs} tabs @param {Set<string>} living */
  #free(row, tabs, living) {
    if (row.left) return true;
    if (living.has(row.page)) return false;
    return row.page === this.tab.before && tabs.heard || Math.abs(this.now() - row.beat) >= LEASE;
  }
}

/** @param {unknown} kept what a row has of what was pending; where that is damaged, nothing */
function listOf(kept) {
  if (Array.isArray(kept)) return kept;
  console.warn('what another page kept cannot be understood');
  return [];
}
