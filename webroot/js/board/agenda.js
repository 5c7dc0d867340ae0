/**
 * The agenda: its phases in their order, the one that the workshop is at, and what starts another. What a phase lets people do
 * stands in phase.js.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 */
import { byPlace, inOrder } from './order.js';
import { MINUTE, startTimer, stopTimer, timeLeft } from './timer.js';

/** @param {Board} board @returns {BoardRecord} what is set of the workshop as a whole */
export const workshopOf = (board) => board.get('workshop') ?? { id: 'workshop', type: 'workshop' };

/** @param {Board} board @returns {boolean} whether the workshop was brought to an end: nobody but facilitators changes anything then */
export const isEnded = (board) => (workshopOf(board).ended ?? null) !== null;

/** @param {BoardRecord} phase @param {'add' | 'vote_on'} flag @returns {string[]} the kinds, or types, that these flags of it name */
export const kindsNamed = (phase, flag) => Object.keys(phase).filter((name) => name.startsWith(`${flag}:`)).map((name) => name.slice(flag.length + 1));

/** @param {Board} board @returns {BoardRecord[]} all phases, skipped ones included */
export const phasesOf = (board) => inOrder(board, 'phase');

/** @param {Board} board @returns {BoardRecord | undefined} the phase that the workshop is at; none where it is free */
export const currentPhase = (board) => board.standing(workshopOf(board).phase, 'phase');

/** @param {Board} board @returns {BoardRecord | undefined} the current phase, in the bin or not */
const hereOf = (board) => board.get(String(workshopOf(board).phase ?? ''));

/** The phase after the current one; the first where there is none. From a deleted one it goes on where that stood. @param {Board} board @returns {BoardRecord | undefined} */
export function nextOf(board) {
  const here = hereOf(board);
  return phasesOf(board).find((phase) => phase.skipped !== true && (!here || byPlace(phase, here) > 0));
}

/** @param {Board} board @returns {BoardRecord | undefined} the phase before the current one */
export function previousOf(board) {
  const here = hereOf(board);
  return here && phasesOf(board).findLast((phase) => phase.skipped !== true && byPlace(phase, here) < 0);
}

/**
 * Makes a phase the current one, and starts its time. Who was done with it before begins anew, nobody is called anywhere any more, and no card is
 * in the spotlight; nothing else changes, so that going back destroys nothing that was written.
 *
 * @param {Board} board
 * @param {string} id
 * @param {number} now on the server's clock
 * @returns {Op[]}
 */
export function startOps(board, id, now) {
  const phase = board.get(id);
  const workshop = workshopOf(board);
  const over = Object.fromEntries(['free', 'gather', 'gather_at', 'spotlight'].filter((name) => workshop[name] !== undefined).map((name) => [name, null]));
  const ops = /** @type {Op[]} */ ([['set', 'workshop', { phase: id, ...over, ...startTimer(Number(phase?.minutes ?? 0), now) }]]);
  if (phase?.skipped === true) ops.push(['set', id, { skipped: null }]);
  for (const member of board.visible('member')) if (member.done === id) ops.push(['set', member.id, { done: null }]);
  return ops;
}

/** The workshop goes on without steps, or begins without them. @returns {Op[]} */
export const endOps = () => [['set', 'workshop', { phase: null, free: true, ...stopTimer() }]];

/** Whether people may be made to wait for the first step again: nothing was written in a step yet. @param {Board} board */
export const mayAwait = (board) => workshopOf(board).free === true && !currentPhase(board) && nextOf(board) !== undefined && !board.visible().some((record) => record.phase !== undefined);

/** The workshop waits for its first step again. @returns {Op[]} */
export const awaitOps = () => [['set', 'workshop', { free: null }]];

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
