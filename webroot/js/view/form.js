/**
 * Forms made from the model: which fields a card or proposal of a kind has, how each is shown, and what is sent.
 * While it is open a form holds what was typed, by property; keywords as one line of text.
 *
 * @typedef {import('../board/model.js').Model} Model
 * @typedef {import('../board/model.js').Property} Property
 * @typedef {import('../board/board.js').Board} Board
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../board/types.js').Changes} Changes
 * @typedef {Record<string, any>} Values
 * @typedef {{board: Board, type: string, kind: string | undefined, values: Values, prefix: string, editing?: (property: Property) => unknown,
 *            onInput: (name: string, value: any) => void}} Form  editing: draws a long text of what there is already, which is written together and not sent with the form
 */
import { html, nothing } from 'lit-html';
import { compare, said, t } from './device.js';
import { familyMark, icon } from './marks.js';

/** What people do not fill in: places, states that other actions change, what the server sets. */
const HIDDEN = new Set(['kind', 'author', 'x', 'y', 'board', 'status', 'state', 'from', 'to']);
/** What tells most about a card or link of its kind: asked at once, right after the title. */
const TELLING = new Set(['family', 'sign', 'resource', 'whose', 'beneficiary', 'before', 'after', 'answers', 'presence', 'beneficiaries', 'polarity', 'strength', 'mode', 'what']);

/** @param {Model} model @param {string} type @param {string | undefined} kind @returns {Property[]} in the order in which a form asks */
export function fieldsOf(model, type, kind) {
  const fields = model.properties(type, kind).filter(property => !HIDDEN.has(property.name) && property.label !== undefined);
  return fields.sort((one, other) => rank(one) - rank(other));
}

/** The rest, from rank 3 on, is behind "more details". @param {Property} property */
function rank(property) {
  if (property.name === 'title') return 0;
  if (TELLING.has(property.name)) return 1;
  if (property.is === 'text') return 2;
  return property.is === 'flags' ? 4 : 3;
}

/** @param {Form} form */
export function formFields(form) {
  const fields = fieldsOf(form.board.model, form.type, form.kind);
  const first = fields.filter(property => rank(property) < 3);
  const more = fields.filter(property => rank(property) >= 3);
  return html`<div class="fields">${first.map(property => field(form, property))}</div>
    ${more.length === 0 ? nothing : html`<details class="more" ?open=${form.editing !== undefined}><summary>${icon('next')}${t('form.more')}</summary>
      <div class="fields">${more.map(property => field(form, property))}</div></details>`}`;
}

/** @param {Form} form @param {Property} property */
function field(form, property) {
  switch (property.is) {
    case 'text': return form.editing ? form.editing(property) : text(form, property);
    case 'integer': return steps(form, property);
    case 'boolean': return tick(form, property);
    case 'choice': return property.values.size <= 3 ? segments(form, property) : select(form, property, [...property.values].map(([value, label]) => [value, said(label)]));
    case 'family': return families(form, property);
    case 'ref': return select(form, property, targets(form.board, property));
    case 'flags': return keywords(form, property);
    default: return text(form, property);
  }
}

/** @param {Form} form @param {Property} property */
const idOf = (form, property) => `${form.prefix}-${property.name}`;

/** @param {Form} form @param {Property} property */
const value = (form, property) => form.values[property.name] ?? '';

/** @param {Form} form @param {string} name @returns {(event: Event) => void} */
const typed = (form, name) => event => form.onInput(name, /** @type {HTMLInputElement} */ (event.target).value);

/** @param {Property} property */
const optional = property => property.required || property.fallback !== undefined ? nothing : html` <span class="soft small">${t('common.optional')}</span>`;

/** @param {Form} form @param {Property} property */
function text(form, property) {
  const id = idOf(form, property);
  const length = String(value(form, property)).length;
  const left = property.max - length;
  const area = property.is === 'text' || property.name === 'title';
  return html`<div class="field"><label for=${id}>${said(property.label)}${optional(property)}</label>
    ${area
      ? html`<textarea id=${id} class="input ${property.name === 'title' ? 'title-input' : ''}" name=${property.name} rows=${property.name === 'title' ? 1 : 3} aria-invalid=${left < 0 ? 'true' : nothing} ?required=${property.required}
          .value=${value(form, property)} @input=${typed(form, property.name)} @keydown=${property.name === 'title' ? noLines : nothing}></textarea>`
      : html`<input id=${id} class="input" name=${property.name} aria-invalid=${left < 0 ? 'true' : nothing} .value=${value(form, property)} @input=${typed(form, property.name)}>`}
    ${left < property.max * 0.2 ? html`<span class="counter ${left < 0 ? 'is-over' : ''}" aria-live="polite">${left < 0 ? t('form.over', { n: -left, max: property.max }) : t('form.left', { n: left })}</span>` : nothing}</div>`;
}

/** A title wraps but has one line: Enter sends. @param {KeyboardEvent} event */
function noLines(event) {
  if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  /** @type {HTMLTextAreaElement} */ (event.target).form?.requestSubmit();
}

/** @param {Form} form @param {Property} property @param {[string, unknown, unknown?][]} options */
const radios = (form, property, options) => html`<fieldset class="field"><legend>${said(property.label)}${optional(property)}</legend><div class="choices">
  ${options.map(([key, label, mark]) => html`<label class="choice"><input type="radio" name=${idOf(form, property)} value=${key} ?checked=${key === ''}
    .checked=${String(value(form, property)) === key} @change=${() => form.onInput(property.name, key)}><span>${mark ?? nothing}${label}</span></label>`)}</div></fieldset>`;

