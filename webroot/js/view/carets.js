/**
 * The carets and selections of the others in a text field, with names, where they are: a layer over the field, and a copy of
 * the field's text that nobody sees, laid out just as the field does it, on which places are measured.
 *
 * @typedef {{at: number, to: number}} Range  in UTF-16 units of what the field holds; to: where the caret is
 * @typedef {{id: string, name: string, look: string, range: Range}} Other  look: as classes of the style sheets
 */
/** Milliseconds that a name is told for after its caret has moved; then a dot stays. */
const NAMED = 1_500;

export class Carets {
  #copy = document.createElement('div');
  #text = document.createTextNode('');
  #layer = document.createElement('div');
  /** Person → caret, and where it was last. @type {Map<string, {element: HTMLElement, to: number, timer: ReturnType<typeof setTimeout> | undefined}>} */
  #drawn = new Map();

  /** @param {HTMLTextAreaElement} area in a box of its own size */
  constructor(area) {
    this.area = area;
    this.#copy.className = 'input writing-copy';
    this.#layer.className = 'writing-others';
    for (const element of [this.#copy, this.#layer]) element.setAttribute('aria-hidden', 'true');
    this.#copy.append(this.#text);
    area.after(this.#copy, this.#layer);
  }

  /** @param {Other[]} others */
  draw(others) {
    this.#layer.querySelectorAll('.writing-selection').forEach((element) => element.remove());
    for (const id of this.#drawn.keys()) if (!others.some((other) => other.id === id)) this.#remove(id);
    if (others.length === 0) return;
    this.#measure();
    for (const other of others) {
      this.#drawSelection(other);
      this.#drawCaret(other);
    }
  }

  /** How far down in the text a place is, in pixels. @param {number} at */
  topOf(at) {
    this.#measure();
    return this.#rectAt(at).top - this.#layer.getBoundingClientRect().top + this.#copy.scrollTop;
  }

  /** Lays the copy out as the field is. */
  #measure() {
    const { value } = this.area;
    // A line break at the end has no line of its own without something after it.
    const shown = `${value}\u200b`;
    if (this.#text.data !== shown) this.#text.data = shown;
    this.#copy.classList.toggle('scrolls', this.area.scrollHeight > this.area.clientHeight);
    this.#copy.scrollTop = this.area.scrollTop;
  }

  /** @param {number} at @returns {DOMRect} of the letter there */
  #rectAt(at) {
    const range = document.createRange();
    const place = Math.min(at, this.#text.length - 1);
    range.setStart(this.#text, place);
    range.setEnd(this.#text, place);
    const [rect] = range.getClientRects();
    return rect ?? range.getBoundingClientRect();
  }

  /** @param {Other} other */
  #drawCaret({ id, name, look, range }) {
    const frame = this.#layer.getBoundingClientRect();
    const rect = this.#rectAt(range.to);
    const caret = this.#drawn.get(id) ?? this.#create(id);
    const left = rect.left - frame.left;
    const top = rect.top - frame.top;
    if (caret.to !== range.to) this.#tellName(caret);
    caret.to = range.to;
    const { element } = caret;
    element.className = `writing-caret ${look}${left > frame.width * 0.6 ? ' leftwards' : ''}${caret.timer === undefined ? ' still' : ''}`;
    element.hidden = top < 0 || top + rect.height > frame.height + 1;
    element.style.transform = `translate(${left}px, ${top}px)`;
    element.style.height = `${rect.height}px`;
    const label = /** @type {HTMLElement} */ (element.firstElementChild);
    if (label.textContent !== name) label.textContent = name;
  }

  /** @param {string} id */
  #create(id) {
    const element = document.createElement('div');
    element.append(document.createElement('span'));
    this.#layer.append(element);
    const caret = { element, to: -1, timer: /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined) };
    this.#drawn.set(id, caret);
    return caret;
  }

  /** @param {{element: HTMLElement, timer: ReturnType<typeof setTimeout> | undefined}} caret */
  #tellName(caret) {
    clearTimeout(caret.timer);
    caret.timer = setTimeout(() => {
      caret.timer = undefined;
      caret.element.classList.add('still');
    }, NAMED);
  }

  /** @param {string} id */
  #remove(id) {
    clearTimeout(this.#drawn.get(id)?.timer);
    this.#drawn.get(id)?.element.remove();
    this.#drawn.delete(id);
  }

  /** @param {Other} other */
  #drawSelection({ look, range }) {
    if (range.at === range.to) return;
    const frame = this.#layer.getBoundingClientRect();
    const selection = document.createRange();
    selection.setStart(this.#text, Math.min(range.at, range.to, this.#text.length));
    selection.setEnd(this.#text, Math.min(Math.max(range.at, range.to), this.#text.length));
    for (const rect of selection.getClientRects()) {
      const top = Math.max(0, rect.top - frame.top);
      const bottom = Math.min(frame.height, rect.bottom - frame.top);
      if (bottom <= top) continue;
      const element = document.createElement('div');
      element.className = `writing-selection ${look}`;
      Object.assign(element.style, { left: `${rect.left - frame.left}px`, top: `${top}px`, width: `${Math.max(3, rect.width)}px`, height: `${bottom - top}px` });
      this.#layer.prepend(element);
    }
  }
}
