/**
 * A text field in which several people write at once. What is typed becomes an edit by comparing the field with what it held
 * before, so that predictive keyboards, dictation, pasting and dropping are all the same. What others type is put into the
 * field around the selection, which keeps its words. While a word is composed nothing is put in: what others type is held
 * until then, and what is composed goes out all the same, brought over what is held.
 *
 * @typedef {import('../sync/room.js').Room} Room
 * @typedef {import('../board/types.js').Edit} Edit
 * @typedef {{id: string, field: string}} Place
 */
import { legible } from '../board/values.js';
import { after, apply, before, between, endOf, growth, position, then } from '../board/text.js';

/** Milliseconds without a stroke after which what is typed next is undone by itself, and how long one may type to have it undone at once. */
const PAUSE = 1_200;
const LONGEST = 15_000;
/** Tells bursts of typing apart, of all fields of the page. */
let bursts = 0;

export class Writing {
  /** What the field held when it was last looked at. */
  #held = '';
  /** What others typed and is not in the field yet: applied to it, it shows what the room has. @type {Edit} */
  #waiting = [];
  /** Whether a keyboard has a word in hand. Some take the one at the caret, and do nothing with it: that is no composition yet. */
  #inHand = false;
  #composing = false;
  #submitting = false;
  #burst = { group: '', grows: true, began: 0, at: 0, end: -1 };
  #listening = new AbortController();

