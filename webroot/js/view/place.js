/** A workshop on this device: the line to it, and what the phone's and the large screen's pages have in common. */
import { html, nothing } from 'lit-html';
import { refusal } from '../board/check.js';
import { may } from '../board/model.js';
import { Room } from '../sync/room.js';
import { keepToken, said, t, tokenOf } from './device.js';
import { sentence } from './form.js';
import { familyMark, icon } from './marks.js';
import { copyAndSay, openDialog, toast } from './ui.js';

/**
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {{code: string, message: string, ops: Op[]}} Rejection
 *
 * What every part of the page works with.
 * @typedef {object} Place
 * @property {string} id of the workshop
 * @property {Room} room
 * @property {Rejection[]} rejected changes that the server did not accept, until the person has read them
 * @property {boolean} storageAway
 * @property {() => void} update draws the page again, soon
 * @property {(id: string) => void} open shows a card or proposal
 * @property {(ops: Op[]) => string} act does it, or answers why not, as a sentence
 * @property {(op: Op) => boolean} may
 */

/**
 * Connects; done when there is something to show.
 *
 * @param {string} id
 * @param {import('../board/model.js').Model | undefined} model where the page before has it already
 * @param {(why: 'refused' | 'removed') => void} leave when the server no longer lets this device in
 * @returns {Promise<Place>}
 */
export async function openPlace(id, model, leave) {
  const room = new Room({ workshop: id, token: tokenOf(id) ?? '', model });
  /** @type {Place} */
  const place = { id, room, rejected: [], storageAway: false, update: () => undefined, open: () => undefined, act: ops => act(room, ops), may: op => may(room.board, op, room.you) };
  const ready = new Promise(resolve => {
    const look = () => { if (room.board.get('workshop')) resolve(undefined); };
    for (const event of ['state', 'change', 'people']) room.addEventListener(event, look);
  });
  room.addEventListener('state', () => {
    if (room.state !== 'refused' && room.state !== 'removed') return place.update();
    room.stop();
    place.update = () => undefined;
    keepToken(id, null);
    leave(room.state);
  });
  room.addEventListener('reject', event => { place.rejected.push(named(room, /** @type {CustomEvent<Rejection>} */ (event).detail)); place.update(); });
  room.addEventListener('status', event => { place.storageAway = /** @type {CustomEvent<{storage: string}>} */ (event).detail.storage === 'away'; place.update(); });
  room.start();
  await ready;
  return place;
}

/** The server names records by their id, people by their title. @param {Room} room @param {Rejection} rejection @returns {Rejection} */
function named(room, rejection) {
  let { message } = rejection;
  for (const op of rejection.ops) {
    const id = op[0] === 'put' ? op[2] : op[1];
    const name = op[0] === 'put' ? op[3].title : room.board.get(id)?.title;
    if (name) message = message.replaceAll(id, t('reject.name', { title: String(name) }));
  }
  return { ...rejection, message };
}

/** @param {Room} room @param {Op[]} ops @returns {string} why it cannot be done, or '' when it is on its way */
function act(room, ops) {
  const board = room.board.over();
  for (const op of ops) {
    const refused = may(board, op, room.you) ? refusal(board, op) : { code: 'forbidden' };
    if (refused) {
      const id = op[0] === 'put' ? op[2] : op[1];
      const record = op[0] === 'put' ? { type: op[1], kind: /** @type {string | undefined} */ (op[3].kind), title: op[3].title } : board.get(id);
      return sentence(room.board.model, record?.type ?? '', record?.kind, { title: record?.title, ...refused });
    }
    board.apply(op);
  }
  room.submit(ops);
  return '';
}

/** Says what this person did, with a way to undo it for as long as they have done nothing else. @param {Room} room @param {string} text */
export function sayDone(room, text) {
  const { made } = room;
  const close = toast(text, { label: t('common.undo'), run: () => { if (room.made === made) room.undo(); } });
  const until = new AbortController();
  const stop = () => { until.abort(); close(); };
  room.addEventListener('reject', stop, until);
  room.addEventListener('change', () => { if (room.made !== made) stop(); }, until);
}

