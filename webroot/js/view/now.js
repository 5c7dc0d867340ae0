/** The head of the cockpit: the phase that the workshop is in, its time, the way on and back, and what is to be revealed. */
import { html, nothing } from 'lit-html';
import { awaitOps, currentPhase, endOps, isEnded, mayAwait, nextOf, phasesOf, previousOf, startOps } from '../board/agenda.js';
import { askedOf, doneOf, membersOf } from '../board/crew.js';
import { tableOf } from '../board/phase.js';
import { atTables } from '../board/seating.js';
import { tablesOf } from '../board/tables.js';
import { wantedFrom } from '../board/keptback.js';
import { spotlit } from '../board/sight.js';
import { hasVote, pollsOf } from '../board/votes.js';
import { moreTime, pauseTimer, startTimer, stopTimer, timeLeft } from '../board/timer.js';
import { spreadAfter } from '../sync/spreading.js';
import { closed, openClosing } from './closing.js';
import { compare, keep, kept, said, t } from './device.js';
import { kindMark, kindOf } from './marks.js';
import { isAwaited } from './place.js';
import { voteNow } from './polls.js';
import { gather, otherPairs, seating, settle } from './seating.js';
import { bar, button, hereIn, icon, isSecond, nameOf, offline, refocus, set, steer, sure } from './steering.js';
import { isLoud, setLoud, timerFace } from './timer.js';
import { problem } from './rules.js';
import { openDialog, toast } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** Minutes of a timer that no phase gives. */
const USUAL = 5;

/** @param {Place} place @param {(part: string) => void} go to a part of the cockpit */
export function now(place, go) {
  const { board } = place.room;
  if (isEnded(board)) return closed(place, go);
  const phase = currentPhase(board);
  const all = phasesOf(board).filter(({ id, skipped }) => skipped !== true || id === phase?.id);
  const at = phase ? all.indexOf(phase) + 1 : 0;
  const awaited = isAwaited(place.room);
  return html`<section class="now" aria-labelledby="cockpit-title">
    <p class="eyebrow">${phase ? html`${t('now.step', { n: at, of: all.length })} · ${modeOf(phase)}` : t(awaited ? 'now.awaited-eyebrow' : 'now.free-eyebrow')}</p>
    <h2 id="cockpit-title" tabindex="-1">${phase?.title ?? t(awaited ? 'now.awaited' : 'now.free')}</h2>
    ${awaited ? html`<p class="soft small">${t('now.awaited-hint')}</p><div>${button('edit', t('now.open'), () => { steer(place, endOps()); refocus('', '#cockpit-title'); }, { once: true })}</div>` : nothing}
    ${mayAwait(board) ? html`<p class="soft small">${t('now.opened-hint')}</p><div>${button('restore', t('now.await'), () => { steer(place, awaitOps()); refocus('', '#cockpit-title'); }, { once: true })}</div>` : nothing}
    ${phase?.instruction ? html`<p class="now-instruction">${phase.instruction}</p>` : nothing}
    ${phase ? progress(place, phase) : nothing}${phase ? seats(place, phase, go) : nothing}${phase?.mode === 'one' ? writer(place, phase) : nothing}${phase?.mode === 'private' ? reveal(place, phase) : stillHidden(place)}${phase ? stillAtTables(place, phase) : nothing}${voteNow(place)}${tablesAhead(place, go)}${lit(place)}
    ${phase?.hint ? advice(String(phase.hint)) : nothing}${phase && phase.mode !== 'one' && phase.mode !== 'read' ? listener(place, phase) : nothing}</section>`;
}

/** What is reached for again and again, and stays in sight: the time, the way back and on. @param {Place} place */
export const steady = place => isEnded(place.room.board) ? nothing : html`<section class="steady" aria-label=${t('now.steady')}>${timer(place)}${ways(place, currentPhase(place.room.board))}</section>`;

/** Its first lines, and all of it on demand: what is to be done now stands above it, and the parts below want the room. @param {string} hint */
const advice = hint => html`<details class="now-hint" ?open=${kept('preau.advice') === 'open'} @toggle=${(/** @type {Event & {currentTarget: HTMLDetailsElement}} */ { currentTarget }) => keep('preau.advice', currentTarget.open ? 'open' : 'closed')}>
  <summary><span>${t('now.hint')}</span><span class="now-hint-begins" aria-hidden="true">${hint}</span></summary><p>${hint}</p></details>`;

/** @param {BoardRecord} phase @returns {string} */
export const modeOf = phase => t(`agenda.mode-${phase.mode ?? 'shared'}`);

