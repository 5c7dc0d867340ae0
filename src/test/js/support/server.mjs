import { Board } from '../../../../webroot/js/board/board.js';
import { refusal } from '../../../../webroot/js/board/check.js';
import { completed } from '../../../../webroot/js/board/model.js';
import { after, before } from '../../../../webroot/js/board/text.js';
import { lookOf, Sight } from './sight.mjs';

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
  /** The seqs of what was created while each was alone with it. */
  alone = new Set();
  /** Only then they may be. */
  devicesFail = false;
  #queue = [];
  #lines = new Set();
  #known = new Map();
  /** Transactions that change who sees what. */
  #deciding = new Set();
  #edits = new Map();
  /** What the records of each transaction of the log were after it. */
  #made = [];
  /** What everybody was told of each transaction of the log, where people see different things. */
  #told = [];
  /** By person, where people see different things. */
  #snapshots = new Map();

  /**
   * @param {object} model
   * @param {object[]} records
   * @param {(n: number) => number} random
   * @param {string[] | null} [people] who may come, where the workshop is steered; where it is not, all see and may do the same
   */
  constructor(model, records, random, people = null) {
    Object.assign(this, { model, random, board: Board.of(model, records) });
    this.sight = people && new Sight(this.board, people);
  }

  get seq() {
    return this.log.length;
  }

  /** @param {import('./simulation.mjs').Line} line @param {any} message of its client */
  hear(line, message) {
    switch (message.t) {
      case 'hello': return this.#welcome(line, message.since);
      case 'tx': return this.#queue.push({ line, by: line.person, id: message.id, ops: message.ops, written: message.phase === undefined ? undefined : { phase: message.phase, shown: message.shown === true } });
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
    for (const { line, by, id, ops, written } of this.#queue.splice(0, 1 + this.random(6))) {
      const body = JSON.stringify(ops);
      const known = this.#known.get(`${by} ${id}`);
      if (known) {
        if (known.body !== body && !this.devicesFail) this.faults.push(`${id} was ${known.body} and came again as ${body}`);
        answers.push([line, known.body === body ? { t: 'txs', seq: this.seq, txs: [this.#for(by, known.tx) ?? { ...known.tx, ops: [] }] } : { t: 'reject', id, code: 'id-reused', message: 'non' }]);
        continue;
      }
      const { refused, decides, accepted } = this.#judged(by, ops, written);
      if (refused) {
        answers.push([line, { t: 'reject', id, code: refused, message: 'non' }]);
        continue;
      }
      const tx = { seq: this.seq + 1, id, by, at: 0, ops: accepted };
      this.log.push(tx);
      if (this.sight?.keepsApart(this.board)) this.alone.add(tx.seq);
      this.#made.push(new Map(accepted.map((op) => (op[0] === 'put' ? op[2] : op[1])).map((id) => [id, this.shown(this.board, id)])));
      this.#told.push(this.sight?.told(tx, decides));
      if (decides) this.#deciding.add(tx);
      this.#known.set(`${by} ${id}`, { body, tx });
      txs.push(tx);
    }
    if (!shown) return;
    if (txs.length > 0) for (const line of this.#lines) this.#show(line, txs);
    for (const [line, answer] of answers) if (this.#lines.has(line)) line.say(answer);
  }

  /** @param {import('./simulation.mjs').Line} line @param {any[]} txs */
  #show(line, txs) {
    if (txs.some(({ seq }) => this.#told[seq - 1]?.get(line.person).isElsewhere)) return this.#welcome(line);
    const own = this.#own(line.person, txs);
    const seen = txs.map((tx) => (own ? this.#told[tx.seq - 1].get(line.person).shared : this.#for(line.person, tx))).filter(Boolean);
    if (own?.length > 0) line.say({ t: 'txs', seq: this.seq, own, txs: seen });
    else if (seen.length > 0) line.say({ t: 'txs', seq: this.seq, txs: seen });
  }

  /** What stands beside the transactions that are the same for many; null for who is told of them in their own way. */
  #own(person, txs) {
    if (!txs.some((tx) => this.#deciding.has(tx)) || !this.tells(person) || txs.some(({ by }) => by === person)) return null;
    return this.sight.own(person, txs.map(({ seq }) => this.#told[seq - 1].get(person)));
  }

  /** Tells how far everybody is complete, also those who saw nothing of what passed; who waits at the door is not told. */
  tellSeq() {
    for (const line of this.#lines) if (this.tells(line.person)) line.say({ t: 'txs', seq: this.seq, txs: [] });
  }

  /** @param {string} person whether they are told how far they are complete */
  tells(person) {
    return this.sight?.role(person) !== 'waiting';
  }

  /** A transaction as somebody is told it; null for nothing. */
  #for(person, tx) {
    return this.sight ? this.#told[tx.seq - 1].get(person).tx : tx;
  }

  /** What somebody sees. @param {string} person @returns {{records: any[], revs: object}} */
  state(person) {
    return this.sight ? this.sight.state(person) : { records: this.board.visible(), revs: this.board.revisions() };
  }

  /** Nothing is left but what is committed. */
  restart() {
    this.#queue = [];
    this.#snapshots.clear();
    for (const line of this.#lines) line.end(1001);
    this.#lines.clear();
  }

  /** Wherein somebody's confirmed board that has just come from one seq to another is not what was committed. @returns {string[]} */
  wrongIn(board, person, from, to) {
    const wrong = [];
    const seen = new Set();
    for (let seq = to; seq > from; seq--) {
      for (const [id, made] of this.#told[seq - 1]?.get(person).made ?? this.#made[seq - 1]) {
        if (!seen.has(id) && board.onBoard(id) && this.shown(board, id) !== made) wrong.push(`${id} at ${to}: ${this.shown(board, id)} is not ${made}`);
        seen.add(id);
      }
    }
    return wrong;
  }

  /** A record as people read it, whatever it hangs on. */
  shown(board, id) {
    if (board.inBin(id)) return '';
    return lookOf(board.get(id) ?? {}, board.revision(id, 'visee'));
  }

  get idle() {
    return this.#queue.length === 0;
  }

  /** All operations or none; some are refused for no reason that the client could know. */
  #judged(by, ops, written) {
    if (this.random(60) === 0) return { refused: 'gone' };
    const scratch = this.board.over();
    const made = [];
    for (const op of ops) {
      const present = op[0] === 'text' ? this.#rebased(op, scratch) : op;
      const refused = this.sight ? this.sight.refusal(scratch, present, by, written) : refusal(scratch, completed(this.model, present, by)) && 'gone';
      if (refused) return { refused };
      made.push((this.sight ?? this).completed(scratch, present, by));
      scratch.apply(made.at(-1));
    }
    const decides = this.sight !== null && made.some((op) => this.sight.decides(op));
    return { decides, accepted: made.map((op) => this.#apply(op)) };
  }

  completed(board, op, by) {
    return completed(board.model, op, by);
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
    const { person } = line;
    const moved = this.sight?.moved ?? 0;
    const welcome = { t: 'welcome', workshop: 'w', you: { id: person, role: this.sight?.role(person) ?? 'facilitator' }, time: 0, people: {} };
    const after = (seq) => this.log.slice(seq).map((tx) => this.#for(person, tx)).filter(Boolean);
    this.#lines.add(line);
    if (since !== undefined && since >= moved && since <= this.seq && this.seq - since <= TAIL) return line.say({ ...welcome, seq: this.seq, txs: after(since) });
    const key = this.sight ? person : '';
    let snapshot = this.#snapshots.get(key);
    if (!snapshot || snapshot.seq < moved || this.seq - snapshot.seq > BEHIND) this.#snapshots.set(key, snapshot = structuredClone({ seq: this.seq, ...(this.sight ? this.sight.parted(person) : this.state(person)) }));
    const { own = [], ...shared } = snapshot;
    line.say({ ...welcome, ...(own.length > 0 ? { own } : {}), ...shared });
    if (snapshot.seq < this.seq) line.say({ t: 'txs', seq: this.seq, txs: after(snapshot.seq) });
  }
}
