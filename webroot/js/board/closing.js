/**
 * The end of a workshop: what brings it there and back, what it has brought, and what stays with those who wrote it.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 * @typedef {{people: number, cards: number, links: number, proposals: number, votes: number}} Brought  people: who took part, also those who have left; votes: whose results were shown
 */
import { handsOf, lowerOps, membersOf } from './crew.js';
import { currentPhase, phasesOf, previousOf } from './agenda.js';
import { byPlace } from './order.js';
import { isAside, isForAll, isPrivate, keepsApart } from './sight.js';
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
  const links = board.visible().filter(({ type, from, to }) => type === 'link' && counted.has(String(from)) && counted.has(String(to))).length;
  const proposals = [...counted].filter((id) => board.get(id)?.type === 'proposal').length;
  return { people: membersOf(board).filter(({ role }) => role === 'participant').length, cards: counted.size - proposals, links, proposals, votes: pollsOf(board).filter(({ state }) => state === 'shown').length };
}

/**
 * The steps in which people wrote what is still theirs alone.
 *
 * @param {Board} board
 * @param {Map<string, {written?: number, waiting?: string[]}>} derived what the server tells facilitators of the phases
 * @returns {{phase: BoardRecord, cards?: number, people: number}[]} cards: not where nobody is to know who has written
 */
export const keptBack = (board, derived) => phasesOf(board).filter(keepsApart).map((phase) => {
  const { written = 0, waiting } = derived.get(phase.id) ?? {};
  return { phase, cards: waiting?.length, people: written };
}).filter(({ cards, people }) => (cards ?? people) > 0);

/** @param {BoardRecord} phase @param {string[]} flags @returns {Set<string>} the kinds that these name in it */
const kindsIn = (phase, flags) => new Set(Object.keys(phase).filter((name) => flags.some((flag) => name.startsWith(`${flag}:`))).map((name) => name.slice(name.indexOf(':') + 1)));

/**
 * Of the steps in which people wrote what is still theirs alone, the latest that the step of the moment goes on with: the one just before, or one that asked for what this one asks for or votes on.
 *
 * @param {Board} board
 * @param {Map<string, {written?: number, waiting?: string[]}>} derived what the server tells facilitators of the phases
 * @returns {BoardRecord | undefined}
 */
export function wantedFrom(board, derived) {
  const phase = currentPhase(board);
  if (!phase || keepsApart(phase)) return undefined;
  const kinds = kindsIn(phase, ['add', 'vote_on']);
  const before = previousOf(board);
  return keptBack(board, derived).map((kept) => kept.phase)
    .findLast((kept) => byPlace(kept, phase) < 0 && (kept.id === before?.id || [...kindsIn(kept, ['add'])].some((kind) => kinds.has(kind))));
}
