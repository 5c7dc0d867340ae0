/**
 * Where people are: what this person tells the others, at most ten times a second and the last word always, and what they tell.
 *
 * @typedef {import('./connection.js').Connection} Connection
 */
const PAUSE = 100;

export class Presence {
  /** What others have told, by participant. @type {Map<string, any>} */
  others = new Map();
  /** @type {{[part: string]: unknown} | null} */
  #data = null;
  #waiting = false;
  #changed = false;

  /** @param {Connection} connection */
  constructor(connection) {
    this.connection = connection;
  }

  /** @param {{[part: string]: unknown}} parts those that are not named stay as they are; null takes one away */
  set(parts) {
    this.#data = Object.fromEntries(Object.entries({ ...this.#data, ...parts }).filter(([, value]) => value !== null));
    this.#changed = true;
    this.#tell();
  }

  /** Tells everything again to a server that does not know it. */
  tellAgain() {
    this.#changed = this.#data !== null;
    this.#tell();
  }

  #tell() {
    if (this.#waiting || !this.#changed || this.connection.state !== 'connected') return;
    this.#changed = false;
    this.#waiting = true;
    this.connection.send({ t: 'presence', data: this.#data });
    this.connection.clock.after(() => {
      this.#waiting = false;
      this.#tell();
    }, PAUSE);
  }
}