/** @param {Form} form @param {Property} property */
const segments = (form, property) => radios(form, property, [...nothingChosen(property), ...[...property.values].map(([key, label]) => /** @type {[string, unknown]} */ ([key, said(label)]))]);

/** @param {Form} form @param {Property} property */
const steps = (form, property) => radios(form, property, [...nothingChosen(property),
  ...Array.from({ length: property.max - property.min + 1 }, (_, at) => /** @type {[string, unknown]} */ ([String(property.min + at), signed(property.min + at)]))]);

/** @param {Form} form @param {Property} property */
const families = (form, property) => radios(form, property, [...nothingChosen(property),
  ...[...form.board.model.families.values()].map(family => /** @type {[string, unknown, unknown]} */ ([family.name, said(family.label), familyMark(family.shape, family.colour)]))]);

/** @param {Property} property @returns {[string, unknown][]} */
const nothingChosen = property => property.required || property.fallback !== undefined ? [] : [['', html`<span aria-hidden="true">–</span><span class="visually-hidden">${t('common.none')}</span>`]];

/** @param {number} number with a true minus sign */
export const signed = number => number < 0 ? `−${-number}` : String(number);

/** @param {Form} form @param {Property} property */
const tick = (form, property) => html`<label class="check"><input type="checkbox" name=${property.name} .checked=${value(form, property) === true}
  @change=${(/** @type {Event} */ event) => form.onInput(property.name, /** @type {HTMLInputElement} */ (event.target).checked)}><span>${said(property.label)}</span></label>`;

/** @param {Form} form @param {Property} property @param {[string, string][]} options */
const select = (form, property, options) => html`<div class="field"><label for=${idOf(form, property)}>${said(property.label)}${optional(property)}</label>
  <select id=${idOf(form, property)} class="input" name=${property.name} @change=${typed(form, property.name)}>
    <option value="" ?selected=${value(form, property) === ''}>${t('common.none')}</option>
    ${options.map(([key, label]) => html`<option value=${key} ?selected=${value(form, property) === key}>${label}</option>`)}</select></div>`;

/** @param {Board} board @param {Property} property @returns {[string, string][]} */
const targets = (board, property) => board.visible().filter(record => property.to.includes(record.type) || property.to.includes(`${record.type}:${record.kind}`))
  .map(record => /** @type {[string, string]} */ ([record.id, record.title ?? record.id])).sort((one, other) => compare(one[1], other[1]));

/** @param {Form} form @param {Property} property */
const keywords = (form, property) => html`<div class="field"><label for=${idOf(form, property)}>${said(property.label)}${optional(property)}</label>
  <input id=${idOf(form, property)} class="input" name=${property.name} autocomplete="off" aria-describedby="${idOf(form, property)}-hint" .value=${value(form, property)} @input=${typed(form, property.name)}>
  <span class="hint" id="${idOf(form, property)}-hint">${t('form.tags-hint')}</span></div>`;

/** @param {string} line @param {Property} property @returns {string[]} */
const split = (line, property) => [...new Set(line.split(/[,;\n]/).map(word => word.trim().replace(/\s+/g, ' ').slice(0, property.max)).filter(Boolean))].slice(0, property.count);

/** @param {BoardRecord} record @returns {string[]} its keywords */
export const tagsOf = record => Object.keys(record).filter(name => name.startsWith('tag:') && record[name]).map(name => name.slice(4)).sort(compare);

/** @param {Model} model @param {string} type @param {string | undefined} kind @param {Values} values @returns {Record<string, import('../board/types.js').Value>} what the form says, as the model wants it */
export function valuesOf(model, type, kind, values) {
  /** @type {Record<string, import('../board/types.js').Value>} */
  const result = {};
  for (const property of fieldsOf(model, type, kind)) {
    const given = values[property.name];
    if (given === undefined || given === '' || given === false) continue;
    if (property.is === 'flags') for (const key of split(String(given), property)) result[`${property.name}:${key}`] = true;
    else if (property.is === 'integer' || property.is === 'number') result[property.name] = Number(given);
    else if (typeof given === 'string') { if (given.trim()) result[property.name] = property.is === 'text' ? given.trim() : given.trim().replace(/\s+/g, ' '); }
    else result[property.name] = given;
  }
  return result;
}

/** @param {Model} model @param {BoardRecord} record @returns {Values} a form that shows the record */
export function formOf(model, record) {
  /** @type {Values} */
  const values = {};
  for (const property of fieldsOf(model, record.type, record.kind)) {
    if (property.is === 'flags') values[property.name] = tagsOf(record).join(', ');
    else if (record[property.name] !== undefined) values[property.name] = record[property.name];
  }
  return values;
}

/** @param {Model} model @param {BoardRecord} record as the form first showed it @param {Values} values @returns {Changes} only what the person changed */
export function changesOf(model, record, values) {
  const before = valuesOf(model, record.type, record.kind, formOf(model, record));
  const after = valuesOf(model, record.type, record.kind, values);
  /** @type {Changes} */
  const changes = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[name] === after[name] || model.property(record.type, record.kind, name)?.is === 'text') continue;
    changes[name] = after[name] ?? null;
  }
  return changes;
}

/**
 * @param {Model} model
 * @param {string} type
 * @param {string | undefined} kind
 * @param {{code: string, [detail: string]: any}} refused
 * @returns {string} a sentence that names fields as the form does
 */
export function sentence(model, type, kind, refused) {
  const details = { ...refused, ...refused.details };
  const property = details.property === undefined ? '' : said(model.property(type, kind, String(details.property))?.label) || String(details.property);
  const texts = [`refusal-form.${details.code}`, `reject.why-${details.code}`];
  for (const key of texts) {
    const text = t(key, { ...details, property });
    if (text !== key) return text;
  }
  return t('reject.why', { code: details.code });
}
