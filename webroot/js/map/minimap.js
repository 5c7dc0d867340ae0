/** The whole map in a corner, while not all of it is seen; a press goes there. Where it would lie on a card it is there only while one moves about. */
import { overlap } from '../board/places.js';
import { bounds, contains } from './geometry.js';

const MARGIN = 200;
/** Milliseconds for which it stays over a card after one has moved. */
const STAYS = 2_500;

export class Minimap {
  #scale = 1;
  #left = 0;
  #top = 0;
  /** What was seen when it was drawn last. @type {import('./geometry.js').Box | undefined} */
  #seen;
  /** When that changed. */
  #movedAt = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #hiding;

  /** @param {HTMLCanvasElement} canvas @param {import('./map.js').StakeMap} map */
  constructor(canvas, map) {
    this.canvas = canvas;
    this.map = map;
    const go = (/** @type {PointerEvent} */ event) => { if (event.buttons === 1) this.#go(event); };
    canvas.addEventListener('pointerdown', (event) => { canvas.setPointerCapture(event.pointerId); go(event); });
    canvas.addEventListener('pointermove', go);
  }

  draw() {
    const { camera, cards } = this.map;
    const all = bounds(cards.boxes.values());
    const seen = camera.seen;
    const hidden = !all || contains(seen, all) || this.#isInTheWay(seen);
    this.canvas.classList.toggle('off', hidden);
    if (hidden) return;
    const world = bounds([all, seen]) ?? all;
    const ratio = devicePixelRatio;
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.#scale = Math.min(width / (world.width + MARGIN), height / (world.height + MARGIN));
    this.#left = world.x - (width / this.#scale - world.width) / 2;
    this.#top = world.y - (height / this.#scale - world.height) / 2;
    const context = this.canvas.getContext('2d');
    if (!context) return;
    context.scale(ratio * this.#scale, ratio * this.#scale);
    context.translate(-this.#left, -this.#top);
    this.#paint(context, seen);
  }

  /** @param {import('./geometry.js').Box} seen @returns {boolean} whether it would lie on a card while nobody moves about */
  #isInTheWay(seen) {
    const { cards, selection } = this.map;
    const before = this.#seen;
    this.#seen = { ...seen };
    if (before && ['x', 'y', 'width', 'height'].some((side) => before[/** @type {'x'} */ (side)] !== seen[/** @type {'x'} */ (side)])) this.#movedAt = performance.now();
    clearTimeout(this.#hiding);
    this.canvas.classList.remove('off');
    const own = this.canvas.getBoundingClientRect();
    const view = this.map.view.getBoundingClientRect();
    const scale = seen.width / (view.width || 1);
    const under = { x: seen.x + (own.left - view.left) * scale, y: seen.y + (own.top - view.top) * scale, width: own.width * scale, height: own.height * scale };
    if (![...cards.boxes.values()].some((box) => overlap(box, under))) return false;
    if ([...cards.boxes].some(([id, box]) => (selection.has(id) || selection.focused === id) && overlap(box, under))) return true;
    const left = this.#movedAt + STAYS - performance.now();
    if (left <= 0 && !this.canvas.matches(':hover')) return true;
    this.#hiding = setTimeout(() => this.draw(), Math.max(left, STAYS / 5));
    return false;
  }

  /** @param {CanvasRenderingContext2D} context @param {import('./geometry.js').Box} seen */
  #paint(context, seen) {
    const colours = /** @type {Map<string, string>} */ (new Map());
    for (const [id, box] of this.map.cards.boxes) {
      const element = this.map.cards.element(id);
      const kind = element?.classList[1] ?? '';
      if (element && !colours.has(kind)) colours.set(kind, getComputedStyle(element).getPropertyValue('--kind'));
      context.fillStyle = colours.get(kind) ?? 'gray';
      context.fillRect(box.x, box.y, box.width, box.height);
    }
    const style = getComputedStyle(this.canvas);
    context.strokeStyle = style.getPropertyValue('--focus');
    context.lineWidth = 2 / this.#scale;
    context.strokeRect(seen.x, seen.y, seen.width, seen.height);
  }

  /** @param {PointerEvent} event */
  #go(event) {
    const frame = this.canvas.getBoundingClientRect();
    const x = this.#left + (event.clientX - frame.left) / this.#scale;
    const y = this.#top + (event.clientY - frame.top) / this.#scale;
    this.map.camera.moveTo({ x, y });
  }
}
