/**
 * Long texts that have pending edits. Such a text stands on a base: what is confirmed of it. The first of its pending edits
 * applies to the base, the next one to what the first leaves, and so on; whatever arrives moves the base on, and all of them
 * over it. Of insertions at one place the pending ones stand first, as the server is asked to see it: what somebody writes
 * stays in one piece, whoever else writes there.
 *
 * Where a whole state took the place of what was held, a text may contain the edit that is under way, or not: nobody knows
 * before it is acknowledged. Until then the text is held: shown on the base as it was. Then the edit is settled, and the
 * difference from there to what is confirmed is taken as one edit of somebody else.
 *
 * Everything costs the edits and the text, never what the text has been through.
 *
 * @typedef {import('../board/types.js').Text} Text
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/text.js').Edit} Edit
 * @typedef {import('./replica.js').Pending} Pending  at most one edit of each text in it
 * @typedef {{tx: Pending, index: number, edit: Edit}} Link  one pending edit
 * @typedef {{id: string, field: string, text: string, revision: number, held?: boolean}} Base
 * @typedef {{id: string, field: string, edit: Edit, by: string | null, cut?: boolean, own?: boolean}} TextChange  how a text that is shown became
 *     another; cut: what was typed here was taken out, or the whole text with it; own: it was done on this page
 */
import { after, apply, before, between, inverse } from '../board/text.js';

export class Texts {
  /** @type {Map<string, Base>} */
  #bases = new Map();
  /** @type {TextChange[]} */
  #changes = [];

  /** @param {import('./replica.js').Replica} replica whose pending transactions have the edits */
  constructor(replica) {
    this.replica = replica;
  }

