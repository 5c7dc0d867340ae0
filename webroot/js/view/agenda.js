/** The agenda in the cockpit: its phases in order, when each begins, and all that can be done with one. Everything works by buttons; Alt with an arrow moves a phase. */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { currentPhase, endOps, isEnded, phasesOf, plan, startOps } from '../board/agenda.js';
import { keptBack } from '../board/keptback.js';
import { byPlace, moveOps } from '../board/order.js';
import { openClosing } from './closing.js';
import { t } from './device.js';
import { duration } from './duration.js';
import { modeOf, showOf } from './now.js';
import { button, hour, icon, refocus, steer, sure } from './steering.js';
import { announce, keepAt, toast } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** The phase whose buttons are shown. @type {WeakMap<Place, string>} */
const opened = new WeakMap();

/** @param {Place} place @param {string} [id] of a phase that is to be changed @param {string} [after] that a new one follows */
const edit = async (place, id, after) => (await import('./phaseform.js')).openPhase(place, id, after);

/** @param {Place} place */
export function agenda(place) {
  const { board } = place.room;
  const phases = phasesOf(board);
  const ended = isEnded(board);
  const close = ended ? nothing : button('check', t('closing.do'), () => openClosing(place), { kind: 'quiet' });
  if (phases.length === 0) return html`<div class="cockpit-empty"><p>${t('agenda.empty')}</p>${button('plus', t('agenda.first'), () => edit(place), { kind: ended ? '' : 'primary' })}</div><div class="cockpit-foot">${close}</div>`;
  const { starts, end, minutes } = plan(board, place.room.now);
  return html`<p class="agenda-end">${ended ? nothing : html`<span>${t('agenda.end', { time: hour(end) })}</span>`}<span class="soft small">${t('agenda.all', { time: duration(minutes) })}</span></p>
    <ol class="phases">${repeat(phases, ({ id }) => id, (phase, at) => row(place, phase, at, phases.length, starts.get(phase.id)))}</ol>
    <div class="cockpit-foot">${button('plus', t('agenda.add'), () => edit(place))}
      ${currentPhase(board) && !ended ? button('stop', t('agenda.free'), () => leave(place), { kind: 'quiet' }) : nothing}${close}</div>`;
}

/** @param {Place} place */
function leave(place) {
  sure({ title: t('agenda.free-sure'), text: t('agenda.free-text'), go: t('agenda.free'), danger: false }, () => {
    steer(place, endOps());
    refocus('', '#cockpit-title');
  });
}

/** @param {Place} place @param {BoardRecord} phase @param {number} at @param {number} of @param {number | undefined} starts epoch milliseconds */
function row(place, phase, at, of, starts) {
  const current = currentPhase(place.room.board);
  const is = phase.id === current?.id ? 'current' : phase.skipped === true ? 'skipped' : current && byPlace(phase, current) < 0 ? 'past' : 'coming';
  const open = opened.get(place) === phase.id;
  const about = [phase.minutes ? t('agenda.takes', { n: Number(phase.minutes) }) : '', modeOf(phase), phase.votes || phase.vote_way ? t('agenda.vote') : ''].filter(Boolean).join(' · ');
  const over = isEnded(place.room.board);
  const when = is === 'current' ? over ? '' : t('agenda.now') : is === 'skipped' ? t('agenda.skipped') : is === 'past' ? t('agenda.past') : starts && !over ? hour(starts) : '';
  return html`<li class="phase is-${is} ${open ? 'is-open' : ''}">
    <button type="button" class="phase-head" data-key="phase-${phase.id}" aria-expanded=${open ? 'true' : 'false'} aria-current=${is === 'current' ? 'step' : nothing}
      @click=${() => { opened.set(place, open ? '' : phase.id); place.update(); }} @keydown=${(/** @type {KeyboardEvent} */ event) => arrows(event, place, phase)}>
      <span class="phase-when">${when}</span><span class="phase-text"><span class="phase-title">${phase.title}</span><span class="phase-about">${about}</span></span>${icon('next')}</button>
    ${open ? deeds(place, phase, is, at, of) : nothing}</li>`;
}

/** @param {Place} place @param {BoardRecord} phase @param {string} is @param {number} at @param {number} of */
function deeds(place, phase, is, at, of) {
  const { room } = place;
  const quiet = { kind: 'quiet' };
  return html`<div class="phase-more">${phase.instruction ? html`<p class="soft small long">${phase.instruction}</p>` : nothing}
    <div class="phase-deeds">
      ${is === 'current' || isEnded(room.board) ? nothing : button('play', t(is === 'past' ? 'agenda.back-here' : 'agenda.start'), () => { steer(place, startOps(room.board, phase.id, room.now)); refocus(`phase-${phase.id}`); }, { kind: 'primary' })}
      ${is !== 'current' && keptBack(room.board, room.derived).some(kept => kept.phase.id === phase.id) ? button('eye', t('reveal.all'), () => showOf(place, phase)) : nothing}
      ${button('edit', t('common.edit'), () => edit(place, phase.id), { name: t('common.action', { action: t('common.edit'), title: phase.title ?? '' }) })}
      ${button('up', t('agenda.up'), () => move(place, phase, -1, `up-${phase.id}`), { bare: true, disabled: at === 0, key: `up-${phase.id}` })}
      ${button('down', t('agenda.down'), () => move(place, phase, 1, `down-${phase.id}`), { bare: true, disabled: at === of - 1, key: `down-${phase.id}` })}
      ${button('plus', t('agenda.insert'), () => edit(place, undefined, phase.id), quiet)}
      ${button(is === 'skipped' ? 'restore' : 'next', t(phase.skipped === true ? 'agenda.unskip' : 'agenda.skip'), () => steer(place, [['set', phase.id, { skipped: phase.skipped === true ? null : true }]]), quiet)}
      ${button('bin', t('agenda.delete'), () => remove(place, phase), quiet)}</div></div>`;
}

/** @param {Place} place @param {BoardRecord} phase @param {1 | -1} by @param {string} key of the control that has the focus */
function move(place, phase, by, key) {
  const ops = moveOps(place.room.board, phase.id, by);
  if (ops.length === 0 || !steer(place, ops)) return;
  const at = phasesOf(place.room.board).findIndex(({ id }) => id === phase.id) + 1;
  announce(t('agenda.moved', { title: phase.title ?? '', n: at }));
  const pressed = () => document.querySelector(`[data-key="${key}"]`);
  const top = pressed()?.getBoundingClientRect().top;
  refocus(key);
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const control = pressed();
    if (control && top !== undefined) keepAt(control, top);
  }));
}

/** @param {KeyboardEvent} event @param {Place} place @param {BoardRecord} phase */
function arrows(event, place, phase) {
  const by = event.altKey ? event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0 : 0;
  if (by === 0) return;
  event.preventDefault();
  move(place, phase, by, `phase-${phase.id}`);
}

/** @param {Place} place @param {BoardRecord} phase */
function remove(place, phase) {
  if (!steer(place, [['del', phase.id]])) return;
  toast(t('agenda.deleted', { title: phase.title ?? '' }), { label: t('bin.restore'), run: () => steer(place, [['restore', phase.id]]) });
  refocus('', '#cockpit-title');
}
