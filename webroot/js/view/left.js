/**
 * What somebody was writing in a text when it went into the bin, with the caret where it was: they write on here, and it stays on the
 * device until they have read it, whether the text comes back or not.
 */
import { html, nothing } from 'lit-html';
import { draft, keepDraft, said, t } from './device.js';
import { icon } from './marks.js';
import { copyAndSay } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** @param {Place} place @param {string} id @returns {string} the name of the draft */
export const leftOf = (place, id) => `left:${place.id}:${id}`;

/** Takes the focus where what had it goes from the page with the same draw: into its field, else itself. */
class Left extends HTMLElement {
  connectedCallback() {
    queueMicrotask(() => {
      if (document.activeElement !== document.body && document.activeElement !== null) return;
      const area = this.querySelector('textarea');
      (area ?? this).focus({ preventScroll: true });
      area?.setSelectionRange(Number(area.dataset.from), Number(area.dataset.to));
    });
  }
}

customElements.define('preau-left', Left);

/** @param {unknown} content @returns {unknown} a notice in place of what may have had the focus; keys do nothing there but write */
export const left = content => html`<preau-left class="notice bad" tabindex="-1">${icon('bin')}<div>${content}</div></preau-left>`;

/** What was left of a text, to be written on and taken along. @param {Place} place @param {BoardRecord} record @returns {unknown} nothing where there is none */
export function leftWords(place, record) {
  const name = leftOf(place, record.id);
  const { field, text, from, to } = draft(name);
  if (field === undefined) return nothing;
  const keep = (/** @type {Event} */ event) => {
    const { value, selectionStart, selectionEnd } = /** @type {HTMLTextAreaElement} */ (event.target);
    keepDraft(name, { field, text: value, from: selectionStart, to: selectionEnd });
  };
  const label = t('left.words', { field: said(place.room.board.model.property(record.type, record.kind, field)?.label) });
  return html`<div class="field"><p class="field-label">${label}</p>
    <textarea class="input" rows="4" aria-label=${label} data-from=${from} data-to=${to} .value=${text} @input=${keep}></textarea></div>
    <div class="choices"><button type="button" class="button" @click=${() => copyAndSay(draft(name).text)}>${icon('copy')}${t('common.copy')}</button>
      <button type="button" class="button quiet" @click=${() => { keepDraft(name, null); place.update(); }}>${icon('check')}${t('reject.seen')}</button></div>`;
}
