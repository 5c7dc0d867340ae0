/**
 * The state of a workshop as this browser knows it: the mirror of fr.preau.board.Board.
 *
 * A record is on the board when neither it nor anything that it hangs on is in the bin. Unlike the server's, a board here
 * changes in place; `over()` makes one that shows another with changes of its own, so that pending changes are drawn over
 * the confirmed state and thrown away at the cost of the changes, never of the board.
 *
 * Applying never checks: what the server accepted is applied whatever the model says today.
 *
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').Changes} Changes
 * @typedef {import('./types.js').Revisions} Revisions
 * @typedef {{record: BoardRecord, deleted: boolean, revisions?: {[field: string]: number}}} Held  revisions: of its long texts, where they are above 0
 */
import { apply } from './text.js';

export class Board {
  /** @type {Map<string, Held | null>} null: gone, although what is below has it */
  #held = new Map();
  /** Id of a record → ids of those that hang on it; false: no longer, although what is below says so. @type {Map<string, Map<string, boolean>>} */
  #hanging = new Map();
  /** Unique key → ids of the records outside the bin that have it, more than one where they were made apart; false as above. @type {Map<string, Map<string, boolean>>} */
  #unique = new Map();
  /** Type → ids of the records in `#held` that are of it. @type {Map<string, Set<string>>} */
  #ofType = new Map();
  #size = 0;

  /**
   * @param {import('./model.js').Model} model
   * @param {Board} [below]
   */
  constructor(model, below) {
    this.model = model;
    this.below = below;
    this.#size = below?.size ?? 0;
  }

  /**
   * @param {import('./model.js').Model} model
   * @param {Iterable<BoardRecord>} records
   * @param {Revisions} [revisions]
   */
  static of(model, records, revisions = {}) {
    const board = new Board(model);
    for (const record of records) board.#hold({ record, deleted: false, revisions: ownOf(revisions, record.id) });
    return board;
  }

  /** A board that shows this one, and whose changes do not touch it. It is of no use once this one has changed. */
  over() {
    return new Board(this.model, this);
  }

  /** How many records there are, the bin included. */
  get size() {
    return this.#size;
  }

  /**
   * @param {string} id
   * @returns {BoardRecord | undefined} in the bin or not
   */
  get(id) {
    return this.#find(id)?.record;
  }

  /** A long text; empty where there is none. @param {string} id @param {string} field */
  text(id, field) {
    const text = this.#find(id)?.record[field];
    return typeof text === 'string' ? text : '';
  }

  /** How many edits a long text has been through. @param {string} id @param {string} field */
  revision(id, field) {
    return this.#find(id)?.revisions?.[field] ?? 0;
  }

