/**
 * This browser's copy of a workshop: the confirmed board, and over it the pending transactions, which the server has not
 * acknowledged yet. What people see is both. Whatever the server says is applied to the confirmed board in its order; then
 * what is still pending is drawn over it anew, at the cost of what is pending. Pending edits of long texts are transformed
 * over what arrives (see texts.js); what was handed to the line is frozen, so that it can be sent again as it was.
 *
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../board/types.js').Revisions} Revisions
 * @typedef {import('./texts.js').TextChange} TextChange
 * @typedef {import('./sending.js').Apart} Apart
 * @typedef {{id: string, ops: Op[], sent?: Op[], typed: number} & Apart} Pending  ops: as they apply to what is confirmed and pending before them;
 *     sent: as they are sent, once they may be; typed: how often the person has added to it on this page
 * @typedef {{seq: number, id: string, by: string | null, at: number, ops: Op[]}} Tx
 * @typedef {{pending: ({id: string, ops: Op[], sent?: Op[] | true} & Apart)[], texts: import('./texts.js').KeptBase[]}} Kept  true: as they are; texts: what their edits stand on
 */
import { Board } from '../board/board.js';
import { completed } from '../board/model.js';
import { between, normal, then } from '../board/text.js';
import { apartOf, MAX_INSERT, MAX_PARTS } from './sending.js';
import { Texts } from './texts.js';

export class Replica {
  /** @type {Pending[]} in the order in which they were made */
  #pending = [];
  #texts = new Texts(this);

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

  /** The revisions of the confirmed long texts, as a welcome has them. */
  get revs() {
    return this.confirmed.revisions();
  }

  /** How shown long texts changed since this was last asked, otherwise than by what was submitted here, in the order in which it happened. @returns {TextChange[]} */
  takeTextChanges() {
    return this.#texts.takeChanges();
  }

  /**
   * Takes the state to start from in place of the one held.
   *
   * @param {BoardRecord[]} records
   * @param {number} seq
   * @param {Revisions} [revs]
   * @param {Op[]} [own] what this person sees beside them, or otherwise
   * @returns {Set<string>} ids of what may look different
   */
  replace(records, seq, revs, own = []) {
    const ids = new Set(Array.from(this.board.all(), (record) => record.id));
    const before = this.confirmed;
    this.confirmed = Board.of(this.model, records, revs);
    for (const op of own) this.confirmed.apply(op);
    this.seq = seq;
    this.#texts.startAfresh();
    for (const { id } of before.all()) this.#tellReplaced(id, this.#textsOf(before, id), null);
    this.#rebase();
    for (const record of this.board.all()) ids.add(record.id);
    return ids;
  }

