/** Hands counted in the room: how many for each card, or for each score. */
import { html, nothing } from 'lit-html';
import { choicesOf } from '../board/ballot.js';
import { isScale, talliesOf, tallyOps, TOP } from '../board/votes.js';
import { compare, t } from './device.js';
import { kindMark, kindOf } from './marks.js';
import { steer } from './steering.js';
import { found } from './cards.js';
import { openDialog } from './ui.js';

/** @typedef {import('./place.js').Place} Place */

/** So many cards are offered at a time. */
const SOME = 12;

/** @param {Place} place @param {string} id of the vote */
export function openTally(place, id) {
  const { board } = place.room;
  /** Those that had hands before, which come first; a row stays where it is while one counts. */
  const counted = new Set(talliesOf(board, id).map(({ on }) => on));
  let search = '';
  openDialog({
    title: () => t('tally.title', { title: board.get(id)?.title ?? '' }),
    body: dialog => {
      const poll = place.room.board.get(id);
      if (!poll || !place.room.board.onBoard(id)) return html`<p class="empty">${t('card.gone')}</p>`;
      if (isScale(poll)) return html`<p class="soft">${t('tally.lead')}</p><ul class="tally">${Array.from({ length: TOP + 1 }, (_, score) => line(place, id, `s${score}`, html`<strong>${score}</strong>`, t('tally.score', { n: score }), { score }))}</ul>`;
      const cards = cardsFor(place, poll, counted, search);
      return html`<p class="soft">${t('tally.lead')}</p>
        <div class="field"><label for="tally-search">${t('list.search')}</label><input id="tally-search" class="input" type="search" autocomplete="off" .value=${search} @input=${(/** @type {Event} */ event) => { search = /** @type {HTMLInputElement} */ (event.target).value; dialog.update(); }}></div>
        <ul class="tally">${cards.slice(0, SOME).map(record => {
          const kind = kindOf(place.room.board, record);
          return line(place, id, record.id, html`${kindMark(kind.shape, kind.colour)}<span>${record.title}</span>`, record.title ?? '', { on: record.id });
        })}</ul>${cards.length > SOME ? html`<p class="soft small">${t('link.more', { n: cards.length - SOME })}</p>` : cards.length === 0 ? html`<p class="empty">${t('list.nothing')}</p>` : nothing}`;
    },
    foot: dialog => html`<button type="button" class="button primary" @click=${dialog.close}>${t('tally.done')}</button>`,
  });
}

/** @param {Place} place @param {import('../board/types.js').BoardRecord} poll @param {Set<unknown>} counted which come first @param {string} search */
function cardsFor(place, poll, counted, search) {
  const all = choicesOf(place.room.board, poll).filter(record => found(record, search));
  return all.sort((one, other) => Number(counted.has(other.id)) - Number(counted.has(one.id)) || compare(one.title ?? '', other.title ?? ''));
}

/** @param {Place} place @param {string} poll @param {string} key @param {unknown} shown @param {string} name @param {{on?: string, score?: number}} what */
function line(place, poll, key, shown, name, what) {
  const { board } = place.room;
  const count = Number(talliesOf(board, poll).find(tally => tally.on === what.on && tally.score === what.score)?.count ?? 0);
  const give = (/** @type {number} */ n) => { steer(place, tallyOps(place.room.board, poll, what, Math.max(0, Math.min(10_000, Math.round(n) || 0)))); };
  return html`<li><label for="tally-${key}" class="tally-name">${shown}</label>
    <span class="tally-count"><button type="button" class="button icon-only" aria-label=${t('tally.less', { name })} @click=${() => give(count - 1)}>−</button>
      <input class="input" id="tally-${key}" type="number" inputmode="numeric" min="0" max="10000" .value=${String(count)} @change=${(/** @type {Event} */ event) => give(Number(/** @type {HTMLInputElement} */ (event.target).value))}>
      <button type="button" class="button icon-only" aria-label=${t('tally.more', { name })} @click=${() => give(count + 1)}>+</button></span></li>`;
}
