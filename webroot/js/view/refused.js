/** What the server did not accept: what it was, why, what can be done, and its words to take along. */
import { html, nothing } from 'lit-html';
import { said, t } from './device.js';
import { icon, kindOf } from './marks.js';
import { copyAndSay, keepFocus, openDialog } from './ui.js';
import { reason } from './place.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {Pick<Place, 'room' | 'may'>} Where
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/types.js').Changes} Changes
 * @typedef {import('../board/board.js').Board} Board
 * @typedef {import('../sync/room.js').Refused} Refused
 */

/** What a new card does not take over from one that is gone. */
const OWN = new Set(['id', 'type', 'author', 'board', 'x', 'y', 'status', 'state']);

/** Shows all of it; goes on showing what comes while it is open. @param {Where} place */
export function openRefused(place) {
  const { room } = place;
  const dialog = openDialog({
    title: t('reject.words'), wide: true,
    body: self => html`<p class="soft">${t('reject.hint')}</p><ul class="refused">${room.refused.map(refused => item(place, refused, self.close))}</ul>`,
    onClose: () => room.removeEventListener('refused', follow),
  });
  const follow = () => { if (room.refused.length === 0) dialog.close(); else dialog.update(); };
  room.addEventListener('refused', follow);
}

/** @param {Where} place @param {Refused} refused @param {() => void} close */
function item(place, refused, close) {
  const { board } = place.room;
  const words = wordsOf(board, refused.ops);
  const again = newCardOf(board, refused.ops);
  const id = `refused-${refused.id}`;
  return html`<li class="refused-item" aria-labelledby=${id}><h3 id=${id}>${whatOf(board, refused.ops)}</h3>
    <p>${reason(place.room, refused)}</p>
    <p class="soft small">${t(again ? 'reject.todo-new' : words ? 'reject.todo-copy' : 'reject.todo-again')}</p>
    ${words ? html`<textarea class="input" rows=${Math.min(8, words.split('\n').length + 1)} readonly aria-label=${t('reject.words')} .value=${words}
      @focus=${(/** @type {Event} */ event) => /** @type {HTMLTextAreaElement} */ (event.target).select()}></textarea>` : nothing}
    <div class="choices">
      ${words ? html`<button type="button" class="button" @click=${() => copyAndSay(words)}>${icon('copy')}${t('common.copy')}</button>` : nothing}
      ${again && place.may(['put', again.type, '', {}]) ? html`<button type="button" class="button" @click=${() => { close(); create(place, again.given, refused); }}>${icon('plus')}${t('reject.new')}</button>` : nothing}
      <button type="button" class="button quiet" @click=${() => { place.room.dismiss([refused.id]); keepFocus('.refused button'); }}>${icon('check')}${t('reject.seen')}</button></div></li>`;
}

/** @param {Where} place @param {Changes} given @param {Refused} refused */
async function create(place, given, refused) {
  const { openCreate } = await import('./create.js');
  openCreate(/** @type {Place} */ (place), undefined, /** @type {any} */ (given), () => place.room.dismiss([refused.id]));
}

/** @param {Board} board @param {Op[]} ops @returns {string} what somebody wanted to do */
export function whatOf(board, ops) {
  const [op] = ops;
  const title = nameOf(board, op);
  if (op[0] === 'put' && op[1] === 'link') return t('reject.what-link', { from: titleOf(board, op[3].from), to: titleOf(board, op[3].to) });
  if (op[0] === 'text') return t('reject.what-text', { title, field: fieldOf(board, op[1], op[2]) });
  return t(`reject.what-${op[0]}`, { title });
}

/** @param {Board} board @param {Op} op @returns {string} the title of what it is about */
function nameOf(board, op) {
  if (op[0] !== 'put') return titleOf(board, op[1]);
  return String(op[3].title ?? kindOf(board, { type: op[1], kind: /** @type {string | undefined} */ (op[3].kind) }).label);
}

/** @param {Board} board @param {unknown} id */
const titleOf = (board, id) => board.get(String(id))?.title ?? t('reject.untitled');

/** @param {Board} board @param {string} id @param {string} name @returns {string} how people know a property */
function fieldOf(board, id, name) {
  const record = board.get(id);
  return said(board.model.property(record?.type ?? '', record?.kind, name)?.label) || name;
}

/** @param {Board} board @param {Op[]} ops @returns {string} what was written, a line for each field */
export function wordsOf(board, ops) {
  const lines = ops.flatMap(op => {
    if (op[0] === 'text') return [[fieldOf(board, op[1], op[2]), op[4].filter(part => typeof part === 'string').join(' … ')]];
    if (op[0] !== 'put' && op[0] !== 'set') return [];
    const [type, kind, values] = op[0] === 'put' ? [op[1], op[3].kind, op[3]] : [board.get(op[1])?.type ?? '', board.get(op[1])?.kind, op[2]];
    return Object.entries(values).flatMap(([name, value]) => {
      const property = board.model.property(type, kind, name);
      if (property?.is === 'flags' && value) return [[said(property.label), name.slice(name.indexOf(':') + 1)]];
      return typeof value === 'string' && (property?.is === 'string' || property?.is === 'text') ? [[said(property.label) || name, value]] : [];
    });
  }).filter(([, words]) => words.trim());
  return lines.length === 1 ? lines[0][1] : lines.map(([label, words]) => t('reject.line', { label, words })).join('\n');
}

/** @param {Board} board @param {Op[]} ops @returns {{type: string, given: Changes} | null} the card or proposal that could be made of it anew */
function newCardOf(board, ops) {
  const [op] = ops;
  if (op[0] !== 'put' && op[0] !== 'set') return null;
  const held = op[0] === 'put' ? { type: op[1], ...op[3] } : { ...board.get(op[1]), ...op[2] };
  if (held.type !== 'card' && held.type !== 'proposal' || !held.title || op[0] === 'set' && board.onBoard(op[1])) return null;
  const values = Object.entries(held).filter(([name, value]) => !OWN.has(name) && !name.includes(':') && value !== null);
  return { type: held.type, given: { ...Object.fromEntries(values), chosen: held.type === 'proposal' ? 'proposal' : String(held.kind) } };
}
