/**
 * A workshop in one process: the real browser's rooms, with what they keep on their devices, on lines and devices that go wrong as
 * a seed says. Nothing happens but one step at a time: a message arrives, a device goes on with what it was doing, somebody does
 * something, something fails, time passes.
 */
import assert from 'node:assert/strict';
import { openKept } from '../../../../webroot/js/sync/keeping.js';
import { Room } from '../../../../webroot/js/sync/room.js';
import { Tab } from '../../../../webroot/js/sync/tab.js';
import { Device } from './device.mjs';
import { FakeStorage, MAIN } from './fakes.mjs';
import { seeded } from './random.mjs';
import { SimServer } from './server.mjs';
import { keepsApart } from './sight.mjs';
import { FACILITATOR, Steering } from './steering.mjs';

const PROPOSALS = ['pr_1', 'pr_2'].map((id) => ({ id, type: 'proposal', title: 'Une proposition', visee: 'En 2028, tous 😀 mangent local.', board: 'main', x: 0, y: 0, state: 'draft', author: 'p_0' }));
const CARDS = ['c_1', 'c_2', 'c_3'].map((id) => ({ id, type: 'card', kind: 'note', title: id, board: 'main', x: 0, y: 0, status: 'active', author: 'p_0' }));
/** One for each thing that is done, found again wherever it ends: a character that nobody else uses, of two code units. */
const markOf = (n) => String.fromCodePoint(0xf0000 + n);

/** A socket, and what is on its way through it in both directions. */
export class Line {
  up = [];
  down = [];
  opened = false;
  /** Closed by the page, or known to it as closed. */
  closed = false;
  /** What is sent never arrives, and nobody is told. */
  dead = false;
  /** What the page is still to be told of its end. */
  ending = null;

  constructor(world, page) {
    Object.assign(this, { world, page, person: page.person });
    world.lines.push(this);
  }

  send(text) {
    if (!this.closed && !this.dead) this.up.push(text);
  }

  close() {
    this.closed = true;
  }

  /** The server says something. */
  say(message) {
    if (!this.dead) this.down.push(JSON.stringify(message));
  }

  /** The server ends it, behind what it said. */
  end(code) {
    this.ending = { code };
  }

  /** It breaks, with what is on its way. */
  cut() {
    this.up = [];
    this.down = [];
    this.world.server.leave(this);
    this.ending = { code: 1006 };
  }

  /** @returns {boolean} whether the page can be told something */
  get news() {
    return !this.closed && !this.page.away && (!this.opened && !this.dead || this.down.length > 0 || this.ending !== null);
  }

  tell() {
    if (!this.opened && !this.ending) {
      this.opened = true;
      this.onopen?.({});
    } else if (this.down.length > 0) {
      this.onmessage?.({ data: this.down.shift() });
    } else if (this.ending) {
      this.closed = true;
      this.onclose?.(this.ending);
    }
  }
}

/** A page load in a tab of somebody's device. */
class Page {
  gone = false;
  seq = 0;

  constructor(world, device, person, session = new FakeStorage()) {
    Object.assign(this, { world, device, person, session, at: device.tab() });
    const page = this;
    class Socket extends Line {
      constructor() {
        super(world, page);
      }
    }
    const token = `${person}_secret`;
    this.room = new Room({ workshop: 'w', token, origin: 'http://here', model: world.model, clock: this.at.clock, WebSocketClass: Socket });
    openKept(this.room, { shelf: this.at.shelf, tab: new Tab(`w.${token.slice(0, 8)}`, session), channel: this.at.channel(), now: this.at.now });
  }

  get away() {
    return this.gone || this.at.frozen;
  }

  /** Its memory is gone; what the device has stays. */
  crash() {
    this.gone = true;
    this.at.crash();
    for (const line of this.world.lines) if (line.page === this) line.cut();
  }
}

export class World {
  lines = [];
  /** @type {Page[]} */
  pages = [];
  /** Everything that was done: mark → whose page did it, and what may have become of it. */
  deeds = new Map();
  #made = 0;
  /** Ids of transactions with what was undone or done again. */
  #undoing = new Set();

  /** @param {object} model @param {number} seed */
  constructor(model, seed) {
    this.model = model;
    /** How many kinds of faults there are: of every third world the devices fail, too. */
    this.faults = seed % 3 === 0 ? 13 : 11;
    this.random = seeded(seed);
    const people = ['p_0', 'p_1', 'p_2', 'p_3'];
    /** Null where nobody steers the workshop. */
    this.steering = seed % 7 === 3 ? new Steering(seed, people) : null;
    this.server = new SimServer(model, [MAIN, ...CARDS, ...PROPOSALS, ...this.steering?.records ?? []], this.random, this.steering && people);
    this.server.devicesFail = this.faults > 11;
    this.devices = Array.from({ length: 2 + this.random(3) }, () => new Device());
    this.devices.forEach((device, i) => this.open(device, `p_${i}`));
  }

