/**
 * A long text that everyone may write in at once, as an element: `<preau-text>` with its label, the field, the others' carets,
 * who writes, and what room is left. It lives as long as it is on the page, whatever is drawn around it.
 */
import { html, nothing, render } from 'lit-html';
import { endOf, position } from '../board/text.js';
import { presenceOf } from '../sync/presence.js';
import { Carets } from './carets.js';
import { colourOf } from './colours.js';
import { keepDraft, said, t } from './device.js';
import { leftOf } from './left.js';
import { icon } from './marks.js';
import { announce } from './ui.js';
import { Writing } from './writing.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/model.js').Property} Property
 * @typedef {{place: Place, id: string, property: Property}} Subject  which text of which record
 */

/** Share of the limit from which on it is told how much is left. */
const NEAR = 0.8;
const NAMES = 3;
/** How many people of one colour are told apart. */
const SHADES = 6;
/** Counts the elements of the page, for ids. */
let count = 0;

class CoText extends HTMLElement {
  /** @type {Subject | undefined} */
  #subject;
  /** @type {Writing | undefined} */
  #writing;
  /** @type {Carets | undefined} */
  #carets;
  /** Where the others are in the text as the room has it, and which of those with their colour they are. @type {Map<string, import('./carets.js').Range & {shade: number}>} */
  #others = new Map();
  /** @type {{at: number, to: number} | null} */
  #told = null;
  #asked = false;
  /** Whether somebody was writing when the text left the board. */
  #inHand = false;
  #listening = new AbortController();
  #name = `writing-${++count}`;

  /** @param {Subject} subject */
  set subject(subject) {
    const before = this.#subject;
    this.#subject = subject;
    if (!this.isConnected || before?.place === subject.place && before.id === subject.id && before.property === subject.property) return;
    this.#close();
    this.#open();
  }

  connectedCallback() {
    this.#open();
  }

  disconnectedCallback() {
    this.#close();
  }

