/**
 * What the server will say to a change, in the order in which it asks: the person's rights, the people, the phase, the model, the
 * votes. The mirror of fr.preau.room.Ledger; both languages read the same vectors.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').Refusal} Refusal
 * @typedef {import('./board.js').Board} Board
 * @typedef {import('./phase.js').You} You
 */
import { ballotRefusal } from './ballot.js';
import { refusal } from './check.js';
import { rightsRefusal } from './model.js';
import { phaseRefusal } from './phase.js';

/**
 * @param {Board} board
 * @param {Op} op
 * @param {You} you
 * @param {number} now on the server's clock
 * @returns {Refusal | null} why it would be refused, as far as this browser can tell; null where it would not
 */
export const verdict = (board, op, you, now) => notAllowed(board, op, you, now) ?? refusal(board, op, you.id) ?? ballotRefusal(board, op);

/**
 * Why somebody may not do something now, whatever it is worth otherwise.
 *
 * @param {Board} board
 * @param {Op} op an id of '' asks whether such a thing could be created at all
 * @param {You} you
 * @param {number} now on the server's clock
 * @returns {Refusal | null} null where they may
 */
export const notAllowed = (board, op, you, now) => rightsRefusal(board, op, you) ?? lastFacilitator(board, op) ?? phaseRefusal(board, op, you, now);

/** @param {Board} board @param {Op} op @returns {Refusal | null} */
function lastFacilitator(board, op) {
  const leaves = op[0] === 'del' || op[0] === 'set' && typeof op[2].role === 'string' && op[2].role !== 'facilitator';
  if (!leaves || board.standing(op[1], 'member')?.role !== 'facilitator') return null;
  const another = board.visible('member').some(({ id, role }) => role === 'facilitator' && id !== op[1]);
  return another ? null : { code: 'last-facilitator' };
}