  open(device, person, session) {
    this.pages.push(new Page(this, device, person, session));
  }

  pick(list) {
    return list[this.random(list.length)];
  }

  get here() {
    return this.pages.filter((page) => !page.away);
  }

  /** @param {number} ops how many things people do */
  async run(ops) {
    for (let done = 0; done < ops; done++) {
      for (let steps = this.random(20); steps > 0; steps--) await this.step();
      if (this.random(12) === 0) await this.fault();
      const page = this.pick(this.here);
      if (page) this.act(page);
      if (this.steering?.isDue) this.steer();
      this.check();
    }
  }

  /** One thing goes on. */
  async step() {
    const what = this.random(10);
    if (what < 3) this.toServer();
    else if (what < 6) this.toPage();
    else if (what < 8) this.server.commit({ shown: true });
    else await this.pick(this.devices).step(this.random);
  }

  toServer() {
    const line = this.pick(this.lines.filter(({ up, ending }) => up.length > 0 && !ending));
    if (line) this.server.hear(line, JSON.parse(line.up.shift()));
  }

  toPage() {
    const line = this.pick(this.lines.filter(({ news }) => news));
    if (!line) return;
    line.tell();
    if (this.lines.length > 40) this.lines = this.lines.filter(({ closed, up }) => !closed || up.length > 0);
  }

  async pass(milliseconds) {
    for (const device of this.devices) await device.pass(milliseconds);
  }

  async fault() {
    const page = this.pick(this.pages);
    const line = this.pick(this.lines.filter(({ closed, ending }) => !closed && !ending));
    switch (this.random(this.faults)) {
      case 0: return this.pass(300);
      case 1: return this.pass(3_000);
      case 2: return this.pass(11_000);
      case 3: return line?.cut();
      case 4: if (line) line.dead = true; return;
      case 5: return this.server.restart();
      case 6: this.server.commit({ shown: false }); return this.server.restart();
      case 7: return this.crash(page);
      case 8: return this.reload(page);
      case 9: page.at.frozen = !page.gone && !page.at.frozen; return;
      case 10: if (this.pages.filter(({ device, gone }) => device === page.device && !gone).length < 3) this.open(page.device, page.person, this.random(2) ? new FakeStorage(page.session) : undefined); return;
      case 11: page.at.failing = page.at.failing ? null : () => new Error('UnknownError'); return;
      case 12: page.at.lying = true;
    }
  }

  crash(page) {
    const last = !this.pages.some((other) => other !== page && other.device === page.device && !other.gone);
    const session = last && this.random(2) ? page.session : undefined;
    this.#lostWith(page, session);
    page.crash();
    if (last) this.open(page.device, page.person, session);
  }

  reload(page) {
    if (page.away) return;
    this.#lostWith(page, page.session);
    page.crash();
    this.open(page.device, page.person, page.session);
  }

