/** The form of a phase, new or changed; and the choice of kinds, which votes have as well. */
import { html, nothing } from 'lit-html';
import { insertOps } from '../board/order.js';
import { membersOf } from '../board/crew.js';
import { compare, draft, keepDraft, said, t } from './device.js';
import { kindMark, kindOf } from './marks.js';
import { problem } from './rules.js';
import { nameOf } from './steering.js';
import { errorLine, openDialog } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {Record<string, any>} Values  of the form: what is not set is not there
 * @typedef {{place: Place, type: string, values: Values, prefix: string, onInput: (name: string, value: any) => void}} Form
 */

const USUAL_MINUTES = [5, 10, 15, 20, 30];
/** What a form shows is all that it changes. */
const SHOWN = ['title', 'instruction', 'hint', 'minutes', 'mode', 'seats', 'writer', 'listener', 'hard', 'anonymous', 'board', 'votes', 'most', 'vote_way', 'vote_open'];

/** @param {Place} place @param {string} [id] without, a new one @param {string} [after] that a new one follows */
export function openPhase(place, id, after) {
  const { board } = place.room;
  const record = id === undefined ? undefined : board.get(id);
  const name = `phase:${place.id}:${id ?? 'new'}`;
  /** @type {Values} */
  const before = Object.fromEntries(Object.entries(record ?? { mode: 'shared' }).filter(([key]) => SHOWN.includes(key) || /^(add|vote_on):/.test(key)));
  let values = { ...before, ...draft(name) };
  let error = '';
  openDialog({
    title: t(record ? 'phase.edit' : 'phase.new'), wide: true,
    body: dialog => html`<form id="phase-form" class="fields" novalidate @submit=${(/** @type {Event} */ event) => save(event, dialog)}>
      ${fields({ place, type: 'phase', values, prefix: 'phase', onInput: (key, value) => { values = { ...values, [key]: value === '' || value === false ? undefined : value }; keepDraft(name, values); dialog.update(); } })}
      ${errorLine(error)}</form>`,
    foot: dialog => html`<button type="button" class="button" @click=${() => { keepDraft(name, null); dialog.close(); }}>${t('common.cancel')}</button><button class="button primary" form="phase-form">${t(record ? 'common.save' : 'phase.add')}</button>`,
  });
  /** @param {Event} event @param {import('./ui.js').Dialog} dialog */
  function save(event, dialog) {
    event.preventDefault();
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined).map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value]));
    const changes = Object.fromEntries([...new Set([...Object.keys(before), ...Object.keys(given)])].filter(key => before[key] !== given[key]).map(key => [key, given[key] ?? null]));
    const made = insertOps(board, 'phase', given, after);
    const ops = record ? Object.keys(changes).length === 0 ? [] : [/** @type {import('../board/types.js').Op} */ (['set', record.id, changes])] : made.ops;
    error = problem(place.room, ops);
    if (error) return dialog.update();
    if (ops.length > 0) place.room.submit(ops, { undoable: false });
    keepDraft(name, null);
    dialog.close();
    if (!record) requestAnimationFrame(() => requestAnimationFrame(() => {
      const row = document.querySelector(/** @type {'button'} */ (`[data-key="phase-${made.id}"]`));
      row?.scrollIntoView({ block: 'center' });
      row?.focus({ preventScroll: true });
    }));
  }
}

/** @param {Form} form */
const fields = form => html`${words(form, 'title', 1)}${words(form, 'instruction', 2, t('phase.instruction-hint'))}${words(form, 'hint', 2, t('phase.hint-hint'))}
  ${minutes(form)}${choice(form, 'mode', value => t(`phase.mode-${value}`))}
  ${form.values.mode === 'one' ? pick(form, 'writer', members(form)) : form.values.mode === 'read' ? nothing : pick(form, 'listener', members(form))}
  ${form.values.mode === 'group' || form.values.seats ? html`${number(form, 'seats', 2, 40)}<p class="hint">${t('phase.seats-hint')}</p>` : nothing}${boards(form)}
  ${kinds(form, 'add', t('phase.add-hint'), true)}
  <div class="ticks">${tick(form, 'hard', t('phase.hard-hint'))}${tick(form, 'anonymous', t('phase.anonymous-hint'))}</div>
  <fieldset class="field phase-votes"><legend>${t('phase.votes')}</legend>${choice(form, 'vote_way', () => '', t('phase.no-vote'))}
    ${form.values.vote_way ? html`<div class="fields">${form.values.vote_way === 'dots' ? html`<div class="pairs">${number(form, 'votes', 1, 50)}${number(form, 'most', 1, 50)}</div>` : nothing}
      ${tick(form, 'vote_open', t('phase.open-hint'))}${form.values.vote_way === 'dots' || form.values.vote_way === 'hands' ? kinds(form, 'vote_on', t('phase.vote-on-hint')) : nothing}</div>` : nothing}</fieldset>`;

/** @param {Form} form @param {string} name */
const property = ({ place, type }, name) => /** @type {import('../board/model.js').Property} */ (place.room.board.model.property(type, undefined, name));

