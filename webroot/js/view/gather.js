/** The facilitator brings everybody to one place: an invitation offers it; being taken there happens by itself, but never to who is typing. Who went is told when they may go again. */
import { html, nothing } from 'lit-html';
import { isEnded, workshopOf } from '../board/agenda.js';
import { isPrivate } from '../board/sight.js';
import { boardName } from './boards.js';
import { draft, t } from './device.js';
import { icon } from './marks.js';
import { keepFocus, toast } from './ui.js';

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
/** Which call was said in a message, since its banner was not in sight. @type {WeakMap<Place, string>} */
const said = new WeakMap();
/** Those who went where they were called, and in which step. @type {WeakMap<Place, unknown>} */
const gone = new WeakMap();
/** Those who may go again, and have not come back to where they give, and in which step. @type {WeakMap<Place, unknown>} */
const free = new WeakMap();

/** @param {Element | null} element */
const isField = element => element?.matches('textarea, select, input:not([type=radio], [type=checkbox], [type=search])') ?? false;

/** Whether somebody writes right now: to have the focus in a field is not to write, nor to have sent what was in it. */
export const isTyping = () => isField(document.activeElement) && /** @type {HTMLInputElement} */ (document.activeElement).value !== '' && performance.now() - typedAt < TYPING;

/** @param {Place} place @returns {{target: BoardRecord, take: boolean, key: string} | null} where the facilitator wants everybody */
function called({ room: { board } }) {
  const { gather, gather_at: at } = workshopOf(board);
  const target = board.onBoard(String(at ?? '')) ? board.get(String(at)) : undefined;
  if (!gather || !target || isEnded(board) || isPrivate(board, target)) return null;
  return { target, take: gather === 'take', key: `${gather} ${target.id}` };
}

/** @param {Place} place @param {BoardRecord} target @returns {string} */
const nameOf = ({ room: { board } }, target) => (target.type === 'board' ? boardName(board, target.id) : target.title ?? '');

/** @param {Place} place @param {boolean} [apart] whether the person is not where they give @returns {unknown} a banner, where the person is called and has not answered, or may go again */
export function calls(place, apart = false) {
  if (place.room.you.role === 'facilitator') return nothing;
  const call = called(place);
  if (!call) {
    answered.delete(place);
    said.delete(place);
    return letGo(place, apart);
  }
  free.delete(place);
  if (answered.get(place) === call.key) {
    if (place.give && !apart) gone.delete(place);
    return nothing;
  }
  const title = nameOf(place, call.target);
  if (call.take && !isTyping()) {
    setTimeout(async () => {
      if (called(place)?.key !== call.key || answered.get(place) === call.key) return;
      await follow(place, call);
      toast(t('gather.here', { title }));
    });
    return nothing;
  }
  if (said.get(place) !== call.key) {
    said.set(place, call.key);
    tell(t('gather.calls', { title }), { label: t('gather.go'), run: () => follow(place, call) }, '.call');
  }
  const aside = () => { answered.set(place, call.key); place.update(); };
  return banner(html`<p role="status">${t(call.take ? 'gather.taken' : 'gather.invited', { title })}</p>`,
    html`<button type="button" class="button primary" @click=${() => follow(place, call)}>${t('gather.go')}${icon('next')}</button><button type="button" class="button" @click=${aside}>${t('gather.later')}</button>`);
}

/** @param {unknown} words @param {unknown} ways */
const banner = (words, ways) => html`<section class="call notice" aria-label=${t('gather.label')}>${icon('people')}<div>${words}<div class="choices">${ways}</div></div></section>`;

/** Says in a message what has come above, where that cannot be seen. @param {string} text @param {{label: string, run: () => void}} action @param {string} what a selector */
export function tell(text, action, what) {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const box = document.querySelector(what)?.getBoundingClientRect();
    const head = document.querySelector('.phone-head')?.getBoundingClientRect().bottom ?? 0;
    if (!box || box.bottom <= head || box.top >= innerHeight || document.querySelector('dialog[open]')) toast(text, action);
  }));
}

/** @param {Place} place @param {{target: BoardRecord, key: string}} call */
async function follow(place, { target, key }) {
  answered.set(place, key);
  gone.set(place, workshopOf(place.room.board).phase);
  place.go(target.type === 'board' ? target.id : String(target.board));
  place.look();
  if (target.type !== 'board') await place.open(target.id);
}

/** Whether a form is open, which going elsewhere would close over what was written. */
const isAtForm = () => document.querySelector('dialog[open] form, dialog[open] input[type=search]') !== null;

/** Whether the person has begun to write something to give. @param {Place} place */
const hasBegun = ({ id }) => ['title', 'body'].some(field => String(draft(id)[field] ?? '').trim() !== '');

/** Nobody is called any more: who went is told, or comes back for the step that has begun. @param {Place} place @param {boolean} apart */
function letGo(place, apart) {
  const { board } = place.room;
  const { give } = place;
  const over = isEnded(board);
  const { phase } = workshopOf(board);
  const back = t(hasBegun(place) ? 'gather.back' : 'gather.to-give');
  if (gone.has(place)) {
    const same = gone.get(place) === phase;
    gone.delete(place);
    if (same && !over) {
      free.set(place, phase);
      setTimeout(() => toast(t('gather.free'), give && hasBegun(place) ? { label: back, run: give } : undefined));
    } else if (give && apart && !over && !isTyping() && !isAtForm()) setTimeout(give);
  }
  if (!apart || !give || free.get(place) !== phase) free.delete(place);
  if (!free.has(place)) return nothing;
  return banner(html`<p>${t('gather.free')}</p>`, html`<button type="button" class="button primary" @click=${give}>${icon('edit')}${back}</button>
    <button type="button" class="button" @click=${() => { free.delete(place); place.update(); keepFocus('#content'); }}>${t('gather.stay')}</button>`);
}
