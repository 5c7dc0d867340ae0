/**
 * Keeps what a page has on the device, so that nothing typed is lost with the page: the confirmed board, and what is pending,
 * in one transaction.
 *
 * Who was frozen while another page took over finds that out when it keeps again, which it does before it sends anything
 * after such a pause. Whatever happens between, the server takes each id once; so a change whose body is not final goes once it is
 * kept as it goes. Only where the device fails it goes without; what another page then sends under the same id, as it was kept
 * before, the server refuses, and what of it was typed on this page and came too late is told.
 *
 * Without IndexedDB, or while it fails, what is pending stands in the storage of the tab, which outlives a reload
 * only: `safe` says which, and that a write takes long.
 *
 * @typedef {import('./keptboard.js').Memory & import('./lease.js').Pending & {show: (kept: import('./keptboard.js').Kept) => void, told: () => void}} Memory  told: `safe`, `refused` or `elsewhere` has changed
 * @typedef {import('./refusals.js').Refused} Refused
 *
 * @typedef {object} Parts
 * @property {string} place     the workshop and the person
 * @property {Memory} memory
 * @property {import('./shelf.js').Shelf} shelf
 * @property {import('./tab.js').Tab} tab
 * @property {import('./tabs.js').Channel} [channel] to the other tabs, where they can be heard
 * @property {import('./connection.js').Clock} clock
 * @property {() => number} [now]
 * @property {() => void} [persist] asks the browser not to clear what is kept; once, when something is that was not sent
 */
import { KeptBoard, forget, forgetOld } from './keptboard.js';
import { LEASE, Lease } from './lease.js';
import { Refusals } from './refusals.js';
import { Tabs } from './tabs.js';

/** Milliseconds: until what others did is written, between two stamps of what is pending or two tries to write it, and for which a write may take before it is told. */
export const PAUSES = { others: 1000, stamp: 3000, patience: 2000 };

/** There is one model for all workshops of a server. */
const MODEL = 'model';

export class Keeper {
  /** Whether what is pending outlives this tab. */
  safe = true;
  /** How many changes the person's other pages keep on this device. */
  elsewhere = 0;

  /** Whether what was kept before has been read. */
  #read = false;
  /** Whether the last write was committed. */
  #written = true;
  /** How many changes the others know to be kept here. */
  #known = 0;
  /** What the tab remembers of the page load before, until it is known to be no copy of another tab's. @type {unknown} */
  #before = null;
  #over = new AbortController();
  #work = /** @type {Promise<unknown>} */ (Promise.resolve());
  /** A write that has not begun. @type {Promise<boolean> | null} */
  #next = null;
  /** @type {{timer: unknown, at: number} | null} */
  #later = null;
  /** @type {unknown} */
  #looking = null;

