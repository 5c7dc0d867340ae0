/**
 * What people wrote for themselves in steps that have not been revealed, as far as facilitators are told of it: how much, never what.
 *
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 * @typedef {Map<string, {written?: number, waiting?: string[]}>} Derived  what the server tells facilitators of the phases
 */
import { currentPhase, kindsNamed, phasesOf, previousOf } from './agenda.js';
import { byPlace } from './order.js';
import { keepsApart } from './sight.js';

/**
 * The steps in which people wrote what is still theirs alone.
 *
 * @param {Board} board
 * @param {Derived} derived
 * @returns {{phase: BoardRecord, cards?: number, people: number}[]} cards: not where nobody is to know who has written
 */
export const keptBack = (board, derived) => phasesOf(board).filter(keepsApart).map((phase) => {
  const { written = 0, waiting } = derived.get(phase.id) ?? {};
  return { phase, cards: waiting?.length, people: written };
}).filter(({ cards, people }) => (cards ?? people) > 0);

/**
 * Of these steps the latest that the step of the moment goes on with: the one just before, or one that asked for what this one asks for or votes on.
 *
 * @param {Board} board
 * @param {Derived} derived
 * @returns {BoardRecord | undefined}
 */
export function wantedFrom(board, derived) {
  const phase = currentPhase(board);
  if (!phase || keepsApart(phase)) return undefined;
  const kinds = new Set([...kindsNamed(phase, 'add'), ...kindsNamed(phase, 'vote_on')]);
  const before = previousOf(board);
  return keptBack(board, derived).map((kept) => kept.phase)
    .findLast((kept) => byPlace(kept, phase) < 0 && (kept.id === before?.id || kindsNamed(kept, 'add').some((kind) => kinds.has(kind))));
}
