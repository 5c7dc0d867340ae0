/** What has happened since somebody last looked: said once, wherever on the page they are, and kept in sight where it wants an answer. */
import { html, nothing } from 'lit-html';
import { currentPhase, isEnded } from '../board/agenda.js';
import { gathered, tableOf } from '../board/phase.js';
import { spotlit } from '../board/sight.js';
import { isOpen, pollsOf } from '../board/votes.js';
import { compare, lang, t } from './device.js';
import { calls as gathering, isTyping, tell } from './gather.js';
import { icon } from './marks.js';
import { keepFocus, toast } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/**
 * The step, the votes, the role, the table, the end and the card in the spotlight that this page has told of; moved: the step in which one was seated;
 * brought: how many of the tables' cards were on the common board.
 * @type {WeakMap<Place, {phase: string, polls: Set<string>, shown: Set<string>, role: string, table: string, ended: boolean, moved?: string, lit?: string, brought: number}>}
 */
const told = new WeakMap();
/** Those who facilitate since this page was opened, and have not read yet what they can do. @type {WeakSet<Place>} */
const steersNow = new WeakSet();

/**
 * What has come that the person has not looked at yet: a step that began, or a vote that was opened, while they were elsewhere on the page, and the
 * tables' cards, brought together.
 * @type {WeakMap<Place, {step: boolean, cards: boolean, vote?: string}>}
 */
const news = new WeakMap();

/** What wants an answer: a call of the facilitator, and that one is a facilitator now. @param {Place} place @param {boolean} [apart] whether the person is not where they give */
export const calls = (place, apart) => html`${gathering(place, apart)}${steersNow.has(place) ? newly(place) : nothing}${latest(place, apart === true)}`;

/** @param {Place} place whether a step has begun, or a vote was opened, since the person was where they give */
export const hasNews = place => news.get(place)?.step === true || openedApart(place) !== undefined;

/** @param {Place} place @returns {BoardRecord | undefined} the vote that was opened while the person was elsewhere, as long as it is open */
const openedApart = place => pollsOf(place.room.board).find(poll => poll.id === news.get(place)?.vote && isOpen(poll));

/** @param {Place} place @param {boolean} apart */
function latest(place, apart) {
  const { step, cards, vote } = news.get(place) ?? { step: false, cards: false };
  const poll = openedApart(place);
  if ((step || vote) && !apart) news.set(place, { step: false, cards });
  const seen = () => { news.set(place, { step: false, ...news.get(place), cards: false }); place.update(); keepFocus('#content'); };
  const toVote = async () => { await place.give?.(); showVote(String(vote), true); };
  const line = (/** @type {string} */ mark, /** @type {string} */ text, /** @type {unknown} */ ways) => html`<section class="call notice" aria-label=${text}>${icon(mark)}<div><p>${text}</p><div class="choices">${ways}</div></div></section>`;
  return html`${poll && apart ? line('check', t('vote.opened', { title: poll.title ?? '' }), html`<button type="button" class="button primary" @click=${toVote}>${t('vote.go')}${icon('next')}</button>`) : step && apart ? line('edit', t('step.now', { title: currentPhase(place.room.board)?.title ?? '' }), html`<button type="button" class="button primary" @click=${() => place.give?.()}>${t('step.to-step')}${icon('next')}</button>`) : nothing}
    ${cards ? line('table', t('step.gathered'), html`<button type="button" class="button primary" @click=${() => { seen(); place.go('main'); place.look(); }}>${t('step.see-gathered')}${icon('next')}</button>
      <button type="button" class="button" @click=${seen}>${t('common.close')}</button>`) : nothing}`;
}

/** A keyboard would cover what has come, and the page would keep the field where it is. @param {Element | null} element @returns {element is HTMLTextAreaElement} */
const isEmptyField = element => element instanceof HTMLTextAreaElement && element.value === '';

/** Once the page is drawn. @param {string} id of the vote @param {boolean} [focused] whether it is gone on with from there */
const showVote = (id, focused = false) => requestAnimationFrame(() => requestAnimationFrame(() => {
  if (isEmptyField(document.activeElement)) document.activeElement.blur();
  const part = document.querySelector(`[data-poll="${id}"]`);
  part?.scrollIntoView({ block: 'start' });
  if (focused) part?.querySelector('h2')?.focus({ preventScroll: true });
}));

