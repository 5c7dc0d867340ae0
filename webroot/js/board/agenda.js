/**
 * The agenda as its facilitator works on it: which phase comes when, and the operations that start, insert and move phases.
 * What a phase lets people do is decided elsewhere.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').Changes} Changes
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 */
import { newId } from './model.js';
import { currentPhase, timeLeft, workshopOf } from './phase.js';
import { MINUTE, startTimer } from './timer.js';

/** Between neighbours that are closer than this, no place is left: then all phases get new ones. */
const CLOSEST = 1e-6;

/** @param {{id: string, place?: unknown}} one @param {{id: string, place?: unknown}} other */
export const byPlace = (one, other) => Number(one.place ?? 0) - Number(other.place ?? 0) || (one.id < other.id ? -1 : Number(one.id > other.id));

/** @param {Board} board @param {string} type @returns {BoardRecord[]} all of a type that stand on the board, in the order of their places */
export const inOrder = (board, type) => [...board.all()].filter((record) => record.type === type && board.onBoard(record.id)).sort(byPlace);

/** @param {Board} board @returns {BoardRecord[]} */
export const phasesOf = (board) => inOrder(board, 'phase');

/** The phase after the current one; the first where there is none. From a deleted one it goes on where that stood. @param {Board} board */
export function nextOf(board) {
  const here = hereOf(board);
  return phasesOf(board).find((phase) => phase.skipped !== true && (!here || byPlace(phase, here) > 0));
}

/** @param {Board} board @returns {BoardRecord | undefined} */
export function previousOf(board) {
  const here = hereOf(board);
  return here && phasesOf(board).findLast((phase) => phase.skipped !== true && byPlace(phase, here) < 0);
}

/** @param {Board} board @returns {BoardRecord | undefined} the current phase, in the bin or not */
const hereOf = (board) => board.get(String(board.get('workshop')?.phase ?? ''));

/**
 * Makes a phase the current one, and starts its time. Nothing else changes, so that going back destroys nothing.
 *
 * @param {Board} board
 * @param {string} id
 * @param {number} now on the server's clock
 * @returns {Op[]}
 */
export function startOps(board, id, now) {
  const phase = board.get(id);
  const ops = /** @type {Op[]} */ ([['set', 'workshop', { phase: id, ...(workshopOf(board).free === true ? { free: null } : {}), ...startTimer(Number(phase?.minutes ?? 0), now) }]]);
  if (phase?.skipped === true) ops.push(['set', id, { skipped: null }]);
  return ops;
}

/** The workshop goes on without steps, or begins without them. @returns {Op[]} */
export const endOps = () => [['set', 'workshop', { phase: null, free: true, timer_ends: null, timer_left: null }]];

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
  const record = board.get(id);
  const all = inOrder(board, record?.type ?? '');
  const at = all.findIndex((one) => one.id === id);
  if (at < 0 || at + by < 0 || at + by >= all.length) return [];
  const others = all.filter((one) => one.id !== id);
  const { place, ops } = placeAt(others, at + by);
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

/**
 * When each phase that is still to come begins, and when the agenda ends, if everything takes its time from now on.
 *
 * @param {Board} board
 * @param {number} now on the server's clock
 * @returns {{starts: Map<string, number>, end: number, minutes: number}} epoch milliseconds; minutes: the agenda's as planned
 */
export function plan(board, now) {
  const phases = phasesOf(board).filter((phase) => phase.skipped !== true);
  const here = hereOf(board);
  const starts = /** @type {Map<string, number>} */ (new Map());
  let time = now + leftOf(board, now);
  for (const phase of phases.filter((one) => !here || byPlace(one, here) > 0)) {
    starts.set(phase.id, time);
    time += Number(phase.minutes ?? 0) * MINUTE;
  }
  return { starts, end: time, minutes: phases.reduce((sum, phase) => sum + Number(phase.minutes ?? 0), 0) };
}

/** @param {Board} board @param {number} now @returns {number} milliseconds that the current phase has left; all of its own where no timer runs */
function leftOf(board, now) {
  const time = timeLeft(board, now);
  return time ? Math.max(0, time.left) : Number(currentPhase(board)?.minutes ?? 0) * MINUTE;
}
