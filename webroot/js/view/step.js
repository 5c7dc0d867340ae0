/** The step that the workshop is at, as everybody sees it: what is asked, the time, how far the others are; what the facilitator shows; votes. */
import { html, nothing } from 'lit-html';
import { currentPhase, isEnded, phasesOf } from '../board/agenda.js';
import { tableOf } from '../board/phase.js';
import { spotlit, subjectOf } from '../board/sight.js';
import { timeLeft } from '../board/timer.js';
import { hasVote, isOpen, pollsOf, stateOf } from '../board/votes.js';
import { cardsOf, lookedAt, row } from './cards.js';
import { clock } from './clock.js';
import { compare, lang, t } from './device.js';
import { bar, icon, kindMark, kindOf } from './marks.js';
import { presentIn } from './place.js';
import { calls as gathering, isTyping, tell } from './gather.js';
import { results } from './results.js';
import { keepFocus, style, toast } from './ui.js';
import { voting } from './voting.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

export { late, settle } from './late.js';
export { linked, linking } from './linking.js';

/**
 * The step, the votes, the role, the table, the end and the card in the spotlight that this page has told of; moved: the step in which one was seated;
 * brought: how many of the tables' cards were on the common board.
 * @type {WeakMap<Place, {phase: string, polls: Set<string>, role: string, table: string, ended: boolean, moved?: string, lit?: string, brought: number}>}
 */
const told = new WeakMap();
style('/css/step.css');

/** Those who facilitate since this page was opened, and have not read yet what they can do. @type {WeakSet<Place>} */
const steersNow = new WeakSet();

/**
 * What has come that the person has not looked at yet: a step that began while they were elsewhere on the page, and the tables' cards, brought together.
 * @type {WeakMap<Place, {step: boolean, cards: boolean}>}
 */
const news = new WeakMap();

/** What wants an answer: a call of the facilitator, and that one is a facilitator now. @param {Place} place @param {boolean} [apart] whether the person is not where they give */
export const calls = (place, apart) => html`${gathering(place, apart)}${steersNow.has(place) ? newly(place) : nothing}${latest(place, apart === true)}`;

/** @param {Place} place whether a step has begun since the person was where they give */
export const hasBegun = place => news.get(place)?.step === true;

/** @param {Place} place @param {boolean} apart */
function latest(place, apart) {
  const { step, cards } = news.get(place) ?? { step: false, cards: false };
  if (step && !apart) news.set(place, { step: false, cards });
  const seen = () => { news.set(place, { step, cards: false }); place.update(); keepFocus('#content'); };
  const line = (/** @type {string} */ mark, /** @type {string} */ text, /** @type {unknown} */ ways) => html`<section class="call notice" aria-label=${text}>${icon(mark)}<div><p>${text}</p><div class="choices">${ways}</div></div></section>`;
  return html`${step && apart ? line('edit', t('step.now', { title: currentPhase(place.room.board)?.title ?? '' }), html`<button type="button" class="button primary" @click=${() => place.give?.()}>${t('step.to-step')}${icon('next')}</button>`) : nothing}
    ${cards ? line('table', t('step.gathered'), html`<button type="button" class="button primary" @click=${() => { seen(); place.go('main'); place.look(); }}>${t('step.see-gathered')}${icon('next')}</button>
      <button type="button" class="button" @click=${seen}>${t('common.close')}</button>`) : nothing}`;
}

/** @param {Place} place */
function newly(place) {
  const { room } = place;
  const others = [...room.people].filter(([id, person]) => id !== room.you.id && person.role === 'facilitator').map(([, { name }]) => name ?? '').sort(compare);
  const read = () => { steersNow.delete(place); place.update(); keepFocus('#content'); };
  return html`<section class="notice call newly" aria-labelledby="steer-title">${icon('steer')}<div><h2 id="steer-title">${others.length > 0 ? t('step.steer-with', { n: others.length, names: new Intl.ListFormat(lang()).format(others) }) : t('step.steer-alone')}</h2>
    <p>${t('step.steer-what')}</p><button type="button" class="button" @click=${read}>${icon('check')}${t('step.steer-read')}</button></div></section>`;
}

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
  const here = presentIn(room).length;
  return html`<section class="give awaited"><h2 id="give-title" tabindex="-1">${t('awaited.title')}</h2><p>${t('awaited.lead')}</p>
    <p class="soft">${t('awaited.first', { title: first?.title ?? '' })}</p>${seated ? html`<p class="step-how">${icon('table')}<span>${tableWords(room.board, room.you.id, room.people)}</span></p>` : nothing}${here > 1 ? html`<p class="step-how">${icon('people')}<span role="status">${t('awaited.here', { n: here })}</span></p>` : nothing}</section>`;
}

