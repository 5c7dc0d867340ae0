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
 * @property {(state: State, unread?: string) => void} onState  told again, with the same state, when the line is doubted and when it is not any more, and when it is
 *     barred; unread: the server has closed the line over something that was sent, as the code of a refusal says
 * @property {new (url: string, protocol: string) => Socket} [WebSocketClass]
 * @property {() => Promise<(url: string) => Socket>} [loadFallback]
 * @property {(url: string) => Promise<number>} [ask]  posts nothing there, for the status of the answer
 * @property {Clock} [clock]
 */

/**
 * Milliseconds. `opening`: until a socket opens, and until the welcome, which gets as much again with each failure, since a large
 * board takes long on a slow line. `ping` and `answer` together: until a dead line is noticed. `doubt`: until one is, that the browser says
 * has another network than before, or none.
 */
export const TIMES = { firstDelay: 400, longestDelay: 20_000, stable: 10_000, ping: 4_000, answer: 5_000, doubt: 2_000, opening: 10_000, longestOpening: 40_000 };

/** After how many failures in a row SockJS is tried in turns with plain WebSockets: where these have worked before, after more. */
const PLAIN_FAILURES = { new: 2, known: 4 };
/** As how many of them it counts when a socket opened and nothing came through it, which takes long to find out. */
const SWALLOWED = 2;
/** Close codes, and the words of the `error` frame before it, which is all that SockJS tells. @type {Map<unknown, 'refused' | 'removed'>} */
const ENDS = new Map(/** @type {[unknown, 'refused' | 'removed'][]} */ ([[4401, 'refused'], ['token-refused', 'refused'], [4403, 'removed'], ['removed', 'removed']]));
/** Those that tell that something which was sent cannot be taken, and the code of the refusal that comes to. @type {Map<unknown, string>} */
const UNREAD = new Map(/** @type {[unknown, string][]} */ ([[4400, 'unreadable'], ['malformed', 'unreadable'], [4413, 'too-large'], ['too-large', 'too-large']]));
/** What a browser says where a connection broke without a close of the server. */
const BROKEN = 1006;

/** The status with which the server answers a page that may not connect. */
const BARRED = 403;

/** What a browser says of the network. */
const CHANGES = ['offline', 'online'];

/** @type {Clock} */
const realClock = {
  after: (run, milliseconds) => setTimeout(run, milliseconds),
  cancel: (timer) => clearTimeout(timer),
  random: () => Math.random(),
};

/** @typedef {{socket: Socket, plain: boolean, opened: boolean, welcomed: boolean, said: unknown}} Attempt said: the word of an `error` frame */

export class Connection {
  /** @type {State} */
  #state = 'connecting';
  /** @type {Attempt | null} */
  #now = null;
  /** @type {Set<unknown>} those of the present attempt */
  #timers = new Set();
  /** Runs out where a ping is not answered. @type {unknown} */
  #answer = null;
  #doubted = false;
  /** @type {unknown} */
  #retry = null;
  #failures = 0;
  #plainFailures = 0;
  #plainWorks = false;
  /** Whether the last try was a plain WebSocket. */
  #wasPlain = false;
  #running = false;
  /** Whether the server lets no page of this address connect, as far as it said. */
  barred = false;
  /** Whether it has let this page connect, or said that it may. */
  #allowed = false;

  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.clock = options.clock ?? realClock;
    this.wake = () => {
      if (this.#retry !== null) this.#open();
      else if (this.#state === 'connected') this.#ping();
    };
    this.networkChanged = () => {
      if (this.#state === 'connected') this.#doubt();
      else if (globalThis.navigator?.onLine !== false) this.#open();
    };
  }

  get state() {
    return this.#state;
  }

  /** Whether the line is there, as far as one can know: the browser may say that the network is gone, while the server on the same machine answers. */
  get sure() {
    return this.#state === 'connected' && !this.#doubted;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    for (const change of CHANGES) globalThis.addEventListener?.(change, this.networkChanged);
    globalThis.document?.addEventListener('visibilitychange', this.wake);
    this.#open();
  }

  stop() {
    this.#running = false;
    for (const change of CHANGES) globalThis.removeEventListener?.(change, this.networkChanged);
    globalThis.document?.removeEventListener('visibilitychange', this.wake);
    this.clock.cancel(this.#retry);
    this.#retry = null;
    this.#leave();
  }

  /** Sends a message, if the line is there: what must not be lost is sent again after the next welcome. @param {object} message */
  send(message) {
    if (this.#state === 'connected') this.#now?.socket.send(JSON.stringify(message));
  }

  async #open() {
    this.clock.cancel(this.#retry);
    this.#retry = null;
    this.#leave();
    const plain = this.#plainFailures < (this.#plainWorks ? PLAIN_FAILURES.known : PLAIN_FAILURES.new) || !this.#wasPlain;
    this.#wasPlain = plain;
    const socket = plain ? this.#plain() : await this.#within(TIMES.opening, this.#fallback());
    if (!this.#running || this.#now) return socket?.close();
    if (!socket) return this.#lost();
    this.#listen(socket, plain);
  }

  /** @template T @param {number} milliseconds @param {Promise<T>} promise @returns {Promise<T | null>} nothing where it takes longer */
  #within(milliseconds, promise) {
    return new Promise((resolve) => {
      const timer = this.clock.after(() => resolve(null), milliseconds);
      promise.then((value) => {
        this.clock.cancel(timer);
        resolve(value);
      });
    });
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
    const attempt = { socket, plain, opened: false, welcomed: false, said: null };
    this.#now = attempt;
    this.#after(TIMES.opening, () => this.#broken(attempt));
    socket.onopen = () => {
      attempt.opened = true;
      this.#cancelTimers();
      this.#after(Math.min(TIMES.longestOpening, TIMES.opening * (1 + this.#failures)), () => this.#broken(attempt));
      const since = this.options.since();
      socket.send(JSON.stringify({ t: 'hello', token: this.options.token, ...(since === undefined ? {} : { since }) }));
    };
    socket.onmessage = (event) => this.#hear(attempt, event.data);
    socket.onerror = () => {};
    socket.onclose = (event) => this.#closed(attempt, event?.code);
  }

  /** @param {Attempt} attempt @param {unknown} text */
  #hear(attempt, text) {
    if (attempt !== this.#now) return;
    const message = parsed(text);
    if (message === undefined) return this.#broken(attempt);
    this.#answered();
    if (message.t === 'welcome') this.#welcomed(attempt, message);
    else if (message.t === 'error') attempt.said = message.code;
    else if (message.t !== 'pong') this.options.onMessage(message);
  }

  /** @param {Attempt} attempt @param {object} message heard before the new state is told, so that the board is ready by then */
  #welcomed(attempt, message) {
    this.#cancelTimers();
    attempt.welcomed = true;
    if (attempt.plain) {
      this.#plainWorks = true;
      this.#plainFailures = 0;
    }
    this.#after(TIMES.stable, () => { this.#failures = 0; });
    this.#pingAgain();
    this.#state = 'connected';
    this.barred = false;
    this.#allowed = true;
    this.options.onMessage(message);
    this.options.onState('connected');
  }

  #pingAgain() {
    this.#after(TIMES.ping, () => {
      this.#ping();
      this.#pingAgain();
    });
  }