  /**
   * Applies what the server committed; what this replica has already is not applied again.
   *
   * @param {Tx[]} txs
   * @param {number} seq up to which they make it complete
   * @param {Op[]} [own] what takes the place of all that they say about the same records
   * @returns {{changed: Set<string>, acknowledged: Set<string>, others: Tx[], outrun: {id: string, ops: Op[]}[]}} others: the txs that are not
   *     this page's own, and new; outrun: what another page has sent before all that was typed was part of it, as `listed` has it
   */
  take(txs, seq, own = []) {
    const changed = /** @type {Set<string>} */ (new Set());
    const acknowledged = /** @type {Set<string>} */ (new Set());
    const others = [];
    const outrun = [];
    const owned = new Set(own.map(about));
    for (const tx of this.#pending) this.#touch(this.board, tx.ops, changed);
    for (const tx of txs) {
      const mine = tx.by === this.you || tx.by === null ? this.#pending.find(({ id }) => id === tx.id) : undefined;
      const isNew = tx.seq > (this.seq ?? 0);
      if (isNew) {
        const ops = tx.ops.filter((op) => !owned.has(about(op)));
        this.#touch(this.confirmed, ops, changed);
        for (const op of ops) this.#apply(op, tx.by, mine);
        this.#touch(this.confirmed, ops, changed);
        this.seq = tx.seq;
      }
      if (mine) {
        acknowledged.add(mine.id);
        if (!sameWords(mine.ops, tx.ops)) outrun.push(...this.#listed([mine]));
        this.#texts.confirm(mine, tx.ops);
        this.#leave(mine);
      } else if (isNew) {
        others.push(tx);
      }
    }
    this.#touch(this.confirmed, own, changed);
    for (const op of own) this.#apply(op, null, undefined);
    this.#touch(this.confirmed, own, changed);
    this.seq = Math.max(this.seq ?? 0, seq);
    this.#rebase();
    return { changed, acknowledged, others, outrun };
  }

  /**
   * The pending transaction that an edit of a text becomes part of, if it is made now: the one with the last edit of that text, where
   * it may not have been sent yet, by another page neither, and nothing that was done since then could be told apart by whether the edit came before it.
   *
   * @param {Op[]} ops
   * @param {Apart} [apart] for whom it is made: what was begun for others stays apart
   * @returns {string | undefined}
   */
  joins(ops, apart = {}) {
    const [op] = ops;
    if (ops.length !== 1 || op[0] !== 'text') return undefined;
    const last = this.#texts.last(op[1], op[2]);
    if (last?.ops.length !== 1 || last.sent || last.typed === 0 || last.phase !== apart.phase || last.shown !== apart.shown) return undefined;
    const [, , , , edit] = /** @type {import('../board/types.js').Text} */ (last.ops[0]);
    if (edit.length + op[4].length > MAX_PARTS || inserted(edit) + inserted(op[4]) > MAX_INSERT) return undefined;
    for (const later of this.#backTo(last)) if (later.ops.some((other) => matters(other, op[1]))) return undefined;
    return last.id;
  }

  /**
   * Shows a transaction before the server has it.
   *
   * @param {string} id a new one, or the one that `joins` names
   * @param {Op[]} ops with at most one edit of each text, made on what is shown; their revisions do not matter
   * @param {Apart} [apart] for whom it is made
   * @returns {Set<string>} ids of what may look different
   */
  submit(id, ops, apart = {}) {
    const changed = /** @type {Set<string>} */ (new Set());
    const made = ops.map((op) => /** @type {Op} */ (op[0] === 'text' ? ['text', op[1], op[2], 0, normal(op[4])] : op));
    if (this.board === this.confirmed) this.board = this.confirmed.over();
    const known = this.#pending.findLast((tx) => tx.id === id);
    if (known) {
      known.ops = [joined(known.ops[0], made[0])];
      known.typed++;
    } else {
      const tx = /** @type {Pending} */ ({ id, ops: made, ...apart, typed: 1 });
      this.#texts.begin(tx);
      this.#pending.push(tx);
    }
    this.#show(made, changed);
    return changed;
  }

  /**
   * Freezes what may be sent now, in the order in which it was made: from here on it can be sent, and sent again, as it is. Of a text
   * there is one edit under way at a time; an edit that has to wait holds back what comes after it.
   *
   * @param {number} most how many may be under way
   * @returns {boolean} whether there is an edit of a text among what was not frozen before: who keeps what is pending has to keep it so before it is sent
   */
  freeze(most) {
    if (this.seq === undefined) return false;
    this.#drop(this.#pending.filter((tx) => !tx.sent && isNothing(tx.ops)));
    const under = /** @type {Set<string>} */ (new Set());
    let edits = false;
    for (const tx of this.#pending.slice(0, most)) {
      const texts = tx.ops.filter((op) => op[0] === 'text');
      const keys = texts.map((op) => `${op[1]}\n${op[2]}`);
      if (!tx.sent) {
        if (keys.some((key) => under.has(key))) break;
        tx.sent = tx.ops = tx.ops.map((op) => (op[0] === 'text' ? ['text', op[1], op[2], this.#texts.revision(op[1], op[2]), op[4], 'first'] : op));
        edits ||= texts.length > 0;
      }
      for (const key of keys) under.add(key);
    }
    return edits;
  }

  /**
   * Takes back a pending transaction that the server refused. What was typed into a text after a refused edit stays where it can;
   * where the text is not on the board any more, it goes with it.
   *
   * @param {string} id
   * @returns {{changed: Set<string>, ids: string[], ops: Op[]} | undefined} ids: of all that is taken back; ops: what it was,
   *     as `listed` has it; nothing where it is not pending
   */
  reject(id) {
    const refused = this.#pending.find((tx) => tx.id === id);
    if (!refused) return undefined;
    const [op] = madeAs(refused);
    const taken = isEdit(madeAs(refused)) && !this.confirmed.onBoard(String(op[1])) ? this.#texts.unsentAfter(refused) : [];
    const [{ ops }] = this.#listed([refused, ...taken]);
    const all = [refused, ...taken];
    return { changed: this.#drop(all), ids: all.map((tx) => tx.id), ops };
  }

  /**
   * What is pending, as it is told to the person who did it: edits say which revision of the confirmed text they stand on, without what is
   * pending before them; one that goes on with another's is part of that.
   *
   * @param {Iterable<string>} ids
   * @returns {{id: string, ops: Op[]}[]}
   */
  listed(ids) {
    const wanted = new Set(ids);
    return this.#listed(this.#pending.filter(({ id }) => wanted.has(id)));
  }

  /** Drops pending transactions that somebody else sends. @param {Iterable<string>} ids @returns {Set<string>} ids of what may look different */
  forget(ids) {
    const gone = new Set(ids);
    return this.#drop(this.#pending.filter((tx) => gone.has(tx.id)));
  }

  /** What is pending and the texts that it stands on, as JSON: all that is needed to go on with it elsewhere. @returns {Kept} */
  keepable() {
    return {
      pending: this.#pending.map(({ id, ops, phase, shown, sent }) => ({ id, ops, ...apartOf({ phase, shown }), ...(sent ? { sent: sent === ops ? true : sent } : {}) })),
      texts: this.#texts.bases.map(({ id, field, text, revision }) => ({ id, field, text, revision })),
    };
  }

  /**
   * Takes over what was pending elsewhere, behind what is pending here. What it stands on may be older or newer than what is confirmed here.
   *
   * @param {Kept} kept that is sound
   * @param {boolean} [own] whether that was in this tab, which may have typed more than others know
   * @returns {Set<string>} ids of what may look different
   */
  resume({ pending, texts }, own = false) {
    const changed = /** @type {Set<string>} */ (new Set());
    const known = new Set(this.#pending.map((tx) => tx.id));
    const added = pending.filter(({ id }) => !known.has(id)).map(({ id, ops, phase, shown, sent }) => /** @type {Pending} */ ({ id, ops, ...apartOf({ phase, shown }), typed: own ? 1 : 0, ...(sent ? { sent: sent === true ? ops : sent } : {}) }));
    const bases = [...texts, ...this.#asEdits(added)];
    const shown = bases.map(({ id, field }) => this.board.text(id, field));
    this.#pending.push(...added);
    this.#texts.resume(bases, added);
    this.#rebase();
    for (const tx of added) this.#touch(this.board, tx.ops, changed);
    for (const [index, { id, field }] of bases.entries()) this.#texts.tell(id, field, between(shown[index], this.board.text(id, field)));
    return changed;
  }

  /**
   * What sets a long text, as it was kept when such a text was not written together yet, becomes the edit that does the same. What was sent
   * is sent again as it was.
   *
   * @param {Pending[]} added
   * @returns {import('./texts.js').KeptBase[]} what the new edits stand on
   */
  #asEdits(added) {
    const board = this.board.over();
    const bases = /** @type {Map<string, import('./texts.js').KeptBase>} */ (new Map());
    for (const tx of added) {
      tx.ops = tx.ops.flatMap((op) => {
        const parts = edited(board, op);
        for (const part of parts) {
          if (op[0] === 'set' && part[0] === 'text') {
            const [, id, field] = part;
            const key = `${id}\n${field}`;
            if (!bases.has(key)) bases.set(key, { id, field, text: board.text(id, field), revision: this.confirmed.revision(id, field) });
          }
          if (part[0] !== 'put' || !board.get(part[2])) board.apply(completed(this.model, part, this.you));
        }
        return parts;
      });
    }
    return [...bases.values()];
  }

  /** @param {Pending[]} txs in their order @returns {{id: string, ops: Op[]}[]} */
  #listed(txs) {
    const listed = /** @type {{first: Pending, last: Pending, ops: Op[]}[]} */ ([]);
    for (const tx of txs) {
      const ops = madeAs(tx);
      const earlier = isEdit(ops) ? listed.find((one) => isEdit(one.ops) && one.last === this.#texts.before(tx)) : undefined;
      if (earlier) Object.assign(earlier, { last: tx, ops: [joined(earlier.ops[0], ops[0])] });
      else listed.push({ first: tx, last: tx, ops });
    }
    return listed.map(({ first, ops }) => ({ id: first.id, ops: ops.map((op) => (op[0] === 'text' ? this.#texts.standing(first, op) : op)) }));
  }

  /** @param {Pending} tx @returns {Iterable<Pending>} what is pending after it, the last one first */
  *#backTo(tx) {
    for (let at = this.#pending.length - 1; this.#pending[at] !== tx; at--) yield this.#pending[at];
  }

  /** @param {Pending[]} txs @returns {Set<string>} */
  #drop(txs) {
    const changed = /** @type {Set<string>} */ (new Set());
    if (txs.length === 0) return changed;
    for (const tx of this.#pending) this.#touch(this.board, tx.ops, changed);
    for (const tx of txs) {
      this.#texts.drop(tx);
      this.#leave(tx);
    }
    this.#rebase();
    return changed;
  }

  /** @param {Pending} tx */
  #leave(tx) {
    this.#pending = this.#pending.filter((other) => other !== tx);
    this.#texts.leave(tx);
  }

  /** @param {Op} op that the server accepted @param {string | null} by @param {Pending | undefined} own the pending transaction that it is of */
  #apply(op, by, own) {
    if (op[0] === 'text') {
      this.confirmed.apply(op);
      if (!own) this.#texts.edited(op, by);
      return;
    }
    const ids = op[0] === 'restore' ? (op[2] ?? []).map((record) => record.id) : op[0] === 'put' ? [op[2]] : op[0] === 'set' || op[0] === 'gone' ? [op[1]] : [];
    const before = ids.map((id) => this.#textsOf(this.confirmed, id));
    this.confirmed.apply(op);
    for (const [index, id] of ids.entries()) this.#tellReplaced(id, before[index], by);
  }

  /** @param {Board} board @param {string} id @returns {Map<string, string>} field → long text, where the board has the record */
  #textsOf(board, id) {
    const record = board.get(id);
    return new Map(record ? this.model.texts(record.type, record.kind).map((field) => [field, board.text(id, field)]) : []);
  }

  /** @param {string} id @param {Map<string, string>} before @param {string | null} by */
  #tellReplaced(id, before, by) {
    const after = this.#textsOf(this.confirmed, id);
    for (const [field, text] of after) if (text !== before.get(field)) this.#texts.replaced(id, field, before.get(field), by);
    for (const field of before.keys()) if (!after.has(field)) this.#texts.tell(id, field, between(this.board.text(id, field), ''), by, true);
  }

  #rebase() {
    this.board = this.#pending.length === 0 ? this.confirmed : this.confirmed.over();
    this.#texts.showHeld(this.board);
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
      const id = about(op);
      changed.add(id);
      if (op[0] === 'text' || op[0] === 'set' && !this.#moves(board, id, op[2])) continue;
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

/** @param {Op} op @returns {string} the id of the record that it is about */
const about = (op) => (op[0] === 'put' ? op[2] : op[1]);

/** @param {Op} earlier @param {Op} op both edits of one text @returns {Op} */
const joined = (earlier, op) => (earlier[0] === 'text' && op[0] === 'text' ? ['text', op[1], op[2], 0, then(earlier[4], op[4])] : op);

/** @param {Pending} tx @returns {Op[]} as the person made it: one that set a long text is sent so, and has become an edit */
const madeAs = ({ ops, sent }) => (sent && !sent.some((op) => op[0] === 'text') ? sent : ops);

/** @param {Op[]} ops @param {Op[]} accepted @returns {boolean} whether their edits insert the same: what they delete, others may have deleted before */
const sameWords = (ops, accepted) => ops.every((op, at) => op[0] !== 'text' || accepted[at]?.[0] !== 'text' || insertedBy(op[4]) === insertedBy(accepted[at][4]));

/** @param {import('../board/text.js').Edit} edit */
const insertedBy = (edit) => edit.filter((part) => typeof part === 'string').join('');

/** @param {Op[]} ops whether they are an edit of a text, and nothing else */
const isEdit = (ops) => ops.length === 1 && ops[0][0] === 'text';

/** @param {Board} board @param {Op} op @returns {Op[]} the same, but for long texts, which it edits */
function edited(board, op) {
  const record = op[0] === 'set' ? board.get(op[1]) : undefined;
  if (op[0] !== 'set' || !record) return [op];
  const texts = board.model.texts(record.type, record.kind).filter((field) => Object.hasOwn(op[2], field));
  if (texts.length === 0) return [op];
  const others = Object.fromEntries(Object.entries(op[2]).filter(([name]) => !texts.includes(name)));
  const edits = texts.map((field) => /** @type {Op} */ (['text', record.id, field, 0, between(board.text(record.id, field), String(op[2][field] ?? ''))]));
  return Object.keys(others).length === 0 ? edits : [['set', record.id, others], ...edits];
}

/**
 * Whether an edit of a text may be another thing before an operation than after it: what is created beside it, what happens to
 * other records and what is written in other texts is not.
 *
 * @param {Op} op
 * @param {string} id of the record with the text
 */
const matters = (op, id) => op[0] === 'del' || op[0] === 'restore' || op[0] === 'gone' || op[0] === 'put' && op[2] === id || op[0] === 'set' && op[1] === id;

/** @param {Op[]} ops whether they are an edit that changes nothing, any more */
export const isNothing = (ops) => ops.length === 1 && ops[0][0] === 'text' && ops[0][4].length === 0;

/** @param {import('../board/text.js').Edit} edit @returns {number} how many code units it inserts */
const inserted = (edit) => edit.reduce((/** @type {number} */ sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