  /** @returns {Base[]} */
  get bases() {
    return [...this.#bases.values()];
  }

  /** What the shown texts have been through since this was last asked, but for what was submitted. @returns {TextChange[]} */
  takeChanges() {
    return this.#changes.splice(0);
  }

  /** An edit is about to be pending. @param {string} id @param {string} field */
  begin(id, field) {
    const { board, confirmed } = this.replica;
    if (!this.#bases.has(key(id, field))) this.#bases.set(key(id, field), { id, field, text: board.text(id, field), revision: confirmed.revision(id, field) });
  }

  /** Takes over a base with its edits, which are pending already; how it is shown is not told. @param {Base} base @param {Pending[]} txs that have them, behind all others */
  resume({ id, field, text, revision }, txs) {
    const told = this.#changes.length;
    const known = this.#bases.get(key(id, field));
    if (known) {
      const others = this.#edits(known).filter(({ tx }) => !txs.includes(tx));
      const end = others.reduce((so, { edit }) => apply(so, edit), known.text);
      this.#over(this.#edits(known).filter(({ tx }) => txs.includes(tx)), between(text, end));
    } else {
      const base = { id, field, text, revision };
      this.#bases.set(key(id, field), base);
      if (this.replica.seq !== undefined) this.#stand(base);
    }
    this.#changes.length = told;
  }

  /** The server applied somebody's edit to what is confirmed. @param {Text} op @param {string | null} by */
  edited([, id, field, , edit], by) {
    const base = this.#bases.get(key(id, field));
    if (!base) return this.tell(id, field, edit, by);
    if (base.held) return;
    this.#stamp(base);
    this.tell(id, field, this.#over(this.#edits(base), edit), by);
  }

  /**
   * What is confirmed of a text has become another, otherwise than by an edit.
   *
   * @param {string} id
   * @param {string} field
   * @param {string | undefined} was nothing where there was no such record
   * @param {string | null} by
   */
  replaced(id, field, was, by) {
    const base = this.#bases.get(key(id, field));
    if (base && !base.held) this.#settle(base, by);
    else if (!base && was !== undefined) this.tell(id, field, between(was, this.replica.confirmed.text(id, field)), by);
  }

  /** Another state has taken the place of the confirmed one. */
  startAfresh() {
    for (const base of this.#bases.values()) this.#stand(base);
  }

  /** A pending transaction is in what is confirmed: its edits become part of the bases. @param {Pending} tx still pending @param {Op[]} ops as everybody got them */
  confirm(tx, ops) {
    for (const base of this.#basesOf(tx)) {
      const [first] = this.#edits(base);
      if (first.tx !== tx) {
        this.#cut(base, tx);
        continue;
      }
      base.text = apply(base.text, first.edit);
      for (const op of ops) if (op[0] === 'text' && op[1] === base.id && op[2] === base.field) base.revision = op[3] + 1;
    }
  }

  /** A pending transaction is to be as if it had never been. @param {Pending} tx still pending */
  drop(tx) {
    for (const base of this.#basesOf(tx)) this.#cut(base, tx);
  }

  /** A transaction is no longer pending: the texts that it edited stand on what is confirmed. @param {Pending} tx */
  leave(tx) {
    for (const base of this.#basesOf(tx)) {
      base.held = false;
      this.#stand(base);
      if (this.#edits(base).length === 0) this.#bases.delete(key(base.id, base.field));
    }
  }

  /** The revision that the first pending edit of a text stands on. @param {string} id @param {string} field */
  revision(id, field) {
    return this.#bases.get(key(id, field))?.revision ?? 0;
  }

  /** Shows the texts that are held as they were. @param {import('../board/board.js').Board} board */
  showHeld(board) {
    for (const { id, field, text, held } of this.#bases.values()) if (held) board.apply(['set', id, { [field]: text || null }]);
  }

  /** @param {Base} base as it is in the state that is confirmed now */
  #stand(base) {
    const { id, field, revision } = base;
    const [first] = this.#edits(base);
    base.held = first?.tx.sent !== undefined && this.replica.confirmed.revision(id, field) > revision;
    if (!base.held) this.#settle(base, null);
  }

  /** Takes the difference to what is confirmed. @param {Base} base @param {string | null} by */
  #settle(base, by) {
    const { confirmed } = this.replica;
    const { id, field, text } = base;
    if (!confirmed.get(id)) return;
    this.#stamp(base);
    this.tell(id, field, this.#over(this.#edits(base), between(text, base.text)), by);
  }

  /** @param {Base} base */
  #stamp(base) {
    const { confirmed } = this.replica;
    base.text = confirmed.text(base.id, base.field);
    base.revision = confirmed.revision(base.id, base.field);
  }

  /** Takes a transaction's edit out from among the others. @param {Base} base @param {Pending} tx */
  #cut(base, tx) {
    const edits = this.#edits(base);
    const at = edits.findIndex((link) => link.tx === tx);
    if (edits[at].edit.length === 0) return;
    const text = edits.slice(0, at).reduce((so, { edit }) => apply(so, edit), base.text);
    this.tell(base.id, base.field, this.#over(edits.slice(at + 1), inverse(edits[at].edit, text)), null, true);
    put(tx, edits[at].index, []);
  }

  /** Moves edits over one that comes before them. @param {Link[]} edits @param {Edit} edit @returns {Edit} the latter as it applies after them */
  #over(edits, edit) {
    let moved = edit;
    for (const { tx, index, edit: mine } of edits) {
      put(tx, index, before(mine, moved));
      moved = after(moved, mine);
    }
    return moved;
  }

  /** @param {Base} base @returns {Link[]} its pending edits in their order */
  #edits({ id, field }) {
    return this.replica.pending.flatMap((tx) => tx.ops.flatMap((op, index) => (op[0] === 'text' && op[1] === id && op[2] === field ? [{ tx, index, edit: op[4] }] : [])));
  }

  /** @param {Pending} tx @returns {Base[]} that it has edits of */
  #basesOf(tx) {
    const keys = new Set(tx.ops.flatMap((op) => (op[0] === 'text' ? [key(op[1], op[2])] : [])));
    return [...keys].flatMap((one) => this.#bases.get(one) ?? []);
  }

  /** Notes how a text that is shown changed. @param {string} id @param {string} field @param {Edit} edit @param {string | null} [by] @param {boolean} [cut] */
  tell(id, field, edit, by = null, cut = false) {
    if ((edit.length > 0 || cut) && this.replica.board.get(id)) this.#changes.push({ id, field, edit, by, cut });
  }
}

/** @param {string} id @param {string} field */
const key = (id, field) => `${id}\n${field}`;

/** @param {Pending} tx @param {number} index of a text's edit, which becomes this one @param {Edit} edit */
function put(tx, index, edit) {
  const op = /** @type {Text} */ (tx.ops[index]);
  tx.ops = tx.ops.with(index, ['text', op[1], op[2], op[3], edit]);
}
