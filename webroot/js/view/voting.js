/** Voting: dots with what is left always in sight, or a score from 0 to 5. Changing one's vote is giving another. */
import { html, nothing } from 'lit-html';
import { ballotOf, budgetOf, choicesOf, dotsIn, formerChoices, giveDot, giveScore, leftOf, mayGain, mostOf } from '../board/ballot.js';
import { phasesOf } from '../board/agenda.js';
import { isOpen, isScale, TOP } from '../board/votes.js';
import { found } from './cards.js';
import { compare, t } from './device.js';
import { bar, icon, kindMark, kindOf } from './marks.js';
import { results } from './results.js';
import { keepFocus, toast } from './ui.js';
import { problem } from './rules.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../board/types.js').Op} Op
 */

/** From so many things on one can search among them. */
const MANY = 12;
/** What is searched for, by poll. @type {Map<string, string>} */
const searches = new Map();

/** @param {Place} place @param {BoardRecord} poll that is open, or closed and not shown yet */
export function voting(place, poll) {
  const id = `vote-${poll.id}`;
  const open = isOpen(poll);
  const mayVote = place.room.you.role === 'participant' || place.room.you.role === 'facilitator';
  return html`<section class="vote" data-poll=${poll.id} aria-labelledby=${id}><div class="vote-head"><h2 id=${id} tabindex="-1">${poll.title}</h2>${open && mayVote && poll.way === 'dots' ? left(place, poll) : nothing}</div>
    ${!open ? html`<p class="step-how">${icon('lock')}<span>${t('vote.closed')}</span></p>` : !mayVote ? html`<p class="soft">${t('vote.observer')}</p>`
      : poll.way === 'hands' ? html`<p class="step-how">${icon('hand')}<span>${t('vote.hands')}</span></p>` : isScale(poll) ? scale(place, poll) : dots(place, poll)}
    ${voted(place, poll)}
    ${poll.open === true ? results(place, poll) : nothing}</section>`;
}

/** @param {Place} place @param {BoardRecord} poll how many have voted */
export function voted({ room }, poll) {
  const { voted: n, of } = room.derived.get(poll.id) ?? {};
  if (typeof n !== 'number' || !of || poll.way === 'hands') return nothing;
  return html`<p class="step-progress"><span>${t('vote.voted', { n, of })}</span>${bar(n / of)}</p>`;
}

/** @param {Place} place @param {BoardRecord} poll @param {Op | null} op */
function give(place, poll, op) {
  if (!op) return;
  const why = problem(place.room, [op]);
  if (why) toast(why);
  else place.room.submit([op], { undoable: false });
}

/** @param {Place} place @param {BoardRecord} poll */
const mine = ({ room: { board, you } }, poll) => dotsIn(board, poll, ballotOf(board, poll, you.id));

/** @param {Place} place @param {BoardRecord} poll */
function left(place, poll) {
  const has = leftOf(poll, mine(place, poll));
  const budget = budgetOf(poll);
  return html`<p class="vote-left" role="status">${budget <= 10 ? html`<span class="dots" aria-hidden="true">${Array.from({ length: budget }, (_, at) => html`<i class=${at < has ? 'full' : ''}></i>`)}</span>` : nothing}
    <span>${has === 0 ? t('vote.none-left') : t('vote.left', { n: has, of: budget })}</span></p>`;
}

/** @param {Place} place @param {BoardRecord} poll */
function dots(place, poll) {
  const { board } = place.room;
  const all = latestFirst(board, choicesOf(board, poll));
  const search = searches.get(poll.id) ?? '';
  const given = mine(place, poll);
  const shown = all.filter(record => found(record, search));
  const rules = [mostOf(poll) < budgetOf(poll) ? t('vote.most', { n: mostOf(poll) }) : '', t(poll.open === true ? 'vote.seen' : 'vote.secret')].filter(Boolean).join(' ');
  return html`<p class="soft small">${rules}</p>
    ${all.length > MANY ? html`<div class="search-box">${icon('search')}<input class="input" type="search" autocomplete="off" aria-label=${t('list.search')} placeholder=${t('list.search')} .value=${search}
      @input=${(/** @type {Event} */ event) => { searches.set(poll.id, /** @type {HTMLInputElement} */ (event.target).value); place.update(); }}></div>` : nothing}
    ${all.length === 0 ? html`<p class="empty">${t('vote.nothing')}</p>` : shown.length === 0 ? html`<p class="empty" role="status">${t('list.nothing')}</p>` : nothing}
    <ul class="vote-list">${shown.map(record => choice(place, poll, record, given))}</ul>${former(place, poll, given)}`;
}

