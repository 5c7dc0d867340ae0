/** The time left, as an element that ticks by itself: `<preau-clock>`. It shows, and says once that a minute is left; nothing else happens when it ends. */
import { html } from 'lit-html';
import { timeLeft } from '../board/timer.js';
import { t } from './device.js';
import { announce, unsay } from './ui.js';

/** @typedef {import('../sync/room.js').Room} Room */

const MINUTE = 60_000;
/** Of which end of the timer this page has said that it is near. */
let told = 0;

/** @param {number} left milliseconds @returns {string} 4:05, 1:02:30; what has begun counts whole, so that 0:00 is the end */
export function minutes(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = Math.floor(seconds % 3600 / 60);
  return hours > 0 ? `${hours}:${two(rest)}:${two(seconds % 60)}` : `${rest}:${two(seconds % 60)}`;
}

/** An element that shows the timer of a room, and ticks by itself. */
export class Ticking extends HTMLElement {
  /** @type {Room | undefined} */
  #room;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #next;
  #listening = new AbortController();

  /** @param {Room} room */
  set room(room) {
    if (this.#room === room) return;
    this.#room = room;
    if (this.isConnected) this.connectedCallback();
  }

  connectedCallback() {
    this.setAttribute('role', 'timer');
    this.#listening.abort();
    this.#listening = new AbortController();
    this.#room?.addEventListener('change', () => this.#tick(), { signal: this.#listening.signal });
    this.#tick();
  }

  disconnectedCallback() {
    clearTimeout(this.#next);
    this.#listening.abort();
  }

  #tick() {
    clearTimeout(this.#next);
    const time = this.#room && timeLeft(this.#room.board, this.#room.now);
    this.hidden = !time;
    if (!this.#room || !time) return this.gone();
    const { left, paused } = time;
    this.dataset.how = paused ? 'paused' : left <= 0 ? 'over' : left <= MINUTE ? 'near' : 'calm';
    this.show(this.#room, time);
    if (!paused) this.#next = setTimeout(() => this.#tick(), ((left % 1000) + 1000) % 1000 || 1000);
  }

  /** Shows the time. @param {Room} _room @param {{left: number, paused: boolean}} _time milliseconds; negative once it is over */
  show(_room, _time) {}

  /** No time is set, or none any more. */
  gone() {}
}

class Clock extends Ticking {
  /** @override @param {Room} room @param {{left: number, paused: boolean}} time */
  show(room, { left, paused }) {
    const text = left <= 0 ? t('clock.over') : minutes(left);
    if (this.firstChild?.textContent !== text) this.replaceChildren(text);
    this.setAttribute('aria-label', left <= 0 ? t('clock.over') : t(paused ? 'clock.paused' : 'clock.left', { time: minutes(left) }));
    if (!paused) this.#sayNear(room, left);
    if (left > MINUTE || left <= 0) this.gone();
  }

  /** @override */
  gone() {
    unsay(t('clock.minute'));
  }

  /** @param {Room} room @param {number} left */
  #sayNear(room, left) {
    const ends = Number(room.board.get('workshop')?.timer_ends);
    if (left > MINUTE || left < MINUTE - 2000 || told === ends) return;
    told = ends;
    announce(t('clock.minute'));
  }
}

customElements.define('preau-clock', Clock);

/** @param {Room} room @returns {unknown} nothing is seen of it where no timer is set */
export const clock = room => html`<preau-clock .room=${room}></preau-clock>`;
