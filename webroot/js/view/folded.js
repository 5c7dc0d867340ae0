/** A part of a page whose rows are drawn only while it is open, however many there are. */
import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { icon } from './marks.js';

/**
 * @typedef {import('./place.js').Place} Place
 */

/** What somebody has opened or closed, by its key. @type {WeakMap<Place, Map<string, boolean>>} */
const chosen = new WeakMap();

/**
 * @param {Place} place
 * @param {string} key of the part, another where it is about something else
 * @param {string} label
 * @param {() => unknown} rows drawn again when cards may be different
 * @param {{open?: boolean, kind?: string}} [how] open: until somebody chooses; kind: a class
 */
export function folded(place, key, label, rows, { open = false, kind = '' } = {}) {
  const own = chosen.get(place) ?? new Map();
  chosen.set(place, own);
  const is = own.get(key) ?? open;
  const toggle = (/** @type {Event} */ event) => {
    const now = /** @type {HTMLDetailsElement} */ (event.currentTarget).open;
    if (now === (own.get(key) ?? open)) return;
    own.set(key, now);
    place.update();
  };
  return html`<details class="more ${kind}" ?open=${is} @toggle=${toggle}><summary>${icon('next')}${label}</summary>${is ? guard([place.version, key], rows) : nothing}</details>`;
}