/** @param {Place} place @param {BoardRecord | undefined} phase */
function ways(place, phase) {
  const { board } = place.room;
  const [back, next] = [previousOf(board), nextOf(board)];
  if (!phase && !back && !next) return nothing;
  const go = (/** @type {BoardRecord} */ to, /** @type {string} */ key) => {
    const left = key === 'next' && phase && hasVote(phase) && !pollsOf(board).some(poll => poll.phase === phase.id) ? phase : undefined;
    if (!steer(place, startOps(board, to.id, place.room.now))) return;
    refocus(key);
    if (left) toast(t('now.not-voted', { title: left.title ?? '' }), { label: t('now.back'), run: () => { steer(place, startOps(place.room.board, left.id, place.room.now)); } });
  };
  return html`<div class="now-ways">
    ${button('back', t('now.back'), () => { if (back) go(back, 'back'); }, { disabled: !back, once: true, key: 'back', name: back ? t('now.back-to', { title: back.title ?? '' }) : t('now.back') })}
    ${next ? html`<button type="button" class="button primary now-next" data-key="next" @click=${(/** @type {MouseEvent} */ event) => { if (!isSecond(event)) go(next, 'next'); }}><span><small>${t(phase ? 'now.next' : 'now.start')}</small><span class="now-to">${next.title}</span></span>${icon('next')}</button>`
      : html`<button type="button" class="button primary now-close" data-key="next" @click=${(/** @type {MouseEvent} */ event) => { if (!isSecond(event)) openClosing(place); }}><span><small class="now-last">${t('now.last')}</small><span class="now-to">${t('closing.do')}</span></span>${icon('check')}</button>`}</div>`;
}

/** @param {Place} place */
function timer(place) {
  const { room } = place;
  const time = timeLeft(room.board, room.now);
  const minutes = Number(currentPhase(room.board)?.minutes ?? 0) || USUAL;
  const bare = { kind: 'quiet', bare: true };
  return html`<div class="now-timer">${timerFace(place)}
    <div class="now-timer-buttons" role="group" aria-label=${t('timer.label')}>
    ${time ? html`${button(time.paused ? 'play' : 'pause', t(time.paused ? 'timer.go-on' : 'timer.pause'), () => set(place, pauseTimer(room.board, room.now)), { ...bare, key: 'timer' })}
        <button type="button" class="button quiet more-time" aria-label=${t('timer.more')} title=${t('timer.more')} @click=${() => set(place, moreTime(room.board, room.now))}>+1</button>
        ${button('stop', t('timer.stop'), () => { set(place, stopTimer()); refocus('timer'); }, bare)}`
      : button('play', t('timer.start', { n: minutes }), () => { set(place, startTimer(minutes, room.now)); refocus('timer'); }, { key: 'timer' })}
    ${button(isLoud() ? 'sound' : 'mute', t('timer.sound'), () => { setLoud(!isLoud()); place.update(); }, { ...bare, on: isLoud() })}</div></div>`;
}

/** What the key of the timer does: starts it, pauses it, lets it go on. @param {Place} place */
export function toggleTimer(place) {
  const { room } = place;
  if (isEnded(room.board)) return;
  const minutes = Number(currentPhase(room.board)?.minutes ?? 0) || USUAL;
  set(place, timeLeft(room.board, room.now) ? pauseTimer(room.board, room.now) : startTimer(minutes, room.now));
}

/** @param {Place} place @param {BoardRecord} phase how many are done */
function progress(place, phase) {
  const asked = askedOf(place.room.board, hereIn(place));
  const done = doneOf(asked, phase.id).length;
  if (asked.length === 0) return nothing;
  return html`<div class="now-progress"><span>${t('now.done', { n: done, of: asked.length })}${offline(place)}</span>${bar(done / asked.length)}</div>`;
}

