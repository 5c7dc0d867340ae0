/**
 * A device whose tabs share a shelf, a clock and a channel, and on which the test decides what happens next: every step of a
 * tab waits for its turn, so that tabs interleave in any order, and one that crashes stops between two steps.
 */
const keyOf = (row, store) => JSON.stringify({ boards: [row.place], people: [row.place], records: [row.place, row.id], pages: [row.place, row.page], refused: [row.place, row.id], models: [row.name] }[store]);
const asKey = (key) => JSON.stringify([].concat(key));

export class Device {
  stores = new Map(['boards', 'people', 'records', 'pages', 'refused', 'models'].map((name) => [name, new Map()]));
  now = 0;
  /** Steps that may be next. */
  ready = [];
  timers = [];
  channels = new Set();
  #holder = null;
  #waiting = [];

  rows(store) {
    return [...this.stores.get(store).values()];
  }

  tab() {
    return new DeviceTab(this);
  }

  /** Runs one step that is ready. @param {(n: number) => number} random below n */
  async step(random) {
    await settled();
    const open = this.ready.filter(({ tab }) => !tab.frozen);
    if (open.length === 0) return false;
    const chosen = open[random(open.length)];
    this.ready.splice(this.ready.indexOf(chosen), 1);
    chosen.run();
    await settled();
    return true;
  }

  /** Runs all that is ready, in order. */
  async quiet() {
    while (await this.step(() => 0));
  }

  /** Lets time pass; what is due runs in between, but not in frozen tabs. */
  async pass(milliseconds) {
    const end = this.now + milliseconds;
    for (;;) {
      await this.quiet();
      const due = this.timers.filter(({ at, tab }) => at <= end && !tab.frozen).sort((one, other) => one.at - other.at)[0];
      if (!due) break;
      this.timers.splice(this.timers.indexOf(due), 1);
      this.now = Math.max(this.now, due.at);
      due.run();
    }
    this.now = end;
  }

  lock(tab, run) {
    this.#waiting.push({ tab, run });
    this.#grant();
  }

  release(tab) {
    if (this.#holder === tab) this.#holder = null;
    this.#grant();
  }

  /** A tab is gone: what it had not committed never was. */
  drop(tab) {
    this.ready = this.ready.filter((step) => step.tab !== tab);
    this.timers = this.timers.filter((timer) => timer.tab !== tab);
    this.#waiting = this.#waiting.filter((wait) => wait.tab !== tab);
    for (const channel of this.channels) if (channel.tab === tab) this.channels.delete(channel);
    this.release(tab);
  }

  #grant() {
    if (this.#holder !== null || this.#waiting.length === 0) return;
    const { tab, run } = this.#waiting.shift();
    this.#holder = tab;
    run();
  }
}

class DeviceTab {
  frozen = false;
  crashed = false;
  /** What the shelf answers instead of doing it. @type {((writes: object[]) => Error | undefined) | null} */
  failing = null;
  /** Whether the next change is told as failed, though it is committed. */
  lying = false;
  /** What the shelf waits for before it answers. @type {Promise<void> | null} */
  stuck = null;

  constructor(device) {
    this.device = device;
    this.shelf = { read: (run) => this.#transact(run), change: (run) => this.#transact(run) };
    this.clock = {
      after: (run, milliseconds) => { const timer = { at: device.now + milliseconds, run, tab: this }; if (!this.crashed) device.timers.push(timer); return timer; },
      cancel: (timer) => { const at = device.timers.indexOf(timer); if (at >= 0) device.timers.splice(at, 1); },
      random: () => 1,
    };
    this.now = () => device.now;
  }

  channel() {
    const { device } = this;
    const channel = { tab: this, onmessage: null, close: () => device.channels.delete(channel), postMessage: (data) => {
      for (const other of device.channels) if (other !== channel) device.ready.push({ tab: other.tab, run: () => other.onmessage?.({ data }) });
    } };
    device.channels.add(channel);
    return channel;
  }

  crash() {
    this.crashed = true;
    this.device.drop(this);
  }

  turn() {
    return new Promise((run) => { if (!this.crashed) this.device.ready.push({ tab: this, run }); });
  }

  async #transact(run) {
    const { device } = this;
    await this.stuck;
    await new Promise((granted) => { if (!this.crashed) device.lock(this, granted); });
    const writes = [];
    try {
      const get = async (read) => { await this.turn(); return copied(read()); };
      const result = await run({
        get: (store, key) => get(() => device.stores.get(store).get(asKey(key))),
        all: (store, place) => get(() => device.rows(store).filter((row) => place === undefined || row.place === place)),
        put: (store, row) => { writes.push({ store, row: copied(row) }); },
        remove: (store, key) => { writes.push({ store, key: asKey(key) }); },
        clear: (store, place) => { writes.push({ store, place }); },
      });
      await this.turn();
      const failure = this.failing?.(writes);
      if (failure) throw failure;
      for (const write of writes) this.#apply(write);
      if (this.lying && writes.length > 0) {
        this.lying = false;
        throw new Error('takes too long');
      }
      return result;
    } finally {
      device.release(this);
      await this.turn();
    }
  }

  #apply({ store, row, key, place }) {
    const rows = this.device.stores.get(store);
    if (row) rows.set(keyOf(row, store), row);
    else if (key) rows.delete(key);
    else for (const [name, held] of rows) if (held.place === place) rows.delete(name);
  }
}

const settled = () => new Promise((resolve) => { setImmediate(resolve); });

/** What a browser stores is a copy: rows are plain data. */
const copied = (row) => (row === undefined ? undefined : JSON.parse(JSON.stringify(row)));
