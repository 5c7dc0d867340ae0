/**
 * The end of a workshop: what brings it there and back, and what it has brought.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./board.js').Board} Board
 * @typedef {{people: number, cards: number, links: number, proposals: number, votes: number}} Brought  people: who took part, also those who have left; votes: whose results were shown
 */
import { handsOf, lowerOps, membersOf } from './crew.js';
import { isAside, isForAll, isPrivate } from './sight.js';
import { stopTimer } from './timer.js';
import { isOpen, pollsOf } from './votes.js';

/**
 * Brings the workshop to its end: the timer, the spotlight and what brings people together stop, hands go down, and open votes are
 * closed, their totals being shown no more than before. As many hands go down as one transaction holds.
 *
 * @param {Board} board
 * @param {number} now on the server's clock
 * @returns {Op[]}
 */
export function endWorkshopOps(board, now) {
  const ops = /** @type {Op[]} */ ([['set', 'workshop', { ended: Math.round(now), ...stopTimer(), spotlight: null, gather: null, gather_at: null }],
    ...pollsOf(board).filter(isOpen).map(({ id }) => ['set', id, { state: 'closed' }])]);
  return [...ops, ...lowerOps(handsOf(board)).slice(0, Math.max(0, board.model.maxOps - ops.length))];
}

/** People may go on where they were: the step is the one that it was. @returns {Op[]} */
export const reopenOps = () => [['set', 'workshop', { ended: null }]];

/**
 * What the workshop has brought, without what is out of the way, hidden, or still its author's alone.
 *
 * @param {Board} board
 * @param {boolean} [publicly] without what not everybody may see either, such as what is on the boards of tables
 * @returns {Brought}
 */
export function broughtBy(board, publicly = false) {
  const counted = new Set(board.visible().filter((record) => (record.type === 'card' || record.type === 'proposal')
    && !isAside(record) && (publicly ? isForAll(board, record) : record.hidden !== true && !isPrivate(board, record))).map(({ id }) => id));
  const links = board.visible().filter((record) => record.type === 'link' && counted.has(String(record.from)) && counted.has(String(record.to)) && !isPrivate(board, record)).length;
  const proposals = [...counted].filter((id) => board.get(id)?.type === 'proposal').length;
  return { people: membersOf(board).filter(({ role }) => role === 'participant').length, cards: counted.size - proposals, links, proposals, votes: pollsOf(board).filter(({ state }) => state === 'shown').length };
}