  /** Asks for a sign of life. Without waiting for one first, so that the server hears this side, too. */
  #ping() {
    const attempt = this.#now;
    this.send({ t: 'ping' });
    if (attempt) this.#answer ??= this.clock.after(() => this.#broken(attempt), this.#doubted ? TIMES.doubt : TIMES.answer);
  }

  /** Asks at once whether the line is still there, and tells that nobody knows until then. */
  #doubt() {
    this.clock.cancel(this.#answer);
    this.#answer = null;
    this.#doubted = true;
    this.#ping();
    this.options.onState('connected');
  }

  #answered() {
    this.clock.cancel(this.#answer);
    this.#answer = null;
    if (!this.#doubted) return;
    this.#doubted = false;
    this.options.onState('connected');
  }

  /** @param {Attempt} attempt @param {number | undefined} code */
  #closed(attempt, code) {
    if (attempt !== this.#now) return;
    const end = ENDS.get(code) ?? ENDS.get(attempt.said);
    if (!end) return this.#broken(attempt, code);
    this.stop();
    this.#change(end);
  }

  /** The line is gone, with a close of the server or without a word. @param {Attempt} attempt @param {number} [code] */
  #broken(attempt, code = BROKEN) {
    if (attempt !== this.#now) return;
    if (attempt.plain && !attempt.welcomed && code === BROKEN) this.#plainFailures += attempt.opened ? SWALLOWED : 1;
    this.#leave();
    this.#lost(UNREAD.get(code) ?? UNREAD.get(attempt.said));
    if (attempt.plain && !attempt.opened && !this.#allowed) this.#askWhetherBarred();
  }

  /** A socket that does not open does not say why. */
  async #askWhetherBarred() {
    const status = await this.options.ask?.(`${this.options.origin}/ws`).catch(() => undefined);
    if (status === undefined || !this.#running || this.#state === 'connected') return;
    const before = this.barred;
    this.barred = status === BARRED;
    this.#allowed = !this.barred;
    if (this.barred !== before) this.options.onState(this.#state);
  }

  /** @param {string} [unread] */
  #lost(unread) {
    if (!this.#running) return;
    this.#change(this.#state === 'connecting' ? 'connecting' : 'reconnecting', unread);
    const delay = Math.min(TIMES.longestDelay, TIMES.firstDelay * 2 ** this.#failures++);
    this.#retry = this.clock.after(() => this.#open(), delay * (0.5 + this.clock.random() / 2));
  }

  /** Turns away from the present socket, so that nothing it still does matters. */
  #leave() {
    const socket = this.#now?.socket;
    this.#now = null;
    this.#cancelTimers();
    this.clock.cancel(this.#answer);
    this.#answer = null;
    this.#doubted = false;
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

  /** @param {State} state @param {string} [unread] */
  #change(state, unread) {
    if (state === this.#state) return;
    this.#state = state;
    this.options.onState(state, unread);
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
