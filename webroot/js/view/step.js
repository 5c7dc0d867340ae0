/** The step that the workshop is at, as everybody sees it: what is asked, the time, how far the others are; what the facilitator shows; votes. */
import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { currentPhase, isEnded, phasesOf, previousOf } from '../board/agenda.js';
import { tableOf } from '../board/phase.js';
import { spotlit, subjectOf } from '../board/sight.js';
import { timeLeft } from '../board/timer.js';
import { hasVote, isOf, isOpen, onCards, pollsOf, stateOf } from '../board/votes.js';
import { cardsOf, lookedAt, row, votesOn } from './cards.js';
import { clock } from './clock.js';
import { compare, t } from './device.js';
import { folded } from './folded.js';
import { bar, icon, kindMark, kindOf } from './marks.js';
import { calls, seatedIn, tableWords } from './news.js';
import { presentIn } from './place.js';
import { results } from './results.js';
import { style } from './ui.js';
import { voting } from './voting.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

export { late, settle } from './late.js';
export { calls, follow, hasNews } from './news.js';
export { linked, linking } from './linking.js';

style('/css/screens.css');
style('/css/step.css');

/** All of it, one below the other. @param {Place} place */
export const step = place => isEnded(place.room.board) ? over() : html`${calls(place)}${spotlight(place)}${heading(place, tableWrote(place))}${votes(place)}`;

/** What those read who facilitate, and may still do everything. */
const over = () => html`<section class="step" aria-labelledby="step-title"><div class="step-asks"><h2 id="step-title" tabindex="-1">${t('closing.title')}</h2><p>${t('closing.yours')}</p></div></section>`;

/** What is asked now; without a step, the time alone. @param {Place} place @param {unknown} [more] about it */
export function heading(place, more = nothing) {
  const { board } = place.room;
  if (isEnded(board)) return over();
  const phase = currentPhase(board);
  if (!phase) return timeLeft(board, 0) ? html`<section class="step" aria-label=${t('step.label')}>${clock(place.room)}</section>` : nothing;
  const all = phasesOf(board).filter(({ id, skipped }) => skipped !== true || id === phase.id);
  return html`<section class="step" aria-labelledby="step-title">
    <div class="step-head"><p class="eyebrow">${t('step.of', { n: all.indexOf(phase) + 1, of: all.length })}</p>${clock(place.room)}</div>
    <div class="step-asks"><h2 id="step-title" tabindex="-1">${phase.title}</h2>
      ${phase.instruction ? html`<p class="step-instruction long">${phase.instruction}</p>` : nothing}</div>
    ${subject(place)}<div class="step-about">${how(place, phase)}${progress(place, phase)}${more}</div></section>`;
}

/** What the step is about, where a card was chosen for that. @param {Place} place */
function subject(place) {
  const record = subjectOf(place.room.board);
  if (!record) return nothing;
  const kind = kindOf(place.room.board, record);
  return html`<button type="button" class="plain-button step-subject kind-${kind.colour}" @click=${() => place.open(record.id)}>${kindMark(kind.shape, kind.colour)}<span><small>${t('step.subject')}</small> <strong>${record.title}</strong></span></button>`;
}

/** Before the first step: that it will tell what to do. @param {Place} place */
export function awaited({ room }) {
  const seated = tableOf(room.board, room.you.id);
  const [first] = phasesOf(room.board).filter(({ skipped }) => skipped !== true);
  const here = presentIn(room).filter(({ role }) => role === 'participant').length;
  return html`<section class="give awaited"><h2 id="give-title" tabindex="-1">${t('awaited.title')}</h2><p>${t('awaited.lead')}</p>
    <p class="soft">${t('awaited.first', { title: first?.title ?? '' })}</p>${seated ? html`<p class="step-how">${icon('table')}<span>${tableWords(room.board, room.you.id, room.people)}</span></p>` : nothing}${here > 1 ? html`<p class="step-how">${icon('people')}<span role="status">${t('awaited.here', { n: here })}</span></p>` : nothing}</section>`;
}

/** What kind of step it is, where that is not plain. @param {Place} place @param {BoardRecord} phase */
function how(place, phase) {
  const { board, you, people } = place.room;
  const line = (/** @type {string} */ mark, /** @type {unknown} */ text) => html`<p class="step-how">${icon(mark)}<span>${text}</span></p>`;
  const nameless = phase.anonymous === true ? line('people', t('step.anonymous')) : nothing;
  const table = phase.mode === 'group' || tableOf(board, you.id) && (phase.mode === 'private' && phase.seats !== undefined || seatedIn(place) === phase.id) ? line('table', tableWords(board, you.id, people)) : nothing;
  const silent = people.get(String(phase.listener))?.name;
  const more = html`${table}${nameless}${silent && phase.mode !== 'read' && phase.listener !== you.id ? line('people', t('step.listens', { name: silent })) : nothing}`;
  if (phase.mode === 'private') return html`${phase.revealed === true ? line('eye', t('step.revealed')) : line('lock', t('step.private'))}${more}`;
  if (phase.mode !== 'one') return more;
  return html`${line('edit', phase.writer === you.id ? t('step.you-write') : t('step.writes', { name: people.get(String(phase.writer))?.name ?? t('step.somebody') }))}${table}`;
}

