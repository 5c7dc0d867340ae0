/** The cockpit of a facilitator: beside the board on a large screen, the third tab on a phone. The head says how things stand now, the parts below it change them. */
import { html, nothing } from 'lit-html';
import { currentPhase, isEnded } from '../board/agenda.js';
import { handsOf, waitingOf } from '../board/crew.js';
import { agenda } from './agenda.js';
import { deedsOn } from './carddeeds.js';
import { crew } from './crew.js';
import { keep, kept, t } from './device.js';
import { now, steady } from './now.js';
import { polls } from './polls.js';
import { icon } from './steering.js';
import { tables } from './tables.js';
import { together } from './together.js';
import { style } from './ui.js';

export { toggleTimer } from './now.js';

/** @typedef {import('./place.js').Place} Place */

/** Milliseconds after which what the clock says of the agenda is said anew. */
const MINUTELY = 15_000;

/** Hands up, and people at the door: what a facilitator should see wherever they are. @param {Place} place @returns {number} */
export const waits = ({ room: { board } }) => handsOf(board).length + waitingOf(board).length;

/** The parts, each with its icon, and what waits in it. @type {{name: string, mark: string, draw: (place: Place) => unknown, waits?: (place: Place) => number}[]} */
const PARTS = [
  { name: 'agenda', mark: 'agenda', draw: agenda },
  { name: 'crew', mark: 'people', draw: crew, waits },
  { name: 'polls', mark: 'votes', draw: polls },
  { name: 'tables', mark: 'seats', draw: tables },
  { name: 'together', mark: 'room', draw: together },
];

/** @type {WeakSet<Place>} */
const known = new WeakSet();
let open = kept('preau.cockpit-part') ?? 'agenda';
/** The id of the step that was drawn last, or that the workshop had ended. @type {string | undefined} */
let shown;

/** Loads what the cockpit is drawn with, and follows what only facilitators are told. @param {Place} place */
export async function prepare(place) {
  await Promise.all([style('/css/cockpit.css'), style('/css/step.css'), style('/css/screens.css')]);
  place.deeds = records => deedsOn(place, records);
  if (known.has(place)) return;
  known.add(place);
  setInterval(() => { if (document.querySelector('.cockpit')) place.update(); }, MINUTELY);
}

/** A step that begins is read from its top: what is asked, and what there is to do first. Who types in the cockpit is left where they are. @param {string} step */
function follow(step) {
  if (step === shown) return;
  const first = shown === undefined;
  shown = step;
  const cockpit = document.querySelector('.cockpit');
  if (first || cockpit?.contains(document.activeElement) && document.activeElement?.matches('input:not([type=radio], [type=checkbox]), textarea, select')) return;
  requestAnimationFrame(() => (cockpit?.closest('.desk-cockpit') ?? window).scrollTo({ top: 0 }));
}

const heights = new ResizeObserver(([{ target }]) => target.parentElement?.style.setProperty('--steady', `${/** @type {HTMLElement} */ (target).offsetHeight}px`));
/** @type {Element | null} */
let watched = null;

/** Tells the style sheet how high the time and the ways on are, below which the tabs stay. */
function stack() {
  const steady = document.querySelector('.cockpit > .steady');
  if (steady === watched) return;
  heights.disconnect();
  watched = steady;
  if (steady) heights.observe(steady);
  else /** @type {HTMLElement | null} */ (document.querySelector('.cockpit'))?.style.removeProperty('--steady');
}

/** @param {Place} place */
export function cockpit(place) {
  follow(isEnded(place.room.board) ? 'ended' : currentPhase(place.room.board)?.id ?? '');
  const part = PARTS.find(({ name }) => name === open) ?? PARTS[0];
  requestAnimationFrame(stack);
  return html`<div class="cockpit">${steady(place)}${now(place, part => { choose(place, part); document.getElementById(`part-tab-${part}`)?.focus(); })}
    <div class="parts" role="tablist" aria-label=${t('cockpit.parts')} @keydown=${(/** @type {KeyboardEvent} */ event) => arrows(event, place)}>${PARTS.map(one => tab(place, one, one === part))}</div>
    <div class="part" role="tabpanel" id="part-${part.name}" aria-labelledby="part-tab-${part.name}" tabindex="-1">${part.draw(place)}</div></div>`;
}

/** @param {Place} place @param {typeof PARTS[number]} part @param {boolean} chosen */
function tab(place, { name, mark, waits }, chosen) {
  const n = waits?.(place) ?? 0;
  return html`<button type="button" role="tab" id="part-tab-${name}" aria-selected=${chosen ? 'true' : 'false'} aria-controls=${chosen ? `part-${name}` : nothing} tabindex=${chosen ? 0 : -1} @click=${() => choose(place, name)}>
    <span class="part-mark">${icon(mark)}${n > 0 ? html`<span class="badge" aria-hidden="true">${n}</span>` : nothing}</span><span>${t(`cockpit.${name}`)}</span>${n > 0 ? html`<span class="visually-hidden">${t('cockpit.waits', { n })}</span>` : nothing}</button>`;
}

/** @param {Place} place @param {string} name */
function choose(place, name) {
  open = name;
  keep('preau.cockpit-part', name);
  place.update();
  requestAnimationFrame(bring);
}

/** What a part begins with comes up under its tab: it may lie far below, or above where one has scrolled. */
function bring() {
  const part = document.querySelector('.cockpit .part');
  const tabs = document.querySelector('.cockpit .parts');
  if (!part || !tabs) return;
  const { top } = part.getBoundingClientRect();
  if (top > innerHeight / 2 || top < tabs.getBoundingClientRect().bottom - 1) part.scrollIntoView({ block: 'start' });
}

/** @param {KeyboardEvent} event @param {Place} place */
function arrows(event, place) {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const at = PARTS.findIndex(({ name }) => name === open);
  const { name } = PARTS[(Math.max(0, at) + by + PARTS.length) % PARTS.length];
  choose(place, name);
  document.getElementById(`part-tab-${name}`)?.focus();
}