/** What a later step brought stands before what it was made from, such as the stakes that tables kept before those of each person. @param {import('../board/board.js').Board} board @param {BoardRecord[]} choices @returns {BoardRecord[]} */
export function latestFirst(board, choices) {
  const at = new Map(phasesOf(board).map(({ id }, n) => [id, n]));
  const rank = (/** @type {BoardRecord} */ { phase }) => at.get(String(phase)) ?? -1;
  return choices.sort((one, other) => rank(other) - rank(one) || compare(one.title ?? '', other.title ?? ''));
}

/** What one has given votes to and is in the list no more: they can be taken back. @param {Place} place @param {BoardRecord} poll @param {Map<string, number>} given */
function former(place, poll, given) {
  const all = formerChoices(place.room.board, poll, given);
  return all.length === 0 ? nothing : html`<p class="soft small vote-former" id="former-${poll.id}">${t('vote.former')}</p><ul class="vote-list" aria-labelledby="former-${poll.id}">${all.map(record => choice(place, poll, record, given, true))}</ul>`;
}

/** @param {Place} place @param {BoardRecord} poll @param {BoardRecord} record @param {Map<string, number>} given @param {boolean} [isFormer] whether votes are only taken back from it, and it is gone without any */
function choice(place, poll, record, given, isFormer = false) {
  const { board, you } = place.room;
  const kind = kindOf(board, record);
  const n = given.get(record.id) ?? 0;
  const more = mayGain(poll, given, record.id);
  const title = record.title ?? '';
  const button = (/** @type {string} */ mark, /** @type {string} */ label, /** @type {boolean} */ can, /** @type {1 | -1} */ by) => html`<button type="button" class="button icon-only" aria-label=${label} aria-disabled=${can ? 'false' : 'true'}
    @click=${() => { if (can) give(place, poll, giveDot(board, poll, you.id, record.id, by)); if (can && isFormer) keepFocus('.vote h2'); }}>${icon(mark)}</button>`;
  return html`<li class="vote-row kind-${kind.colour} ${n > 0 ? 'voted' : ''}">
    <button type="button" class="plain-button vote-title" @click=${() => place.open(record.id)}>${kindMark(kind.shape, kind.colour)}<span><span class="visually-hidden">${t('common.name-colon', { name: kind.label })}</span>${title}</span></button>
    <div class="vote-count" role="group" aria-label=${t('vote.on', { title })}>${button('minus', t('vote.less', { title }), n > 0, -1)}
      <output class="vote-n"><span aria-hidden="true">${n}</span><span class="visually-hidden">${t('vote.n', { n })}</span></output>${isFormer ? nothing : button('plus', t('vote.more', { title }), more, 1)}</div></li>`;
}

/** @param {Place} place @param {BoardRecord} poll */
function scale(place, poll) {
  const { board, you } = place.room;
  const score = ballotOf(board, poll, you.id)?.score;
  const put = (/** @type {number | null} */ value) => give(place, poll, giveScore(board, poll, you.id, value));
  return html`<p class="soft small">${t(poll.open === true ? 'vote.seen' : 'vote.secret')}</p>
    <div class="scale" role="group" aria-labelledby="vote-${poll.id}">${Array.from({ length: TOP + 1 }, (_, value) => html`<button type="button" class="scale-step" aria-pressed=${score === value ? 'true' : 'false'}
      @click=${() => put(score === value ? null : value)}>${value}<span class="visually-hidden">${t(`vote.${poll.way}-${value}`)}</span></button>`)}</div>
    <p class="scale-ends"><span>0 : ${t(`vote.${poll.way}-0`)}</span><span>5 : ${t(`vote.${poll.way}-5`)}</span></p>
    <p role="status" class="scale-given">${typeof score === 'number' ? t('vote.given', { score, words: t(`vote.${poll.way}-${score}`) }) : t('vote.not-given')}</p>
    ${typeof score === 'number' ? html`<button type="button" class="button quiet" @click=${() => put(null)}>${icon('undo')}${t('vote.back')}</button>` : nothing}`;
}
