/**
 * The map by mouse, pen and finger: cards are dragged, links drawn from the handle, a frame drawn with Shift selects. What
 * starts on the ground is the camera's.
 *
 * @typedef {import('./map.js').StakeMap} StakeMap
 * @typedef {import('./geometry.js').Point} Point
 * @typedef {{move: (event: PointerEvent) => void, end: (event: PointerEvent, finished: boolean) => void}} Gesture
 */
import { newId } from '../board/model.js';
import { boxBetween, contains, edgeOf, round } from './geometry.js';

const THRESHOLD = 4;
const LIVE_PAUSE = 100;

export class Gestures {
  /** @type {Gesture | null} */
  #gesture = null;
  #pointer = -1;
  /** What the last press was on: a captured pointer makes the view the target of the clicks that follow. @type {Element | null} */
  #pressed = null;

  /** @param {StakeMap} map */
  constructor(map) {
    this.map = map;
    const { view } = map;
    view.addEventListener('pointerdown', (event) => this.#down(event));
    view.addEventListener('pointermove', (event) => this.#move(event));
    view.addEventListener('pointerup', (event) => this.#up(event, true));
    view.addEventListener('pointercancel', (event) => this.#up(event, false));
    view.addEventListener('pointerover', (event) => this.#over(event.target));
    view.addEventListener('click', (event) => this.#click(event));
    view.addEventListener('dblclick', (event) => this.#double(event));
  }

  /** Whether a press is for the camera. @param {any} event of d3-zoom */
  grabs(event) {
    if (event.type === 'wheel') return true;
    if (event.touches?.length > 1) return true;
    if (event.button || event.shiftKey || event.target.closest('.map-handle, .map-editor')) return false;
    const card = cardAt(event.target);
    return !card || !this.map.may(['set', card, {}]) || event.type === 'touchstart' && !this.map.selection.has(card);
  }

  /** @param {EventTarget | null} target */
  #over(target) {
    if (this.#gesture || target instanceof Element && target.closest('.map-handle')) return;
    this.map.showHandle(cardAt(target));
  }

  /** @param {PointerEvent} event */
  #down(event) {
    this.#pressed = event.target instanceof Element ? event.target.closest('.map-card, .map-handle, .map-editor, .map-link') : null;
    if (event.button !== 0 || this.#gesture || !(event.target instanceof Element)) return;
    const card = cardAt(event.target);
    if (event.target.closest('.map-editor')) return;
    if (event.target.closest('.map-handle')) this.#begin(event, this.#drawLink());
    else if (card) this.#pressCard(event, card);
    else if (event.shiftKey && event.pointerType === 'mouse') this.#begin(event, this.#marquee(event));
  }

  /** @param {PointerEvent} event @param {string} card */
  #pressCard(event, card) {
    const { selection } = this.map;
    if (event.shiftKey) return selection.toggle(card);
    const was = selection.has(card);
    selection.take(card);
    if (!this.map.may(['set', card, {}]) || event.pointerType === 'touch' && !was) return;
    this.#begin(event, this.#drag(event));
  }

  /** @param {PointerEvent} event @param {Gesture | null} gesture */
  #begin(event, gesture) {
    if (!gesture) return;
    this.#gesture = gesture;
    this.#pointer = event.pointerId;
    event.preventDefault();
    this.map.view.setPointerCapture(event.pointerId);
    const card = cardAt(event.target);
    if (event.target instanceof HTMLElement) (card === undefined ? this.map.view : this.map.cards.element(card))?.focus({ preventScroll: true });
  }

  /** @param {PointerEvent} event */
  #move(event) {
    this.map.tellPointer(this.map.camera.at(event));
    if (this.#gesture && event.pointerId === this.#pointer) this.#gesture.move(event);
  }

  /** @param {PointerEvent} event @param {boolean} finished */
  #up(event, finished) {
    if (!this.#gesture || event.pointerId !== this.#pointer) return;
    const gesture = this.#gesture;
    this.#gesture = null;
    gesture.end(event, finished);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const on = this.#pressed;
    if (event.shiftKey || on?.matches('.map-card, .map-handle, .map-editor')) return;
    if (on instanceof SVGElement) this.map.selection.set([on.dataset.id ?? '']);
    else this.map.selection.clear();
  }

  /** @param {MouseEvent} event */
  #double(event) {
    const on = this.#pressed;
    if (on?.matches('.map-editor, .map-handle')) return;
    const card = cardAt(on);
    const at = this.map.camera.at(event);
    if (card) this.map.actions.edit(card);
    else if (on instanceof SVGElement) this.map.onOpen(on.dataset.id ?? '');
    else this.map.actions.begin({ x: at.x - 110, y: at.y - 30 });
  }

  /** @param {PointerEvent} down @returns {Gesture} */
  #drag(down) {
    const { map } = this;
    const start = map.camera.at(down);
    const origins = new Map([...map.selectedBoxes()].map(([id, { x, y }]) => [id, { x, y }]));
    const group = newId();
    let moved = false;
    let told = 0;
    const places = (/** @type {PointerEvent} */ event) => {
      const at = map.camera.at(event);
      return new Map([...origins].map(([id, place]) => [id, { x: place.x + at.x - start.x, y: place.y + at.y - start.y }]));
    };
    return {
      move: (event) => {
        if (!moved && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < THRESHOLD) return;
        moved = true;
        map.drag(places(event));
        if (event.timeStamp - told < LIVE_PAUSE) return;
        told = event.timeStamp;
        map.actions.move(places(event), group);
      },
      end: (event, finished) => {
        map.drop();
        if (moved) map.actions.move(finished ? places(event) : origins, group);
      },
    };
  }

  /** @param {PointerEvent} down @returns {Gesture} */
  #marquee(down) {
    const { map } = this;
    const start = map.camera.at(down);
    const before = [...map.selection.ids];
    return {
      move: (event) => {
        const frame = boxBetween(start, map.camera.at(event));
        map.showMarquee(frame);
        map.selection.set([...before, ...[...map.cards.boxes].filter(([, box]) => contains(frame, box)).map(([id]) => id)]);
      },
      end: () => map.showMarquee(null),
    };
  }

  /** @returns {Gesture | null} */
  #drawLink() {
    const { map } = this;
    const from = map.handled;
    const box = from === undefined ? undefined : map.cards.boxes.get(from);
    if (from === undefined || !box) return null;
    const target = (/** @type {PointerEvent} */ event) => cardAt(document.elementFromPoint(event.clientX, event.clientY));
    return {
      move: (event) => {
        const at = map.camera.at(event);
        const start = edgeOf(box, at);
        const to = target(event);
        map.showDraft(`M${round(start.x)} ${round(start.y)}L${round(at.x)} ${round(at.y)}`, to === from ? undefined : to);
      },
      end: (event, finished) => {
        map.showDraft('', undefined);
        const to = target(event);
        if (finished && to !== undefined && to !== from) map.actions.link(from, to);
      },
    };
  }
}

/** @param {EventTarget | null} target @returns {string | undefined} the id of the card that it is in */
function cardAt(target) {
  const card = target instanceof Element ? target.closest('.map-card') : null;
  return card instanceof HTMLElement ? card.dataset.id : undefined;
}
