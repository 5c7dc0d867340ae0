/** Which of the workshop's boards is looked at, where one sees several. */
import { html, nothing } from 'lit-html';
import { compare, t } from './device.js';
import { icon } from './marks.js';

/** @typedef {import('./place.js').Place} Place */

/** @param {import('../board/board.js').Board} board @param {string} id @returns {string} what people call it: a table's own by its table */
export function boardName(board, id) {
  const record = board.get(id);
  const table = board.get(String(record?.table ?? ''));
  return table?.title ?? (id === 'main' ? t('boards.main') : record?.title ?? '');
}

/** Which board lies under the eyes, on the map itself, with the way back from one that is not one's own now. @param {Place} place */
export function boardSign(place) {
  const { at, room } = place;
  const home = room.you.role === 'facilitator' ? 'main' : place.home;
  if (at === 'main' && home === 'main') return nothing;
  return html`<p class="board-sign">${icon('table')}<strong><span class="visually-hidden">${t('boards.shown')} </span>${boardName(room.board, at)}</strong>
    ${at === home ? nothing : html`<button type="button" class="button" @click=${() => place.go(home)}>${icon('back')}${boardName(room.board, home)}</button>`}</p>`;
}

/** @param {Place} place */
export function boardChoice(place) {
  const { board } = place.room;
  const all = board.visible('board').map(({ id }) => ({ id, name: boardName(board, id) }));
  if (all.length < 2) return nothing;
  all.sort((one, other) => Number(other.id === 'main') - Number(one.id === 'main') || compare(one.name, other.name));
  return html`<div class="field board-choice"><label for="board-choice">${t('boards.which')}</label><select id="board-choice" class="input" @change=${(/** @type {Event} */ event) => place.go(/** @type {HTMLSelectElement} */ (event.target).value)}>
    ${all.map(({ id, name }) => html`<option value=${id} .selected=${id === place.at}>${name}</option>`)}</select></div>`;
}