/** @param {Place} place */
function newly(place) {
  const { room } = place;
  const others = [...room.people].filter(([id, person]) => id !== room.you.id && person.role === 'facilitator').map(([, { name }]) => name ?? '').sort(compare);
  const read = () => { steersNow.delete(place); place.update(); keepFocus('#content'); };
  return html`<section class="notice call newly" aria-labelledby="steer-title">${icon('steer')}<div><h2 id="steer-title">${others.length > 0 ? t('step.steer-with', { n: others.length, names: new Intl.ListFormat(lang()).format(others) }) : t('step.steer-alone')}</h2>
    <p>${t('step.steer-what')}</p><button type="button" class="button" @click=${read}>${icon('check')}${t('step.steer-read')}</button></div></section>`;
}

/** A new step, a vote that opens, the table one is seated at, that one facilitates now, and the end of the workshop are said once, wherever on the page one is. To be called with each draw. @param {Place} place */
export function follow(place) {
  const { board, people, you: { id: you, role } } = place.room;
  const phase = currentPhase(board);
  const all = pollsOf(board);
  const open = all.filter(isOpen);
  const shown = all.filter(({ state }) => state === 'shown');
  const before = told.get(place);
  const table = tableOf(board, you)?.id ?? '';
  const seated = before !== undefined && table !== '' && table !== before.table;
  const ended = isEnded(board);
  const lit = spotlit(board);
  const brought = gathered(board);
  told.set(place, { lit: lit?.id, brought, phase: phase?.id ?? '', polls: new Set(open.map(({ id }) => id)), shown: new Set(shown.map(({ id }) => id)), role, table, ended, moved: seated ? phase?.id ?? '' : before?.moved });
  if (role !== 'facilitator') steersNow.delete(place);
  else if ((before?.role ?? place.as) !== role) steersNow.add(place);
  if (!before) return;
  const poll = open.find(({ id }) => !before.polls.has(id));
  if (role !== 'facilitator' && !ended) {
    const began = phase !== undefined && before.phase !== phase.id;
    const { step, cards, vote } = news.get(place) ?? { step: false, cards: false };
    news.set(place, { vote: poll?.id ?? vote, step: phase !== undefined && (step || began), cards: before.phase === (phase?.id ?? '') && (cards || brought > before.brought) });
    if (began && place.give && !isTyping() && document.getElementById('panel-give')) requestAnimationFrame(() => requestAnimationFrame(() => window.scrollTo({ top: 0 })));
    const at = poll ?? shown.find(({ id }) => !before.shown.has(id));
    if (at && !began && place.give && !isTyping() && document.getElementById('panel-give')) showVote(at.id);
    if (phase && before.phase === phase.id && brought > before.brought && place.give) tell(t('step.gathered'), { label: t('step.see-gathered'), run: () => { place.go('main'); place.look(); } }, '.call');
    if (lit && lit.id !== before.lit && place.give) tell(t('step.spotlight-told', { title: lit.title ?? '' }), { label: t('step.open'), run: () => place.open(lit.id) }, '.spotlight');
  }
  const text = role === 'facilitator' && before.role !== role ? t('step.you-steer') : before.ended !== ended && role !== 'facilitator' ? t(ended ? 'ended.told' : 'ended.told-open') : seated ? tableWords(board, you, people, 'now-table') : phase && before.phase !== phase.id ? t('step.now', { title: phase.title ?? '' }) : poll ? t('vote.opened', { title: poll.title ?? '' }) : '';
  if (text) setTimeout(() => toast(text));
}

/** @param {Place} place @returns {string | undefined} the id of the step in which the person was seated, since the page was opened */
export const seatedIn = place => told.get(place)?.moved;

/** Of more who sit at a table, only some are named. */
const MOST_NAMES = 5;

/** @param {import('../board/board.js').Board} board @param {string} you @param {Map<string, import('../sync/room.js').Person>} people @param {'table' | 'now-table'} [as] now-table: where one has just been seated @returns {string} my table, and who sits there */
export function tableWords(board, you, people, as = 'table') {
  const table = tableOf(board, you);
  if (!table) return t('step.no-table');
  const all = [...people].filter(([id]) => id !== you && tableOf(board, id)?.id === table.id).map(([, { name }]) => name ?? '').sort(compare);
  const names = all.length > MOST_NAMES ? [...all.slice(0, MOST_NAMES - 1), t('step.more-names', { n: all.length - MOST_NAMES + 1 })] : all;
  return names.length === 0 ? t(`step.${as}-alone`, { table: table.title ?? '' }) : t(`step.${as}`, { table: table.title ?? '', names: names.join(', ') });
}