  /** What is neither on the device yet nor in a storage of the tab that is used again may be lost with the page. */
  #lostWith(page, session = new FakeStorage()) {
    const kept = JSON.stringify([page.device.rows('pages'), page.device.rows('refused'), [...session.values()]]);
    const had = JSON.stringify([...page.session.values()]);
    for (const [mark, deed] of this.deeds) if ((deed.page === page || had.includes(mark)) && !kept.includes(mark)) deed.excused = true;
  }

  act(page) {
    const { room } = page;
    if (room.replica.seq === undefined) return;
    const mark = markOf(this.#made++);
    const ops = this.steering?.answer(room.board, page.person, mark) ?? this.#deed(room.board, mark);
    if (ops === 'undo' || ops === 'redo') return this.#again(room, ops);
    if (!ops) return;
    const alone = this.steering !== null && isAlone(room.board);
    const id = room.submit(ops);
    if (JSON.stringify(ops).includes(mark)) this.deeds.set(mark, { page, excused: this.#undoing.has(id), alone });
  }

  /** The facilitator leads on, on a page of theirs that is there. */
  steer() {
    const page = this.here.find(({ person, room }) => person === FACILITATOR && room.replica.seq !== undefined);
    page?.room.submit(this.steering.change(page.room.board), { undoable: false });
  }

  /** What is undone before it was sent may never be; and it may bring back what somebody did before. */
  #again(room, how) {
    const pending = JSON.stringify(room.replica.pending);
    for (const [mark, deed] of this.deeds) deed.excused ||= pending.includes(mark);
    const before = room.replica.pending.filter(({ sent }) => sent).map(({ id }) => id);
    room[how]();
    for (const { id } of room.replica.pending) if (!before.includes(id)) this.#undoing.add(id);
  }

  #deed(board, mark) {
    const cards = board.visible().filter(({ type }) => type === 'card').map(({ id }) => id);
    const texts = PROPOSALS.map(({ id }) => id).filter((id) => board.onBoard(id));
    switch (this.random(16)) {
      case 0: case 1: return [['put', 'card', `c_${this.#made}`, { kind: 'note', title: mark, x: this.random(100) }]];
      case 2: case 3: return cards.length > 0 ? [['set', this.pick(cards), { title: mark }]] : null;
      case 4: return cards.length > 0 ? [['set', this.pick(cards), { x: this.random(1000), y: this.random(1000) }]] : null;
      case 5: return cards.length > 3 ? [['del', this.pick(cards)]] : null;
      case 6: return cards.length > 1 ? [['put', 'link', `l_${this.#made}`, { kind: 'renvoie_a', from: cards[0], to: this.pick(cards.slice(1)), label: mark }]] : null;
      case 7: return this.random(6) === 0 && texts.length > 0 ? [['del', this.pick(texts)]] : null;
      case 8: { const binned = PROPOSALS.map(({ id }) => id).filter((id) => board.inBin(id)); return binned.length > 0 ? [['restore', binned[0]]] : null; }
      case 9: return this.random(2) ? null : this.random(3) ? 'undo' : 'redo';
      default: return texts.length > 0 ? this.#typed(board, this.pick(texts), mark) : null;
    }
  }

  /** Types a mark somewhere, and sometimes deletes a character behind it, with which a mark may go. */
  #typed(board, id, mark) {
    const characters = [...board.text(id, 'visee')];
    const at = this.random(characters.length + 1);
    const start = characters.slice(0, at).join('').length;
    const next = characters[at];
    if (!next || this.random(5) > 0) return [['text', id, 'visee', 0, [start, mark]]];
    if (this.deeds.has(next)) this.deeds.get(next).excused = true;
    return [['text', id, 'visee', 0, [start, mark, -next.length]]];
  }

  /** What holds at any moment. */
  check() {
    assert.deepEqual(this.server.faults, []);
    for (const page of this.pages) {
      if (page.gone || page.room.replica.seq === undefined) continue;
      assert.ok(page.room.replica.seq >= page.seq, 'what a page has is never older than it was');
      assert.ok(page.room.replica.seq <= this.server.seq, 'nothing is shown that is not committed');
      assert.deepEqual(this.server.wrongIn(page.room.replica.confirmed, page.person, page.seq, page.room.replica.seq), [], 'what is shown is what was committed');
      page.seq = page.room.replica.seq;
    }
  }

  /** Everything is mended and arrives. */
  async settle() {
    for (const { at } of this.pages) Object.assign(at, { frozen: false, failing: null });
    for (let round = 0; round < 60; round++) {
      await this.pass(4_000);
      for (let left = 400; left > 0 && this.#busy; left--) {
        this.toServer();
        this.server.commit({ shown: true });
        this.toPage();
      }
      if (round > 5 && !this.#busy && this.here.every(({ room, person }) => room.state === 'connected' && room.pending === 0 && (room.replica.seq === this.server.seq || !this.server.tells(person)))) break;
      this.server.tellSeq();
    }
    await this.pass(2_000);
  }

  get #busy() {
    return !this.server.idle || this.lines.some(({ up, ending, news }) => up.length > 0 && !ending || news);
  }

  /** What holds once everything has arrived. */
  verify() {
    this.check();
    const logged = this.server.log.filter(({ id }) => !this.#undoing.has(id)).map((tx) => JSON.stringify(tx.ops.map((op) => (op[0] === 'restore' ? op.slice(0, 2) : op))));
    for (const { room, person } of this.here) {
      assert.equal(room.state, 'connected', person);
      assert.equal(room.pending, 0, `${person} has nothing pending`);
      assert.deepEqual(stateOf(room.board), sorted(this.server.state(person)), `${person} sees what the server has`);
    }
    const refused = JSON.stringify(this.devices.map((device) => device.rows('refused')));
    for (const [mark, deed] of this.deeds) {
      const created = this.server.log.find(({ ops: [op] }) => deed.alone && op[0] === 'put' && JSON.stringify(op).includes(mark));
      assert.ok(!created || this.server.alone.has(created.seq), `${name(mark)} was for its author alone`);
      const times = logged.filter((ops) => ops.includes(mark)).length;
      assert.ok(times <= 1 || deed.excused, `${name(mark)} is in the order ${times} times`);
      assert.ok(times === 1 || deed.excused || refused.includes(mark), `${name(mark)} is neither in the order nor told as refused`);
    }
    for (const device of this.devices) assert.deepEqual(device.rows('pages').filter(({ taken, kept }) => !taken && kept.some((one) => one.pending.length > 0)), [], 'nothing is left on a device');
  }
}

const name = (mark) => `deed ${mark.codePointAt(0) - 0xf0000}`;

const stateOf = (board) => sorted({ records: board.visible(), revs: board.revisions() });

function sorted({ records, revs }) {
  const inOrder = records.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return { records: inOrder, revs: Object.fromEntries(inOrder.map(({ id }) => [id, revs[id]]).filter(([, of]) => of)) };
}

/** Whether what is created now is for its author alone. */
const isAlone = (board) => keepsApart(board.standing(board.get('workshop')?.phase, 'phase'));