/** A new step, a vote that opens, the table one is seated at, that one facilitates now, and the end of the workshop are said once, wherever on the page one is. To be called with each draw. @param {Place} place */
export function follow(place) {
  const { board, people, you: { id: you, role } } = place.room;
  const phase = currentPhase(board);
  const open = pollsOf(board).filter(isOpen);
  const before = told.get(place);
  const table = tableOf(board, you)?.id ?? '';
  const seated = before !== undefined && table !== '' && table !== before.table;
  const ended = isEnded(board);
  const lit = spotlit(board);
  const brought = [...board.visible('card'), ...board.visible('proposal')].filter(record => record.from_table !== undefined && record.board === 'main').length;
  told.set(place, { lit: lit?.id, brought, phase: phase?.id ?? '', polls: new Set(open.map(({ id }) => id)), role, table, ended, moved: seated ? phase?.id ?? '' : before?.moved });
  if (role !== 'facilitator') steersNow.delete(place);
  else if ((before?.role ?? place.as) !== role) steersNow.add(place);
  if (!before) return;
  if (role !== 'facilitator' && !ended) {
    const began = phase !== undefined && before.phase !== phase.id;
    const { step, cards } = news.get(place) ?? { step: false, cards: false };
    news.set(place, { step: phase !== undefined && (step || began), cards: before.phase === (phase?.id ?? '') && (cards || brought > before.brought) });
    if (began && place.give && !isTyping() && document.getElementById('panel-give')) requestAnimationFrame(() => requestAnimationFrame(() => window.scrollTo({ top: 0 })));
    if (lit && lit.id !== before.lit && place.give) tell(t('step.spotlight-told', { title: lit.title ?? '' }), { label: t('step.open'), run: () => place.open(lit.id) }, '.spotlight');
  }
  const poll = open.find(({ id }) => !before.polls.has(id));
  const text = role === 'facilitator' && before.role !== role ? t('step.you-steer') : before.ended !== ended && role !== 'facilitator' ? t(ended ? 'ended.told' : 'ended.told-open') : seated ? tableWords(board, you, people, 'now-table') : phase && before.phase !== phase.id ? t('step.now', { title: phase.title ?? '' }) : poll ? t('vote.opened', { title: poll.title ?? '' }) : '';
  if (text) setTimeout(() => toast(text));
}

/** What kind of step it is, where that is not plain. @param {Place} place @param {BoardRecord} phase */
function how(place, phase) {
  const { board, you, people } = place.room;
  const line = (/** @type {string} */ mark, /** @type {unknown} */ text) => html`<p class="step-how">${icon(mark)}<span>${text}</span></p>`;
  const nameless = phase.anonymous === true ? line('people', t('step.anonymous')) : nothing;
  const table = phase.mode === 'group' || tableOf(board, you.id) && (phase.mode === 'private' || told.get(place)?.moved === phase.id) ? line('table', tableWords(board, you.id, people)) : nothing;
  const silent = people.get(String(phase.listener))?.name;
  const more = html`${table}${nameless}${silent && phase.mode !== 'read' && phase.listener !== you.id ? line('people', t('step.listens', { name: silent })) : nothing}`;
  if (phase.mode === 'private') return html`${phase.revealed === true ? line('eye', t('step.revealed')) : line('lock', t('step.private'))}${more}`;
  if (phase.mode !== 'one') return more;
  return html`${line('edit', phase.writer === you.id ? t('step.you-write') : t('step.writes', { name: people.get(String(phase.writer))?.name ?? t('step.somebody') }))}${table}`;
}

/** @param {import('../board/board.js').Board} board @param {string} you @param {Map<string, import('../sync/room.js').Person>} people @param {'table' | 'now-table'} [as] now-table: where one has just been seated @returns {string} my table, and who sits there */
function tableWords(board, you, people, as = 'table') {
  const table = tableOf(board, you);
  if (!table) return t('step.no-table');
  const names = [...people].filter(([id]) => id !== you && tableOf(board, id)?.id === table.id).map(([, { name }]) => name ?? '').sort(compare);
  return names.length === 0 ? t(`step.${as}-alone`, { table: table.title ?? '' }) : t(`step.${as}`, { table: table.title ?? '', names: names.join(', ') });
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

/** What cannot be added now, and why; what can be done instead. @param {Place} place @returns {string} a sentence, or '' where cards can be added */
export function closed(place) {
  const code = place.why(['put', 'card', '', {}])?.code;
  if (!code || place.may(['put', 'proposal', '', {}])) return '';
  if (code === 'phase-kind' && place.may(['put', 'link', '', {}])) return t('step.only-links');
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
  const all = lookedAt(room.board, phase).sort((one, other) => compare(kindOf(room.board, one).label, kindOf(room.board, other).label) || compare(one.title ?? '', other.title ?? ''));
  if (all.length === 0) return nothing;
  return html`<section class="begun" aria-labelledby="reading-title"><h2 id="reading-title">${t('step.reading', { n: all.length })}</h2><div class="cards">${all.map(record => row(room, record, place.open))}</div></section>`;
}

/** A proposal is seldom one person's: those that others have begun, to be gone on with. @param {Place} place @param {string} kind that is being given */
export function begun(place, kind) {
  const { room } = place;
  const { board, you } = room;
  const others = kind === 'proposal' ? cardsOf(board, place.home).filter(({ type, author, phase }) => type === kind && (author !== you.id || phase !== board.get('workshop')?.phase)) : [];
  if (others.length === 0) return nothing;
  return html`<section class="begun" aria-labelledby="begun-title"><h2 id="begun-title">${t('step.begun')}</h2><div class="cards">${others.map(record => row(room, record, place.open))}</div></section>`;
}

/** An open vote stands beside the step wherever it was opened, but on the wall, which shows one thing; one that is closed or shown in its own step only. @param {BoardRecord} poll @param {string | undefined} phase */
const isOfNow = (poll, phase) => isOpen(poll) || phase === undefined || poll.phase === undefined || poll.phase === phase;

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
  const all = pollsOf(board).filter(poll => poll.state === 'shown' && (ended || phase !== undefined && poll.phase !== undefined && poll.phase !== phase)).reverse();
  return all.length === 0 ? nothing : html`<details class="more past-votes"><summary>${icon('next')}${t(ended ? 'vote.all' : 'vote.past', { n: all.length })}</summary>${all.map(poll => results(place, poll))}</details>`;
}

/** @param {Place} place whether there is something to vote on, or results of this step */
export const hasVotes = ({ room: { board } }) => {
  if (isEnded(board)) return false;
  const phase = currentPhase(board)?.id;
  return pollsOf(board).some(poll => isOfNow(poll, phase));
};