  /**
   * @param {HTMLTextAreaElement} area
   * @param {Room} room
   * @param {Place} place
   * @param {{onChange: () => void, topOf: (at: number) => number}} view told when the field or what waits is another; topOf: how far
   *     down in the text a place is, in pixels
   */
  constructor(area, room, place, view) {
    this.area = area;
    this.room = room;
    this.place = place;
    this.view = view;
    this.#held = area.value = room.board.text(place.id, place.field);
    const { signal } = this.#listening;
    const on = (/** @type {EventTarget} */ target, /** @type {string} */ type, /** @type {(event: any) => void} */ run) => target.addEventListener(type, run, { signal });
    on(area, 'beforeinput', (event) => this.#beforeInput(event));
    on(area, 'input', () => this.#typed());
    on(area, 'keydown', (event) => this.#key(event));
    on(area, 'compositionstart', () => { this.#inHand = true; });
    on(area, 'compositionend', () => this.#composed());
    on(area, 'blur', () => this.#composed());
    on(room, 'text', (event) => this.#arrived(event.detail));
    on(room, 'change', (event) => { if (event.detail.ids.has(place.id)) this.#compare(); });
  }

  close() {
    if (this.#composing) this.#typed();
    this.#listening.abort();
  }

  /** Whether others' words wait for the end of a composition. */
  get isHolding() {
    return this.#waiting.length > 0;
  }

  /** Where a place of the field is in the text as the room has it. @param {number} at */
  toText(at) {
    return position(this.#waiting, at, true);
  }

  /** An edit of the text as the room has it leads a place of the field here. @param {number} at in the room's text */
  toField(at) {
    return this.#waiting.length === 0 ? at : Math.min(position(back(this.#waiting), at), this.#held.length);
  }

  /** The field is another than it was: somebody typed, pasted, dictated here. */
  #typed() {
    const value = this.#clean();
    if (value === undefined || value === this.#held) return;
    const edit = between(this.#held, value, this.area.selectionEnd);
    const made = before(edit, this.#waiting);
    this.#waiting = after(this.#waiting, edit);
    this.#held = value;
    this.#submitting = true;
    this.room.submit([['text', this.place.id, this.place.field, 0, made]], { group: this.#groupOf(edit) });
    this.#submitting = false;
    this.view.onChange();
  }

  /** The field without what may not stand in it; nothing while it is composed and holds such a thing. */
  #clean() {
    const { value, selectionEnd } = this.area;
    const clean = legible(value);
    if (clean === value) return value;
    if (this.#composing) return undefined;
    const caret = legible(value.slice(0, selectionEnd)).length;
    this.area.value = clean;
    this.area.setSelectionRange(caret, caret);
    return clean;
  }

  /** Strokes that follow each other, at one place and of one sort, are undone together. @param {Edit} edit one replacement */
  #groupOf(edit) {
    const grows = growth(edit) >= 0;
    const now = performance.now();
    const start = typeof edit[0] === 'number' && edit[0] > 0 ? edit[0] : 0;
    const removed = edit.reduce((/** @type {number} */ sum, part) => (typeof part === 'number' && part < 0 ? sum - part : sum), 0);
    const { group, began, at, end } = this.#burst;
    const goesOn = grows === this.#burst.grows && now - at < PAUSE && now - began < LONGEST && (end >= start && end <= start + removed || this.#composing);
    this.#burst = { group: goesOn ? group : `typing ${++bursts}`, grows, began: goesOn ? began : now, at: now, end: endOf(edit) };
    return this.#burst.group;
  }

  /** @param {import('../sync/texts.js').TextChange} change */
  #arrived({ id, field, edit, own = false }) {
    if (this.#submitting || id !== this.place.id || field !== this.place.field) return;
    this.#waiting = then(this.#waiting, edit);
    if (this.#burst.end >= 0) this.#burst.end = own ? -1 : position(edit, this.#burst.end, true);
    this.#flush(own);
  }

  /** The room's text is the truth, whatever was told. */
  #compare() {
    if (this.#submitting || !this.room.board.get(this.place.id)) return;
    const text = this.room.board.text(this.place.id, this.place.field);
    const shown = apply(this.#held, this.#waiting);
    if (shown === text) return;
    this.#waiting = then(this.#waiting, between(shown, text));
    this.#flush(false);
  }

  /** Puts what waits into the field. @param {boolean} own whether it was this person's undo, where the caret then goes */
  #flush(own) {
    if (this.#waiting.length > 0 && !this.#composing) {
      const { area } = this;
      const { selectionStart, selectionEnd, selectionDirection } = area;
      const edit = this.#waiting;
      const from = selectionStart === selectionEnd ? position(edit, selectionStart, true) : position(edit, selectionStart);
      const to = Math.max(from, position(edit, selectionEnd, true));
      const kept = this.#scrollKept(selectionStart, from);
      area.value = this.#held = apply(this.#held, edit);
      this.#waiting = [];
      if (document.activeElement === area) {
        if (own) area.setSelectionRange(endOf(edit), endOf(edit));
        else area.setSelectionRange(from, to, selectionDirection);
      }
      kept();
    }
    this.view.onChange();
  }

  /** Keeps the line with the selection where it is on the screen. @param {number} was @param {number} is @returns {() => void} to be called after the change */
  #scrollKept(was, is) {
    const { area, view } = this;
    const { scrollTop } = area;
    if (area.scrollHeight <= area.clientHeight) return () => {};
    const top = view.topOf(was);
    return () => { area.scrollTop = scrollTop + view.topOf(is) - top; };
  }

  #composed() {
    this.#inHand = false;
    if (!this.#composing) return;
    this.#composing = false;
    this.#typed();
    // Some browsers tell of the last input only after the end.
    setTimeout(() => { if (!this.#composing && !this.#listening.signal.aborted) this.#flush(false); });
  }

  /** @param {InputEvent} event */
  #beforeInput(event) {
    if (this.#inHand) this.#composing = true;
    if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
    event.preventDefault();
    if (!this.#composing) this.again(event.inputType === 'historyRedo');
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const key = event.key.toLowerCase();
    if (event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey) || key !== 'z' && key !== 'y') return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.#composing) this.again(key === 'y' || event.shiftKey);
  }

  /** Takes back, or does again, what was typed here; a word under way is finished first. @param {boolean} redo */
  again(redo) {
    this.#composed();
    if (redo) this.room.redo(this.place);
    else this.room.undo(this.place);
  }
}

/** What leads places back over an edit. @param {Edit} edit @returns {Edit} that deletes what it inserts; what it deletes comes back with unknown letters */
const back = (edit) => edit.map((part) => (typeof part === 'string' ? -part.length : part < 0 ? ' '.repeat(-part) : part));