/** @param {Place} place @param {string} title of what this person has just added */
export const sayGiven = (place, title) => sayDone(place.room, t(place.room.state === 'connected' ? 'contribute.sent' : 'contribute.kept', { title }));

/** @param {Place} place @param {BoardRecord} record puts it into the bin @returns {boolean} whether it went */
export function bin(place, record) {
  const problem = place.act([['del', record.id]]);
  if (problem) toast(problem);
  else sayDone(place.room, t('card.binned', { title: record.title ?? t('card.link') }));
  return !problem;
}

/** @param {Place} place */
const waiting = place => Number(place.room.pending) || 0;

/** @param {Place} place the state of the connection, always visible */
export function connection(place) {
  const n = waiting(place);
  const { state } = place.room;
  if (state === 'connected' && place.storageAway) return html`<span class="connection away" role="status">${t('connection.storage', { n })}</span>`;
  if (state === 'connected') return html`<span class="connection" role="status">${t('connection.connected')}</span>`;
  if (!navigator.onLine) return html`<span class="connection away" role="status">${n ? t('connection.offline-kept', { n }) : t('connection.offline')}</span>`;
  return html`<span class="connection waiting" role="status">${n ? t('connection.kept', { n }) : t('connection.again')}</span>`;
}

/** @param {Place} place what was not accepted, and its words to take along */
export const rejections = place => place.rejected.length === 0 ? nothing : html`<div class="notice bad rejected" role="alert">${icon('alert')}<div>
  <strong>${t('reject.title')}</strong>
  <ul>${place.rejected.map(rejection => html`<li>${rejection.message}</li>`)}</ul>
  <div class="choices"><button type="button" class="button" @click=${() => showRejected(place)}>${t('reject.content')}</button>
    <button type="button" class="button quiet" @click=${() => { place.rejected.length = 0; place.update(); }}>${t('reject.seen')}</button></div></div></div>`;

/** @param {Place} place */
function showRejected(place) {
  const words = place.rejected.flatMap(({ ops }) => ops).map(op => op[0] === 'put' ? op[3] : op[0] === 'set' ? op[2] : op[0] === 'text' ? op[4] : {})
    .flatMap(values => Object.values(values)).filter(value => typeof value === 'string' && value.length > 1).join('\n');
  openDialog({
    title: t('reject.content'),
    body: () => html`<p>${t('reject.hint')}</p><textarea class="input" rows="6" readonly aria-label=${t('reject.content')} .value=${words}></textarea>`,
    foot: dialog => html`<button type="button" class="button" @click=${() => copyAndSay(words)}>${icon('copy')}${t('common.copy')}</button>
      <button type="button" class="button primary" @click=${dialog.close}>${t('common.close')}</button>`,
  });
}

/** @param {Place} place @param {string | undefined} id @returns {unknown} a person's name with the shape of their family */
export function personName(place, id) {
  const person = id === undefined ? undefined : place.room.people.get(id);
  if (!person) return nothing;
  const family = person.family ? place.room.board.model.families.get(person.family) : undefined;
  return html`<span class="person">${family ? html`${familyMark(family.shape, family.colour)}<span class="visually-hidden">${said(family.label)}</span>` : nothing}${person.name}</span>`;
}

/** @param {Place} place */
export const isFacilitator = place => place.room.you.role === 'facilitator';

/** Draws at most once a frame. @param {Place} place @param {() => void} draw */
export function drawOn(place, draw) {
  let asked = false;
  place.update = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; draw(); });
  };
  const { room } = place;
  const update = () => place.update();
  for (const event of ['change', 'people', 'pending']) room.addEventListener(event, update);
  window.addEventListener('online', update);
  window.addEventListener('offline', update);
  draw();
}
