/**
 * Seeded chance for tests: the same seed, the same run (mulberry32).
 *
 * @param {number} seed
 * @returns {(n: number) => number} a whole number from 0 to n - 1
 */
export function seeded(seed) {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296 * n);
  };
}

const PIECES = ['a', 'b', 'é', ' ', '\n', '語', '😀', '😁', '👩‍🌾', 'la commune'];

/** @param {(n: number) => number} random @param {number} most pieces @returns {string} well-formed, surrogate pairs among it */
export const someText = (random, most) => Array.from({ length: random(most + 1) }, () => PIECES[random(PIECES.length)]).join('');

/** @param {(n: number) => number} random @param {string} text @returns {(number | string)[]} an edit of it, in no particular form, which cuts no pair */
export function someEdit(random, text) {
  const edit = [];
  let at = 0;
  for (let parts = random(6); parts > 0; parts--) {
    if (random(3) === 0) edit.push(someText(random, 3));
    const end = boundary(text, at + random(Math.min(text.length - at, 12) + 1));
    edit.push(random(2) === 0 ? end - at : at - end);
    at = end;
  }
  return edit;
}

const boundary = (text, at) => (/[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at + 1 : at);