  /** @param {Parts} parts */
  constructor({ place, memory, shelf, tab, channel, clock, now = Date.now, persist }) {
    this.place = place;
    this.memory = memory;
    this.shelf = shelf;
    this.tab = tab;
    this.clock = clock;
    this.now = now;
    this.persist = persist;
    this.#before = tab.kept;
    this.board = new KeptBoard(place, memory);
    this.refusals = new Refusals(place);
    this.lease = new Lease(place, tab, memory, now);
    this.tabs = new Tabs(tab, channel, clock, (word) => this.#heard(word));
  }

  /** @returns {Promise<{board?: import('./keptboard.js').Kept, model?: any}>} what was kept before, and the model's declaration; nothing while the device fails */
  async open() {
    try {
      const kept = await this.shelf.read(async (tx) => {
        const [board, model] = await Promise.all([this.board.read(tx), tx.get('models', MODEL), this.refusals.read(tx)]);
        return { board, model: model?.declaration };
      });
      this.#read = true;
      return kept;
    } catch {
      this.safe = false;
      return {};
    }
  }

  /** @param {any} declaration of the model, as the server has it now */
  keepModel(declaration) {
    this.#queue(() => this.shelf.change(async (tx) => tx.put('models', { name: MODEL, declaration }))).catch(() => undefined);
  }

  /** Takes over what earlier page loads left, and goes on doing so; done when what this tab had before is here. */
  async claim() {
    const before = this.#before;
    if (before !== null && !(this.tab.before && (await this.tabs.living()).has(this.tab.before))) this.lease.resume(before, true);
    this.#before = null;
    await this.#look();
    if (this.memory.pending().txs.length > 0) await this.keep();
    this.#queue(() => this.shelf.change((tx) => forgetOld(tx, this.now()))).catch(() => undefined);
    this.#goOnLooking();
    globalThis.addEventListener?.('pagehide', () => this.leave(), this.#over);
    globalThis.addEventListener?.('pageshow', ({ persisted }) => { if (persisted) this.keep(); }, this.#over);
    globalThis.document?.addEventListener('visibilitychange', () => { this.keep(); }, this.#over);
  }

  /** Whether others may have taken over what is pending here: then `keep` comes before anything is sent. */
  get lapsed() {
    return this.#written && this.lease.lapsed;
  }

  /** What others did is kept soon. @param {Iterable<string>} ids of confirmed records */
  changed(ids) {
    this.board.changed(ids);
    this.#keepIn(PAUSES.others);
  }

  peopleChanged() {
    this.board.peopleChanged();
    this.#keepIn(PAUSES.others);
  }

  /** The server gave a state in place of what was missed; the first one is kept at once: until then the workshop does not open without the network. @param {number} asked the seq from which it was asked to go on */
  replaced(asked) {
    this.board.replaced(asked);
    if (this.board.isKept) this.#keepIn(PAUSES.others);
    else this.keep();
  }

  /** Keeps everything as it is now. @returns {Promise<boolean>} whether it outlives this tab; never rejected */
  keep() {
    this.#next ??= this.#watch(this.#queue(() => {
      this.#next = null;
      return this.#write();
    }));
    return this.#next;
  }

  /** Changes that the server did not accept, until they are dismissed. @returns {Refused[]} */
  get refused() {
    return this.refusals.list;
  }

  /** @param {Refused} refused */
  refuse(refused) {
    this.refusals.add(refused);
    return this.#refusedChanged();
  }

  /** @param {string[]} ids */
  dismiss(ids) {
    this.refusals.dismiss(ids);
    return this.#refusedChanged();
  }

  /** The page is going, perhaps for good: what is pending here may be taken over at once. */
  leave() {
    if (!this.lease.stands && this.memory.pending().txs.length === 0) return;
    this.#write(true).catch(() => undefined);
    this.tabs.tell('look');
  }

  /** Forgets the workshop on this device: the person does not take part any more. @returns {Promise<void>} */
  async forget() {
    this.close();
    this.tab.keep(null);
    await this.#queue(() => this.shelf.change(async (tx) => forget(tx, this.place))).catch(() => undefined);
  }

  close() {
    this.#over.abort();
    this.#cancelLater();
    this.clock.cancel(this.#looking);
    this.tabs.close();
  }

  /** @param {boolean} [leaving] @returns {Promise<boolean>} whatever goes wrong with the write is as if the device failed; what goes wrong after it takes nothing back */
  async #write(leaving = false) {
    if (this.#over.signal.aborted) return false;
    this.#cancelLater();
    let safe = false;
    try {
      safe = await this.#toShelf(true, leaving) || await this.#toShelf(false, leaving);
    } catch (error) {
      console.error(error);
      this.#keepIn(PAUSES.stamp);
    }
    this.#written = safe;
    for (const step of [() => this.#toTab(safe), () => this.#tell(safe), () => this.#again(safe), () => this.#persist(), () => this.#count()]) attempt(step);
    return safe;
  }

  /** What the device does not keep stands in the tab. @param {boolean} safe */
  #toTab(safe) {
    const { txs, kept } = this.memory.pending();
    if (this.#before === null && !this.#over.signal.aborted) this.tab.keep(safe || txs.length === 0 ? null : kept);
  }

  /** @param {boolean} safe */
  #again(safe) {
    if (this.lease.stands || !safe && (this.memory.pending().txs.length > 0 || this.refusals.waiting)) this.#keepIn(PAUSES.stamp);
  }

  #persist() {
    if (!this.lease.stands) return;
    const { persist } = this;
    this.persist = undefined;
    persist?.();
  }

  /** Tells the person's other pages how many changes this one keeps, where that has changed. */
  #count() {
    const { length } = this.memory.pending().txs;
    if (length === this.#known) return;
    this.#known = length;
    this.tabs.tell('kept');
  }

  /** Where a write takes long it is as if the device kept nothing, until it has. @param {Promise<boolean>} written */
  #watch(written) {
    const timer = this.clock.after(() => this.#tell(false), PAUSES.patience);
    written.finally(() => this.clock.cancel(timer)).catch(() => undefined);
    return written;
  }

  /** @param {boolean} safe */
  #tell(safe) {
    if (safe === this.safe || this.#over.signal.aborted) return;
    this.safe = safe;
    this.memory.told();
  }

  /**
   * @param {boolean} board with the confirmed board, whose size a full disk may refuse
   * @param {boolean} leaving
   * @returns {Promise<boolean>} whether it is committed
   */
  async #toShelf(board, leaving) {
    let lost = false;
    let refusals = 0;
    /** @type {import('./keptboard.js').Batch | undefined} */
    let batch;
    /** @type {import('./lease.js').Bodies | null} */
    let bodies = null;
    try {
      await this.shelf.change(async (tx) => {
        const [taken, head] = await Promise.all([this.lease.isLost(tx), tx.get('boards', this.place)]);
        lost = taken;
        if (lost) return;
        if (board) batch = this.board.put(tx, head, this.now());
        refusals = this.refusals.put(tx);
        bodies = this.lease.put(tx, leaving);
      });
    } catch {
      this.board.failed(batch);
      return false;
    }
    if (lost) {
      for (const { id, ops } of this.lease.lose()) this.refuse({ id, code: 'elsewhere', message: '', ops, at: this.now() });
      return this.#toShelf(board, leaving);
    }
    this.board.written(batch);
    this.refusals.written(refusals);
    this.lease.written(bodies);
    return true;
  }

  /** Looks whether other page loads have left something. */
  async #look() {
    if (!this.#read) await this.#readLate();
    const rows = await this.#others();
    if (rows.length === 0) return;
    const living = rows.every((row) => row.left) ? new Set() : await this.tabs.living();
    const taken = await this.#queue(async () => !this.#over.signal.aborted && this.lease.takeOver(this.shelf, this.tabs, living)).catch(() => this.#keepIn(PAUSES.stamp));
    if (taken) await this.#others();
    if (taken) this.keep();
  }

  /** The device failed when the page opened: what it keeps comes in once it answers. */
  async #readLate() {
    const { board } = await this.open();
    if (!this.#read || this.#over.signal.aborted) return;
    if (board && this.memory.head().seq === undefined) this.memory.show(board);
    this.memory.told();
    this.keep();
  }

  /** @returns {Promise<import('./lease.js').PageRow[]>} the rows of other page loads, which are counted */
  async #others() {
    const rows = await this.shelf.read((tx) => this.lease.others(tx)).catch(() => []);
    const elsewhere = rows.reduce((sum, { count = 0 }) => sum + count, 0);
    if (elsewhere !== this.elsewhere) {
      this.elsewhere = elsewhere;
      this.memory.told();
    }
    return rows;
  }