/** What one's table has written already, with the way there: who comes to a table that others have left goes on from it. @param {Place} place */
function tableWrote(place) {
  const { board, you } = place.room;
  const at = tableOf(board, you.id)?.board;
  const all = currentPhase(board)?.mode === 'group' && typeof at === 'string' && board.onBoard(at) ? cardsOf(board, at) : [];
  if (!all.some(({ author }) => author !== you.id)) return nothing;
  return html`<div><button type="button" class="button step-wrote" @click=${() => { place.go(String(at)); place.look(); }}>${icon('eye')}<span>${t('step.table-wrote', { n: all.length })}</span></button></div>`;
}

/** @param {Place} place @param {BoardRecord} phase how many have written, where that cannot be seen on the board */
export function progress({ room }, phase) {
  const { written, of } = room.derived.get(phase.id) ?? {};
  if (typeof written !== 'number' || !of || !room.online) return nothing;
  return html`<p class="step-progress"><span>${t('step.written', { n: written, of })}</span>${bar(written / of)}</p>`;
}

/** A hand that goes up, and that one is done. @param {Place} place */
export function signs(place) {
  const { board, you } = place.room;
  const phase = currentPhase(board);
  const member = board.get(you.id);
  if (!member || you.role === 'observer' || you.role === 'facilitator' || isEnded(board)) return nothing;
  const up = typeof member.hand === 'number';
  const done = phase !== undefined && member.done === phase.id;
  const sign = (/** @type {string} */ mark, /** @type {boolean} */ on, /** @type {string} */ label, /** @type {() => void} */ run) => html`<button type="button" class="button sign" aria-pressed=${on ? 'true' : 'false'} @click=${run}>${icon(mark)}${label}</button>`;
  return html`<div class="step-signs" role="group" aria-label=${t('step.signs')}>${sign('hand', up, t(up ? 'step.hand-up' : 'step.hand'), () => raise(place))}
    ${phase ? sign('check', done, t(done ? 'step.is-done' : 'step.done'), () => finish(place)) : nothing}</div>`;
}

/** @param {Place} place */
export function raise({ room }) {
  const up = typeof room.board.get(room.you.id)?.hand === 'number';
  room.submit([['set', room.you.id, { hand: up ? null : Math.max(0, Math.round(room.now)) }]], { undoable: false });
}

/** @param {Place} place */
export function finish({ room }) {
  const phase = currentPhase(room.board);
  if (phase) room.submit([['set', room.you.id, { done: room.board.get(room.you.id)?.done === phase.id ? null : phase.id }]], { undoable: false });
}

/** What keys do here, by their names in the texts. @param {Place} place @returns {Record<string, () => void>} */
export const keys = place => ({
  hand: () => { if (place.may(['set', place.room.you.id, { hand: null }])) raise(place); },
  done: () => { if (place.may(['set', place.room.you.id, { done: null }])) finish(place); },
  vote: () => document.querySelector(/** @type {'button'} */ ('.vote h2'))?.focus(),
});

/** The card that the facilitator shows to everybody. @param {Place} place */
export function spotlight(place) {
  const { board } = place.room;
  const record = spotlit(board);
  if (!record) return nothing;
  const kind = kindOf(board, record);
  return html`<section class="spotlight kind-${kind.colour}" aria-label=${t('step.spotlight')}><p class="kind-name">${kindMark(kind.shape, kind.colour)}${t('step.spotlight-kind', { kind: kind.label })}</p>
    <h3>${record.title}</h3>${record.body ? html`<p class="long clamp-3">${record.body}</p>` : nothing}
    <button type="button" class="button" @click=${() => place.open(record.id)}>${icon('eye')}${t('step.open')}</button></section>`;
}

/** What cannot be added now, and why; what can be done instead. @param {Place} place @param {boolean} [here] whether the way to link stands beside it @returns {string} a sentence, or '' where cards can be added, or who has no table reads so elsewhere */
export function closed(place, here = false) {
  const code = place.why(['put', 'card', '', {}])?.code;
  if (!code || place.may(['put', 'proposal', '', {}])) return '';
  if (code === 'phase-kind' && place.may(['put', 'link', '', {}])) return t(here ? 'step.links-here' : 'step.only-links');
  if (code === 'phase-board' && !tableOf(place.room.board, place.room.you.id)) return '';
  const all = pollsOf(place.room.board);
  const votes = all.some(isOpen);
  const phase = currentPhase(place.room.board);
  if (code === 'phase-closed' && !votes && phase && hasVote(phase) && !all.some(poll => poll.phase === phase.id)) return t('step.vote-follows');
  return t(votes && (code === 'phase-closed' || code === 'phase-kind') ? 'step.only-votes' : `refusal-form.${code}`);
}

