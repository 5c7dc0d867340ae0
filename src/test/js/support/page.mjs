import { Keeper } from '../../../../webroot/js/sync/keeper.js';
import { Tab } from '../../../../webroot/js/sync/tab.js';
import { FakeStorage } from './fakes.mjs';

/** A server that gives each id a place in its one order, once, and refuses another body under it. */
export class FakeServer {
  log = [];
  faults = [];

  take(id, body) {
    const known = this.log.find((tx) => tx.id === id);
    if (known && known.body !== body) this.faults.push(`${id} again as ${body}, was ${known.body}`);
    if (!known) this.log.push({ id, body });
  }

  /** The board after so many: what each record was set to last. */
  at(seq) {
    return Object.fromEntries(this.log.slice(0, seq).map(({ id, body }) => [recordOf(id), body]));
  }
}

const RECORDS = 7;
const recordOf = (id) => `c_${[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % RECORDS}`;

let made = 0;

/** A page with a keeper and the simplest memory there can be: bodies that grow until they are sent. */
export class FakePage {
  seq = undefined;
  records = new Map();
  pending = [];
  open = false;

  constructor(device, server, session = new FakeStorage()) {
    this.device = device;
    this.server = server;
    this.session = session;
    this.at = device.tab();
    this.client = `p${++made}`;
    this.counter = 0;
    this.tab = new Tab('w.token', session);
    const page = this;
    this.keeper = new Keeper({
      place: 'w.token', shelf: this.at.shelf, tab: this.tab, channel: this.at.channel(), clock: this.at.clock, now: this.at.now,
      memory: {
        head: () => ({ seq: this.seq, revs: {}, you: { id: 'p_1', role: 'participant' } }),
        people: () => ({ p_1: { name: 'Ana' } }),
        ids: () => this.records.keys(),
        record: (id) => (this.records.has(id) ? { record: { id, type: 'card', title: this.records.get(id) }, deleted: false } : undefined),
        pending: () => ({ txs: page.pending.map(({ id, body }) => ({ id, typed: body.length })), kept: structuredClone(page.pending) }),
        show: (kept) => this.show(kept),
        resume: (kept) => { this.pending.push(...kept.filter(({ id }) => !this.pending.some((tx) => tx.id === id))); },
        listed: (ids) => page.pending.filter(({ id }) => ids.includes(id)).map(({ id, body }) => ({ id, ops: [body] })),
        drop: (ids) => { this.pending = this.pending.filter((tx) => !ids.includes(tx.id)); },
        told: () => {},
      },
    });
  }

  async start() {
    const { board: kept } = await this.keeper.open();
    if (kept) this.show(kept);
    await this.keeper.claim();
    this.open = true;
    return this;
  }

  show(kept) {
    this.seq = kept.seq;
    this.records = new Map(kept.records.map(({ record }) => [record.id, record.title]));
    this.shown = kept;
  }

  /** Done when it is kept. @returns {Promise<string>} the id under which it will arrive */
  async type(text) {
    let last = this.pending.at(-1);
    if (last && !last.sent && last.grows) last.body += text;
    else this.pending.push(last = { id: `${this.client}-${++this.counter}`, body: text, grows: text < 'm', sent: false });
    const { id } = last;
    await this.keeper.keep();
    return id;
  }

  /** Exchanges everything with the server, as a page does that is welcomed. */
  async sync() {
    if (this.keeper.lapsed) await this.keeper.keep();
    for (const tx of [...this.pending]) {
      if (tx.grows && !tx.sent) {
        tx.sent = true;
        await this.keeper.keep();
      }
      tx.sent = true;
      if (this.pending.includes(tx)) this.server.take(tx.id, tx.body);
    }
    this.receive();
    this.keeper.keep();
  }

  receive(seq = this.server.log.length) {
    if (this.seq !== undefined && seq <= this.seq) return;
    const txs = this.server.log.slice(this.seq ?? 0, seq);
    if (this.seq === undefined) this.keeper.replaced(0);
    this.records = new Map(Object.entries(this.server.at(seq)));
    this.seq = seq;
    this.pending = this.pending.filter(({ id }) => !this.server.log.slice(0, seq).some((tx) => tx.id === id));
    this.keeper.changed(txs.map(({ id }) => recordOf(id)));
  }

  crash() {
    this.open = false;
    this.at.crash();
  }

  close() {
    this.keeper.leave();
  }
}

/** What the rows say, and what the server's order says about that seq. */
export function keptBoard(device, server) {
  const head = device.rows('boards')[0];
  if (!head) return { kept: {}, truth: {} };
  return { kept: Object.fromEntries(device.rows('records').map(({ id, record }) => [id, record.title])), truth: server.at(head.seq) };
}
