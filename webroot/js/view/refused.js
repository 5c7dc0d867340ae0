/** What the server did not accept: what it was, why, what can be done, and its words to take along. */
import { html, nothing } from 'lit-html';
import { currentPhase } from '../board/agenda.js';
import { completed } from '../board/model.js';
import { isOfTable, keepsApart } from '../board/sight.js';
import { verdict } from '../board/verdict.js';
import { cutsOf, insertedBy, linesOf, newCardOf, reason, titleOf, together, whatOf, wordsOf } from './deeds.js';
import { t } from './device.js';
import { icon } from './marks.js';
import { copyAndSay, keepFocus, openDialog } from './ui.js';
import { arrived, isAsked, sayDone, things } from './place.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {Pick<Place, 'room' | 'may'>} Where
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/types.js').Changes} Changes
 * @typedef {import('../board/board.js').Board} Board
 * @typedef {import('../board/types.js').Text} Text
 * @typedef {import('../sync/room.js').Room} Room
 * @typedef {import('../sync/room.js').Refused} Refused
 */

/** Shows all of it; goes on showing what comes while it is open. @param {Where} place */
export function openRefused(place) {
  const { room } = place;
  const dialog = openDialog({
    title: () => t(asks(room) ? 'reject.asks-title' : 'reject.words'), wide: true,
    body: self => html`<p class="soft">${t(asks(room) ? 'reject.asks-hint' : 'reject.hint')}</p><ul class="refused">${entries(place, self.close)}</ul>`,
    onClose: () => { over.abort(); keepFocus('#content'); },
  });
  const over = new AbortController();
  const follow = () => { if (room.refused.length === 0) dialog.close(); else dialog.update(); };
  for (const event of ['refused', 'change']) room.addEventListener(event, follow, over);
}

/** @param {Room} room */
const asks = room => things(room.refused).every(isAsked);

/** One for each thing; what cannot be told is shown as it is, and hides no other. @param {Where} place @param {() => void} close */
export const entries = (place, close) => things(place.room.refused).map(thing => {
  try {
    return thing.some(({ raw }) => raw !== undefined) ? bare(place.room, thing) : item(place, thing, close);
  } catch (e) {
    console.error(e);
    return bare(place.room, thing);
  }
});

/** @param {Room} room @param {Refused[]} thing */
function bare(room, thing) {
  const words = thing.map(({ ops, raw }) => raw ?? JSON.stringify(ops)).join('\n');
  return html`<li class="refused-item"><p>${t(thing.some(({ code }) => code === 'damaged') ? 'reject.damaged' : 'reject.bare')}</p><textarea class="input" rows="3" readonly aria-label=${t('reject.words')} .value=${words}></textarea>
    <div class="choices"><button type="button" class="button" @click=${() => copyAndSay(words)}>${icon('copy')}${t('common.copy')}</button>${dismissal(room, thing)}</div></li>`;
}

/** @param {Room} room @param {Refused[]} thing @param {boolean} [asked] whether to send it is the question */
const dismissal = (room, thing, asked = false) => html`<button type="button" class="button quiet" @click=${() => { dismiss(room, thing); }}>${icon(asked ? 'bin' : 'check')}${t(asked ? 'reject.not-send' : 'reject.seen')}</button>`;

/** The focus, which is in what goes, moves on to what is next. @param {Room} room @param {Refused[]} thing */
function dismiss(room, thing) {
  room.dismiss(thing.map(one => one.id));
  keepFocus('.refused button');
}

