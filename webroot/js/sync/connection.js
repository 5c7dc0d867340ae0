/**
 * A line to the server that mends itself. It speaks first (`hello`), comes back after growing, jittered delays, notices
 * when the other side has silently gone, and takes SockJS where plain WebSockets do not open. Only one socket counts at a
 * time: what an older one still says is not heard.
 *
 * @typedef {'connecting' | 'connected' | 'reconnecting' | 'refused' | 'removed'} State
 *
 * @typedef {object} Socket what WebSocket and SockJS have in common
 * @property {((event: any) => void) | null} onopen
 * @property {((event: any) => void) | null} onmessage
 * @property {((event: any) => void) | null} onclose
 * @property {((event: any) => void) | null} [onerror]
 * @property {(text: string) => void} send
 * @property {(code?: number) => void} close
 *
 * @typedef {object} Clock time and chance, from outside
 * @property {(run: () => void, milliseconds: number) => unknown} after
 * @property {(timer: any) => void} cancel
 * @property {() => number} random from 0 to 1
 *
 * @typedef {object} Options
 * @property {string} origin   such as `https://preau.example`
 * @property {string} token
 * @property {() => number | undefined} since  the last seq that is complete here
 * @property {(message: any) => void} onMessage
 * @property {(state: State) => void} onState
 * @property {new (url: string, protocol: string) => Socket} [WebSocketClass]
 * @property {() => Promise<(url: string) => Socket>} [loadFallback]
 * @property {Clock} [clock]
 */

/** Milliseconds. */
export const TIMES = { firstDelay: 400, longestDelay: 20_000, stable: 10_000, ping: 5_000, silence: 12_000, opening: 10_000 };

const PLAIN_FAILURES = 2;
const TOKEN_REFUSED = 4401;
const REMOVED = 4403;

/** @type {Clock} */
const realClock = {
  after: (run, milliseconds) => setTimeout(run, milliseconds),
  cancel: (timer) => clearTimeout(timer),
  random: () => Math.random(),
};

