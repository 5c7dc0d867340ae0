import { Board } from '../../../../webroot/js/board/board.js';
import { refusal } from '../../../../webroot/js/board/check.js';
import { completed } from '../../../../webroot/js/board/model.js';
import { after, before } from '../../../../webroot/js/board/text.js';

/** How far back what was missed is told; before that the whole state is. */
const TAIL = 25;
/** A state for newcomers is used again while no more transactions than this came after it. */
const BEHIND = 8;

/**
 * What the server promises, in one process: one order, durable before visible, each id once, edits of texts brought over those
 * that came in between, resume by what was missed or by a state that may be an older one. Whatever was not committed when it
 * restarts never was.
 */
export class SimServer {
  /** What is committed, as everybody is shown it. */
  log = [];
  /** Bodies that were sent again as something else. */
  faults = [];
  /** Only then they may be. */
  devicesFail = false;
  #queue = [];
  #lines = new Set();
  #known = new Map();
  #edits = new Map();
  /** What the records of each transaction of the log were after it. */
  #made = [];
  #snapshot = null;

  /** @param {object} model @param {object[]} records @param {(n: number) => number} random */
  constructor(model, records, random) {
    Object.assign(this, { model, random, board: Board.of(model, records) });
  }

  get seq() {
    return this.log.length;
  }

  /** @param {import('./simulation.mjs').Line} line @param {any} message of its client */
  hear(line, message) {
    switch (message.t) {
      case 'hello': return this.#welcome(line, message.since);
      case 'tx': return this.#queue.push({ line, by: line.person, id: message.id, ops: message.ops });
      case 'ping': return line.say({ t: 'pong' });
    }
  }

  /** The connection has ended, as far as this side knows. */
  leave(line) {
    this.#lines.delete(line);
  }

  /** Commits some of what waits, and shows it, unless it goes down in between. @param {{shown: boolean}} fate */
  commit({ shown }) {
    const txs = [];
    const answers = [];
    for (const { line, by, id, ops } of this.#queue.splice(0, 1 + this.random(6))) {
      const body = JSON.stringify(ops);
      const known = this.#known.get(`${by} ${id}`);
      if (known) {
        if (known.body !== body && !this.devicesFail) this.faults.push(`${id} was ${known.body} and came again as ${body}`);
        answers.push([line, known.body === body ? { t: 'txs', seq: this.seq, txs: [known.tx] } : { t: 'reject', id, code: 'id-reused', message: 'non' }]);
        continue;
      }
      const accepted = this.#accepted(by, ops);
      if (!accepted) {
        answers.push([line, { t: 'reject', id, code: 'gone', message: 'non' }]);
        continue;
      }
      const tx = { seq: this.seq + 1, id, by, at: 0, ops: accepted };
      this.log.push(tx);
      this.#made.push(new Map(accepted.map((op) => (op[0] === 'put' ? op[2] : op[1])).map((id) => [id, this.shown(this.board, id)])));
      this.#known.set(`${by} ${id}`, { body, tx });
      txs.push(tx);
    }
    if (!shown) return;
    if (txs.length > 0) for (const line of this.#lines) line.say({ t: 'txs', seq: this.seq, txs });
    for (const [line, answer] of answers) if (this.#lines.has(line)) line.say(answer);
  }

  /** Nothing is left but what is committed. */
  restart() {
    this.#queue = [];
    this.#snapshot = null;
    for (const line of this.#lines) line.end(1001);
    this.#lines.clear();
  }

  /** Wherein a confirmed board that has just come from one seq to another is not what was committed. @returns {string[]} */
  wrongIn(board, from, to) {
    const wrong = [];
    const seen = new Set();
    for (let seq = to; seq > from; seq--) {
      for (const [id, made] of this.#made[seq - 1]) {
        if (!seen.has(id) && board.onBoard(id) && this.shown(board, id) !== made) wrong.push(`${id} at ${to}: ${this.shown(board, id)} is not ${made}`);
        seen.add(id);
      }
    }
    return wrong;
  }

  /** A record as people read it, whatever it hangs on. */
  shown(board, id) {
    if (board.inBin(id)) return '';
    const record = board.get(id) ?? {};
    return JSON.stringify([Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)), board.revision(id, 'visee')]);
  }

  get idle() {
    return this.#queue.length === 0;
  }

  /** All operations or none; some are refused for no reason that the client could know. */
  #accepted(by, ops) {
    if (this.random(60) === 0) return null;
    const scratch = this.board.over();
    const accepted = [];
    for (const op of ops) {
      const made = op[0] === 'text' ? this.#rebased(op, scratch) : completed(this.model, op, by);
      if (refusal(scratch, made)) return null;
      scratch.apply(made);
      accepted.push(made);
    }
    return accepted.map((op) => this.#apply(op));
  }

  #rebased([verb, id, field, revision, edit, first], board) {
    const moved = this.#history(id, field).slice(revision).reduce((late, other) => (first === 'first' ? before : after)(late, other), edit);
    return [verb, id, field, Math.max(revision, board.revision(id, field)), moved];
  }

  /** @returns {object} the operation as it is shown */
  #apply(op) {
    this.board.apply(op);
    if (op[0] === 'text') this.#history(op[1], op[2]).push(op[4]);
    if (op[0] !== 'restore') return op;
    const back = [...this.board.withHanging(op[1])].filter((id) => this.board.onBoard(id));
    const revs = Object.fromEntries(Object.entries(this.board.revisions()).filter(([id]) => back.includes(id)));
    return ['restore', op[1], back.map((id) => this.board.get(id)), structuredClone(revs)];
  }

  #history(id, field) {
    const key = `${id} ${field}`;
    if (!this.#edits.has(key)) this.#edits.set(key, []);
    return this.#edits.get(key);
  }

  #welcome(line, since) {
    const welcome = { t: 'welcome', workshop: 'w', you: { id: line.person, role: 'facilitator' }, time: 0, people: {} };
    this.#lines.add(line);
    if (since !== undefined && since <= this.seq && this.seq - since <= TAIL) return line.say({ ...welcome, seq: this.seq, txs: this.log.slice(since) });
    if (!this.#snapshot || this.seq - this.#snapshot.seq > BEHIND) this.#snapshot = structuredClone({ seq: this.seq, records: this.board.visible(), revs: this.board.revisions() });
    line.say({ ...welcome, ...this.#snapshot });
    if (this.#snapshot.seq < this.seq) line.say({ t: 'txs', seq: this.seq, txs: this.log.slice(this.#snapshot.seq) });
  }
}
