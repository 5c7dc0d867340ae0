/** Whether something may be done now, and why not, in a sentence. Loaded when it is first needed: a first visit does without. */
import { currentPhase } from '../board/agenda.js';
import { completed } from '../board/model.js';
import { boardFor } from '../board/phase.js';
import { apartOf, isPrivate, standsFor } from '../board/sight.js';
import { notAllowed, verdict } from '../board/verdict.js';
import { t } from './device.js';
import { sentence } from './form.js';

export { apartOf, boardFor, currentPhase, isPrivate, standsFor };

/**
 * @typedef {import('../sync/room.js').Room} Room
 * @typedef {import('../board/types.js').Op} Op
 */

/** What the person's role and the phase do not allow now. @param {Room} room @param {Op} op */
export const why = (room, op) => notAllowed(room.board, op, room.you, room.now);

/** @param {Room} room @param {Op[]} ops @returns {string} why they could not be done now, in a sentence, or '' */
export function problem(room, ops) {
  const board = room.board.over();
  for (const op of ops) {
    const refused = verdict(board, op, room.you, room.now);
    if (refused) {
      const id = op[0] === 'put' ? op[2] : op[1];
      const record = op[0] === 'put' ? { type: op[1], kind: /** @type {string | undefined} */ (op[3].kind), title: op[3].title } : board.get(id);
      return sentence(room.board.model, record?.type ?? '', record?.kind, { title: String(record?.title ?? t('reject.untitled')), ...refused });
    }
    board.apply(completed(board.model, op, room.you.id));
  }
  return '';
}
