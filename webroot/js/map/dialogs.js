/**
 * What the map asks: which kind of link, and how to align.
 *
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../board/types.js').Changes} Changes
 * @typedef {(key: string, values?: Record<string, string | number>) => string} Texts
 */
import { html, nothing } from 'lit-html';
import { problem } from '../view/rules.js';
import { openDialog } from '../view/ui.js';
import { linkSample } from './legend.js';
import { said } from './looks.js';

/**
 * @param {import('../sync/room.js').Room} room
 * @param {BoardRecord} from
 * @param {BoardRecord} to
 * @param {string} lang
 * @param {Texts} t
 * @returns {Promise<Changes | undefined>} the properties of the link to be made
 */
export function chooseLink(room, from, to, lang, t) {
  const there = linksBetween(room, from, to, lang);
  const back = linksBetween(room, to, from, lang).filter((choice) => !there.some((other) => other.values.kind === choice.values.kind));
  return new Promise((resolve) => {
    /** @type {Changes | undefined} */
    let chosen;
    openDialog({
      title: t('map.which-link'),
      body: (dialog) => {
        const pick = (/** @type {Changes} */ values) => { chosen = values; dialog.close(); };
        return html`${choices(there, from, to, pick)}${back.length > 0 ? html`<h3 class="map-choices-title">${t('map.other-way')}</h3>${choices(back, to, from, pick)}` : nothing}
          ${there.length + back.length === 0 ? html`<p>${t('map.no-link')}</p>` : nothing}`;
      },
      onClose: () => resolve(chosen),
    });
  });
}

/** @typedef {{label: string, values: Changes, exists: boolean}} Choice */

/** @param {import('../sync/room.js').Room} room @param {BoardRecord} from @param {BoardRecord} to @param {string} lang @returns {Choice[]} */
function linksBetween(room, from, to, lang) {
  return room.model.linkKinds(from, to).flatMap((kind) => {
    const values = { kind: kind.name, from: from.id, to: to.id };
    const exists = problem(room, [['put', 'link', 'l_new', values]]) !== '';
    const signs = kind.properties.get('polarity')?.values;
    if (!signs) return [{ label: said(kind.label, lang), values, exists }];
    return [...signs].map(([polarity, label]) => ({ label: said(label, lang), values: { ...values, polarity }, exists }));
  });
}

/** @param {Choice[]} list @param {BoardRecord} from @param {BoardRecord} to @param {(values: Changes) => void} pick */
const choices = (list, from, to, pick) => html`<ul class="map-choices">${list.map(({ label, values, exists }) => html`<li>
  <button type="button" class="map-choice" ?disabled=${exists} @click=${() => pick(values)}>${linkSample(String(values.kind))}
    <span><span class="map-choice-end">${from.title}</span> <strong>${label}</strong> <span class="map-choice-end">${to.title}</span></span></button></li>`)}</ul>`;

/** @param {Texts} t @param {(how: 'row' | 'column' | 'spread-x' | 'spread-y') => void} align */
export function chooseAlignment(t, align) {
  const ways = /** @type {const} */ (['row', 'column', 'spread-x', 'spread-y']);
  openDialog({
    title: t('map.align'),
    body: (dialog) => html`<ul class="map-choices">${ways.map((how) => html`<li><button type="button" class="map-choice" @click=${() => { dialog.close(); align(how); }}>${t(`map.align-${how}`)}</button></li>`)}</ul>`,
  });
}

/** What those who facilitate may do with what is selected. @param {Texts} t @param {() => import('../view/place.js').Deed[]} deeds */
export const chooseDeed = (t, deeds) => openDialog({
  title: t('deed.title'),
  body: (dialog) => html`<div class="map-choices">${deeds().map(({ mark, label, run }) => html`<button type="button" class="map-choice" @click=${() => { dialog.close(); run(); }}>${mark}<span>${label}</span></button>`)}</div>`,
});
