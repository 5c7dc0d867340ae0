/**
 * Records that stand in an order which people give them by hand (phases, polls, tables): each has a `place`, a number; a new one
 * gets the number between its neighbours.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').Changes} Changes
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 */
import { newId } from './model.js';

/** Between neighbours that are closer than this, no place is left: then all get new ones. */
const CLOSEST = 1e-6;

/** At one place the smaller id comes first, as on the server. @param {{id: string, place?: unknown}} one @param {{id: string, place?: unknown}} other @returns {number} */
export const byPlace = (one, other) => Number(one.place ?? 0) - Number(other.place ?? 0) || (one.id < other.id ? -1 : Number(one.id > other.id));

/** @param {Board} board @param {string} type @returns {BoardRecord[]} all of a type that stand on the board, in the order of their places */
export const inOrder = (board, type) => board.visible(type).sort(byPlace);

/**
 * @param {Board} board
 * @param {string} type of records that have places
 * @param {Changes} values
 * @param {string} [after] the id of the one that it follows; without, it comes last
 * @returns {{id: string, ops: Op[]}}
 */
export function insertOps(board, type, values, after) {
  const all = inOrder(board, type);
  const at = after === undefined ? all.length : all.findIndex((one) => one.id === after) + 1;
  const id = newId(`${type.slice(0, 2)}_`);
  const { place, ops } = placeAt(all, at);
  return { id, ops: [...ops, ['put', type, id, { ...values, place }]] };
}

/**
 * @param {Board} board
 * @param {string} id
 * @param {1 | -1} by later or earlier
 * @returns {Op[]} none where it is at the end already
 */
export function moveOps(board, id, by) {
  const all = inOrder(board, board.get(id)?.type ?? '');
  const at = all.findIndex((one) => one.id === id);
  if (at < 0 || at + by < 0 || at + by >= all.length) return [];
  const { place, ops } = placeAt(all.filter((one) => one.id !== id), at + by);
  return [...ops, ['set', id, { place }]];
}

/** @param {BoardRecord[]} all in order @param {number} at the index that something new gets @returns {{place: number, ops: Op[]}} its place, and what moves the others apart where there is none */
function placeAt(all, at) {
  const [before, after] = [all[at - 1], all[at]].map((one) => (one ? Number(one.place ?? 0) : undefined));
  if (before === undefined) return { place: after === undefined ? 1 : after - 1, ops: [] };
  if (after === undefined) return { place: before + 1, ops: [] };
  if (after - before > CLOSEST) return { place: (before + after) / 2, ops: [] };
  return { place: at + 1, ops: all.map((one, index) => ['set', one.id, { place: index < at ? index + 1 : index + 2 }]) };
}
