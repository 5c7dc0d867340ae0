/**
 * The face of the timer, for any screen: `timerFace(place)`. It ticks by itself, tells by colour, words and, where the device has it on, by a gentle
 * sound that the time is over. Nothing here changes the workshop.
 */
import { html, nothing, render, svg } from 'lit-html';
import { currentPhase } from '../board/agenda.js';
import { MINUTE, digits } from '../board/timer.js';
import { Ticking } from './clock.js';
import { keep, kept, t } from './device.js';
import { announce, unsay } from './ui.js';

/** @typedef {import('../sync/room.js').Room} Room */

/** Around the face: a circle of this length. */
const ROUND = 100;
/** Ends of the timer that this page has told, and those that it has seen coming. @type {Set<number>} */
const told = new Set();
/** @type {Set<number>} */
const coming = new Set();

/** Whether this device sounds when the time is over. */
export const isLoud = () => kept('preau.sound') !== 'off';

/** @param {boolean} loud */
export function setLoud(loud) {
  keep('preau.sound', loud ? null : 'off');
  if (loud) chime();
}

class TimerFace extends Ticking {
  /** @override @param {Room} room @param {{left: number, paused: boolean}} time */
  show(room, { left, paused }) {
    const phase = currentPhase(room.board);
    const whole = Math.max(Number(phase?.minutes ?? 0) * MINUTE, MINUTE);
    const over = left <= 0;
    this.setAttribute('aria-label', t(over ? phase?.hard === true || left === 0 ? 'timer.over' : 'timer.over-by' : paused ? 'timer.paused' : 'timer.left', { time: digits(Math.abs(left)) }));
    render(face(over && phase?.hard === true ? 0 : left, Math.min(1, Math.max(0, left / whole)), over ? t(phase?.hard === true ? 'timer.hard' : 'timer.past') : paused ? t('timer.pause-short') : ''), this);
    if (!paused) tellEnd(Number(room.board.get('workshop')?.timer_ends), left);
    if (!over) this.gone();
  }

  /** @override */
  gone() {
    unsay(t('timer.over'));
  }
}

/** @param {number} left milliseconds @param {number} share of the whole @param {string} words */
const face = (left, share, words) => html`<svg class="timer-ring" viewBox="0 0 40 40" aria-hidden="true">
    ${svg`<circle class="timer-all" cx="20" cy="20" r="15.9155"></circle><circle class="timer-part" cx="20" cy="20" r="15.9155" stroke-dasharray="${ROUND * share} ${ROUND}" transform="rotate(-90 20 20)"></circle>`}</svg>
  <span class="timer-digits">${digits(left)}</span>${words ? html`<span class="timer-words">${words}</span>` : nothing}`;

/** Says once that the time is over, to who was there before. @param {number} ends @param {number} left */
function tellEnd(ends, left) {
  if (left > 0) coming.add(ends);
  if (left > 0 || told.has(ends) || !coming.has(ends)) return;
  told.add(ends);
  announce(t('timer.over'));
  if (isLoud()) chime();
}

/** @type {AudioContext | undefined} */
let sounds;

/** Two soft notes, the second higher. */
export function chime() {
  try {
    sounds ??= new AudioContext();
    note(sounds, 523.25, 0);
    note(sounds, 783.99, 0.35);
  } catch {
    // A device without sound shows the end all the same.
  }
}

/** @param {AudioContext} context @param {number} hertz @param {number} after seconds */
function note(context, hertz, after) {
  const begin = context.currentTime + after;
  const [tone, volume] = [context.createOscillator(), context.createGain()];
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, begin);
  volume.gain.linearRampToValueAtTime(0.18, begin + 0.04);
  volume.gain.exponentialRampToValueAtTime(0.001, begin + 1.4);
  tone.connect(volume).connect(context.destination);
  tone.start(begin);
  tone.stop(begin + 1.5);
}

customElements.define('preau-timer', TimerFace);

/** Nothing is seen of it where no timer is set. @param {{room: Room}} place */
export const timerFace = place => html`<preau-timer .room=${place.room}></preau-timer>`;
