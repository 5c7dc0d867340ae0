/** What came out of a vote: bars, ranked, and by family where the server tells it. */
import { html, nothing } from 'lit-html';
import { isScale, mean, ranking, scores } from '../board/polls.js';
import { lang, said, t } from './device.js';
import { familyMark, icon, kindMark, kindOf } from './marks.js';
import { bar } from './steering.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** @param {Place} place @param {BoardRecord} poll */
export function results(place, poll) {
  const { board, derived } = place.room;
  const figures = /** @type {import('../board/polls.js').Figures} */ (derived.get(poll.id) ?? {});
  const drawn = isScale(poll) ? scale(scores(board, poll, figures.scores)) : list(place, ranking(board, poll, figures.totals));
  return html`<div class="outcome">${drawn}</div>${families(place, poll, figures)}`;
}

/** @param {Place} place @param {import('../board/polls.js').Ranked[]} ranked */
function list(place, ranked) {
  const { board } = place.room;
  if (ranked.length === 0) return html`<p class="soft small">${t('polls.none')}</p>`;
  return html`<ol class="ranks">${ranked.map(({ id, n, hands, rank }) => {
    const record = /** @type {BoardRecord} */ (board.get(id));
    const kind = kindOf(board, record);
    return html`<li class="kind-${kind.colour}"><span class="rank">${rank}</span><button type="button" class="plain-button rank-title" @click=${() => place.open(id)}>${kindMark(kind.shape, kind.colour)}<span>${record.title}</span></button>
      <span class="rank-n">${t('polls.n', { n })}${hands > 0 ? html`<small class="soft">${t('polls.of-hands', { n: hands })}</small>` : nothing}</span>${bar(n / ranked[0].n, 'is-kind')}</li>`;
  })}</ol>`;
}

/** @param {{score: number, n: number, hands: number}[]} given */
function scale(given) {
  const most = Math.max(1, ...given.map(({ n }) => n));
  const middle = mean(given);
  return html`${middle === null ? nothing : html`<p><strong>${t('polls.mean', { mean: middle.toLocaleString(lang(), { maximumFractionDigits: 1 }) })}</strong></p>`}
    <ol class="ranks scale">${given.map(({ score, n, hands }) => html`<li><span class="rank">${score}</span>${bar(n / most)}<span class="rank-n">${n}${hands > 0 ? html`<small class="soft">${t('polls.of-hands', { n: hands })}</small>` : nothing}</span></li>`)}</ol>`;
}

/** @param {Place} place @param {BoardRecord} poll @param {import('../board/polls.js').Figures} figures */
function families(place, poll, figures) {
  const { board } = place.room;
  const all = Object.entries(figures.families ?? {}).flatMap(([name, counts]) => { const family = board.model.families.get(name); return family ? [{ family, counts }] : []; });
  if (all.length === 0) return nothing;
  return html`<details class="more"><summary>${icon('next')}${t('polls.by-family')}</summary>${all.map(({ family, counts }) => html`<h4>${familyMark(family.shape, family.colour)}${said(family.label)}</h4>
    ${isScale(poll) ? scale(scores(board, { ...poll, id: '' }, /** @type {number[]} */ (counts))) : list(place, ranking(board, { ...poll, id: '' }, /** @type {any} */ (counts)))}`)}
    <p class="soft small">${t('polls.by-family-hint')}</p></details>`;
}