/** Whether there is something to read in a step in which nothing is written. @param {Place} place */
export const reads = ({ room: { board } }) => currentPhase(board)?.mode === 'read' && cardsOf(board).length > 0;

/** The cards that a step is about in which nothing is written; not those of a vote, which lists them itself. @param {Place} place */
export function reading(place) {
  const { room } = place;
  const phase = currentPhase(room.board);
  if (phase?.mode !== 'read' || pollsOf(room.board).some(isOpen)) return nothing;
  return guard([place.version, phase.id], () => readingList(place, sorted(room.board, lookedAt(room.board, phase))));
}

/** @param {Place} place @param {BoardRecord[]} all */
function readingList({ room, open }, all) {
  if (all.length === 0) return nothing;
  return html`<section class="begun" aria-labelledby="reading-title"><h2 id="reading-title">${t('step.reading', { n: all.length })}</h2><div class="cards">${all.map(record => row(room, record, open))}</div></section>`;
}

/** Where people work apart, what the step before was about, to be read again. @param {Place} place */
export function earlier(place) {
  const { room } = place;
  const { board } = room;
  const phase = currentPhase(board);
  const before = phase && (phase.mode === 'group' || phase.mode === 'private') ? previousOf(board) : undefined;
  const all = before ? lookedAt(board, before) : [];
  if (!before || all.length === 0) return nothing;
  return folded(place, `earlier ${phase?.id}`, t('step.earlier', { n: all.length, title: before.title ?? '' }), () => html`<div class="cards">${sorted(board, all).map(record => row(room, record, place.open))}</div>`, { kind: 'earlier' });
}

/** @param {import('../board/board.js').Board} board @param {BoardRecord[]} records @returns {BoardRecord[]} by kind, and by title */
const sorted = (board, records) => records.sort((one, other) => compare(kindOf(board, one).label, kindOf(board, other).label) || compare(one.title ?? '', other.title ?? ''));

/** Proposals that are there to be gone on with, what was voted for most first. @param {Place} place @param {string} kind that is being given @returns {BoardRecord[]} */
export function begunBefore({ room: { board, derived }, home }, kind) {
  const results = kind === 'proposal' ? onCards(board, derived) : null;
  const votes = (/** @type {BoardRecord} */ { id }) => results?.totals.get(id) ?? 0;
  return kind === 'proposal' ? cardsOf(board, home).filter(({ type }) => type === kind).sort((one, other) => votes(other) - votes(one)) : [];
}

/** A proposal is seldom one person's, nor written at once: those that were begun. @param {Place} place @param {string} kind that is being given */
export function begun(place, kind) {
  const { room } = place;
  const all = begunBefore(place, kind);
  if (all.length === 0) return nothing;
  const results = onCards(room.board, room.derived);
  return html`<section class="begun" aria-labelledby="begun-title"><h2 id="begun-title">${t('step.begun')}</h2><div class="cards">${all.map(record => row(room, record, place.open, false, votesOn(results, record.id)))}</div></section>`;
}

/** An open vote stands beside the step wherever it was opened, but on the wall, which shows one thing; one that is closed or shown in its own step only. @param {BoardRecord} poll @param {string | undefined} phase */
const isOfNow = (poll, phase) => isOpen(poll) || isOf(poll, phase);

/** What may be voted on, and how votes of this step went. @param {Place} place */
export function votes(place) {
  const { board } = place.room;
  const phase = currentPhase(board)?.id;
  const now = pollsOf(board).filter(poll => isOfNow(poll, phase));
  const rank = (/** @type {BoardRecord} */ poll) => ['open', 'closed', 'shown'].indexOf(stateOf(poll));
  now.sort((one, other) => rank(one) - rank(other));
  return now.map(poll => poll.state === 'shown' ? results(place, poll) : voting(place, poll));
}

/** How the votes of other steps went; once the workshop has ended, of all. @param {Place} place */
export function past(place) {
  const { board } = place.room;
  const phase = currentPhase(board)?.id;
  const ended = isEnded(board);
  const all = pollsOf(board).filter(poll => poll.state === 'shown' && (ended || !isOf(poll, phase))).reverse();
  return all.length === 0 ? nothing : html`<details class="more past-votes"><summary>${icon('next')}${t(ended ? 'vote.all' : 'vote.past', { n: all.length })}</summary>${all.map(poll => results(place, poll))}</details>`;
}

/** @param {Place} place whether there is something to vote on, or results of this step */
export const hasVotes = ({ room: { board } }) => {
  if (isEnded(board)) return false;
  const phase = currentPhase(board)?.id;
  return pollsOf(board).some(poll => isOfNow(poll, phase));
};
