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
import { hasVote, isScale } from './votes.js';

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
  const before = previousOf(board);
  const wanted = wantedBy(phase);
  return keptBack(board, derived).map((kept) => kept.phase)
    .findLast((kept) => byPlace(kept, phase) < 0 && (kept.id === before?.id || meet(board, addedIn(kept), wanted)));
}

/** @typedef {Set<string> | 'everything'} Wanted  kinds and types */

/** @param {BoardRecord} phase @returns {Wanted} what a step that names none lets add is everything, and so is what a vote on cards is about */
export function wantedBy(phase) {
  const voted = new Set(kindsNamed(phase, 'vote_on'));
  const votesOnAll = voted.size === 0 && hasVote(phase) && !isScale({ way: phase.vote_way });
  const added = addedIn(phase);
  return votesOnAll || added === 'everything' ? 'everything' : new Set([...added, ...voted]);
}

/** @param {BoardRecord} phase @returns {Wanted} */
function addedIn(phase) {
  const named = kindsNamed(phase, 'add');
  return named.length === 0 && phase.mode !== 'read' ? 'everything' : new Set(named);
}

/** @param {Board} board @param {Wanted} one @param {Wanted} other @returns {boolean} whether something is in both that people may have written for themselves: no link is */
function meet(board, one, other) {
  if (one === 'everything') return other === 'everything' || [...other].some((kind) => kind === 'proposal' || board.model.kind('card', kind) !== undefined);
  return other === 'everything' ? meet(board, other, one) : [...one].some((kind) => other.has(kind));
}