export class Connection {
  /** @type {State} */
  #state = 'connecting';
  /** @type {Socket | null} */
  #socket = null;
  /** @type {Set<unknown>} those of the present socket */
  #timers = new Set();
  /** @type {unknown} */
  #silence = null;
  /** @type {unknown} */
  #retry = null;
  #failures = 0;
  #plainFailures = 0;
  #plainWorks = false;
  #running = false;

  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.clock = options.clock ?? realClock;
    this.wake = () => { if (this.#retry !== null) this.#open(); };
  }

  get state() {
    return this.#state;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    globalThis.addEventListener?.('online', this.wake);
    globalThis.document?.addEventListener('visibilitychange', this.wake);
    this.#open();
  }

  stop() {
    this.#running = false;
    globalThis.removeEventListener?.('online', this.wake);
    globalThis.document?.removeEventListener('visibilitychange', this.wake);
    this.clock.cancel(this.#retry);
    this.#retry = null;
    this.#leave();
  }

  /** Sends a message, if the line is there: what must not be lost is sent again after the next welcome. @param {object} message */
  send(message) {
    if (this.#state === 'connected') this.#socket?.send(JSON.stringify(message));
  }

  async #open() {
    this.clock.cancel(this.#retry);
    this.#retry = null;
    this.#leave();
    const plain = this.#plainWorks || this.#plainFailures < PLAIN_FAILURES || this.#failures % 2 === 1;
    const socket = plain ? this.#plain() : await this.#fallback();
    if (!socket) return this.#lost();
    if (!this.#running || this.#socket) return socket.close();
    this.#listen(socket, plain);
  }

  #plain() {
    const { origin, WebSocketClass = globalThis.WebSocket } = this.options;
    try {
      return /** @type {Socket} */ (new WebSocketClass(`${origin.replace(/^http/, 'ws')}/ws`, 'preau.v1'));
    } catch {
      this.#plainFailures++;
      return null;
    }
  }

  async #fallback() {
    try {
      const open = await (this.options.loadFallback ?? loadSockJs)();
      return open(`${this.options.origin}/sockjs`);
    } catch {
      return null;
    }
  }

  /** @param {Socket} socket @param {boolean} plain */
  #listen(socket, plain) {
    this.#socket = socket;
    let opened = false;
    this.#after(TIMES.opening, () => this.#drop(socket));
    socket.onopen = () => {
      opened = true;
      this.#plainWorks ||= plain;
      const since = this.options.since();
      socket.send(JSON.stringify({ t: 'hello', token: this.options.token, ...(since === undefined ? {} : { since }) }));
    };
    socket.onmessage = (event) => this.#hear(socket, event.data);
    socket.onerror = () => {};
    socket.onclose = (event) => {
      if (socket !== this.#socket) return;
      if (plain && !opened) this.#plainFailures++;
      this.#leave();
      if (event?.code === TOKEN_REFUSED) this.#end('refused');
      else if (event?.code === REMOVED) this.#end('removed');
      else this.#lost();
    };
  }

  /** @param {Socket} socket @param {unknown} text */
  #hear(socket, text) {
    if (socket !== this.#socket) return;
    const message = parsed(text);
    if (message === undefined) return this.#drop(socket);
    this.clock.cancel(this.#silence);
    this.#silence = this.clock.after(() => this.#drop(socket), TIMES.silence);
    if (message.t === 'welcome') this.#welcomed(message);
    else if (message.t !== 'pong') this.options.onMessage(message);
  }

  /** @param {object} message heard before the new state is told, so that the board is ready by then */
  #welcomed(message) {
    this.#cancelTimers();
    this.#after(TIMES.stable, () => { this.#failures = 0; });
    const ping = () => {
      this.send({ t: 'ping' });
      this.#after(TIMES.ping, ping);
    };
    this.#after(TIMES.ping, ping);
    this.#state = 'connected';
    this.options.onMessage(message);
    this.options.onState('connected');
  }

  /** The other side has gone without a word. @param {Socket} socket */
  #drop(socket) {
    if (socket !== this.#socket) return;
    this.#leave();
    this.#lost();
  }

  #lost() {
    if (!this.#running) return;
    this.#change(this.#state === 'connecting' ? 'connecting' : 'reconnecting');
    const delay = Math.min(TIMES.longestDelay, TIMES.firstDelay * 2 ** this.#failures++);
    this.#retry = this.clock.after(() => this.#open(), delay * (0.5 + this.clock.random() / 2));
  }

  /** @param {State} state */
  #end(state) {
    this.stop();
    this.#change(state);
  }

  /** Turns away from the present socket, so that nothing it still does matters. */
  #leave() {
    const socket = this.#socket;
    this.#socket = null;
    this.#cancelTimers();
    this.clock.cancel(this.#silence);
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /** @param {number} milliseconds @param {() => void} run */
  #after(milliseconds, run) {
    const timer = this.clock.after(() => {
      this.#timers.delete(timer);
      run();
    }, milliseconds);
    this.#timers.add(timer);
  }

  #cancelTimers() {
    for (const timer of this.#timers) this.clock.cancel(timer);
    this.#timers.clear();
  }

  /** @param {State} state */
  #change(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.options.onState(state);
  }
}

/** @param {unknown} text @returns {any} nothing where it is no message */
function parsed(text) {
  try {
    const message = JSON.parse(String(text));
    return message !== null && typeof message === 'object' ? message : undefined;
  } catch {
    return undefined;
  }
}

/** @returns {Promise<(url: string) => Socket>} */
async function loadSockJs() {
  const global = /** @type {any} */ (globalThis);
  if (!global.SockJS) {
    await new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = '/vendor/sockjs-client/dist/sockjs.min.js';
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }
  return (url) => new global.SockJS(url);
}
