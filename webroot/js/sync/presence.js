/**
 * Where this person is, as the others are told: at most ten times a second, the last word always. Apart from the room, which a first
 * contribution does not need it for.
 *
 * @typedef {import('./room.js').Room} Room
 */

/** Milliseconds from one word to the next. */
const PAUSE = 100;

/** @type {WeakMap<Room, Presence>} */
const known = new WeakMap();

/** @param {Room} room @returns {Presence} the one of this page */
export function presenceOf(room) {
  const presence = known.get(room) ?? new Presence(room);
  known.set(room, presence);
  return presence;
}

class Presence {
  /** @type {{[part: string]: unknown}} */
  #data = {};
  #waiting = false;
  #changed = false;

  /** @param {Room} room */
  constructor(room) {
    this.room = room;
    this.connection = room.connection;
    room.addEventListener('welcome', () => {
      this.#changed = true;
      this.#tell();
    });
  }

  /** @param {{[part: string]: unknown}} parts those that are not named stay as they are; null takes one away */
  set(parts) {
    this.#data = Object.fromEntries(Object.entries({ ...this.#data, ...parts }).filter(([, value]) => value !== null));
    this.#changed = true;
    this.#tell();
  }

  #tell() {
    if (this.room.looksOn || this.#waiting || !this.#changed || this.connection.state !== 'connected') return;
    this.#changed = false;
    this.#waiting = true;
    this.connection.send({ t: 'presence', data: this.#data });
    this.connection.clock.after(() => {
      this.#waiting = false;
      this.#tell();
    }, PAUSE);
  }
}
