/** Whether something may be done now, and why not, in a sentence. Loaded when it is first needed: a first visit does without. */
import { refusal } from '../board/check.js';
import { rightsRefusal } from '../board/model.js';
import { whyNot } from '../board/phase.js';
import { t } from './device.js';
import { sentence } from './form.js';

export { boardFor, currentPhase, isPrivate, onBoard } from '../board/phase.js';

/**
 * @typedef {import('../sync/room.js').Room} Room
 * @typedef {import('../board/types.js').Op} Op
 */

/** What the person's role, the phase and the votes do not allow now. @param {Room} room @param {Op} op @param {import('../board/board.js').Board} [board] */
export const why = (room, op, board = room.board) => rightsRefusal(board, op, room.you) ?? whyNot(board, op, room.you, room.now);

/** @param {Room} room @param {Op[]} ops @returns {string} why they could not be done now, in a sentence, or '' */
export function problem(room, ops) {
  const board = room.board.over();
  for (const op of ops) {
    const refused = why(room, op, board) ?? refusal(board, op);
    if (refused) {
      const id = op[0] === 'put' ? op[2] : op[1];
      const record = op[0] === 'put' ? { type: op[1], kind: /** @type {string | undefined} */ (op[3].kind), title: op[3].title } : board.get(id);
      return sentence(room.board.model, record?.type ?? '', record?.kind, { title: String(record?.title ?? t('reject.untitled')), ...refused });
    }
    board.apply(op);
  }
  return '';
}
