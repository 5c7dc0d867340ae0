/**
 * Who else sees what this browser holds: the mirror of fr.preau.workshop.Visibility, as far as the browser can tell. Whatever the
 * person may not see never comes here.
 *
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 */

import { workshopOf } from './agenda.js';
import { Board } from './board.js';

/** @param {BoardRecord} record @returns {boolean} whether it is on no map and in no list, though it is not in the bin */
export const isAside = (record) => record.parked === true || record.status === 'merged' || record.status === 'archived';

/** @param {Board} board @param {BoardRecord} record @returns {boolean} whether nobody but its author sees it yet; a link is shown also with what else its author wrote there and linked by it */
export const isPrivate = (board, record) => record.shown !== true && keepsApart(phaseOf(board, record))
  && !endsOf(board, record).some((end) => end.shown === true && end.phase === record.phase && end.author === record.author);

/** @param {Board} board @param {string} id @returns {BoardRecord[]} its links on the board */
export const linksOf = (board, id) => [...board.hangingOn(id)].map((one) => /** @type {BoardRecord} */ (board.get(one))).filter((record) => record.type === 'link' && board.onBoard(record.id));

/** @param {Board} board @param {string} id @returns {string} what it was merged into, in the end; itself where it was not */
export function standsFor(board, id) {
  const seen = new Set();
  let at = id;
  for (let record = board.get(at); record?.status === 'merged' && typeof record.into === 'string' && !seen.has(at); record = board.get(at)) {
    seen.add(at);
    at = record.into;
  }
  return at;
}

/** @param {Board} board @returns {BoardRecord | undefined} what is shown on every screen */
export const spotlit = (board) => forScreens(board, workshopOf(board).spotlight);

/** @param {Board} board @returns {BoardRecord | undefined} what the steps are about from now on; what it was merged into, if it was */
export function subjectOf(board) {
  return forScreens(board, standsFor(board, String(workshopOf(board).subject ?? '')));
}

/** @param {Board} board @param {unknown} id @returns {BoardRecord | undefined} nothing that not everybody may see, or that is out of the way */
export function forScreens(board, id) {
  const record = typeof id === 'string' && board.onBoard(id) ? board.get(id) : undefined;
  return record && !isAside(record) && isForAll(board, record) ? record : undefined;
}

/** @param {Board} board @param {BoardRecord} record @returns {boolean} whether everybody sees it: a facilitator's device, as that of the wall, holds more */
export function isForAll(board, record) {
  const at = board.get(String(record.board ?? 'main'));
  return record.hidden !== true && !isPrivate(board, record) && !(at && isOfTable(at));
}

/** What is not as the other cards are, to be told on it: not for everybody, or out of the way. @param {Board} board @param {BoardRecord} record @param {string} you @param {string} [role] @returns {'own' | 'hidden' | 'hidden-own' | 'hidden-yours' | 'parked' | ''} hidden-own: from the others by those who facilitate; hidden-yours: one's own, by oneself */
export function apartOf(board, record, you, role) {
  if (record.hidden === true) return role !== 'facilitator' ? 'hidden-own' : record.author === you ? 'hidden-yours' : 'hidden';
  if (isPrivate(board, record)) return 'own';
  return record.parked === true ? 'parked' : '';
}

/** @param {Board} board @param {BoardRecord} record @returns {boolean} whether its author is not told */
export const isNameless = (board, record) => phaseOf(board, record)?.anonymous === true || endsOf(board, record).some((end) => isNameless(board, end));

/** @param {Board} board @param {BoardRecord} record @returns {BoardRecord[]} what a link links */
const endsOf = (board, record) => (record.type === 'link' ? [record.from, record.to].flatMap((id) => board.get(String(id)) ?? []) : []);

/** @param {BoardRecord | undefined} phase @returns {boolean} whether what is written in it is its author's alone, as long as it is not shown by itself */
export const keepsApart = (phase) => phase?.mode === 'private' && phase.revealed !== true;

/** @param {BoardRecord} board the record of a board @returns {boolean} whether it is a table's alone */
export const isOfTable = (board) => board.table !== undefined && board.open !== true;

/** @param {Board} board @param {BoardRecord} record @returns {BoardRecord | undefined} the phase that it was written in, in the bin or not */
const phaseOf = (board, record) => board.get(String(record.phase ?? ''));

/**
 * What a participant sees of the board on a facilitator's device, which holds more.
 *
 * @param {Board} board
 * @param {string} you whose own records and table are theirs to see
 * @returns {Board} of its own, which does not follow
 */
export const ofParticipant = (board, you) => Board.of(board.model, [...board.all()].filter(({ id }) => board.onBoard(id)).filter((record) => isForParticipant(board, record, you)), board.revisions());

/** @param {Board} board @param {BoardRecord} record @param {string} you @returns {boolean} */
function isForParticipant(board, record, you) {
  return isAllowed(board, record, you) && board.model.hangsBy(record.type).every((name) => {
    const target = board.get(String(record[name] ?? ''));
    return !target || isForParticipant(board, target, you);
  });
}

/** @param {Board} board @param {BoardRecord} record @param {string} you */
function isAllowed(board, record, you) {
  switch (record.type) {
    case 'card': case 'proposal': return record.author === you || record.hidden !== true && !isPrivate(board, record);
    case 'board': return !isOfTable(record) || record.table === board.get(you)?.table;
    case 'ballot': return record.author === you;
    case 'tally': return false;
    default: return true;
  }
}