/** @param {Form} form @param {string} name @param {number} rows @param {string} [hint] */
export const words = (form, name, rows, hint = '') => html`<div class="field"><label for="${form.prefix}-${name}">${said(property(form, name).label)}${property(form, name).required ? nothing : html` <span class="soft small">${t('common.optional')}</span>`}</label>
  ${hint ? html`<span class="hint" id="${form.prefix}-${name}-hint">${hint}</span>` : nothing}
  <textarea class="input ${rows === 1 ? 'title-input' : ''}" id="${form.prefix}-${name}" rows=${rows} maxlength=${property(form, name).max} aria-describedby=${hint ? `${form.prefix}-${name}-hint` : nothing} ?required=${property(form, name).required}
    .value=${form.values[name] ?? ''} @input=${(/** @type {Event} */ event) => form.onInput(name, /** @type {HTMLTextAreaElement} */ (event.target).value.replace(/\s*\n\s*/g, ' '))}
    @keydown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === 'Enter' && !event.isComposing) { event.preventDefault(); /** @type {HTMLTextAreaElement} */ (event.target).form?.requestSubmit(); } }}></textarea></div>`;

/** @param {Form} form @param {string} name @param {number} min @param {number} max */
export const number = (form, name, min, max) => html`<div class="field"><label for="${form.prefix}-${name}">${said(property(form, name).label)}</label>
  <input class="input" type="number" inputmode="numeric" id="${form.prefix}-${name}" min=${min} max=${max} .value=${String(form.values[name] ?? '')} @input=${(/** @type {Event} */ event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    form.onInput(name, value === '' ? undefined : Math.round(Number(value)));
  }}></div>`;

/** @param {Form} form */
const minutes = form => html`<div class="minutes">${number(form, 'minutes', 0, 600)}
  <div class="choices" role="group" aria-label=${t('phase.usual-minutes')}>${USUAL_MINUTES.map(n => html`<button type="button" class="button" aria-pressed=${form.values.minutes === n ? 'true' : 'false'} @click=${() => form.onInput('minutes', n)}>${t('agenda.takes', { n })}</button>`)}</div></div>`;

/** @param {Form} form @param {string} name @param {(value: string) => string} hint @param {string} [none] where nothing may be chosen: what that is called */
export const choice = (form, name, hint, none) => html`<fieldset class="field"><legend class=${none ? 'visually-hidden' : ''}>${said(property(form, name).label)}</legend><div class="choices ${none ? '' : 'modes'}">
  ${[...none ? [/** @type {[string, string]} */ (['', none])] : [], ...[...property(form, name).values].map(([value, label]) => /** @type {[string, string]} */ ([value, said(label)]))].map(([value, label]) => html`<label class="choice"><input type="radio" name="${form.prefix}-${name}" value=${value}
    .checked=${(form.values[name] ?? '') === value} @change=${() => form.onInput(name, value)}><span><span>${label}${hint(value) ? html`<small>${hint(value)}</small>` : nothing}</span></span></label>`)}</div></fieldset>`;

/** @param {Form} form @param {string} name @param {[string, string][]} options */
const pick = (form, name, options) => html`<div class="field"><label for="${form.prefix}-${name}">${said(property(form, name).label)}</label>
  <select class="input" id="${form.prefix}-${name}" @change=${(/** @type {Event} */ event) => form.onInput(name, /** @type {HTMLSelectElement} */ (event.target).value)}>
    <option value="" ?selected=${!form.values[name]}>${t('common.none')}</option>${options.sort((one, other) => compare(one[1], other[1])).map(([value, label]) => html`<option value=${value} ?selected=${form.values[name] === value}>${label}</option>`)}</select></div>`;

/** @param {Form} form @returns {[string, string][]} everybody's id and name */
const members = ({ place }) => membersOf(place.room.board).map(({ id }) => [id, nameOf(place, id)]);

/** The board of a phase, where there are others than the main one that no table has. @param {Form} form */
function boards(form) {
  const { board } = form.place.room;
  const all = board.visible('board').filter(({ id, table }) => id !== 'main' && table === undefined);
  return all.length === 0 ? nothing : pick(form, 'board', all.map(({ id, title }) => [id, title ?? id]));
}

/** @param {Form} form @param {string} name @param {string} hint */
const tick = (form, name, hint) => html`<label class="check"><input type="checkbox" .checked=${form.values[name] === true} @change=${(/** @type {Event} */ event) => form.onInput(name, /** @type {HTMLInputElement} */ (event.target).checked)}>
  <span>${said(property(form, name).label)}<small class="soft">${hint}</small></span></label>`;

/** Kinds of cards, proposals, and where it is about adding, links. @param {Form} form @param {string} name @param {string} hint @param {boolean} [links] */
export function kinds(form, name, hint, links = false) {
  const { board } = form.place.room;
  const cards = [...board.model.type('card')?.kinds.keys() ?? []].map(kind => kindOf(board, { type: 'card', kind }));
  const all = [...cards, kindOf(board, { type: 'proposal' })];
  const box = (/** @type {string} */ key, /** @type {unknown} */ label, /** @type {string} */ colour = '') => html`<label class="choice ${colour ? `kind-${colour}` : ''}"><input type="checkbox" .checked=${form.values[`${name}:${key}`] === true}
    @change=${(/** @type {Event} */ event) => form.onInput(`${name}:${key}`, /** @type {HTMLInputElement} */ (event.target).checked)}><span>${label}</span></label>`;
  return html`<fieldset class="field"><legend>${said(property(form, `${name}:x`).label)}</legend><span class="hint">${hint}</span><div class="choices kinds">
    ${all.map(kind => box(kind.name, html`${kindMark(kind.shape, kind.colour)}${kind.label}`, kind.colour))}
    ${links ? html`${box('link', t('phase.all-links'))}${[...board.model.type('link')?.kinds.values() ?? []].map(kind => box(kind.name, said(kind.label)))}` : nothing}</div></fieldset>`;
}
