/**
 * Where a new card goes: pure functions of rectangles, in world units (one is a CSS pixel at zoom 1).
 *
 * @typedef {{x: number, y: number}} Point
 * @typedef {{x: number, y: number, width: number, height: number}} Box  x, y: its upper left corner
 */

/** How large a card is taken to be by who has not drawn it. */
export const CARD = { width: 220, height: 110 };
const GAP = 24;
/** UTF-16 code units of a title on a line of a card, at least; the height of a line; and that of all but the title. */
const LINE = { length: 21, height: 23 };
const REST = 46;
/** Candidates stand on a grid of half a card, so that gaps between cards are found. */
const STEP = { x: (CARD.width + GAP) / 2, y: (CARD.height + GAP) / 2 };
/** So many places near the middle are as good as each other. */
const SIMILAR = 12;
/** Further out than any board reaches. */
const RINGS = 2_000;

/** @param {Iterable<import('./types.js').BoardRecord>} records @returns {Box[]} of those that stand on a map, as far as one knows without drawing them */
export const boxesOf = (records) => Array.from(records).filter(({ type, x }) => (type === 'card' || type === 'proposal') && typeof x === 'number')
  .map(({ x, y, title }) => ({ x: Number(x), y: Number(y), ...CARD, height: heightOf(title) }));

/** @param {string} [title] @returns {number} how high a card with it is taken to be */
const heightOf = (title = '') => Math.max(CARD.height, REST + LINE.height * Math.ceil(title.length / LINE.length));

/** @param {Box[]} boxes @returns {Point} where a card would lie in the middle of them: half of them to each side, so that one far away changes nothing */
export function middleOf(boxes) {
  const median = (/** @type {number[]} */ numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
  return { x: median(boxes.map((box) => box.x)), y: median(boxes.map((box) => box.y)) };
}

/** @param {Iterable<import('./types.js').BoardRecord>} records what is on the board @param {string} [title] of the new card @returns {Point} where somebody's new card goes: free, and near the middle of what there is */
export function placeForNew(records, title) {
  const boxes = boxesOf(records);
  return freePlace(boxes, middleOf(boxes), { among: SIMILAR, chance: Math.random(), height: heightOf(title) });
}

/**
 * A place for a new card that lies on no other, near the one wished for.
 *
 * @param {Iterable<Box>} boxes
 * @param {Point} wish its upper left corner
 * @param {{among?: number, chance?: number, height?: number}} [choice] height: of the new card; among: how many of the nearest places are good enough; chance: from 0 to 1,
 *     which of them, so that people who add cards in the same moment do not all take the same one
 * @returns {Point} whole numbers
 */
export const freePlace = (boxes, wish, choice = {}) => new Ground(boxes).nearest(wish, choice);

/** What a map has room for, beside the cards that lie on it. Finding a place costs what lies around it, and what was looked for from one point is not looked at again. */
export class Ground {
  /** Each box in every bucket of the plane that it touches. @type {Map<string, Box[]>} */
  #taken = new Map();
  /** By what was wished for: the rings around it that are full. @type {Map<string, number>} */
  #full = new Map();

  /** @param {Iterable<Box>} boxes */
  constructor(boxes) {
    for (const box of boxes) this.take(box);
  }

  /** @param {Box} box */
  take(box) {
    for (const key of bucketsUnder(box)) {
      const there = this.#taken.get(key);
      if (there) there.push(box);
      else this.#taken.set(key, [box]);
    }
  }

  /** @param {Box} box @returns {boolean} whether something lies there */
  isTaken(box) {
    for (const key of bucketsUnder(box)) if (this.#taken.get(key)?.some((other) => overlap(box, other))) return true;
    return false;
  }

  /** As {@link freePlace}. @param {Point} wish @param {{among?: number, chance?: number, height?: number}} choice @returns {Point} */
  nearest(wish, { among = 1, chance = 0, height = CARD.height }) {
    const free = /** @type {Point[]} */ ([]);
    const key = `${wish.x} ${wish.y} ${height}`;
    for (let ring = this.#full.get(key) ?? 0; ring < RINGS && free.length < among; ring++) {
      for (const { x, y } of around(ring)) {
        const place = { x: Math.round(wish.x + x * STEP.x), y: Math.round(wish.y + y * STEP.y) };
        if (!this.isTaken({ x: place.x - GAP / 2, y: place.y - GAP / 2, width: CARD.width + GAP, height: height + GAP })) free.push(place);
      }
      if (free.length === 0) this.#full.set(key, ring + 1);
    }
    return free[Math.floor(chance * Math.min(among, free.length))] ?? { x: Math.round(wish.x), y: Math.round(wish.y) };
  }
}

/** @param {number} ring @returns {Point[]} the steps that lie so far out, the nearest first */
function around(ring) {
  const steps = [];
  for (let x = -ring; x <= ring; x++) {
    for (let y = -ring; y <= ring; y += Math.abs(x) === ring ? 1 : Math.max(1, 2 * ring)) steps.push({ x, y });
  }
  return steps.sort((one, other) => one.x ** 2 + one.y ** 2 - other.x ** 2 - other.y ** 2);
}

/** @param {Box} box */
function* bucketsUnder({ x, y, width, height }) {
  for (let left = Math.floor(x / CARD.width); left <= Math.floor((x + width) / CARD.width); left++) {
    for (let top = Math.floor(y / CARD.height); top <= Math.floor((y + height) / CARD.height); top++) yield `${left} ${top}`;
  }
}

/** @param {Box} a @param {Box} b */
export const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