/** Before anything is written in a step for so many people at a table, they are seated so; then, who has no table can give nothing in a step by table. @param {Place} place @param {BoardRecord} phase @param {(part: string) => void} go */
function seats(place, phase, go) {
  const { board } = place.room;
  const begun = Number(place.room.derived.get(phase.id)?.written ?? 0) > 0 || ['card', 'proposal', 'link'].some(type => board.visible(type).some(record => record.phase === phase.id));
  const way = begun ? null : wayOf(place, phase);
  if (way) return call(t(`now.seats${Number(phase.seats) === 2 ? '-2' : ''}`, { n: Number(phase.seats) }), way, 'primary');
  const others = begun ? null : otherPairs(place);
  if (others) return call(t('now.other-pairs'), others, 'primary');
  const all = askedOf(board, hereIn(place));
  const without = phase.mode === 'group' ? all.filter(({ id }) => !tableOf(board, id)).map(({ id }) => id) : [];
  if (without.length === 0) return nothing;
  const n = without.length;
  if (tablesOf(board).length === 0) return call(t('now.no-tables'), { label: t('now.make-tables'), run: () => go('tables'), away: true }, 'primary');
  if (n === all.length) return call(t('now.unseated', { n }), { label: t('now.deal'), run: () => go('tables'), away: true }, 'primary');
  return call(t('now.unseated', { n }), { label: t('now.seat'), run: () => settle(place, without) }, 'primary');
}

/** A step by table needs tables before it begins. @param {Place} place @param {(part: string) => void} go */
function tablesAhead(place, go) {
  const { board } = place.room;
  const next = nextOf(board);
  const now = currentPhase(board);
  if (!next || now?.mode === 'group' || now?.seats !== undefined) return nothing;
  if (next.seats !== undefined) {
    const way = wayOf(place, next);
    return way ? call(t(`now.seats-ahead${Number(next.seats) === 2 ? '-2' : ''}`, { n: Number(next.seats) }), way) : nothing;
  }
  return next.mode === 'group' && tablesOf(board).length === 0 ? call(t('now.tables-ahead'), { label: t('now.make-tables'), run: () => go('tables'), away: true }) : nothing;
}

/** @param {Place} place @param {BoardRecord} phase @returns {{label: string, run: () => void} | null} what seats people as the phase asks for */
const wayOf = (place, phase) => (phase.seats === undefined ? null : seating(place, Number(phase.seats)));

/** What a facilitator is asked to see to. @param {string} text @param {{label: string, run: () => void, away?: boolean}} way away: it leads to another part @param {'' | 'primary'} [kind] */
const call = (text, { label, run, away }, kind = '') => html`<div class="calls"><p>${text}</p><div>${button('seats', label, () => { run(); if (!away) refocus('', '#cockpit-title'); }, { kind, once: true })}</div></div>`;

/** A card that stands on every screen hides the step on the wall. @param {Place} place */
function lit(place) {
  const card = spotlit(place.room.board);
  return card ? html`<div class="calls"><p>${t('now.lit', { title: card.title ?? '' })}</p><div>${button('close', t('room.unspot'), () => { set(place, { spotlight: null }); refocus('', '#cockpit-title'); })}</div></div>` : nothing;
}

/** Who writes for everybody, which no template can know. @param {Place} place @param {BoardRecord} phase */
const writer = (place, phase) => somebody(place, phase, 'writer', membersOf(place.room.board).filter(({ role, screen }) => role !== 'waiting' && screen !== true));

/** Whom a step is about listens while the others write. @param {Place} place @param {BoardRecord} phase */
function listener(place, phase) {
  const people = membersOf(place.room.board).filter(({ id, role }) => role === 'participant' || id === phase.listener);
  return html`<details class="more now-listener" ?open=${phase.listener !== undefined}><summary>${icon('next')}${t('now.listener')}</summary>
    ${somebody(place, phase, 'listener', people, 'visually-hidden')}<p class="soft small">${t('now.listener-hint')}</p></details>`;
}

/** @param {Place} place @param {BoardRecord} phase @param {'writer' | 'listener'} name @param {BoardRecord[]} members of whom it may be one @param {string} [label] its class */
function somebody(place, phase, name, members, label = '') {
  const chosen = String(phase[name] ?? '');
  const people = members.map(({ id }) => /** @type {[string, string]} */ ([id, nameOf(place, id)])).sort(([, one], [, other]) => compare(one, other));
  return html`<div class="field"><label class=${label} for="now-${name}">${said(place.room.board.model.property('phase', undefined, name)?.label)}</label>
    <select class="input" id="now-${name}" @change=${(/** @type {Event} */ event) => steer(place, [['set', phase.id, { [name]: /** @type {HTMLSelectElement} */ (event.target).value || null }]])}>
      <option value="" ?selected=${chosen === ''}>${t('now.nobody')}</option>${people.map(([id, called]) => html`<option value=${id} ?selected=${id === chosen}>${called}</option>`)}</select></div>`;
}

