import { Board } from '../../../../webroot/js/board/board.js';
import { refusal } from '../../../../webroot/js/board/check.js';
import { completed } from '../../../../webroot/js/board/model.js';
import { after, before } from '../../../../webroot/js/board/text.js';
import { Replica } from '../../../../webroot/js/sync/replica.js';
import { Undo } from '../../../../webroot/js/sync/undo.js';

/** What the server does with transactions, as little as that: one order, edits brought over those that came in between, duplicates answered by their original. */
export class Sequencer {
  log = [];
  writers = [];
  #edits = new Map();
  #known = new Map();

  /** @param {object} model @param {object[]} records @param {(tx: object) => boolean} [refuses] */
  constructor(model, records, refuses = () => false) {
    Object.assign(this, { model, start: records, refuses, board: Board.of(model, records) });
  }

  /** @param {Writer} from @param {{id: string, ops: object[]}} tx */
  receive(from, { id, ops }) {
    const key = `${from.you} ${id}`;
    const known = this.#known.get(key);
    if (known) {
      if (JSON.stringify(ops) !== known.body) throw new Error(`${id} was sent again as something else`);
      return from.hear(known.rejected ? { reject: id } : { txs: [known.tx], seq: known.tx.seq });
    }
    const rebased = ops.map((op) => this.#rebased(op, from.you));
    if (rebased.some((op) => refusal(this.board, op)) || this.refuses({ id, ops })) {
      this.#known.set(key, { body: JSON.stringify(ops), rejected: true });
      return from.hear({ reject: id });
    }
    const tx = { seq: this.log.length + 1, id, by: from.you, at: 0, ops: rebased };
    this.#known.set(key, { body: JSON.stringify(ops), tx });
    this.log.push(tx);
    for (const op of rebased) {
      this.board.apply(op);
      if (op[0] === 'text') this.#history(op).push(op[4]);
    }
    for (const writer of this.writers) writer.hear({ txs: [tx], seq: tx.seq });
  }

  /** @returns {{records: object[], revs: object, seq: number}} as it stood after that seq */
  stateAt(seq) {
    const board = Board.of(this.model, this.start);
    for (const tx of this.log.slice(0, seq)) for (const op of tx.ops) board.apply(op);
    return { records: [...board.visible()], revs: structuredClone(board.revisions()), seq };
  }

  #rebased(op, by) {
    if (op[0] !== 'text') return completed(this.model, op, by);
    const edit = this.#history(op).slice(op[3]).reduce((edit, other) => (op[5] === 'first' ? before : after)(edit, other), op[4]);
    return ['text', op[1], op[2], this.board.revision(op[1], op[2]), edit];
  }

  #history([, id, field]) {
    const key = `${id} ${field}`;
    if (!this.#edits.has(key)) this.#edits.set(key, []);
    return this.#edits.get(key);
  }
}

/** Somebody at a page: the browser's copy, undo, what is kept on the device, and a line on which messages wait in both directions. */
export class Writer {
  sent = new Set();
  up = [];
  down = [];
  open = false;
  count = 0;
  pages = 1;
  /** The latest seq that was ever shown here. */
  reached = 0;

  /** @param {string} you @param {Sequencer} server */
  constructor(you, server) {
    Object.assign(this, { you, server, kept: JSON.stringify({ pending: [], texts: [] }) });
    this.#begin();
  }

  #begin() {
    this.undo = new Undo();
    this.replica = new Replica(this.server.model);
    this.replica.you = this.you;
  }

  /** Does something, as a room would. */
  submit(op, { as = 'new', group } = {}) {
    const id = this.replica.joins([op]) ?? `${this.you}.${this.pages}-${++this.count}`;
    this.undo.note(this.replica.board, id, [op], { as, group });
    this.replica.submit(id, [op]);
    this.keep();
    this.send();
  }

  /** @param {'undo' | 'redo'} as */
  again(as) {
    for (const op of this.undo[as](this.replica.board)) this.submit(op, { as });
  }

  keep() {
    this.kept = JSON.stringify(this.replica.keepable());
  }

  send() {
    if (!this.open) return;
    if (this.replica.freeze(200)) this.keep();
    for (const { id, sent } of this.replica.pending) {
      if (!sent || this.sent.has(id)) continue;
      this.sent.add(id);
      this.up.push(JSON.stringify({ id, ops: sent }));
    }
  }

  hear(message) {
    if (this.open) this.down.push(JSON.stringify(message));
  }

  /** The next message on its way to the server arrives. */
  deliverUp() {
    if (this.up.length > 0) this.server.receive(this, JSON.parse(this.up.shift()));
  }

  /** The next message on its way here arrives. */
  deliverDown() {
    if (this.down.length === 0) return;
    const message = JSON.parse(this.down.shift());
    if (message.records) {
      this.replica.replace(message.records, message.seq, message.revs);
    } else if (message.reject) {
      this.sent.delete(message.reject);
      this.replica.reject(message.reject);
    } else {
      for (const id of this.replica.take(message.txs, message.seq).acknowledged) this.sent.delete(id);
    }
    this.settle();
    this.reached = Math.max(this.reached, this.replica.seq);
    if (message.welcome) this.welcomed = true;
    this.keep();
    if (this.welcomed) this.send();
  }

  settle() {
    for (const change of this.replica.takeTextChanges()) {
      this.undo.noteText(change);
      this.onText?.(change);
    }
  }

  /** The line is gone, with everything on it. */
  cut() {
    this.open = false;
    this.up = [];
    this.down = [];
    this.sent.clear();
    this.welcomed = false;
  }

  /** The page is gone, with all but what is kept. */
  reload() {
    this.cut();
    this.pages++;
    this.#begin();
    this.replica.resume(JSON.parse(this.kept));
    this.replica.takeTextChanges();
  }

  /** @param {number | undefined} stateAt which state the server sends, in place of what was missed */
  connect(stateAt) {
    this.cut();
    this.open = true;
    const { log } = this.server;
    const since = stateAt ?? this.replica.seq ?? this.reached;
    if (stateAt !== undefined || this.replica.seq === undefined) this.hear({ welcome: true, ...this.server.stateAt(since) });
    this.hear({ welcome: true, txs: log.slice(since), seq: log.length });
  }
}
