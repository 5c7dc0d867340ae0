/**
 * What part of the world is seen, and how large: pan, pinch and wheel by d3-zoom.
 *
 * @typedef {import('./geometry.js').Box} Box
 * @typedef {import('./geometry.js').Point} Point
 */
import { select } from 'd3-selection';
import { zoom, zoomIdentity } from 'd3-zoom';
import 'd3-transition';

const SCALES = /** @type {[number, number]} */ ([0.06, 2.5]);
const NEAR = 0.75;
const FAR = 0.33;
const TINY = 0.16;

export class Camera {
  /**
   * @param {HTMLElement} view what is dragged
   * @param {HTMLElement} world what moves
   * @param {{grabs: (event: any) => boolean, onMove: () => void}} how grabs: whether a press is for the map itself
   */
  constructor(view, world, how) {
    this.view = view;
    this.world = world;
    this.transform = zoomIdentity;
    this.selection = select(view);
    this.zoom = zoom().scaleExtent(SCALES).clickDistance(4).filter(how.grabs)
      .on('start', () => view.classList.add('moving')).on('end', () => view.classList.remove('moving')).on('zoom', (event) => {
      this.transform = event.transform;
      const { k, x, y } = event.transform;
      world.style.transform = `translate(${x}px,${y}px) scale(${k})`;
      view.classList.toggle('near', k >= NEAR);
      view.classList.toggle('far', k < FAR);
      view.classList.toggle('tiny', k < TINY);
      how.onMove();
    });
    this.selection.call(this.zoom).on('dblclick.zoom', null);
  }

  /** @param {{clientX: number, clientY: number}} event @returns {Point} where that is in the world */
  at(event) {
    const frame = this.view.getBoundingClientRect();
    const [x, y] = this.transform.invert([event.clientX - frame.left, event.clientY - frame.top]);
    return { x, y };
  }

  /** @param {Point} point in the world @returns {Point} where that is in the view */
  onScreen(point) {
    const [x, y] = this.transform.apply([point.x, point.y]);
    return { x, y };
  }

  /** What is seen of the world. @returns {Box} */
  get seen() {
    const { k, x, y } = this.transform;
    return { x: -x / k, y: -y / k, width: this.view.clientWidth / k, height: this.view.clientHeight / k };
  }

  /** @param {number} factor */
  scaleBy(factor) {
    this.zoom.scaleBy(this.#moving(), factor);
  }

  /**
   * Shows all of a box, with room around it.
   *
   * @param {Box | null} box
   * @param {{left: number, top: number, right: number, bottom: number}} covered how much of the view lies under other things, in pixels
   * @param {{atOnce?: boolean}} [how]
   */
  fit(box, covered, { atOnce = false } = {}) {
    const { clientWidth, clientHeight } = this.view;
    if (!box || clientWidth === 0) return;
    const margin = Math.min(32, clientWidth * 0.04);
    const width = clientWidth - covered.left - covered.right - 2 * margin;
    const height = clientHeight - covered.top - covered.bottom - 2 * margin;
    const k = Math.max(SCALES[0], Math.min(1.1, width / box.width, height / box.height));
    const shift = { x: (covered.right - covered.left) / 2 / k, y: (covered.bottom - covered.top) / 2 / k };
    this.#go({ ...box, x: box.x + shift.x, y: box.y + shift.y }, k, atOnce);
  }

  /** Brings a box into view, moving no more than needed. @param {Box} box @param {number} [covered] how much of the view lies under other things at the bottom, in pixels */
  reveal(box, covered = 0) {
    const seen = this.seen;
    const margin = 24 / this.transform.k;
    const past = (/** @type {number} */ start, /** @type {number} */ size, /** @type {number} */ from, /** @type {number} */ length) =>
      (start < from + margin ? start - from - margin : Math.max(0, start + size - from - length + margin));
    const dx = past(box.x, box.width, seen.x, seen.width);
    const dy = past(box.y, box.height, seen.y, seen.height - covered / this.transform.k);
    if (dx !== 0 || dy !== 0) this.zoom.translateBy(this.#moving(), -dx, -dy);
  }

  /** Shows a box in the middle, large enough to be read. @param {Box} box */
  centreOn(box) {
    this.#go(box, Math.max(0.9, this.transform.k), false);
  }

  /** @param {Point} point of the world, which comes to the middle at once */
  moveTo(point) {
    this.zoom.translateTo(this.selection, point.x, point.y);
  }

  /** @param {Box} box @param {number} k @param {boolean} atOnce */
  #go(box, k, atOnce) {
    const x = this.view.clientWidth / 2 - (box.x + box.width / 2) * k;
    const y = this.view.clientHeight / 2 - (box.y + box.height / 2) * k;
    this.zoom.transform(atOnce ? this.selection : this.#moving(), zoomIdentity.translate(x, y).scale(k));
  }

  #moving() {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    return still ? this.selection : this.selection.transition().duration(220);
  }
}
