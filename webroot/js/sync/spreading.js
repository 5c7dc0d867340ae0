/** Cards that people placed without seeing each other's are moved apart, once, by who showed them. */
import { spreadOps } from '../board/spread.js';

/**
 * Waits for one transaction, however long that takes and whatever becomes of others. Where the server has not taken it, nothing is moved.
 *
 * @param {import('./room.js').Room} room
 * @param {string} tx that shows the cards, and has just been submitted
 * @param {(board: import('../board/board.js').Board) => string[]} shown the ids of what it shows, as far as the server has shown it
 */
export function spreadAfter(room, tx, shown) {
  const over = new AbortController();
  room.addEventListener('change', () => {
    if (room.replica.pending.some(({ id }) => id === tx)) return;
    over.abort();
    const ops = spreadOps(room.board, shown(room.replica.confirmed));
    if (ops.length > 0) room.submit(ops, { undoable: false });
  }, over);
}
