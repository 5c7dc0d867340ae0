/**
 * This browser's copy of a workshop: the confirmed board, and over it the pending transactions, which the server has not
 * acknowledged yet. What people see is both. Whatever the server says is applied to the confirmed board in its order; then
 * what is still pending is drawn over it anew, at the cost of what is pending.
 *
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {{id: string, ops: Op[]}} Pending
 * @typedef {{seq: number, id: string, by: string | null, at: number, ops: Op[]}} Tx
 */
import { Board } from '../board/board.js';
import { completed } from '../board/check.js';

export class Replica {
  /** @type {Pending[]} in the order in which they were made */
  #pending = [];

  /** @param {import('../board/model.js').Model} model */
  constructor(model) {
    this.model = model;
    this.confirmed = new Board(model);
    /** What is to be shown. */
    this.board = this.confirmed;
    /** Up to which seq the confirmed board is complete; nothing before the first welcome. @type {number | undefined} */
    this.seq = undefined;
    /** The participant whose page this is. @type {string | null} */
    this.you = null;
  }

  get pending() {
    return /** @type {readonly Pending[]} */ (this.#pending);
  }

  /**
   * Takes the state to start from in place of the one held.
   *
   * @param {BoardRecord[]} records
   * @param {number} seq
   * @returns {Set<string>} ids of what may look different
   */
  replace(records, seq) {
    const ids = new Set(Array.from(this.board.all(), (record) => record.id));
    this.confirmed = Board.of(this.model, records);
    this.seq = seq;
    this.#rebase();
    for (const record of this.board.all()) ids.add(record.id);
    return ids;
  }

  /**
   * Applies what the server committed; what this replica has already is not applied again.
   *
   * @param {Tx[]} txs
   * @param {number} seq up to which they make it complete
   * @returns {{changed: Set<string>, acknowledged: Set<string>, others: Tx[]}} others: the txs that are not this page's own
   */
  take(txs, seq) {
    const own = new Set(this.#pending.map((tx) => tx.id));
    const changed = /** @type {Set<string>} */ (new Set());
    const acknowledged = /** @type {Set<string>} */ (new Set());
    const others = [];
    for (const tx of this.#pending) this.#touch(this.board, tx.ops, changed);
    for (const tx of txs) {
      if (own.has(tx.id) && (tx.by === this.you || tx.by === null)) acknowledged.add(tx.id);
      else others.push(tx);
      if (tx.seq <= (this.seq ?? 0)) continue;
      this.#touch(this.confirmed, tx.ops, changed);
      for (const op of tx.ops) this.confirmed.apply(op);
      this.#touch(this.confirmed, tx.ops, changed);
    }
    this.seq = Math.max(this.seq ?? 0, seq, ...txs.map((tx) => tx.seq));
    this.#pending = this.#pending.filter((tx) => !acknowledged.has(tx.id));
    this.#rebase();
    return { changed, acknowledged, others };
  }

  /**
   * Shows a transaction before the server has it.
   *
   * @param {string} id
   * @param {Op[]} ops
   * @returns {Set<string>} ids of what may look different
   */
  submit(id, ops) {
    const changed = /** @type {Set<string>} */ (new Set());
    if (this.board === this.confirmed) this.board = this.confirmed.over();
    this.#pending.push({ id, ops });
    this.#show(ops, changed);
    return changed;
  }

  /**
   * Takes back a pending transaction that the server refused.
   *
   * @param {string} id
   * @returns {{changed: Set<string>, ops: Op[]} | undefined} nothing where it is not pending
   */
  reject(id) {
    const refused = this.#pending.find((tx) => tx.id === id);
    if (!refused) return undefined;
    const changed = /** @type {Set<string>} */ (new Set());
    for (const tx of this.#pending) this.#touch(this.board, tx.ops, changed);
    this.#pending = this.#pending.filter((tx) => tx !== refused);
    this.#rebase();
    return { changed, ops: refused.ops };
  }

  #rebase() {
    this.board = this.#pending.length === 0 ? this.confirmed : this.confirmed.over();
    for (const tx of this.#pending) this.#show(tx.ops);
  }

  /** @param {Op[]} ops @param {Set<string>} [changed] */
  #show(ops, changed) {
    for (const op of ops) {
      if (changed) this.#touch(this.board, [op], changed);
      // The state may hold it already: the acknowledgement comes after the welcome.
      if (op[0] === 'put' && this.board.get(op[2])) continue;
      this.board.apply(completed(this.model, op, this.you));
      if (changed) this.#touch(this.board, [op], changed);
    }
  }

  /** @param {Board} board @param {Op[]} ops @param {Set<string>} changed gets the ids that the ops are about, and what comes or goes with them */
  #touch(board, ops, changed) {
    for (const op of ops) {
      const id = op[0] === 'put' ? op[2] : op[1];
      changed.add(id);
      if (op[0] === 'set' && !this.#moves(board, id, op[2])) continue;
      for (const dependent of board.withHanging(id)) changed.add(dependent);
      if (op[0] === 'restore') for (const record of op[2] ?? []) changed.add(record.id);
    }
  }

  /** @param {Board} board @param {string} id @param {import('../board/types.js').Changes} changes whether they change what the record hangs on */
  #moves(board, id, changes) {
    const type = board.get(id)?.type ?? '';
    return this.model.hangsBy(type).some((name) => Object.hasOwn(changes, name));
  }
}

/**
 * What has been done here and not been acknowledged, kept through a reload of the page. One entry for each tab: after a
 * reload the same tab finds it, and sends it again with its old ids.
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
