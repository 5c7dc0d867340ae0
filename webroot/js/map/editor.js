/**
 * Writing in place: the title of a card, or a new card with its kind. It lies on the map beside the cards, so that no
 * field stands inside another control, and stays large enough to be read however small the map is.
 *
 * @typedef {import('./map.js').StakeMap} StakeMap
 * @typedef {import('./geometry.js').Point} Point
 */
import { html, nothing, render } from 'lit-html';
import { CARD_WIDTH } from './geometry.js';
import { said } from './looks.js';

/** What the map's own bar covers below, in pixels. */
const BAR = 70;

export class Editor {
  /** @type {((back: boolean) => void) | null} writes down what was typed; back: the focus returns to the map */
  #finish = null;
  #kind = '';

  /** @param {StakeMap} map @param {HTMLElement} holder */
  constructor(map, holder) {
    this.map = map;
    this.holder = holder;
    holder.addEventListener('keydown', (event) => this.#key(event));
    holder.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && holder.contains(event.relatedTarget))) this.#finish?.(false);
    });
  }

  get isOpen() {
    return this.#finish !== null;
  }

  /** @param {string} id edits the title of a card */
  rename(id) {
    const box = this.map.cards.boxes.get(id);
    const record = this.map.room.board.get(id);
    if (!box || !record || !this.map.may(['set', id, {}])) return;
    const max = this.map.room.model.property(record.type, record.kind, 'title')?.max ?? 120;
    this.#open(box, record.title ?? '', max, (title) => this.map.actions.rename(id, title), () => this.map.focusCard(id));
  }

  /** @param {Point} at where the new card's upper left corner will be */
  create(at) {
    const kinds = this.#possible().map(({ name }) => name);
    if (kinds.length === 0) return;
    this.#kind = kinds.includes(this.#kind) ? this.#kind : kinds[0];
    const max = this.map.room.model.property('card', undefined, 'title')?.max ?? 120;
    this.#open({ ...at, width: CARD_WIDTH, height: 0 }, '', max, (title) => this.map.actions.create(this.#kind, title, at), () => this.map.view.focus({ preventScroll: true }), true);
  }

  /**
   * @param {import('./geometry.js').Box} box
   * @param {string} text
   * @param {number} max
   * @param {(title: string) => void} write
   * @param {() => void} leave
   * @param {boolean} [withKind]
   */
  #open(box, text, max, write, leave, withKind = false) {
    this.#finish?.(false);
    const { t } = this.map;
    const { style } = this.holder;
    const grown = Math.max(1, 1 / this.map.camera.transform.k);
    style.transform = `translate(${box.x}px,${box.y}px) scale(${grown})`;
    style.width = `${CARD_WIDTH + 20}px`;
    this.holder.hidden = false;
    render(html`${withKind ? this.#kinds() : nothing}
      <textarea rows="2" maxlength=${max} aria-label=${t('map.title')} placeholder=${t('map.title')} enterkeyhint="done" .value=${text}></textarea>
      ${withKind ? html`<button type="button" class="map-editor-more" @mousedown=${(/** @type {Event} */ event) => event.preventDefault()} @click=${() => this.#details(box)}>${t('form.more')}</button>` : nothing}
      <span class="map-editor-hint">${t('map.editor-hint')}</span>`, this.holder);
    const area = this.#area();
    this.#finish = (back) => {
      this.#finish = null;
      const title = area.value.replace(/\s+/g, ' ').trim();
      render(nothing, this.holder);
      this.holder.hidden = true;
      if (back) leave();
      if (title) write(title);
    };
    this.map.camera.reveal({ x: box.x, y: box.y, width: (CARD_WIDTH + 20) * grown, height: (this.holder.offsetHeight + BAR) * grown });
    area.focus({ preventScroll: true });
    area.select();
  }

  /** Goes on in the form with what was typed. @param {import('./geometry.js').Point} at */
  #details({ x, y }) {
    const title = this.#area().value;
    this.#area().value = '';
    this.#finish?.(true);
    this.map.onCreate({ x: Math.round(x), y: Math.round(y) }, { chosen: this.#kind, title });
  }

  /** The kinds of cards that may be created now. */
  #possible() {
    return [...this.map.room.model.type('card')?.kinds.values() ?? []].filter(({ name }) => this.map.may(['put', 'card', '', { kind: name }]));
  }

  #kinds() {
    const kinds = this.#possible();
    return html`<select aria-label=${this.map.t('map.kind')} @change=${(/** @type {Event} */ event) => { this.#kind = /** @type {HTMLSelectElement} */ (event.target).value; this.#area().focus(); }}>
      ${kinds.map((kind) => html`<option value=${kind.name} ?selected=${kind.name === this.#kind}>${said(kind.label, this.map.lang)}</option>`)}</select>`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Escape') this.#area().value = '';
    else if (event.key !== 'Enter' || !(event.target instanceof HTMLTextAreaElement)) return;
    event.preventDefault();
    this.#finish?.(true);
  }

  #area() {
    return /** @type {HTMLTextAreaElement} */ (this.holder.querySelector('textarea'));
  }
}
