/**
 * Where the others are: their pointers with names, and who holds which card.
 *
 * @typedef {import('../sync/room.js').Room} Room
 * @typedef {import('./camera.js').Camera} Camera
 */
import { colourOf } from '../view/colours.js';
import { make } from './cards.js';

export class People {
  /** @type {Map<string, HTMLElement>} */
  #pointers = new Map();

  /** @param {HTMLElement} layer @param {Room} room @param {Camera} camera @param {() => string} at the board that is shown */
  constructor(layer, room, camera, at) {
    this.layer = layer;
    this.at = at;
    this.room = room;
    this.camera = camera;
  }

  /** Draws every pointer where it is now. */
  draw() {
    for (const [id, element] of this.#pointers) if (!this.#place(id)) { element.remove(); this.#pointers.delete(id); }
    for (const [id, { x, y }] of this.room.presences) {
      const place = this.#place(id);
      if (!place || !Number.isFinite(x + y)) continue;
      let element = this.#pointers.get(id);
      if (!element) this.#pointers.set(id, element = this.#create(id));
      const seen = this.camera.onScreen(place);
      element.style.transform = `translate(${seen.x}px,${seen.y}px)`;
    }
  }

  /** @returns {Map<string, {name: string, colour: string}>} id of a card → who has selected it */
  holders() {
    const holders = new Map();
    for (const [id, { sel }] of this.room.presences) {
      if (!Array.isArray(sel) || !this.room.people.has(id)) continue;
      for (const card of sel) holders.set(card, { name: this.#name(id), colour: colourOf(this.room, id) });
    }
    return holders;
  }

  /** @param {string} id */
  #place(id) {
    const data = this.room.presences.get(id);
    return data && typeof data.x === 'number' && typeof data.y === 'number' && (data.board ?? 'main') === this.at() && this.room.people.has(id) ? { x: data.x, y: data.y } : null;
  }

  /** @param {string} id */
  #create(id) {
    const element = make('div', `map-pointer family-${colourOf(this.room, id)}`, make('span', 'map-pointer-name', this.#name(id)));
    this.layer.append(element);
    return element;
  }

  /** @param {string} id */
  #name(id) {
    return this.room.people.get(id)?.name ?? '';
  }
}