  #open() {
    const subject = this.#subject;
    if (!subject || this.#writing) return;
    const { room } = subject.place;
    this.#draw();
    const area = this.#area();
    this.#carets = new Carets(area);
    this.#writing = new Writing(area, room, { id: subject.id, field: subject.property.name }, { onChange: () => this.#later(), topOf: (at) => this.#carets?.topOf(at) ?? 0 });
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    for (const type of ['selectionchange', 'select', 'keyup', 'pointerup', 'input', 'focus', 'blur']) area.addEventListener(type, () => this.#tellCaret(), { signal });
    area.addEventListener('scroll', () => this.#later(), { signal });
    room.addEventListener('text', (event) => this.#moved(/** @type {CustomEvent} */ (event).detail), { signal });
    room.addEventListener('presence', (event) => this.#presences(/** @type {CustomEvent<{ids: Set<string>}>} */ (event).detail.ids), { signal });
    for (const type of ['change', 'people', 'state']) room.addEventListener(type, () => this.#later(), { signal });
    room.addEventListener('change', () => {
      this.#inHand = !room.board.onBoard(subject.id) && (this.#inHand || document.activeElement === area);
      if (this.#inHand) this.#leave();
    }, { signal });
    const observer = new ResizeObserver(() => this.#later());
    observer.observe(area);
    signal.addEventListener('abort', () => observer.disconnect());
    this.#presences(new Set(room.presences.keys()));
  }

  #close() {
    this.#writing?.close();
    this.#listening.abort();
    if (this.#inHand) this.#leave();
    this.#writing = this.#carets = undefined;
    this.#others.clear();
    if (this.#told && this.#subject) presenceOf(this.#subject.place.room).set({ text: null });
    this.#told = null;
    this.#inHand = false;
    render(nothing, this);
  }

  /** Where the text is in the bin, what somebody has in hand there goes on beside it. */
  #leave() {
    const { place, id, property } = /** @type {Subject} */ (this.#subject);
    const { value, selectionStart, selectionEnd } = this.#area();
    if (place.room.board.inBin(id)) keepDraft(leftOf(place, id), { field: property.name, text: value, from: selectionStart, to: selectionEnd });
  }

  #area() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
  }

  /** Draws at most once a frame. */
  #later() {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      if (this.#writing) this.#draw();
    });
  }

  #draw() {
    const subject = /** @type {Subject} */ (this.#subject);
    const { place, id, property } = subject;
    const { room } = place;
    const length = room.board.text(id, property.name).length;
    const present = [...this.#others].flatMap(([person, range]) => {
      const name = room.people.get(person)?.name;
      return name === undefined ? [] : [{ id: person, name, look: `family-${colourOf(room, person)} shade-${range.shade}`, range: this.#inField(range) }];
    });
    render(html`<div class="writing-head"><label class="field-label" for=${this.#name}>${said(property.label)}</label>
        ${this.#button('undo', t('writing.undo'), room.canUndoIn(this.#place), false)}${this.#button('redo', t('writing.redo'), room.canRedoIn(this.#place), true)}</div>
      <div class="writing"><textarea id=${this.#name} class="input" rows="4" maxlength=${property.max} aria-describedby="${this.#name}-about" autocomplete="off" spellcheck="true"
        ?readonly=${room.looksOn || !place.may(['set', id, {}]) || !room.board.onBoard(id)}></textarea></div>
      <p class="writing-about" id="${this.#name}-about"><span>${this.#about(present)}</span>
        ${length > property.max * NEAR ? html`<span class="counter">${t('form.left', { n: property.max - length })}</span>` : nothing}</p>`, this);
    this.#carets?.draw(present);
  }

  get #place() {
    const { id, property } = /** @type {Subject} */ (this.#subject);
    return { id, field: property.name };
  }

  /** Leaves the focus where it is, so that the keyboard of a phone stays. @param {string} mark @param {string} label @param {boolean} can @param {boolean} redo */
  #button(mark, label, can, redo) {
    return html`<button type="button" class="button quiet icon-only" aria-disabled=${can ? nothing : 'true'} aria-label=${label} title=${label} aria-controls=${this.#name}
      @pointerdown=${(/** @type {Event} */ event) => event.preventDefault()} @mousedown=${(/** @type {Event} */ event) => event.preventDefault()}
      @click=${() => { if (can) this.#again(redo); }}>${icon(mark)}</button>`;
  }

  /** @param {boolean} redo */
  #again(redo) {
    const area = this.#area();
    if (document.activeElement === area) {
      area.blur();
      area.focus();
    }
    this.#writing?.again(redo);
  }

  /** @param {{name: string, look: string}[]} present */
  #about(present) {
    if (this.#writing?.isHolding) return t('writing.waiting');
    if (present.length === 0) return t('writing.hint');
    const names = present.slice(0, NAMES).map(({ name, look }) => html`<span class="writing-name ${look}">${name}</span>`);
    return html`${t('writing.here', { n: present.length })} ${names}${present.length > NAMES ? html` <span class="soft">${t('writing.more', { n: present.length - NAMES })}</span>` : nothing}`;
  }

  /** @param {import('./carets.js').Range} range */
  #inField({ at, to }) {
    const place = (/** @type {number} */ one) => Math.min(this.#writing?.toField(one) ?? one, this.#area()?.value.length ?? 0);
    return { at: place(at), to: place(to) };
  }

  /** @param {import('../sync/texts.js').TextChange} change */
  #moved({ id, field, edit, by }) {
    if (id !== this.#subject?.id || field !== this.#subject.property.name) return;
    for (const [person, { at, to, shade }] of this.#others) {
      const end = endOf(edit);
      this.#others.set(person, person === by ? { at: end, to: end, shade } : { at: position(edit, at, true), to: position(edit, to, true), shade });
    }
  }

  /** @param {Set<string>} ids of people who are somewhere else than before */
  #presences(ids) {
    const { place: { room }, id, property } = /** @type {Subject} */ (this.#subject);
    for (const person of ids) {
      const text = room.presences.get(person)?.text;
      if (text?.record === id && text.field === property.name && Number.isInteger(text.at) && Number.isInteger(text.to) && text.at >= 0 && text.to >= 0) {
        if (!this.#others.has(person) && document.activeElement === this.#area()) announce(t('writing.joins', { name: room.people.get(person)?.name ?? '' }));
        this.#others.set(person, { at: text.at, to: text.to, shade: this.#others.get(person)?.shade ?? this.#freeShade(person) });
      } else {
        this.#others.delete(person);
      }
    }
    this.#later();
  }

  /** @param {string} person @returns {number} the lowest that nobody else with their colour has here */
  #freeShade(person) {
    const { place: { room } } = /** @type {Subject} */ (this.#subject);
    const taken = [...this.#others].flatMap(([other, { shade }]) => (colourOf(room, other) === colourOf(room, person) ? [shade] : []));
    for (let shade = 0; ; shade++) if (shade === SHADES - 1 || !taken.includes(shade)) return shade;
  }

  #tellCaret() {
    const area = this.#area();
    const { place: { room }, id, property } = /** @type {Subject} */ (this.#subject);
    const writing = this.#writing;
    if (!writing) return;
    if (document.activeElement !== area) {
      if (this.#told) presenceOf(room).set({ text: null });
      this.#told = null;
      return;
    }
    const backward = area.selectionDirection === 'backward';
    const [start, end] = [writing.toText(area.selectionStart), writing.toText(area.selectionEnd)];
    const told = backward ? { at: end, to: start } : { at: start, to: end };
    if (this.#told?.at === told.at && this.#told.to === told.to) return;
    this.#told = told;
    presenceOf(room).set({ text: { record: id, field: property.name, ...told } });
  }
}

customElements.define('preau-text', CoText);

/** @param {Subject} subject @returns {unknown} a field for a long text, in which everyone may write at once */
export const coText = (subject) => html`<preau-text class="field" .subject=${subject}></preau-text>`;