/** @param {Where} place @param {Refused[]} thing @param {() => void} close */
function item(place, thing, close) {
  const { room } = place;
  const { board } = room;
  const { confirmed } = room.replica;
  const ops = together(thing);
  const words = wordsOf(confirmed, ops);
  const cuts = cutsOf(confirmed, ops);
  const isSent = thing.some(({ code }) => code === 'elsewhere');
  const anew = isSent ? null : newCardOf(room, ops);
  const back = binnedOf(board, ops);
  const again = isSent ? null : againOf(place, ops, back);
  const moved = again !== null && thing.some(({ code }) => code === 'phase-moved' || code === 'ended' && isNew(ops) && !keepsApart(currentPhase(board)));
  const mayAnew = anew && place.may(['put', anew.type, '', { kind: anew.given.kind }]);
  const id = `refused-${thing[0].id}`;
  const how = isSent ? 'copy' : moved ? 'send' : again ? (back.length > 0 ? 'restore' : 'apply') : back.length > 0 ? 'ask' : mayAnew ? 'new' : words ? 'copy' : 'again';
  const isLate = how === 'copy' && thing.some(({ code }) => code.startsWith('phase-') || code === 'locked' || code === 'ended');
  const todo = isLate ? thing.some(({ code }) => code === 'ended') ? 'ended' : 'later' : words || how === 'again' ? how : `${how}-plain`;
  const label = moved ? 'reject.send' : again && `reject.${how}${linesOf(confirmed, ops).some(line => line.written) ? '-words' : ''}`;
  return html`<li class="refused-item" aria-labelledby=${id}><h3 id=${id}>${whatOf(board, ops)}</h3>
    ${[...new Set(thing.map(one => reason(room, one)))].map(why => html`<p>${why}</p>`)}
    ${moved ? html`<p>${t(`reject.${reachOf(board, ops)}`)}</p>` : nothing}
    ${cuts ? html`<p>${t('reject.cut', { words: cuts })}</p>` : nothing}
    <p class="soft small">${t(`reject.todo-${todo}`, { title: titleOf(board, back[0]) })}</p>
    ${words ? html`<textarea class="input" rows=${Math.min(8, words.split('\n').length + 1)} readonly aria-label=${t('reject.words')} .value=${words}
      @focus=${(/** @type {Event} */ event) => /** @type {HTMLTextAreaElement} */ (event.target).select()}></textarea>` : nothing}
    <div class="choices">
      ${label && again ? html`<button type="button" class="button primary" @click=${() => { redo(room, again, whatOf(board, ops)); dismiss(room, thing); }}>${icon(moved ? 'send' : 'restore')}${t(label)}</button>` : nothing}
      ${words ? html`<button type="button" class="button" @click=${() => copyAndSay(words)}>${icon('copy')}${t('common.copy')}</button>` : nothing}
      ${anew && mayAnew && !moved ? html`<button type="button" class="button" @click=${() => { close(); create(place, anew.given, () => dismiss(room, anew.of)); }}>${icon('plus')}${t('reject.new')}</button>` : nothing}
      ${dismissal(room, thing, moved)}</div></li>`;
}

/** @param {Op[]} ops */
const isNew = ops => ops.some(([verb]) => verb === 'put');

/** Who would see at once what is given: a table what goes to its board, nobody else what goes to a step in which people write for themselves. @param {Board} board @param {Op[]} ops */
function reachOf(board, ops) {
  if (keepsApart(currentPhase(board))) return 'nobody-sees';
  const made = ops.filter(op => op[0] === 'put');
  const valuesOf = (/** @type {unknown} */ id) => made.find(op => op[2] === id)?.[3] ?? board.get(String(id ?? ''));
  const boards = made.map(([, type, , values]) => board.get(String((type === 'link' ? valuesOf(values.from) : values)?.board ?? '')));
  return boards.length > 0 && boards.every(at => at && isOfTable(at)) ? 'table-sees' : 'others-see';
}

/** Says that it is done once the server has taken it. @param {Room} room @param {Op[]} ops @param {string} what */
async function redo(room, ops, what) {
  const id = room.submit(ops);
  const { made } = room;
  const taken = room.online && await arrived(room, id);
  if (room.made === made && !room.refused.some(refused => refused.id === id)) sayDone(room, t(taken ? 'reject.done' : 'reject.going', { what }), made);
}

/** @param {Where} place @param {Changes} given @param {() => void} done */
async function create(place, given, done) {
  const { openCreate } = await import('./create.js');
  openCreate(/** @type {Place} */ (place), undefined, /** @type {any} */ (given), done);
}

/** @param {Board} board @param {Op[]} ops @returns {string[]} what they need on the board and is in the bin */
const binnedOf = (board, ops) => [...new Set(ops.flatMap(op => (op[0] === 'put' ? Object.values(op[3]).map(String) : op[0] === 'del' ? [] : [op[1]])))].filter(id => board.inBin(id));

/**
 * What does it again, where that is possible now.
 *
 * @param {Where} place
 * @param {Op[]} ops
 * @param {string[]} back what is to be taken out of the bin first
 * @returns {Op[] | null}
 */
export function againOf({ room }, ops, back) {
  const board = room.board.over();
  const again = /** @type {Op[]} */ ([]);
  for (const op of [...back.map(id => /** @type {Op} */ (['restore', id])), ...ops]) {
    const made = op[0] === 'text' ? onText(room, board, op) : op;
    if (!made || verdict(board, made, room.you, room.now)) return null;
    board.apply(completed(board.model, made, room.you.id));
    again.push(made);
  }
  return again;
}

/** @param {Room} room @param {Board} board @param {Text} op @returns {Op | null} as it applies to the text of the board: where that is another than it was made on, the words go behind it */
function onText({ replica: { confirmed } }, board, op) {
  const [, id, field, revision, edit] = op;
  const text = board.text(id, field);
  if (confirmed.revision(id, field) === revision && confirmed.text(id, field) === text) return ['text', id, field, 0, edit];
  const words = insertedBy(op, '\n');
  return words ? ['text', id, field, 0, text ? [text.length, `${text.endsWith('\n') ? '' : '\n'}${words}`] : [words]] : null;
}
