/** Files in and out. An import is tried first: what it would do, what is wrong in which line, and how words become kinds. */
import { html, nothing } from 'lit-html';
import { call, json, Problem, said, t } from './device.js';
import { icon } from './marks.js';
import { errorLine, openDialog, toast } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {{created: number, updated: number, unchanged: number, problems: {part: string, line: number, message: string}[],
 *            kinds?: Record<string, string>, links?: Record<string, string>}} Outcome
 * @typedef {{format: string, files: Record<string, File>, outcome: Outcome | null, mapping: {kinds: Record<string, string>, links: Record<string, string>},
 *            error: string, busy: boolean, done: boolean, turn: number}} State turn: which question was asked last
 */

const PROBLEMS_SHOWN = 50;

/** Which files each format sends, as parts of the request. @type {Record<string, {parts: string[], accept: string}>} */
const FORMATS = {
  'map-csv': { parts: ['nodes', 'links'], accept: '.csv,.tsv,.txt,text/csv' },
  json: { parts: ['file'], accept: '.json,application/json' },
};

/** @param {Place} place */
export function openImport(place) {
  /** @type {State} */
  const state = { format: 'map-csv', files: {}, outcome: null, mapping: { kinds: {}, links: {} }, error: '', busy: false, done: false, turn: 0 };
  openDialog({
    title: t('import.title'), wide: true,
    body: dialog => state.done && state.outcome ? result(state.outcome) : html`${choose(place, state, dialog)}${errorLine(state.error)}${state.outcome ? preview(place, state, state.outcome, dialog) : nothing}
      <p class="visually-hidden" role="status">${state.busy ? t('import.busy') : ''}</p>`,
    foot: dialog => state.done ? html`<button type="button" class="button primary" @click=${dialog.close}>${t('import.see')}</button>` : buttons(place, state, dialog),
  });
}

/** @param {Place} place @param {State} state @param {import('./ui.js').Dialog} dialog */
function choose(place, state, dialog) {
  const pick = (/** @type {string} */ format) => { Object.assign(state, { format, files: {}, outcome: null, error: '' }); dialog.update(); };
  return html`<p class="soft">${t('import.lead')}</p>
    <fieldset class="field"><legend>${t('import.format')}</legend><div class="choices">${Object.keys(FORMATS).map(format => html`<label class="choice"><input type="radio" name="format" .checked=${state.format === format}
      @change=${() => pick(format)}><span>${t(`import.${format}`)}</span></label>`)}</div></fieldset>
    <div class="files">${FORMATS[state.format].parts.map(part => html`<div class="field"><label for="file-${part}">${t(`import.part-${part}`)}</label>
      <input id="file-${part}" class="input file-input" type="file" accept=${FORMATS[state.format].accept} aria-describedby="file-${part}-hint" @change=${(/** @type {Event} */ event) => take(event, part, place, state, dialog)}>
      <span class="hint" id="file-${part}-hint">${t(`import.hint-${part}`)}</span></div>`)}</div>`;
}

/** @param {Event} event @param {string} part @param {Place} place @param {State} state @param {import('./ui.js').Dialog} dialog */
function take(event, part, place, state, dialog) {
  const file = /** @type {HTMLInputElement} */ (event.target).files?.[0];
  if (file) state.files[part] = file; else delete state.files[part];
  Object.assign(state, { outcome: null, mapping: { kinds: {}, links: {} }, error: '' });
  dialog.update();
  if (FORMATS[state.format].parts.every(one => state.files[one])) send(place, state, true, dialog);
}

