/** What somebody was still writing when the step stopped taking it: it is held on the device, shown with the ways on, and goes back into the form where the step is back. */
import { html, nothing } from 'lit-html';
import { newRecordId } from '../board/model.js';
import { currentPhase, isEnded } from '../board/agenda.js';
import { placeForNew } from '../board/places.js';
import { draft, keepDraft, t } from './device.js';
import { fieldsOf, valuesOf } from './form.js';
import { icon, kindMark, kindOf } from './marks.js';
import { sayGiven } from './place.js';
import { copyAndSay, toast } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {{id: string, kind: string, phase: string, values: Record<string, any>, at: string}} Held  id: on this device; kind: of card, or `proposal`; phase: in which it was written, '' without one; at: in which it could not be added any more
 * @typedef {{values: Record<string, any>, chosen: string, chosenIn?: string, writing?: {kind: string, phase: string}}} Form  chosenIn: the phase in which that was chosen, '' without one; writing: what the values were typed for
 */

/** @param {Place} place */
const nameOf = place => `late:${place.id}`;

/** @param {Place} place @returns {Held[]} */
const heldIn = place => (draft(nameOf(place)).held ?? []).map((/** @type {Held} */ one, /** @type {number} */ at) => ({ ...one, id: one.id ?? `old-${at}` }));

/** @param {Place} place @param {Held[]} held */
const hold = (place, held) => keepDraft(nameOf(place), held.length > 0 ? { held } : null);

/** Also where another tab has held or given something meanwhile. @param {Place} place @param {string} id */
const letGo = (place, id) => hold(place, heldIn(place).filter(one => one.id !== id));

/** @param {Place} place @param {string} kind @returns {[type: string, kind: string | undefined]} */
const typeOf = (place, kind) => place.room.board.model.type('card')?.kinds.has(kind) ? ['card', kind] : [kind, undefined];

/** @param {Place} place @param {Held} held @returns {string} what was written, without what was merely chosen */
const wordsOf = (place, { kind, values }) => fieldsOf(place.room.board.model, ...typeOf(place, kind)).filter(({ is }) => is === 'string' || is === 'text')
  .map(({ name }) => String(values[name] ?? '').trim()).filter(Boolean).join('\n');

/**
 * Takes out of the form what it does not take any more, and gives it back once it does; where nothing is begun, the next step asks again what.
 * To be called before the form is drawn.
 *
 * @param {Place} place
 * @param {Form} form
 * @param {string[]} kinds that can be added now
 * @returns {boolean} whether the form has changed
 */
export function settle(place, form, kinds) {
  const phase = currentPhase(place.room.board)?.id ?? '';
  const { writing } = form;
  const typed = Object.values(form.values).some(value => typeof value === 'string' && value.trim() !== '');
  if (typed && writing && !kinds.includes(writing.kind)) {
    hold(place, [...heldIn(place), { id: newRecordId('late'), ...writing, values: form.values, at: phase }]);
    Object.assign(form, { values: {}, writing: undefined });
    return true;
  }
  const back = typed ? undefined : heldIn(place).find(one => one.phase === phase && kinds.includes(one.kind));
  if (!back) {
    if (typed || form.chosen === '' || (form.chosenIn ?? '') === phase) return false;
    form.chosen = '';
    return true;
  }
  letGo(place, back.id);
  Object.assign(form, { values: back.values, chosen: back.kind, chosenIn: phase, writing: { kind: back.kind, phase: back.phase } });
  return true;
}

/** Open while it is new, or can be added. @param {Place} place @param {string[]} kinds that can be added now */
export function late(place, kinds) {
  const held = heldIn(place);
  if (held.length === 0) return nothing;
  const phase = currentPhase(place.room.board)?.id ?? '';
  const open = held.some(one => one.at === phase || kinds.includes(one.kind));
  return html`<details class="late more" ?open=${open}><summary>${icon('next')}${t('late.title', { n: held.length })}</summary>${held.map(one => item(place, one, kinds))}</details>`;
}

/** @param {Place} place @param {Held} one @param {string[]} kinds */
function item(place, one, kinds) {
  const { board } = place.room;
  const [type, name] = typeOf(place, one.kind);
  const kind = kindOf(board, { type, kind: name });
  const words = wordsOf(place, one);
  const now = kinds.includes(one.kind);
  const drop = () => { letGo(place, one.id); place.update(); };
  return html`<article class="notice kind-${kind.colour}"><div>
    <p class="kind-name">${kindMark(kind.shape, kind.colour)}${kind.label}</p><p class="late-words long">${words}</p>
    <p role="status">${t(now ? 'late.now' : isEnded(board) ? 'late.ended' : currentPhase(board)?.id === one.phase ? 'late.same' : 'late.lead')}</p>
    <div class="choices">${now ? html`<button type="button" class="button primary" @click=${() => { if (give(place, one)) drop(); }}>${icon('send')}${t('contribute.send')}</button>` : nothing}
      <button type="button" class="button" @click=${() => copyAndSay(words)}>${icon('copy')}${t('common.copy')}</button>
      <button type="button" class="button quiet" @click=${drop}>${icon('bin')}${t('late.drop')}</button></div></div></article>`;
}

/** @param {Place} place @param {Held} held @returns {boolean} whether it is on its way */
function give(place, held) {
  const { board } = place.room;
  const [type, kind] = typeOf(place, held.kind);
  const values = valuesOf(board.model, type, kind, held.values);
  const spot = placeForNew(board.visible().filter(record => record.board === place.home), String(values.title ?? ''));
  const why = place.act([['put', type, newRecordId(type), { ...(kind ? { kind } : {}), ...values, board: place.home, ...spot }]]);
  if (why) toast(why);
  else sayGiven(place, String(values.title ?? ''));
  return !why;
}