  #goOnLooking() {
    if (this.#over.signal.aborted) return;
    this.#looking = this.clock.after(() => {
      this.#look();
      this.#goOnLooking();
    }, LEASE);
  }

  /** @param {import('./tabs.js').Word} word */
  async #heard(word) {
    if (word === 'look') return this.#look();
    if (word === 'kept') return this.#others();
    await this.shelf.read((tx) => this.refusals.read(tx)).catch(() => undefined);
    this.memory.told();
  }

  async #refusedChanged() {
    this.memory.told();
    await this.keep();
    this.tabs.tell('refused');
  }

  /** @template T @param {() => Promise<T>} run @returns {Promise<T>} after what was asked for before */
  #queue(run) {
    const done = this.#work.then(run);
    this.#work = done.catch(() => undefined);
    return done;
  }

  /** @param {number} milliseconds at the latest */
  #keepIn(milliseconds) {
    const at = this.now() + milliseconds;
    if (this.#over.signal.aborted || this.#later && this.#later.at <= at) return;
    this.#cancelLater();
    this.#later = { at, timer: this.clock.after(() => { this.#later = null; this.keep(); }, milliseconds) };
  }

  #cancelLater() {
    this.clock.cancel(this.#later?.timer);
    this.#later = null;
  }
}

/** @param {() => void} step of which what follows does not depend */
function attempt(step) {
  try {
    step();
  } catch (error) {
    console.error(error);
  }
}
