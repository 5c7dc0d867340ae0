/** What a new workshop begins with: nothing, a template, or the agenda of an earlier workshop that this device facilitates. */
import { html, nothing, svg } from 'lit-html';
import { json, Problem, said, t, visits } from './device.js';
import { duration } from './duration.js';
import { icon } from './marks.js';
import { announce, openDialog } from './ui.js';

/**
 * @typedef {import('./device.js').Label} Label
 * @typedef {{title: Label, minutes: number, mode: string}} Phase
 * @typedef {{id: string, title: Label, description: Label, minutes: number, phases: Phase[]}} Template
 * @typedef {{id: string, title: string, territory: string, phases: number}} Earlier
 * @typedef {{template?: string, from?: string, begins?: string, territory?: string}} Choice `begins` is the title of what is chosen; neither `template` nor `from` means nothing; territory: of the earlier workshop
 */

/** @type {Promise<Template[]> | null} */
let listed = null;

/** @returns {Promise<Template[]>} asked for once; none where the server cannot be asked now */
export function templates() {
  listed ??= json('/api/templates').catch(error => {
    if (!(error instanceof Problem)) throw error;
    listed = null;
    return [];
  });
  return listed;
}

/** @param {import('./device.js').Visit[]} [among] @returns {Promise<Earlier[]>} the workshops of this device that have an agenda, and whose facilitator it is */
export async function earlier(among = visits()) {
  const found = await Promise.all(among.map(async ({ id }) => {
    try {
      const { title, territory, you, counts } = await json(`/api/workshops/${id}`, { workshop: id });
      return you.role === 'facilitator' && counts.phases > 0 ? [{ id, title, territory: territory ?? '', phases: counts.phases }] : [];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return [];
    }
  }));
  return found.flat();
}

/** @param {Phase[]} phases how the time is shared out, by the way in which people work */
function rhythm(phases) {
  let at = 0;
  const bars = phases.map(({ minutes, mode }) => {
    const bar = svg`<rect class="mode-${mode}" x=${at} width=${Math.max(0, minutes - 0.8)} height="6"></rect>`;
    at += minutes;
    return bar;
  });
  return html`<svg class="rhythm" viewBox="0 0 ${at} 6" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>`;
}

/** @param {number} phases @param {number} [minutes] */
const measure = (phases, minutes) => [minutes === undefined ? '' : duration(minutes), t('begin.phases', { n: phases })].filter(Boolean).join(' · ');

/**
 * The field of the form.
 * @param {Choice} choice @param {Template[]} known @param {(choice: Choice) => void} choose
 */
export function beginField(choice, known, choose) {
  const template = known.find(({ id }) => id === choice.template);
  const chosen = template ? said(template.title) : choice.begins;
  return html`<div class="field"><span class="field-label" id="begin-label">${t('begin.label')}</span>
    <div class="begin ${chosen ? 'begin-chosen' : ''}">
      <p class="begin-what" id="begin-what"><strong>${chosen || t('begin.none')}</strong>
        <span class="soft small">${template ? measure(template.phases.length, template.minutes) : chosen ? t('begin.earlier') : t('begin.offer')}</span></p>
      <button type="button" class="button" aria-describedby="begin-label begin-what" @click=${() => openBeginnings(choice, choose)}>${icon('list')}${chosen ? t('begin.change') : t('begin.choose')}</button>
      ${template ? rhythm(template.phases) : nothing}
    </div></div>`;
}

/** @param {Choice} choice @param {(choice: Choice) => void} choose */
function openBeginnings(choice, choose) {
  /** @type {Template[]} */
  let known = [];
  /** @type {Earlier[]} */
  let before = [];
  /** @param {string} title @param {Choice} chosen */
  const pick = (title, chosen) => {
    choose(chosen);
    dialog.close();
    announce(t('begin.said', { title }));
  };

  /** @param {string} title @param {boolean} current @param {Choice} chosen */
  const picker = (title, current, chosen) => html`<button type="button" class="button" aria-pressed=${String(current)} aria-label=${t('common.action', { action: t('begin.pick'), title })}
    @click=${() => pick(title, chosen)}>${current ? html`${icon('check')}${t('begin.picked')}` : t('begin.pick')}</button>`;

  function body() {
    const none = !choice.template && !choice.from;
    return html`<p class="soft">${t('begin.lead')}</p>
      <div class="begin-card ${none ? 'begin-current' : ''}"><div class="begin-row"><h3>${t('begin.none')}</h3>${picker(t('begin.none'), none, {})}</div><p class="soft">${t('begin.none-lead')}</p></div>
      ${before.length === 0 ? nothing : html`<section class="begin-group" aria-labelledby="begin-earlier"><h3 id="begin-earlier">${t('begin.earlier')}</h3><p class="soft">${t('begin.earlier-lead')}</p>
        <ul>${before.map(({ id, title, territory, phases }) => html`<li class="begin-card ${id === choice.from ? 'begin-current' : ''}"><div class="begin-row"><div><h4>${title}</h4><p class="begin-measure">${measure(phases)}</p></div>
          ${picker(title, id === choice.from, { from: id, begins: title, territory })}</div></li>`)}</ul></section>`}
      ${known.length === 0 ? nothing : html`<section class="begin-group" aria-labelledby="begin-templates"><h3 id="begin-templates">${t('begin.templates')}</h3>
        <ul class="begin-grid">${known.map(template => html`<li class="begin-card ${template.id === choice.template ? 'begin-current' : ''}">${card(template)}</li>`)}</ul></section>`}`;
  }

  /** @param {Template} template */
  const card = template => html`<div class="begin-row"><div><h4>${said(template.title)}</h4><p class="begin-measure">${measure(template.phases.length, template.minutes)}</p></div>
      ${picker(said(template.title), template.id === choice.template, { template: template.id, begins: said(template.title) })}</div>
    ${rhythm(template.phases)}
    <p>${said(template.description)}</p>
    <details class="more begin-agenda"><summary aria-label=${t('common.action', { action: t('begin.agenda'), title: said(template.title) })}>${icon('next')}${t('begin.agenda')}</summary>
      <ol>${template.phases.map(({ title, minutes, mode }) => html`<li class="mode-${mode}"><span class="begin-time">${duration(minutes)}</span><span>${said(title)}<span class="soft small">${t(`begin.mode-${mode}`)}</span></span></li>`)}</ol></details>`;

  const dialog = openDialog({ title: t('begin.title'), wide: true, body });
  templates().then(found => {
    known = found;
    dialog.update();
  });
  earlier().then(found => {
    before = found;
    dialog.update();
  });
}
