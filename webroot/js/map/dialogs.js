/**
 * What the map asks: which kind of link, which card.
 *
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../board/types.js').Changes} Changes
 * @typedef {import('../board/model.js').Model} Model
 * @typedef {(key: string, values?: Record<string, string | number>) => string} Texts
 */
import { html, nothing } from 'lit-html';
import { refusal } from '../board/check.js';
import { kindMark } from '../view/marks.js';
import { openDialog } from '../view/ui.js';
import { linkSample } from './legend.js';
import { look, said } from './looks.js';

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
    const exists = refusal(room.board, ['put', 'link', 'l_new', values]) !== null;
    const signs = kind.properties.get('polarity')?.values;
    if (!signs) return [{ label: said(kind.label, lang), values, exists }];
    return [...signs].map(([polarity, label]) => ({ label: said(label, lang), values: { ...values, polarity }, exists }));
  });
}

/** @param {Choice[]} list @param {BoardRecord} from @param {BoardRecord} to @param {(values: Changes) => void} pick */
const choices = (list, from, to, pick) => html`<ul class="map-choices">${list.map(({ label, values, exists }) => html`<li>
  <button type="button" class="map-choice" ?disabled=${exists} @click=${() => pick(values)}>${linkSample(String(values.kind))}
    <span><span class="map-choice-end">${from.title}</span> <strong>${label}</strong> <span class="map-choice-end">${to.title}</span></span></button></li>`)}</ul>`;

/**
 * @param {Model} model
 * @param {BoardRecord[]} cards
 * @param {string} title
 * @param {string} lang
 * @param {Texts} t
 * @returns {Promise<string | undefined>} the id of the card
 */
export function searchCard(model, cards, title, lang, t) {
  const sorted = cards.toSorted((a, b) => (a.title ?? '').localeCompare(b.title ?? '', lang, { sensitivity: 'base', numeric: true }));
  let words = '';
  return new Promise((resolve) => {
    /** @type {string | undefined} */
    let chosen;
    openDialog({
      title,
      body: (dialog) => {
        const pick = (/** @type {string | undefined} */ id) => { if (id !== undefined) { chosen = id; dialog.close(); } };
        const found = sorted.filter((card) => plain(card.title ?? '').includes(plain(words)));
        return html`<form @submit=${(/** @type {Event} */ event) => { event.preventDefault(); pick(found[0]?.id); }}>
            <input class="input" type="search" autofocus autocomplete="off" aria-label=${t('map.search-words')} placeholder=${t('map.search-words')}
              @input=${(/** @type {Event} */ event) => { words = /** @type {HTMLInputElement} */ (event.target).value; dialog.update(); }}></form>
          <ul class="map-choices">${found.slice(0, 60).map((card) => html`<li><button type="button" class="map-choice" @click=${() => pick(card.id)}>${cardMark(model, card, lang)}<span>${card.title}</span></button></li>`)}</ul>
          ${found.length === 0 ? html`<p class="soft">${t('map.nothing-found')}</p>` : nothing}`;
      },
      onClose: () => resolve(chosen),
    });
  });
}

/** @param {Model} model @param {BoardRecord} card @param {string} lang */
function cardMark(model, card, lang) {
  const { shape, colour, name } = look(model, card, lang);
  return html`${kindMark(shape, colour)}<span class="visually-hidden">${name}</span>`;
}

/** @param {string} text without case and accents */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** @param {Texts} t @param {(how: 'row' | 'column' | 'spread-x' | 'spread-y') => void} align */
export function chooseAlignment(t, align) {
  const ways = /** @type {const} */ (['row', 'column', 'spread-x', 'spread-y']);
  openDialog({
    title: t('map.align'),
    body: (dialog) => html`<ul class="map-choices">${ways.map((how) => html`<li><button type="button" class="map-choice" @click=${() => { dialog.close(); align(how); }}>${t(`map.align-${how}`)}</button></li>`)}</ul>`,
  });
}
