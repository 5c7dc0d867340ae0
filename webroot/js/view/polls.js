/** Votes in the cockpit: how many have voted, closing, showing, and the hands that are counted in the room. */
import { html, nothing } from 'lit-html';
import { askedOf } from '../board/crew.js';
import { currentPhase, isEnded, phasesOf } from '../board/agenda.js';
import { atTables } from '../board/seating.js';
import { forScreens, subjectOf } from '../board/sight.js';
import { areTotalsSeen, foreseen, hasVote, isScale, leftBehind, openOps, pollsOf, ranking, sifted, stateOf, stateOps, stepsOf } from '../board/votes.js';
import { said, t } from './device.js';
import { choice, kinds, number, words } from './phaseform.js';
import { problem } from './rules.js';
import { counted, families } from './results.js';
import { bar, button, hereIn, icon, offline, refocus, set, steer, sure } from './steering.js';
import { errorLine, openDialog, toast } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** @param {Place} place */
export function polls(place) {
  const { board } = place.room;
  const all = pollsOf(board).reverse();
  return html`${all.length === 0 ? html`<p class="cockpit-empty">${t('polls.empty')}</p>` : nothing}
    ${all.map(poll => card(place, poll))}
    ${isEnded(board) ? nothing : html`<div class="cockpit-foot">${button('plus', t('polls.new'), () => openPoll(place))}</div>`}`;
}

/** The vote of the step, in the head of the cockpit: to be opened, closed, shown. @param {Place} place */
export function voteNow(place) {
  const { board } = place.room;
  const phase = currentPhase(board);
  const polls = pollsOf(board).filter(poll => phase && poll.phase === phase.id);
  const poll = polls.findLast(({ state }) => state !== 'shown');
  const before = leftBehind(board).map(one => stage(place, one));
  if (poll) return html`${stage(place, poll, 'primary')}${before}`;
  const last = polls.at(-1);
  if (last) return html`${before}${outcome(place, last)}`;
  if (!phase || !hasVote(phase)) return before;
  return html`${before}<div class="calls"><h3>${icon('votes')}${t('polls.planned')}</h3><div>${button('play', t('polls.open-planned', { title: phase.title ?? '' }), () => openForeseen(place, phase), { kind: atTables(board, phase) > 0 ? '' : 'primary', once: true })}</div></div>`;
}

/** That the results of a step are shown, and the way on with what came first. @param {Place} place @param {BoardRecord} poll */
function outcome(place, poll) {
  const on = goOn(place, poll);
  return on === nothing ? nothing : html`<div class="reveal"><p class="reveal-line">${icon('votes')}<span>${poll.title}</span><span class="chip is-shown">${t('polls.is-shown')}</span></p>${on}</div>`;
}

/** How far a vote is, and the next thing to do with it. @param {Place} place @param {BoardRecord} poll @param {'' | 'primary'} [kind] of the button */
function stage(place, poll, kind = '') {
  const { board } = place.room;
  const state = stateOf(poll);
  const [to] = stepsOf(poll);
  return html`<div class="reveal"><p class="reveal-line">${icon('votes')}<span>${poll.title}</span><span class="chip is-${state}">${t(`polls.is-${state}`)}</span></p>${turnout(place, poll)}
    <div class="reveal-ways">${button(MARKS[to], t(`polls.to-${to}-from-${state}`), () => { steer(place, stateOps(board, poll, to)); refocus('', '#cockpit-title'); }, { kind, once: true })}</div></div>`;
}

/** How many have voted. @param {Place} place @param {BoardRecord} poll */
function turnout(place, poll) {
  const { voted = 0, of = askedOf(place.room.board, hereIn(place)).length } = place.room.derived.get(poll.id) ?? {};
  return poll.way === 'hands' ? nothing : html`<div class="now-progress"><span>${t('polls.voted', { n: voted, of })}${offline(place)}</span>${bar(of ? voted / of : 0)}</div>`;
}

/** Asks first where what people would vote on is still at their tables, so that each table would vote on its own. @param {Place} place @param {BoardRecord} phase */
function openForeseen(place, phase) {
  const n = atTables(place.room.board, phase);
  if (n === 0) return open(place, foreseen(phase));
  sure({ title: t('polls.at-tables'), text: t('polls.at-tables-text', { n }), go: t('polls.open-anyway'), danger: false }, () => open(place, foreseen(phase)));
}

/** @param {Place} place @param {import('../board/types.js').Changes} values */
function open(place, values) {
  const { id, ops } = openOps(place.room.board, values);
  if (steer(place, ops)) refocus(`poll-${id}`);
}