/** @param {Place} place @param {State} state @param {import('./ui.js').Dialog} dialog */
const buttons = (place, state, dialog) => html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button>
  ${state.outcome ? html`<button type="button" class="button primary" ?disabled=${state.busy || state.outcome.problems.length > 0 || state.outcome.created + state.outcome.updated === 0} @click=${() => send(place, state, false, dialog)}>${icon('check')}${t('import.do')}</button>`
    : html`<button type="button" class="button primary" ?disabled=${state.busy || Object.keys(state.files).length === 0} @click=${() => send(place, state, true, dialog)}>${state.busy ? t('import.busy') : t('import.try')}</button>`}`;

/** @param {Place} place @param {State} state @param {boolean} dryRun @param {import('./ui.js').Dialog} dialog */
async function send(place, state, dryRun, dialog) {
  const turn = ++state.turn;
  const body = new FormData();
  for (const [part, file] of Object.entries(state.files)) body.append(part, file, file.name);
  if (state.format === 'map-csv' && Object.keys({ ...state.mapping.kinds, ...state.mapping.links }).length > 0) body.append('mapping', JSON.stringify(state.mapping));
  Object.assign(state, { busy: true, error: '' });
  dialog.update();
  try {
    const outcome = await json(`/api/workshops/${place.id}/imports?format=${state.format}&dryRun=${dryRun}`, { method: 'POST', body, workshop: place.id });
    if (dryRun && turn !== state.turn) return;
    state.outcome = outcome;
    state.mapping = { kinds: { ...outcome.kinds }, links: { ...outcome.links } };
    state.done = !dryRun && outcome.problems.length === 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (dryRun && turn !== state.turn) return;
    Object.assign(state, { error: error.message, outcome: dryRun ? null : state.outcome });
  }
  state.busy = false;
  dialog.update();
}

/** @param {Place} place @param {State} state @param {Outcome} outcome @param {import('./ui.js').Dialog} dialog */
const preview = (place, state, outcome, dialog) => html`<section class="import-preview" aria-labelledby="preview-title" aria-busy=${state.busy ? 'true' : 'false'}><h3 id="preview-title">${t('import.preview')}</h3>${counts(outcome)}
  ${problems(outcome)}
  ${mapping(place, state, 'kinds', 'card', dialog)}${mapping(place, state, 'links', 'link', dialog)}</section>`;

/** @param {Outcome} outcome */
const counts = outcome => html`<div role="status"><dl class="counts">${/** @type {const} */ (['created', 'updated', 'unchanged']).map(name => html`<div><dt>${t(`import.${name}`)}</dt><dd>${outcome[name].toLocaleString()}</dd></div>`)}</dl></div>
  ${outcome.problems.length === 0 && outcome.created + outcome.updated === 0 ? html`<p>${t('import.nothing')}</p>` : nothing}`;

/** @param {Outcome} outcome */
const problems = outcome => outcome.problems.length === 0 ? nothing : html`<div class="notice bad" role="alert">${icon('alert')}<div><strong>${t('import.problems', { n: outcome.problems.length })}</strong>
  <ul class="problems">${outcome.problems.slice(0, PROBLEMS_SHOWN).map(problem => html`<li>${problem.line > 0 ? html`<span class="soft">${t('import.line', { part: t(`import.short-${problem.part}`), line: String(problem.line) })}</span> ` : nothing}${problem.message}</li>`)}</ul>
  ${outcome.problems.length > PROBLEMS_SHOWN ? html`<p>${t('import.more-problems', { n: outcome.problems.length - PROBLEMS_SHOWN })}</p>` : nothing}</div></div>`;

/** @param {Place} place @param {State} state @param {'kinds' | 'links'} which @param {string} type @param {import('./ui.js').Dialog} dialog */
function mapping(place, state, which, type, dialog) {
  const words = Object.keys(state.mapping[which]);
  if (words.length === 0) return nothing;
  const options = targets(place.room.board.model, type);
  const change = (/** @type {string} */ word, /** @type {Event} */ event) => {
    state.mapping[which][word] = /** @type {HTMLSelectElement} */ (event.target).value;
    send(place, state, true, dialog);
  };
  return html`<fieldset class="mapping"><legend>${t(`import.mapping-${which}`)}</legend>${words.map(word => html`<label class="mapping-row"><span class="word">${word || t('import.no-word')}</span><span aria-hidden="true">→</span>
    <select class="input" @change=${(/** @type {Event} */ event) => change(word, event)}>${options.map(([value, label]) => html`<option value=${value} ?selected=${state.mapping[which][word] === value}>${label}</option>`)}</select></label>`)}</fieldset>`;
}

/**
 * What a word of a file may become: a kind, or one with a family, a sign or the opposite direction, as `kind:detail`.
 *
 * @param {import('../board/model.js').Model} model
 * @param {string} type
 * @returns {[string, string][]}
 */
function targets(model, type) {
  /** @type {[string, string][]} */
  const options = [];
  for (const kind of model.type(type)?.kinds.values() ?? []) {
    const label = said(kind.label);
    const details = kind.properties.get('polarity')?.values ?? kind.properties.get('family')?.values ?? new Map();
    options.push([kind.name, label]);
    for (const [value, name] of details) options.push([`${kind.name}:${value}`, `${label} · ${said(name)}`]);
    if (type === 'link') options.push([`${kind.name}:inverse`, `${label} · ${t('import.inverse')}`]);
  }
  if (type === 'card') options.push(['proposal', said(model.type('proposal')?.label)]);
  return options;
}

/** @param {Outcome} outcome */
const result = outcome => html`<div class="notice good" role="status">${icon('check')}<div><strong>${t('import.done')}</strong></div></div>${counts(outcome)}`;

/** @param {Place} place */
export function openExport(place) {
  const formats = ['map.zip', 'nodes.csv', 'links.csv', 'json'];
  openDialog({
    title: t('export.title'),
    body: () => html`<p class="soft">${t('export.lead')}</p><ul class="cards">${formats.map(format => html`<li><button type="button" class="button wide export-button" @click=${() => save(place, format)}>
      ${icon('transfer')}<span><strong>${t(`export.${format}`)}</strong><span class="card-note">${t(`export.${format}-hint`)}</span></span></button></li>`)}</ul>`,
  });
}

/** The token goes in a header, so the file is fetched and then handed over. @param {Place} place @param {string} format */
async function save(place, format) {
  try {
    const answer = await call(`/api/workshops/${place.id}/exports/${format}`, { workshop: place.id });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = /filename="?([^";]+)"?/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? (format === 'json' ? 'preau.json' : `preau-${format}`);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    toast(error.message);
  }
}
