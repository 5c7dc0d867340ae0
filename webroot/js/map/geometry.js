/**
 * Where things are on the map: pure functions of rectangles and points, in world units (one is a CSS pixel at zoom 1).
 *
 * @typedef {{x: number, y: number}} Point
 * @typedef {{x: number, y: number, width: number, height: number}} Box  x, y: its upper left corner
 * @typedef {'left' | 'right' | 'up' | 'down'} Direction
 */

export const CARD_WIDTH = 220;
/** What a card is taken for until it has been measured. */
export const CARD_HEIGHT = 92;
const GAP = 7;
const FAN = 34;

/** @param {Box} box @returns {Point} */
export const centre = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/** @param {Iterable<Box>} boxes @returns {Box | null} the smallest that holds them all; null where there are none */
export function bounds(boxes) {
  let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** @param {Box} outer @param {Box} inner */
export const contains = (outer, inner) => inner.x >= outer.x && inner.y >= outer.y
  && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

/** @param {Point} a @param {Point} b @returns {Box} */
export const boxBetween = (a, b) => ({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) });

/**
 * Where the line from the centre of a box towards a point leaves the box, a little outside.
 *
 * @param {Box} box
 * @param {Point} towards
 * @returns {Point}
 */
export function edgeOf(box, towards) {
  const middle = centre(box);
  const dx = towards.x - middle.x;
  const dy = towards.y - middle.y;
  if (dx === 0 && dy === 0) return { x: middle.x, y: box.y - GAP };
  const scale = Math.min((box.width / 2 + GAP) / Math.abs(dx), (box.height / 2 + GAP) / Math.abs(dy));
  return { x: middle.x + dx * scale, y: middle.y + dy * scale };
}

/**
 * The curve of a link between two boxes.
 *
 * @param {Box} from
 * @param {Box} to
 * @param {number} place among the links that join the same two cards: 0, 1, −1, 2, −2…, which fan out
 * @returns {{start: Point, control: Point, end: Point, middle: Point}} a quadratic curve and its middle
 */
export function curve(from, to, place) {
  const a = centre(from);
  const b = centre(to);
  const distance = Math.hypot(b.x - a.x, b.y - a.y);
  if (distance < 1) return loop(from, place);
  const bow = Math.min(60, distance * 0.09) + place * FAN;
  const control = { x: (a.x + b.x) / 2 - (b.y - a.y) / distance * bow, y: (a.y + b.y) / 2 + (b.x - a.x) / distance * bow };
  const start = edgeOf(from, control);
  const end = edgeOf(to, control);
  return { start, control, end, middle: middleOf(start, control, end) };
}

/** @param {Box} box @param {number} place */
function loop(box, place) {
  const reach = 60 + Math.abs(place) * FAN;
  const start = { x: box.x + box.width - 50, y: box.y - GAP };
  const end = { x: box.x + box.width + GAP, y: box.y + 30 };
  const control = { x: box.x + box.width + reach, y: box.y - reach };
  return { start, control, end, middle: middleOf(start, control, end) };
}

/** @param {Point} start @param {Point} control @param {Point} end @returns {Point} */
const middleOf = (start, control, end) => ({ x: (start.x + 2 * control.x + end.x) / 4, y: (start.y + 2 * control.y + end.y) / 4 });

/**
 * The three corners of an arrow head.
 *
 * @param {Point} tip
 * @param {Point} from where the line comes from
 * @param {number} size
 * @returns {string} an SVG path
 */
export function arrowHead(tip, from, size) {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const ux = (tip.x - from.x) / length;
  const uy = (tip.y - from.y) / length;
  const back = { x: tip.x - ux * size, y: tip.y - uy * size };
  const half = size * 0.5;
  return `M${round(tip.x)} ${round(tip.y)}L${round(back.x - uy * half)} ${round(back.y + ux * half)}L${round(back.x + uy * half)} ${round(back.y - ux * half)}Z`;
}

/** @param {number} n to a tenth, which is what a screen can show */
export const round = (n) => Math.round(n * 10) / 10;

/**
 * The card that one gets to from another by an arrow key: near, and more in that direction than beside it.
 *
 * @param {Map<string, Box>} boxes
 * @param {string} from
 * @param {Direction} direction
 * @returns {string | undefined}
 */
export function neighbour(boxes, from, direction) {
  const start = boxes.get(from);
  if (!start) return undefined;
  const a = centre(start);
  let best;
  let least = Infinity;
  for (const [id, box] of boxes) {
    const b = centre(box);
    const [along, aside] = { left: [a.x - b.x, b.y - a.y], right: [b.x - a.x, b.y - a.y], up: [a.y - b.y, b.x - a.x], down: [b.y - a.y, b.x - a.x] }[direction];
    if (id === from || along <= 0) continue;
    const cost = along + 2 * Math.abs(aside) + (Math.abs(aside) > along ? 1000 : 0);
    if (cost < least) [best, least] = [id, cost];
  }
  return best;
}

/**
 * Puts boxes on one line, by their centres or evenly spread.
 *
 * @param {Map<string, Box>} boxes
 * @param {'row' | 'column' | 'spread-x' | 'spread-y'} how row: side by side at one height; column: one below the other
 * @returns {Map<string, Point>} new upper left corners, whole numbers
 */
export function aligned(boxes, how) {
  const entries = [...boxes];
  const middle = { x: mean(entries.map(([, box]) => centre(box).x)), y: mean(entries.map(([, box]) => centre(box).y)) };
  if (how === 'row') return new Map(entries.map(([id, box]) => [id, { x: Math.round(box.x), y: Math.round(middle.y - box.height / 2) }]));
  if (how === 'column') return new Map(entries.map(([id, box]) => [id, { x: Math.round(middle.x - box.width / 2), y: Math.round(box.y) }]));
  const axis = how === 'spread-x' ? 'x' : 'y';
  const side = how === 'spread-x' ? 'width' : 'height';
  entries.sort(([, a], [, b]) => a[axis] - b[axis]);
  const first = entries[0][1];
  const last = entries[entries.length - 1][1];
  const free = last[axis] + last[side] - first[axis] - entries.reduce((sum, [, box]) => sum + box[side], 0);
  const gap = Math.max(16, free / Math.max(1, entries.length - 1));
  let at = first[axis];
  return new Map(entries.map(([id, box]) => {
    const place = { x: box.x, y: box.y, [axis]: at };
    at += box[side] + gap;
    return [id, { x: Math.round(place.x), y: Math.round(place.y) }];
  }));
}

/** @param {number[]} numbers */
const mean = (numbers) => numbers.reduce((sum, n) => sum + n, 0) / Math.max(1, numbers.length);
