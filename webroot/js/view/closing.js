/** The end of a workshop in the cockpit: what it means is said before, what the workshop has brought and what can still be done after. */
import { html, nothing } from 'lit-html';
import { isEnded } from '../board/agenda.js';
import { broughtBy, endWorkshopOps, reopenOps } from '../board/closing.js';
import { keptBack } from '../board/keptback.js';
import { isOpen, pollsOf } from '../board/votes.js';
import { t } from './device.js';
import { figures, when } from './ending.js';
import { button, icon, refocus, steer } from './steering.js';
import { openDialog } from './ui.js';

/** @typedef {import('./place.js').Place} Place */

/** In place of the step, once the workshop has ended. @param {Place} place @param {(part: string) => void} go to a part of the cockpit */
export function closed(place, go) {
  const { board } = place.room;
  const polls = pollsOf(board);
  const unshown = polls.filter(({ state }) => state !== 'shown').length;
  return html`<section class="now is-ended" aria-labelledby="cockpit-title">
    <p class="eyebrow">${when(board)}</p><h2 id="cockpit-title" tabindex="-1">${t('closing.title')}</h2>
    <p class="now-instruction">${t('closing.now')}</p>
    ${figures(broughtBy(board))}
    ${kept(place)}${unshown > 0 ? line('votes', t('closing.unshown', { n: unshown })) : nothing}
    <div class="ended-ways">${polls.length > 0 ? button('votes', t('closing.polls'), () => go('polls')) : nothing}
      ${button('transfer', t('export.title'), async () => (await import('./exchange.js')).openExport(place), { kind: 'primary' })}
      ${button('restore', t('closing.reopen'), () => { if (steer(place, reopenOps())) refocus('', '#cockpit-title'); })}</div></section>`;
}

/** @param {string} mark @param {string} text */
const line = (mark, text) => html`<p class="ended-line">${icon(mark)}<span>${text}</span></p>`;

/** What people wrote for themselves, and was not shown. @param {Place} place */
const kept = ({ room: { board, derived } }) => keptBack(board, derived).map(({ phase, cards, people }) => line('closed', t(cards === undefined ? 'closing.kept-people' : 'closing.kept-cards', { title: phase.title ?? '', n: cards ?? people })));

/** Asks before. @param {Place} place */
export function openClosing(place) {
  let sure = false;
  openDialog({
    title: t('closing.sure'),
    body: () => {
      const open = pollsOf(place.room.board).filter(isOpen).length;
      return html`<div class="ended-words">${line('people', t('closing.people'))}${line('eye', t('closing.screens'))}${open > 0 ? line('votes', t('closing.votes', { n: open })) : nothing}${kept(place)}
        ${line('restore', t('closing.again'))}</div>`;
    },
    foot: dialog => html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button>
      <button type="button" class="button primary" @click=${() => { sure = true; dialog.close(); }}>${t('closing.do')}</button>`,
    onClose: () => { if (sure && !isEnded(place.room.board) && steer(place, endWorkshopOps(place.room.board, place.room.now))) refocus('', '#cockpit-title'); },
  });
}