/** @param {Place} place @param {BoardRecord} phase */
function reveal(place, phase) {
  if (phase.revealed === true) {
    return html`<div class="reveal"><p class="reveal-line">${icon('eye')}<span>${t('reveal.is')}</span></p>${place.give ? button('eye', t('reveal.see'), () => place.look()) : nothing}${button('hide', t('reveal.undo'), () => steer(place, [['set', phase.id, { revealed: null }]]), { kind: 'quiet', once: true })}</div>`;
  }
  const { written = 0, of = askedOf(place.room.board, hereIn(place)).filter(({ id }) => id !== phase.listener).length, waiting = [] } = place.room.derived.get(phase.id) ?? {};
  return html`<div class="reveal"><p class="reveal-line">${icon('closed')}<span>${of > 0 ? html`${t('reveal.written', { n: written, of })}${offline(place)}` : t('reveal.hidden')}</span></p>${of > 0 ? bar(written / of) : nothing}
    <div class="reveal-ways">${button('eye', t('reveal.all'), () => showAll(place, phase, written, of), { kind: 'primary', once: true })}
      ${waiting.length > 0 ? button('list', t('reveal.one'), () => oneByOne(place, phase)) : nothing}</div></div>`;
}

/** What people wrote alone is often shown only in a later step, which begins with reading it or votes on it. @param {Place} place */
function stillHidden(place) {
  const before = wantedFrom(place.room.board, place.room.derived);
  if (!before) return nothing;
  const { waiting } = place.room.derived.get(before.id) ?? {};
  return html`<div class="reveal"><p class="reveal-line">${icon('closed')}<span>${t('reveal.before', { title: before.title ?? '' })}</span></p>
    <div class="reveal-ways">${button('eye', t('reveal.all'), () => showOf(place, before), { kind: 'primary' })}
      ${waiting ? button('list', t('reveal.one'), () => oneByOne(place, before)) : nothing}</div></div>`;
}

/** Before people read or vote together on what their tables wrote, it is brought together. @param {Place} place @param {BoardRecord} phase */
function stillAtTables(place, phase) {
  const n = atTables(place.room.board, phase);
  return n === 0 ? nothing : call(t('now.at-tables', { n }), { label: t('tables.gather'), run: () => gather(place) }, 'primary');
}

/** Shows what was written in another step than this one. @param {Place} place @param {BoardRecord} phase */
export const showOf = (place, phase) => sure({ title: t('reveal.sure'), text: t('reveal.before-text', { title: phase.title ?? '' }), go: t('reveal.all'), danger: false }, () => show(place, phase));

/** @param {Place} place @param {BoardRecord} phase @param {number} written @param {number} of */
function showAll(place, phase, written, of) {
  if (written >= of) return show(place, phase);
  sure({ title: t('reveal.sure'), text: t('reveal.sure-text', { n: of - written }), go: t('reveal.all'), danger: false }, () => show(place, phase));
}

/** @param {Place} place @param {BoardRecord} phase */
function show(place, phase) {
  const { room } = place;
  const ops = /** @type {import('../board/types.js').Op[]} */ ([['set', phase.id, { revealed: true }]]);
  const why = problem(room, ops);
  if (why) toast(why);
  else spreadAfter(room, room.submit(ops, { undoable: false }), board => (board.get(phase.id)?.revealed === true ? board.visible().filter(record => record.phase === phase.id).map(({ id }) => id) : []));
  refocus('', '#cockpit-title');
}

/** Shows card by card; what they say, nobody but their authors knows before. @param {Place} place @param {BoardRecord} phase */
function oneByOne(place, phase) {
  const { room } = place;
  const waits = () => /** @type {string[]} */ (room.derived.get(phase.id)?.waiting ?? []).filter(id => !shown.includes(id));
  const shown = /** @type {string[]} */ ([]);
  openDialog({
    title: t('reveal.one'),
    body: dialog => html`<p class="soft">${t('reveal.one-hint')}</p><p aria-live="polite">${t('reveal.waiting', { n: waits().length })}</p>
      ${waits().length > 0 ? button('eye', t('reveal.next'), () => { const [id] = waits(); shown.push(id); spreadAfter(room, room.submit([['set', id, { shown: true }]], { undoable: false }), board => (board.onBoard(id) ? [id] : [])); dialog.update(); }, { kind: 'primary' }) : nothing}
      <ol class="cards">${shown.map(id => room.board.get(id)).filter(record => record !== undefined).map(record => {
        const kind = kindOf(room.board, record);
        return html`<li class="card-row kind-${kind.colour}">${kindMark(kind.shape, kind.colour)}<span class="card-text"><span class="card-title">${record.title}</span></span></li>`;
      })}</ol>`,
  });
}
