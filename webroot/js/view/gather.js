/** The facilitator brings everybody to one place: an invitation offers it; being taken there happens by itself, but never to who is typing. */
import { html, nothing } from 'lit-html';
import { isEnded, workshopOf } from '../board/agenda.js';
import { isPrivate } from '../board/sight.js';
import { boardName } from './boards.js';
import { t } from './device.js';
import { icon } from './marks.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** Milliseconds after the last key for which somebody is typing. */
const TYPING = 5000;
let typedAt = -Infinity;
document.addEventListener?.('input', () => { typedAt = performance.now(); }, { capture: true });

/** Which call the person has followed or put aside. @type {WeakMap<Place, string>} */
const answered = new WeakMap();

/** @param {Element | null} element */
const isField = element => element?.matches('textarea, select, input:not([type=radio], [type=checkbox], [type=search])') ?? false;

/** Whether somebody writes right now: to have the focus in a field is not to write. */
export const isTyping = () => isField(document.activeElement) && performance.now() - typedAt < TYPING;

/** @param {Place} place @returns {{target: BoardRecord, take: boolean, key: string} | null} where the facilitator wants everybody */
function called({ room: { board } }) {
  const { gather, gather_at: at } = workshopOf(board);
  const target = board.onBoard(String(at ?? '')) ? board.get(String(at)) : undefined;
  if (!gather || !target || isEnded(board) || isPrivate(board, target)) return null;
  return { target, take: gather === 'take', key: `${gather} ${target.id}` };
}

/** @param {Place} place a banner, where the person is called and has not answered */
export function calls(place) {
  const call = called(place);
  if (!call) answered.delete(place);
  if (!call || answered.get(place) === call.key || place.room.you.role === 'facilitator') return nothing;
  if (call.take && !isTyping()) {
    setTimeout(() => { if (called(place)?.key === call.key && answered.get(place) !== call.key) follow(place, call); });
    return nothing;
  }
  const aside = () => { answered.set(place, call.key); place.update(); };
  return html`<section class="call notice" aria-label=${t('gather.label')}>${icon('people')}<div>
    <p role="status">${t(call.take ? 'gather.taken' : 'gather.invited', { title: call.target.type === 'board' ? boardName(place.room.board, call.target.id) : call.target.title ?? '' })}</p>
    <div class="choices"><button type="button" class="button primary" @click=${() => follow(place, call)}>${t('gather.go')}${icon('next')}</button>
      <button type="button" class="button" @click=${aside}>${t('gather.later')}</button></div></div></section>`;
}

/** @param {Place} place @param {{target: BoardRecord, key: string}} call */
function follow(place, { target, key }) {
  answered.set(place, key);
  place.go(target.type === 'board' ? target.id : String(target.board));
  place.look();
  if (target.type !== 'board') place.open(target.id);
}
