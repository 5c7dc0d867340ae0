/** Small drawings: the shapes that tell kinds and families apart without colour, and the icons of the buttons. */
import { html, nothing, svg } from 'lit-html';
import { said, t } from './device.js';

/** Outlines on a 24 × 24 grid. @type {Record<string, string>} */
const SHAPES = {
  hexagon: 'M7 3h10l5 9-5 9H7l-5-9z',
  pill: 'M7.5 6h9a6 6 0 0 1 0 12h-9a6 6 0 0 1 0-12z',
  round: 'M7 4h10a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z',
  burst: 'm12 1.5 2.5 4.2 4.7-1.3-1.3 4.7L22.5 12l-4.6 2.9 1.3 4.7-4.7-1.3L12 22.5l-2.5-4.2-4.7 1.3 1.3-4.7L1.5 12l4.6-2.9-1.3-4.7 4.7 1.3z',
  diamond: 'M12 2 22 12 12 22 2 12z',
  bubble: 'M6 3h12a4 4 0 0 1 4 4v6a4 4 0 0 1-4 4h-6l-6 5v-5a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z',
  octagon: 'M8 2h8l6 6v8l-6 6H8l-6-6V8z',
  arrow: 'M2 7h10V2.5L22.5 12 12 21.5V17H2z',
  rect: 'M2.5 5h19v14h-19z',
  house: 'M12 2 22 10.5V21.5H2V10.5z',
  triangle: 'M12 2.5 22.5 21h-21z',
  circle: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z',
  page: 'M5 2h9.5L19.5 7v15H5z',
  flag: 'M4 2.5h17l-4.5 6 4.5 6H7V22H4z',
  note: 'M3 3h18v12l-6 6H3z',
  star: 'm12 1.8 3.1 6.6 7.2.9-5.3 5 1.4 7.2-6.4-3.5-6.4 3.5 1.4-7.2-5.3-5 7.2-.9z',
  square: 'M3.5 3.5h17v17h-17z',
  pentagon: 'M12 2 22.5 9.6 18.5 21.5h-13L1.5 9.6z',
};

/** @param {string} name an outline for other drawings; an unknown one is a circle */
export const outline = name => SHAPES[name] ?? SHAPES.circle;

