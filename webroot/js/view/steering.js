/** What all parts of the cockpit have in common: doing something, its icons, small controls. */
import { html, nothing, svg } from 'lit-html';
import { awayOf } from '../board/crew.js';
import { problem } from './rules.js';
import { lang, t } from './device.js';
import { bar, icon as common } from './marks.js';
import { focusNear, openDialog, toast } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').Op} Op
 */

/** Strokes on a 24 × 24 grid, of the cockpit alone. @type {Record<string, string>} */
const STROKES = {
  play: 'M7.5 4.5v15l12-7.5z',
  pause: 'M8 5v14M16 5v14',
  stop: 'M6.5 6.5h11v11h-11z',
  phone: 'M7.5 2.5h9v19h-9zM11 18.500h2',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  sound: 'M4 9.5v5h3.5L12 18.500V5.500L7.500 9.500zM15.500 9a4.200 4.200 0 0 1 0 6M18 6.500a7.800 7.800 0 0 1 0 11',
  mute: 'M4 9.5v5h3.5L12 18.500V5.500L7.500 9.500zM16 9.500l5 5M21 9.500l-5 5',
  agenda: 'M5 5h.01M5 12h.01M5 19h.01M9.500 5H20M9.500 12H20M9.500 19H16',
  votes: 'M5 20v-7M12 20V5M19 20v-10',
  seats: 'M8 8h8v8H8zM12 3.500v1M12 19.500v1M3.500 12h1M19.500 12h1',
  raised: 'M7 12.500V6.500a1.400 1.400 0 0 1 2.800 0V11M9.800 10V4.800a1.400 1.400 0 0 1 2.800 0V11M12.600 6a1.400 1.400 0 0 1 2.800 0v5M15.400 8a1.400 1.400 0 0 1 2.800 0v6.500c0 4-2.400 6-5.600 6-2.800 0-4.200-1.300-5.600-3.800L4.600 13c-.8-1.500 1-2.700 2.100-1.400L8 13.500',
  closed: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  opened: 'M6 11h12v9H6zM8.500 11V7a3.500 3.500 0 0 1 6.800-1.200',
  spot: 'M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M5.600 18.400 7 17M17 7l1.400-1.400M12 8.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7z',
  merge: 'M6 4v4c0 3 6 3 6 7v5M18 4v4c0 3-6 3-6 7M9 17l3 3 3-3',
  split: 'M6 20v-4c0-3 6-3 6-7V4M18 20v-4c0-3-6-3-6-7M9 7l3-3 3 3',
  lots: 'M5 5h14v14H5zM9 9h.01M15 15h.01M15 9h.01M9 15h.01',
  rotate: 'M5 12a7 7 0 0 1 12-5l2 2M19 4v5h-5M19 12a7 7 0 0 1-12 5l-2-2M5 20v-5h5',
  gather: 'M12 4v6M9 7l3 3 3-3M4 12h6M7 9l3 3-3 3M20 12h-6M17 9l-3 3 3 3M12 20v-6M9 17l3-3 3 3',
};

export { bar };

/** @param {string} name of one of these or of the common icons */
export const icon = name => STROKES[name] ? html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${STROKES[name]}></path>`}</svg>` : common(name);

/** Does something that is not to be undone by Ctrl+Z; says why where it cannot be done. @param {Place} place @param {Op[]} ops @returns {boolean} whether it is on its way */
export function steer(place, ops) {
  const why = problem(place.room, ops);
  if (why) toast(why);
  else if (ops.length > 0) place.room.submit(ops, { undoable: false });
  return !why;
}

/** @param {Place} place @param {import('../board/types.js').Changes} changes of the workshop itself */
export const set = (place, changes) => steer(place, [['set', 'workshop', changes]]);

/**
 * @param {string} mark
 * @param {string} label
 * @param {() => void} run
 * @param {{kind?: string, on?: boolean, disabled?: boolean, bare?: boolean, once?: boolean, name?: string, key?: string}} [how] on: pressed or not; bare: the label is not seen; once: see below; name: what is read aloud; key: by which it is found again
 */
export const button = (mark, label, run, { kind = '', on, disabled = false, bare = false, once = false, name, key } = {}) => html`<button type="button" class="button ${kind} ${bare ? 'icon-only' : ''}" data-key=${key ?? nothing}
  aria-pressed=${on === undefined ? nothing : on ? 'true' : 'false'} aria-disabled=${disabled ? 'true' : nothing} aria-label=${name ?? (bare ? label : nothing)} title=${bare ? label : nothing}
  @click=${(/** @type {MouseEvent} */ event) => { if (!disabled && !(once && isSecond(event))) run(); }}>${icon(mark)}${bare ? nothing : html`<span>${label}</span>`}</button>`;

/** Milliseconds within which a key that is pressed again is the second of two. */
const AGAIN = 500;
let keyed = -Infinity;

/** Whether a click is the second of a double click, by mouse, finger or key: where another button has come to the same spot by then, it is not meant. @param {MouseEvent} event */
export function isSecond({ detail, timeStamp }) {
  if (detail > 0) return detail > 1;
  const second = timeStamp - keyed < AGAIN;
  keyed = timeStamp;
  return second;
}

/** Puts the focus back on a control that a draw has moved or replaced. @param {string} key @param {string} [near] a selector */
export function refocus(key, near = '#cockpit-title') {
  requestAnimationFrame(() => requestAnimationFrame(() => focusNear(document.querySelector(/** @type {'button'} */ (`[data-key="${key}"]`)) ?? document.querySelector(/** @type {'h2'} */ (near)))));
}

/** Asks before something that others will feel. @param {{title: string, text: string, go: string, danger?: boolean}} words @param {() => void} go */
export function sure({ title, text, go: label, danger = true }, go) {
  let said = false;
  openDialog({
    title,
    body: () => html`<p>${text}</p>`,
    foot: dialog => html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button>
      <button type="button" class="button ${danger ? 'danger' : 'primary'}" @click=${() => { said = true; dialog.close(); }}>${label}</button>`,
    onClose: () => { if (said) go(); },
  });
}

/** @param {number} at epoch milliseconds @returns {string} 14:05 */
export const hour = at => new Intl.DateTimeFormat(lang(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** @param {Place} place @returns {string[]} ids of who is here */
export const hereIn = ({ room }) => [...room.people].filter(([id, person]) => person.here || id === room.you.id).map(([id]) => id);

/** What belongs beside a figure of how many are here: who is a participant, and is not. @param {Place} place */
export function offline(place) {
  const n = awayOf(place.room.board, hereIn(place)).length;
  return n > 0 ? html` <span class="soft">${t('crew.offline', { n })}</span>` : nothing;
}

/** @param {Place} place @param {string} id */
export const nameOf = (place, id) => place.room.people.get(id)?.name ?? t('crew.somebody');

/** The family that a facilitator gave somebody, else the one that they came with. @param {Place} place @param {import('../board/types.js').BoardRecord} member @returns {string | undefined} */
export const familyOf = (place, member) => /** @type {string | undefined} */ (member.family) ?? place.room.people.get(member.id)?.family;
