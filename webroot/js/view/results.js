/** How a vote went: bars for the eye in a table for the ear, the most voted first. */
import { html, nothing } from 'lit-html';
import { isScale, mean, ranking, scores, TOP } from '../board/votes.js';
import { lang, said, t } from './device.js';
import { bar, familyMark, icon, kindMark, kindOf } from './marks.js';

/**
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {Pick<import('./place.js').Place, 'room'> & {open?: (id: string) => void}} Where  open: where cards can be opened
 */

/** @param {Where} place @param {BoardRecord} poll shown, or one whose votes are seen as they come */
export const results = (place, poll) => html`<div class="results" data-poll=${poll.id}>${poll.state === 'shown' ? html`<h2 tabindex="-1">${poll.title}</h2>` : nothing}
  ${counted(place, poll)}${families(place, poll)}</div>`;

/** @param {Where} place @param {BoardRecord} poll @param {{most?: number, publicly?: boolean}} [how] most: of how many of the first; publicly: see `ranking` */
export function counted(place, poll, { most = Infinity, publicly = false } = {}) {
  const figures = place.room.derived.get(poll.id) ?? {};
  const all = isScale(poll) ? [] : ranking(place.room.board, figures, publicly);
  if (isScale(poll) ? mean(scores(figures)) === null : all.length === 0) return none(place.room.board, figures, publicly);
  return isScale(poll) ? scored(poll, figures) : ranked(place, poll, all, most);
}

/** Why nothing is listed: what not everybody sees is told only once enough people have voted there, and never publicly. @param {import('../board/board.js').Board} board @param {import('../board/votes.js').Figures} figures @param {boolean} publicly */
function none(board, { voted }, publicly) {
  if (voted === undefined) return nothing;
  const why = voted === 0 ? 'no-votes' : board.visible('table').length === 0 ? 'unseen' : publicly ? 'few-here' : 'few';
  return html`<p class="soft">${t(`vote.${why}`)}</p>`;
}

/** @param {number} hands how many of them were counted in the room */
const byHand = hands => hands > 0 ? html`<span class="by-hand">${icon('hand')}${t('vote.by-hand', { n: hands })}</span>` : nothing;

/** @param {Where} place @param {BoardRecord} poll @param {import('../board/votes.js').Ranked[]} all @param {number} most */
function ranked({ room: { board }, open }, poll, all, most) {
  return html`<table class="ranking"><caption class="visually-hidden">${t('vote.results', { title: poll.title ?? '' })}</caption>
    <thead class="visually-hidden"><tr><th scope="col">${t('vote.rank')}</th><th scope="col">${t('vote.what')}</th><th scope="col">${t('vote.votes')}</th></tr></thead>
    <tbody>${all.slice(0, most).map(({ id, n, hands, rank }) => {
      const record = board.get(id) ?? { id, type: 'card' };
      const kind = kindOf(board, record);
      const mark = kindMark(kind.shape, kind.colour);
      return html`<tr class="kind-${kind.colour}"><td class="rank">${rank}</td>
        <th scope="row">${open ? html`<button type="button" class="plain-button name" @click=${() => open(id)}>${mark}<span>${record.title}</span></button>` : html`<span class="name">${mark}<span>${record.title}</span></span>`}${bar(n / all[0].n)}${byHand(hands)}</th>
        <td class="figure">${n}</td></tr>`;
    })}</tbody></table>`;
}

/** Each bar is its share of all who gave a score, so that a few do not look like many. @param {BoardRecord} poll @param {import('../board/votes.js').Figures} figures */
function scored(poll, figures) {
  const given = scores(figures);
  const average = mean(given) ?? 0;
  const n = given.reduce((sum, one) => sum + one.n, 0);
  const percent = (/** @type {number} */ share) => share.toLocaleString(lang(), { style: 'percent', maximumFractionDigits: 0 });
  return html`<p class="average"><strong>${average.toLocaleString(lang(), { maximumFractionDigits: 1 })}</strong><span>${t('vote.average', { n, top: TOP })}</span></p>
    <table class="ranking scores"><caption class="visually-hidden">${t('vote.results', { title: poll.title ?? '' })}</caption>
    <thead class="visually-hidden"><tr><th scope="col">${t('vote.score')}</th><th scope="col">${t('vote.says')}</th><th scope="col">${t('vote.people')}</th><th scope="col">${t('vote.share')}</th></tr></thead>
    <tbody>${given.toReversed().map(one => html`<tr><th scope="row" class="rank">${one.score}</th>
      <td><span class=${one.score === 0 || one.score === TOP ? 'score-words' : 'visually-hidden'}>${t(`vote.${poll.way}-${one.score}`)}</span><span class="score-bar">${bar(one.n / n)}${byHand(one.hands)}</span></td>
      <td class="figure">${one.n}</td><td class="score-share">${percent(one.n / n)}</td></tr>`)}</tbody></table>`;
}

/** Of families of whom enough people have voted, as the server tells; who facilitates is told where there are none, and why. @param {Where} place @param {BoardRecord} poll */
export function families({ room: { board, derived, you } }, poll) {
  const figures = derived.get(poll.id) ?? {};
  const known = Object.entries(figures.families ?? {}).flatMap(([name, totals]) => {
    const family = board.model.families.get(name);
    return family ? [{ family, totals: Object.entries(totals).filter(([id, n]) => n > 0 && board.onBoard(id)).sort((one, other) => other[1] - one[1]) }] : [];
  });
  if (known.length === 0) return you.role === 'facilitator' && poll.way === 'dots' && (Number(figures.voted ?? 0) > 0 || Object.keys(figures.totals ?? {}).length > 0) ? html`<p class="soft small family-few">${t('vote.no-family')}</p>` : nothing;
  return html`<details class="more by-family"><summary>${icon('next')}${t('vote.by-family')}</summary>${known.map(({ family, totals }) => html`<section class="of-family"><h3>${familyMark(family.shape, family.colour)}${said(family.label)}</h3>
    <ul>${totals.map(([id, n]) => html`<li><span>${board.get(id)?.title}</span><span class="figure">${n}</span></li>`)}</ul></section>`)}</details>`;
}
