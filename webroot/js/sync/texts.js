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
 * @typedef {{tx: Pending, index: number}} Link  one pending edit: which operation of which transaction
 * @typedef {{id: string, field: string, text: string, revision: number}} KeptBase
 * @typedef {KeptBase & {edits: Link[], held?: boolean}} Base  with its pending edits in their order
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

  /** The edits of a text that follow one of it and may not have been sent, up to one that was. @param {Pending} tx with one edit of a text, and nothing else @returns {Pending[]} as it */
  unsentAfter(tx) {
    const [{ edits }] = this.#basesOf(tx);
    const after = edits.slice(edits.findIndex((link) => link.tx === tx) + 1).map((link) => link.tx);
    const end = after.findIndex(({ ops, sent }) => sent || ops.length > 1);
    return end < 0 ? after : after.slice(0, end);
  }

  /** What an edit of a text goes on with. @param {Pending} tx with one edit of a text, and nothing else @returns {Pending | undefined} what has the edit before */
  before(tx) {
    const [{ edits }] = this.#basesOf(tx);
    return edits[edits.findIndex((link) => link.tx === tx) - 1]?.tx;
  }

  /** An edit as it stands on the text that is confirmed, or, where that is held, on the one that was. @param {Pending} tx @param {Text} op made where an edit of this is @returns {Text} */
  standing(tx, [verb, id, field, , edit]) {
    const base = this.#bases.get(key(id, field));
    if (!base) return [verb, id, field, this.replica.confirmed.revision(id, field), edit];
    const earlier = base.edits.slice(0, base.edits.findIndex((link) => link.tx === tx)).map(editOf);
    const texts = [base.text];
    for (const one of earlier) texts.push(apply(texts[texts.length - 1], one));
    return [verb, id, field, base.revision, earlier.reduceRight((so, one, at) => before(so, inverse(one, texts[at])), edit)];
  }

  /** What the shown texts have been through since this was last asked, but for what was submitted. @returns {TextChange[]} */
  takeChanges() {
    return this.#changes.splice(0);
  }

  /** Edits are about to be pending: they stand on what is shown. @param {Pending} tx behind all others */
  begin(tx) {
    const { board, confirmed } = this.replica;
    for (const { id, field, link } of linksOf(tx)) {
      const base = this.#bases.get(key(id, field)) ?? { id, field, text: board.text(id, field), revision: confirmed.revision(id, field), edits: [] };
      base.edits.push(link);
      this.#bases.set(key(id, field), base);
    }
  }

  /** Takes over bases with their edits, which are pending already; how they are shown is not told. @param {KeptBase[]} bases @param {Pending[]} txs that have them, behind all others */
  resume(bases, txs) {
    const told = this.#changes.length;
    const links = txs.flatMap(linksOf);
    for (const { id, field, text, revision } of bases) {
      const edits = links.filter((of) => of.id === id && of.field === field).map(({ link }) => link);
      const known = this.#bases.get(key(id, field));
      if (known) {
        const end = known.edits.reduce((so, link) => apply(so, editOf(link)), known.text);
        this.#over(edits, between(text, end));
        known.edits.push(...edits);
      } else {
        const base = { id, field, text, revision, edits };
        this.#bases.set(key(id, field), base);
        if (this.replica.seq !== undefined) this.#stand(base);
      }
    }
    this.#changes.length = told;
  }

  /** The last pending transaction with an edit of a text. @param {string} id @param {string} field @returns {Pending | undefined} */
  last(id, field) {
    return this.#bases.get(key(id, field))?.edits.at(-1)?.tx;
  }

  /** The server applied somebody's edit to what is confirmed. @param {Text} op @param {string | null} by */
  edited([, id, field, , edit], by) {
    const base = this.#bases.get(key(id, field));
    if (!base) return this.tell(id, field, edit, by);
    if (base.held) return;
    this.#stamp(base);
    this.tell(id, field, this.#over(base.edits, edit), by);
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
      const [first] = base.edits;
      if (first.tx !== tx) {
        this.#cut(base, tx);
        continue;
      }
      base.text = apply(base.text, editOf(first));
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
      base.edits = base.edits.filter((link) => link.tx !== tx);
      base.held = false;
      this.#stand(base);
      if (base.edits.length === 0) this.#bases.delete(key(base.id, base.field));
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
    const [first] = base.edits;
    base.held = first?.tx.sent !== undefined && this.replica.confirmed.revision(id, field) > revision;
    if (!base.held) this.#settle(base, null);
  }

  /** Takes the difference to what is confirmed. @param {Base} base @param {string | null} by */
  #settle(base, by) {
    const { confirmed } = this.replica;
    const { id, field, text } = base;
    if (!confirmed.get(id)) return;
    this.#stamp(base);
    this.tell(id, field, this.#over(base.edits, between(text, base.text)), by);
  }

  /** @param {Base} base */
  #stamp(base) {
    const { confirmed } = this.replica;
    base.text = confirmed.text(base.id, base.field);
    base.revision = confirmed.revision(base.id, base.field);
  }

  /** Takes a transaction's edit out from among the others. @param {Base} base @param {Pending} tx */
  #cut(base, tx) {
    const { edits } = base;
    const at = edits.findIndex((link) => link.tx === tx);
    const edit = editOf(edits[at]);
    if (edit.length === 0) return;
    const text = edits.slice(0, at).reduce((so, link) => apply(so, editOf(link)), base.text);
    this.tell(base.id, base.field, this.#over(edits.slice(at + 1), inverse(edit, text)), null, true);
    put(edits[at], []);
  }

  /** Moves edits over one that comes before them. @param {Link[]} edits @param {Edit} edit @returns {Edit} the latter as it applies after them */
  #over(edits, edit) {
    let moved = edit;
    for (const link of edits) {
      const mine = editOf(link);
      put(link, before(mine, moved));
      moved = after(moved, mine);
    }
    return moved;
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

/** @param {Pending} tx @returns {{id: string, field: string, link: Link}[]} its edits of texts */
const linksOf = (tx) => tx.ops.flatMap((op, index) => (op[0] === 'text' ? [{ id: op[1], field: op[2], link: { tx, index } }] : []));

/** @param {Link} link */
const editOf = ({ tx, index }) => /** @type {Text} */ (tx.ops[index])[4];

/** @param {Link} link whose edit becomes this one @param {Edit} edit */
function put({ tx, index }, edit) {
  const op = /** @type {Text} */ (tx.ops[index]);
  tx.ops = tx.ops.with(index, ['text', op[1], op[2], op[3], edit]);
}
