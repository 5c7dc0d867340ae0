/**
 * The confirmed board as the device keeps it, shared by all pages of a person: a row for each record, and a head with the seq
 * for which they stand.
 *
 * Each page notes what has changed since it knew the rows to be at least as new as itself. It writes that when it is ahead of
 * the rows, and nothing when it is behind them; so the rows are always the board at exactly their seq, which does not go
 * back. Where the rows have gone, or the server has fallen behind them (it came back from an older backup), it writes
 * everything, as another life of the rows.
 *
 * @typedef {import('./shelf.js').Tx} Tx
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {{record: BoardRecord, deleted: boolean}} Confirmed
 * @typedef {{[id: string]: object}} People
 * @typedef {{seq: number | undefined, revs: import('../board/types.js').Revisions, you: {id: string, role: string}}} Head
 * @typedef {{place: string, life: string, seq: number, revs: import('../board/types.js').Revisions, you: Head['you'], at: number}} HeadRow
 *
 * @typedef {object} Memory the page's own
 * @property {() => Head} head
 * @property {() => People} people
 * @property {() => Iterable<string>} ids
 * @property {(id: string) => Confirmed | undefined} record
 *
 * @typedef {{dirty: Set<string>, everything: boolean, people: boolean, life: string}} Batch  what one transaction writes
 * @typedef {{seq: number, revs: import('../board/types.js').Revisions, you: Head['you'], people: People, records: Confirmed[]}} Kept
 */
import { newId } from '../board/model.js';
import { isBoard } from './sound.js';

export class KeptBoard {
  #life = '';
  /** @type {Omit<Batch, 'life'>} */
  #unwritten = { dirty: new Set(), everything: false, people: false };
  /** The seq from which the server was asked to go on. */
  #asked = 0;

  /** @param {string} place @param {Memory} memory */
  constructor(place, memory) {
    this.place = place;
    this.memory = memory;
  }

  /** Whether this page has read or written the rows. */
  get isKept() {
    return this.#life !== '';
  }

  /** @param {Iterable<string>} ids of confirmed records that may have changed */
  changed(ids) {
    for (const id of ids) this.#unwritten.dirty.add(id);
  }

  peopleChanged() {
    this.#unwritten.people = true;
  }

  /** The server gave a state in place of what was missed. @param {number} asked the seq from which it was asked to go on */
  replaced(asked) {
    this.#unwritten.everything = true;
    this.#asked = asked;
  }

  /** What is kept; the page's memory is to start from it. What cannot be understood counts as not kept. @param {Tx} tx @returns {Promise<Kept | undefined>} */
  async read(tx) {
    const [head, people, rows] = await Promise.all([tx.get('boards', this.place), tx.get('people', this.place), tx.all('records', this.place)]);
    if (!head) return undefined;
    const kept = { seq: head.seq, revs: head.revs, you: head.you, people: people?.people ?? {}, records: rows.map(({ record, deleted }) => ({ record, deleted })) };
    if (!isBoard(kept)) {
      console.warn('what this device kept of the board cannot be understood');
      return undefined;
    }
    this.#life = head.life;
    return kept;
  }

  /**
   * Writes what the rows lack, as the memory is now.
   *
   * @param {Tx} tx
   * @param {HeadRow | undefined} row
   * @param {number} now
   * @returns {Batch | undefined} to be told `written` or `failed`
   */
  put(tx, row, now) {
    const { seq, revs, you } = this.memory.head();
    if (seq === undefined) return undefined;
    if (seq >= this.#asked) this.#asked = 0;
    const fallen = this.#asked > 0;
    const known = row?.life === this.#life;
    const batch = { ...this.#unwritten, life: row && !fallen ? row.life : newId() };
    this.#unwritten = { dirty: new Set(), everything: false, people: false };
    if (row && !fallen && (row.seq > seq || !known && row.seq === seq)) return batch;
    const everything = batch.everything || fallen || !known;
    if (everything) tx.clear('records', this.place);
    for (const id of everything ? this.memory.ids() : batch.dirty) this.#putRecord(tx, id);
    if (everything || batch.people) tx.put('people', { place: this.place, people: this.memory.people() });
    if (everything || batch.dirty.size > 0 || row?.seq !== seq) tx.put('boards', { place: this.place, life: batch.life, seq, revs, you, at: now });
    return batch;
  }

  /** @param {Batch | undefined} batch whose transaction is committed */
  written(batch) {
    if (batch) this.#life = batch.life;
  }

  /** @param {Batch | undefined} batch whose transaction changed nothing */
  failed(batch) {
    if (!batch) return;
    this.changed(batch.dirty);
    this.#unwritten.everything ||= batch.everything;
    this.#unwritten.people ||= batch.people;
  }

  /** @param {Tx} tx @param {string} id */
  #putRecord(tx, id) {
    const held = this.memory.record(id);
    if (held) tx.put('records', { place: this.place, id, ...held });
    else tx.remove('records', [this.place, id]);
  }
}

/** How long what is kept of a workshop stays after the last visit, and of how many; what was not sent or not accepted stays longer. */
export const KEPT = { days: 60, workshops: 12, unsentDays: 180 };
const DAY = 24 * 60 * 60 * 1000;

/** Forgets a place. @param {Tx} tx @param {string} place */
export function forget(tx, place) {
  for (const store of /** @type {const} */ (['boards', 'people', 'records', 'pages', 'refused'])) tx.clear(store, place);
}

/** Forgets the workshops that nobody has been in for long. @param {Tx} tx @param {number} now */
export async function forgetOld(tx, now) {
  const [heads, pages, refused] = await Promise.all([tx.all('boards'), tx.all('pages'), tx.all('refused')]);
  for (const row of pages) if (now - row.beat > (row.taken ? 1 : KEPT.unsentDays) * DAY) tx.remove('pages', [row.place, row.page]);
  for (const row of refused) if (now - row.at > KEPT.unsentDays * DAY) tx.remove('refused', [row.place, row.id]);
  const unsent = new Set(pages.filter((row) => !row.taken).map((row) => row.place));
  heads.sort((one, other) => other.at - one.at).forEach((head, at) => {
    if (unsent.has(head.place) || at < KEPT.workshops && now - head.at <= KEPT.days * DAY) return;
    for (const store of /** @type {const} */ (['boards', 'people', 'records'])) tx.clear(store, head.place);
  });
}
