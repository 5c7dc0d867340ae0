/** Time that passes when the test says so. */
export class FakeClock {
  now = 0;
  timers = new Map();
  next = 1;
  random = () => 1;

  after = (run, milliseconds) => {
    this.timers.set(this.next, { at: this.now + milliseconds, run });
    return this.next++;
  };

  cancel = (timer) => this.timers.delete(timer);

  advance(milliseconds) {
    const end = this.now + milliseconds;
    for (;;) {
      const due = [...this.timers].filter(([, timer]) => timer.at <= end).sort(([a, one], [b, other]) => one.at - other.at || a - b)[0];
      if (!due) break;
      this.timers.delete(due[0]);
      this.now = due[1].at;
      due[1].run();
    }
    this.now = end;
  }
}

/** A network whose far end is the test: `sockets` are those that were asked for, in order. */
export function fakeNetwork() {
  const sockets = [];
  class Socket {
    sent = [];
    closed = false;
    constructor(url, protocol) {
      Object.assign(this, { url, protocol });
      sockets.push(this);
    }
    send(text) { this.sent.push(JSON.parse(text)); }
    close() { this.closed = true; }
    open() { this.onopen?.({}); }
    say(message) { this.onmessage?.({ data: JSON.stringify(message) }); }
    fail(code = 1006) { this.onclose?.({ code }); }
    of(t) { return this.sent.filter((message) => message.t === t); }
  }
  return { sockets, Socket, last: () => sockets.at(-1) };
}

/** Storage of a tab. */
export class FakeStorage extends Map {
  getItem(name) { return this.get(name) ?? null; }
  setItem(name, value) { this.set(name, value); }
  removeItem(name) { this.delete(name); }
}

export const MAIN = { id: 'main', type: 'board', title: 'Carte' };

/** @returns {object} a card as the server would complete it */
export const card = (id, values = {}) => ({ id, type: 'card', kind: 'note', title: id, board: 'main', x: 0, y: 0, status: 'active', author: 'p_1', ...values });

export const link = (id, from, to) => ({ id, type: 'link', kind: 'renvoie_a', from, to, author: 'p_1' });