  /** The revisions of all long texts that have been edited. @returns {Revisions} */
  revisions() {
    const revisions = /** @type {Revisions} */ ({});
    for (const held of this.#entries()) if (held.revisions) revisions[held.record.id] = held.revisions;
    return revisions;
  }

  /** Whether this record itself is in the bin. @param {string} id */
  inBin(id) {
    return this.#find(id)?.deleted ?? false;
  }

  /**
   * @param {string} id
   * @returns {boolean}
   */
  onBoard(id) {
    const held = this.#find(id);
    if (!held || held.deleted) return false;
    return this.#targets(held.record).every((target) => this.onBoard(target));
  }

  /**
   * A record, if it stands on the board and is what it is taken for.
   *
   * @param {unknown} id
   * @param {string} type
   * @returns {BoardRecord | undefined}
   */
  standing(id, type) {
    const record = typeof id === 'string' && this.onBoard(id) ? this.get(id) : undefined;
    return record?.type === type ? record : undefined;
  }

  /**
   * The ids of records that hang directly on this one, whether or not in the bin.
   *
   * @param {string} id
   * @returns {IterableIterator<string>}
   */
  *hangingOn(id) {
    yield* layered(this.#hanging.get(id), this.below?.hangingOn(id));
  }

  /**
   * The id of the record, not itself in the bin, that has this unique key; the smallest where several were made apart.
   *
   * @param {string | undefined} key
   * @returns {string | undefined}
   */
  holderOf(key) {
    let first = /** @type {string | undefined} */ (undefined);
    for (const id of this.holdersOf(key)) if (first === undefined || id < first) first = id;
    return first;
  }

  /** The ids of all that have it, in no order. @param {string | undefined} key @returns {IterableIterator<string>} */
  *holdersOf(key) {
    if (key !== undefined) yield* layered(this.#unique.get(key), this.below?.holdersOf(key));
  }

  /** Every record, those in the bin included. @returns {IterableIterator<BoardRecord>} */
  *all() {
    for (const held of this.#entries()) yield held.record;
  }

  /**
   * What is on the board.
   *
   * @param {string} [type] only what is of it, at the cost of as much; in no order then
   * @returns {BoardRecord[]}
   */
  visible(type) {
    const records = type === undefined ? this.all() : this.#all(type);
    return [...records].filter((record) => this.onBoard(record.id));
  }

  /** What was put into the bin while this page was open, without what merely hangs on it. @returns {BoardRecord[]} */
  bin() {
    return [...this.#entries()].filter((held) => held.deleted).map((held) => held.record);
  }

  /**
   * The record and everything that hangs on it, near or far, on the board or not.
   *
   * @param {string} id
   * @param {Set<string>} [found]
   * @returns {Set<string>} ids
   */
  withHanging(id, found = new Set()) {
    if (found.has(id)) return found;
    found.add(id);
    for (const dependent of this.hangingOn(id)) this.withHanging(dependent, found);
    return found;
  }

  /**
   * Applies one accepted operation, in place; an operation on a record that is not known changes nothing.
   *
   * @param {Op} op
   */
  apply(op) {
    switch (op[0]) {
      case 'put': return this.#replace({ record: recordOf(op[1], op[2], op[3]), deleted: false, revisions: ownOf(op[4] ?? {}, op[2]) });
      case 'set': return this.#change(op[1], (held) => ({ ...held, record: changed(held.record, op[2]) }));
      case 'del': return this.#change(op[1], (held) => ({ ...held, deleted: true }));
      case 'restore':
        for (const record of op[2] ?? []) this.#replace({ record, deleted: false, revisions: ownOf(op[3] ?? {}, record.id) });
        return this.#change(op[1], (held) => ({ ...held, deleted: false }));
      case 'gone': return this.#drop(op[1]);
      case 'text': return this.#change(op[1], (held) => edited(held, op));
    }
  }

  /** @returns {IterableIterator<Held>} */
  *#entries() {
    if (this.below) {
      for (const held of this.below.#entries()) if (!this.#held.has(held.record.id)) yield held;
    }
    for (const held of this.#held.values()) if (held) yield held;
  }

  /** Every record of a type, those in the bin included. @param {string} type @returns {IterableIterator<BoardRecord>} */
  *#all(type) {
    if (this.below) {
      for (const record of this.below.#all(type)) if (!this.#held.has(record.id)) yield record;
    }
    for (const id of this.#ofType.get(type) ?? []) {
      const held = this.#held.get(id);
      if (held) yield held.record;
    }
  }

  /** @param {string} id @returns {Held | null | undefined} */
  #find(id) {
    const held = this.#held.get(id);
    return held === undefined && this.below ? this.below.#find(id) : held;
  }

  /** @param {BoardRecord} record @returns {string[]} what it hangs on */
  #targets(record) {
    const targets = [];
    for (const name of this.model.hangsBy(record.type)) {
      const target = record[name];
      if (typeof target === 'string') targets.push(target);
    }
    return targets;
  }

  /** @param {string} id @param {(held: Held) => Held} change */
  #change(id, change) {
    const held = this.#find(id);
    if (held) this.#replace(change(held));
  }

  /** @param {Held} held */
  #replace(held) {
    const before = this.#find(held.record.id);
    if (before && this.#sameEdges(before, held)) {
      this.#enter(held);
    } else {
      this.#drop(held.record.id);
      this.#hold(held);
    }
  }

  /** @param {Held} before @param {Held} after */
  #sameEdges(before, after) {
    return before.deleted === after.deleted && before.record.type === after.record.type
      && this.model.hangsBy(before.record.type).every((name) => before.record[name] === after.record[name])
      && this.model.uniqueKey(before.record.type, before.record) === this.model.uniqueKey(after.record.type, after.record);
  }

  /** @param {Held} held */
  #hold(held) {
    const { record, deleted } = held;
    this.#size++;
    this.#enter(held);
    for (const target of this.#targets(record)) this.#note(this.#hanging, target, record.id, true);
    const key = deleted ? undefined : this.model.uniqueKey(record.type, record);
    if (key !== undefined) this.#note(this.#unique, key, record.id, true);
  }

  /** @param {Held} held */
  #enter(held) {
    const { id, type } = held.record;
    this.#held.set(id, held);
    const ids = this.#ofType.get(type);
    if (ids) ids.add(id);
    else this.#ofType.set(type, new Set([id]));
  }

  /** @param {string} id */
  #drop(id) {
    const held = this.#find(id);
    if (!held) return;
    this.#size--;
    this.#ofType.get(held.record.type)?.delete(id);
    if (this.below) this.#held.set(id, null);
    else this.#held.delete(id);
    for (const target of this.#targets(held.record)) this.#note(this.#hanging, target, id, false);
    const key = this.model.uniqueKey(held.record.type, held.record);
    if (key !== undefined) this.#note(this.#unique, key, id, false);
  }

  /** @param {Map<string, Map<string, boolean>>} index @param {string} at @param {string} id @param {boolean} is */
  #note(index, at, id, is) {
    let ids = index.get(at);
    if (!ids) index.set(at, ids = new Map());
    if (is || this.below) ids.set(id, is);
    else if (ids.delete(id) && ids.size === 0) index.delete(at);
  }
}

/** What an index has of a board over that of the one below. @param {Map<string, boolean> | undefined} here @param {Iterable<string> | undefined} below @returns {IterableIterator<string>} */
function* layered(here, below) {
  for (const id of below ?? []) if (!here?.has(id)) yield id;
  for (const [id, is] of here ?? []) if (is) yield id;
}

/**
 * @param {string} type
 * @param {string} id
 * @param {Changes} values
 * @returns {BoardRecord}
 */
export const recordOf = (type, id, values) => changed({ id, type }, values);

/** @param {Revisions} revisions @param {string} id which may be any word, `constructor` among them */
const ownOf = (revisions, id) => (Object.hasOwn(revisions, id) ? revisions[id] : undefined);

/** @param {Held} held @param {import('./types.js').Text} op @returns {Held} an empty text is none */
function edited({ record, deleted, revisions }, [, , field, revision, edit]) {
  const text = apply(typeof record[field] === 'string' ? record[field] : '', edit);
  return { record: changed(record, { [field]: text || null }), deleted, revisions: { ...revisions, [field]: revision + 1 } };
}

/**
 * The record with some properties changed.
 *
 * @param {BoardRecord} record
 * @param {Changes} changes
 * @returns {BoardRecord}
 */
export function changed(record, changes) {
  const next = { ...record };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined) delete next[name];
    else next[name] = value;
  }
  return next;
}