/** @param {Place} place @param {BoardRecord} poll */
function card(place, poll) {
  const { board } = place.room;
  const state = stateOf(poll);
  const way = said(board.model.property('poll', undefined, 'way')?.values.get(String(poll.way)));
  const about = [way, poll.budget ? t('polls.budget', { n: Number(poll.budget) }) : '', poll.most ? t('polls.most', { n: Number(poll.most) }) : ''].filter(Boolean).join(' · ');
  const visible = areTotalsSeen(poll);
  return html`<article class="poll is-${state}" aria-labelledby="poll-${poll.id}">
    <div class="part-line"><h3 id="poll-${poll.id}" tabindex="-1" data-key="poll-${poll.id}">${poll.title}</h3><span class="chip is-${state}">${t(`polls.is-${state}`)}</span></div>
    <p class="soft small">${about}</p>
    ${turnout(place, poll)}
    ${visible ? html`<div class="outcome results">${counted(place, poll)}${families(place, poll)}</div>${state === 'shown' ? goOn(place, poll) : nothing}` : nothing}
    <div class="phase-deeds">${stepsOf(poll).filter(to => to !== 'open' || !isEnded(board)).map((to, at) => button(MARKS[to], t(`polls.to-${to}-from-${state}`), () => { steer(place, stateOps(board, poll, to)); refocus(`poll-${poll.id}`); }, { kind: at === 0 && state !== 'shown' ? 'primary' : '', once: true }))}
      ${button('raised', t('polls.hands'), async () => (await import('./tally.js')).openTally(place, poll.id))}
      ${button('bin', t('polls.delete', { title: poll.title ?? '' }), () => remove(place, poll), { kind: 'quiet', bare: true })}</div>
    ${state === 'closed' && !visible ? html`<p class="soft small">${t('polls.secret')}</p>` : nothing}</article>`;
}

/** What came first becomes what the steps are about from then on; of many that came first one is chosen on the card. @param {Place} place @param {BoardRecord} poll */
function goOn(place, poll) {
  const { board, derived } = place.room;
  if (isScale(poll) || isEnded(board) || phasesOf(board).length === 0) return nothing;
  const first = ranking(board, derived.get(poll.id) ?? {}).filter(({ rank }) => rank === 1).map(({ id }) => forScreens(board, id)).filter(record => record !== undefined);
  if (first.length > FIRST || first.some(record => record.id === subjectOf(board)?.id)) return nothing;
  const choose = (/** @type {BoardRecord} */ { id }) => {
    if (!set(place, { subject: id })) return;
    toast(t('deed.subject-done'));
    refocus(`poll-${poll.id}`);
  };
  return html`<div class="phase-deeds">${first.map(record => button('next', t('polls.go-on', { title: record.title ?? '' }), () => choose(record), { once: true }))}</div>`;
}

/** So many of one rank can be told apart at a glance. */
const FIRST = 3;

const MARKS = { open: 'restore', closed: 'closed', shown: 'eye' };

/** @param {Place} place @param {BoardRecord} poll */
function remove(place, poll) {
  if (!steer(place, [['del', poll.id]])) return;
  toast(t('polls.deleted', { title: poll.title ?? '' }), { label: t('bin.restore'), run: () => steer(place, [['restore', poll.id]]) });
  refocus('', '#part-tab-polls');
}

/** A vote that no phase foresees. @param {Place} place */
export function openPoll(place) {
  /** @type {Record<string, any>} */
  let values = { way: 'dots', budget: 3 };
  let error = '';
  openDialog({
    title: t('polls.new'),
    body: dialog => {
      const form = { place, type: 'poll', values, prefix: 'poll', onInput: (/** @type {string} */ name, /** @type {any} */ value) => { values = { ...values, [name]: value === '' || value === false ? undefined : value }; dialog.update(); } };
      return html`<form id="poll-form" class="fields" novalidate @submit=${(/** @type {Event} */ event) => make(event, dialog)}>${words(form, 'title', 1)}${choice(form, 'way', way => t(`polls.way-${way}`))}
        ${values.way === 'dots' ? html`<div class="pairs">${number(form, 'budget', 1, 50)}${number(form, 'most', 1, 50)}</div>` : nothing}
        <label class="check"><input type="checkbox" .checked=${values.open === true} @change=${(/** @type {Event} */ event) => form.onInput('open', /** @type {HTMLInputElement} */ (event.target).checked)}><span>${said(place.room.board.model.property('poll', undefined, 'open')?.label)}<small>${t('phase.open-hint')}</small></span></label>
        ${isScale(/** @type {any} */ (values)) ? nothing : kinds(form, 'on', t('phase.vote-on-hint'))}${errorLine(error)}</form>`;
    },
    foot: dialog => html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button><button class="button primary" form="poll-form">${t('polls.open')}</button>`,
  });
  /** @param {Event} event @param {import('./ui.js').Dialog} dialog */
  function make(event, dialog) {
    event.preventDefault();
    const phase = currentPhase(place.room.board)?.id;
    const { id, ops } = openOps(place.room.board, sifted({ ...values, title: String(values.title ?? '').trim() || undefined, phase }));
    error = problem(place.room, ops);
    if (error) return dialog.update();
    place.room.submit(ops, { undoable: false });
    dialog.close();
    refocus(`poll-${id}`);
  }
}