/** @param {string} shape @param {string} colour of a card kind @param {boolean} [large] */
export const kindMark = (shape, colour, large = false) => html`<svg class="mark kind-${colour} ${large ? 'mark-large' : ''}"
  viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${outline(shape)}></path>`}</svg>`;

/** @param {string} shape @param {string} colour of a family */
export const familyMark = (shape, colour) => html`<svg class="mark family family-${colour}" viewBox="0 0 24 24"
  aria-hidden="true">${svg`<path d=${outline(shape)}></path>`}</svg>`;

/** Strokes on a 24 × 24 grid. @type {Record<string, string>} */
const ICONS = {
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  link: 'M9.5 14.5l5-5M8 11l-2.5 2.5a3.9 3.9 0 0 0 5.5 5.5L13.5 16.5M16 13l2.5-2.5A3.9 3.9 0 0 0 13 5l-2.5 2.5',
  undo: 'M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3',
  redo: 'm16 5 4 4-4 4M20 9H10a6 6 0 0 0 0 12h3',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20 20',
  bin: 'M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5',
  edit: 'M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M14 5l-7 7 7 7',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  menu: 'M4 7h16M4 12h16M4 17h16',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  map: 'M12 4v5M6 20v-3h0M12 9 6 17M12 9l6 8M12 4h0M6 17h0M18 17v3M4 20h4M16 20h4M10 4h4',
  people: 'M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 5.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3.2 2.6 3.5 5.5',
  share: 'M12 15V4M8 7.5 12 3.5l4 4M5 13v7h14v-7',
  transfer: 'M8 4v13M4.5 13.5 8 17l3.5-3.5M16 20V7M12.5 10.5 16 7l3.5 3.5',
  help: 'M8.5 9a3.5 3.5 0 1 1 5.5 2.9c-1.3.9-2 1.5-2 3.1M12 19h.01',
  send: 'M4 12 20 4l-5 16-3.5-6.5z',
  eye: 'M2.5 12C5 7.5 8 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.5 6.5-9.5 6.5S5 16.5 2.5 12zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  screen: 'M3 5h18v11H3zM12 16v4M8 20h8',
  copy: 'M8 8h12v12H8zM16 8V4H4v12h4',
  fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  check: 'M5 12.5 10 17.5 19 7',
  alert: 'M12 4 21.5 20h-19zM12 10v4M12 17h.01',
  restore: 'M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5',
  language: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3z',
  steer: 'M4 20v-5M4 11V4M12 20v-9M12 7V4M20 20v-3M20 13V4M2 15h4M10 7h4M18 17h4',
  next: 'M10 5l7 7-7 7',
  proposal: 'M6 3h9l4 4v14H6zM9 11h7M9 15h7',
  park: 'M4 13.500 6.500 5h11l2.500 8.500V19H4zM4 13.500h5l1 2h4l1-2h5',
  hide: 'M4 4l16 16M9.500 6a9 9 0 0 1 2.500-.5c4 0 7 2 9.500 6.500a17 17 0 0 1-3 3.800M6 8.200A16 16 0 0 0 2.500 12c2.500 4.500 5.500 6.500 9.500 6.500a9 9 0 0 0 4-.9',
  room: 'M3 11 12 4l9 7M5.500 10v10h13V10M10 20v-6h4v6',
  lock: 'M5.5 11h13v9.5h-13zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 14.5v2.5',
  hand: 'M8 12.5V5.5a1.5 1.5 0 0 1 3 0V11m0-.5V4a1.5 1.5 0 0 1 3 0v7m0-5a1.5 1.5 0 0 1 3 0v8.500c0 4-2.500 6.500-6 6.500-3 0-4.500-1.500-6-4l-2.200-3.800c-.9-1.600 1.200-2.900 2.400-1.500L8 14',
  table: 'M4 9.500h16M5 9.500 4 19M19 9.500 20 19M8 5.500a1.500 1.500 0 1 1 0 .010M16 5.500a1.500 1.500 0 1 1 0 .010',
};

/** @param {string} name of an icon, for other drawings */
export const stroke = name => ICONS[name];

/** @param {string} name */
export const icon = name => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${ICONS[name]}></path>`}</svg>`;

/** @param {number} share from 0 to 1 @returns {unknown} as much of a bar */
export const bar = share => html`<svg class="bar" aria-hidden="true">${svg`<rect width="${Math.round(100 * Math.max(0, Math.min(1, share)))}%" height="100%"></rect>`}</svg>`;

/** The mark of Préau: a roof over a yard. */
export const logo = () => html`<svg class="logo" viewBox="0 0 64 52" aria-hidden="true">
  <path class="logo-roof" d="M3 24 32 3l29 21v3H3z"></path><path class="logo-eave" d="M3 24h58v4H3z"></path>
  <path class="logo-post" d="M10 28h4v20h-4zM50 28h4v20h-4z"></path>
  <circle class="family-green" cx="24.5" cy="37" r="4"></circle><circle class="family-yellow" cx="39.5" cy="37" r="4"></circle><circle class="family-blue" cx="32" cy="44" r="4"></circle>
  <path class="logo-ground" d="M5 48h54v3H5z"></path></svg>`;

/** How a proposal is drawn among kinds of cards. */
const PROPOSAL = { shape: 'page', colour: 'board' };

/** @param {import('../board/board.js').Board} board @param {{type: string, kind?: string}} record @returns {{name: string, label: string, hint: string, shape: string, colour: string}} */
export function kindOf(board, record) {
  const kind = board.model.kind(record.type, record.kind);
  if (kind) return { name: kind.name, label: said(kind.label), hint: said(kind.hint), shape: kind.shape, colour: kind.colour };
  const type = board.model.type(record.type);
  return { name: record.type, label: said(type?.label), hint: record.type === 'proposal' ? t('contribute.proposal-hint') : '', ...PROPOSAL };
}

/** @param {import('./place.js').Place} place @param {string | undefined} id @returns {unknown} a person's name with the shape of their family */
export function personName(place, id) {
  const person = id === undefined ? undefined : place.room.people.get(id);
  if (!person) return nothing;
  const family = person.family ? place.room.board.model.families.get(person.family) : undefined;
  return html`<span class="person">${family ? html`${familyMark(family.shape, family.colour)}<span class="visually-hidden">${said(family.label)}</span>` : nothing}${person.name}</span>`;
}
