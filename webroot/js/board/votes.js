/**
 * Votes: the polls of a workshop, how one is opened, closed and shown, the hands that are counted in the room, and what its figures
 * say. What one person gives in it stands in ballot.js; how the others voted stays on the server.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').Changes} Changes
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 * @typedef {{voted?: number, of?: number, totals?: {[id: string]: number}, scores?: number[], hands?: {[idOrScore: string]: number}, families?: {[family: string]: {[id: string]: number}}}} Figures  of the server; hands: what of totals and scores a facilitator counted in the room
 * @typedef {{id: string, n: number, hands: number, rank: number}} Ranked  hands: how many of them a facilitator counted in the room
 * @typedef {'open' | 'closed' | 'shown'} State
 */
import { currentPhase, kindsNamed } from './agenda.js';
import { newId } from './model.js';
import { inOrder, insertOps } from './order.js';
import { isForAll } from './sight.js';

/** The highest score of a scale. */
export const TOP = 5;

/** @param {Board} board @returns {BoardRecord[]} in their order, which is that in which they were opened */
export const pollsOf = (board) => inOrder(board, 'poll');

/** @param {Changes} poll @returns {boolean} */
export const isScale = (poll) => poll.way === 'roti' || poll.way === 'five';

/** @param {BoardRecord} poll @returns {State} */
export const stateOf = (poll) => /** @type {State} */ (poll.state ?? 'open');

/** @param {BoardRecord} poll @returns {boolean} whether ballots are taken; hands are counted, not given */
export const isOpen = (poll) => stateOf(poll) === 'open';

/** @param {BoardRecord} poll @returns {boolean} whether the server tells the totals: once they are shown, or as they come */
export const areTotalsSeen = (poll) => poll.state === 'shown' || poll.open === true;

/** The states that a vote can go to from where it is, the usual one first. @param {BoardRecord} poll @returns {State[]} */
export function stepsOf(poll) {
  switch (stateOf(poll)) {
    case 'open': return ['closed'];
    case 'closed': return ['shown', 'open'];
    default: return ['closed', 'open'];
  }
}

/** What takes a vote to a state; where results are shown, they belong to the step that shows them, as well as to that of the vote. @param {Board} board @param {BoardRecord} poll @param {State} to @returns {Op[]} */
export const stateOps = (board, poll, to) => [['set', poll.id, { state: to, ...(to === 'shown' && poll.phase !== undefined ? { shown_in: currentPhase(board)?.id ?? null } : {}) }]];

/**
 * Whether it is looked at in a step: in its own, in that in which its results were shown, and, where it belongs to none, in all.
 *
 * @param {BoardRecord} poll
 * @param {string | undefined} phase the id of the step; without one, every vote is
 */
export const isOf = (poll, phase) => phase === undefined || poll.phase === undefined || poll.phase === phase || poll.state === 'shown' && poll.shown_in === phase;

/** The votes of other steps that still go on, or whose results nobody has been shown. @param {Board} board @returns {BoardRecord[]} */
export function leftBehind(board) {
  const phase = currentPhase(board)?.id;
  return pollsOf(board).filter((poll) => stateOf(poll) !== 'shown' && !isOf(poll, phase));
}

/** @param {BoardRecord} phase @returns {boolean} whether the agenda foresees a vote in it */
export const hasVote = (phase) => typeof phase.vote_way === 'string' || typeof phase.votes === 'number';

/** @param {BoardRecord} phase @returns {Changes} the vote that a phase foresees */
export function foreseen(phase) {
  const on = kindsNamed(phase, 'vote_on').map((kind) => [`on:${kind}`, true]);
  const way = String(phase.vote_way ?? 'dots');
  return sifted({ title: phase.title, phase: phase.id, way, budget: phase.votes, most: phase.most, open: phase.vote_open, ...Object.fromEntries(on) });
}

/** What a vote of its way has no use for is left out. @param {Changes} values @returns {Changes} */
export const sifted = (values) => Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== undefined && value !== null && value !== false && value !== ''
  && (values.way === 'dots' || name !== 'budget' && name !== 'most') && (!isScale(values) || !name.startsWith('on:'))));

/** @param {Board} board @param {Changes} values @returns {{id: string, ops: Op[]}} */
export const openOps = (board, values) => insertOps(board, 'poll', values);

/** @param {Board} board @param {string} poll @returns {BoardRecord[]} the hands that were counted in it */
export const talliesOf = (board, poll) => [...board.hangingOn(poll)].flatMap((id) => board.standing(id, 'tally') ?? []);

/**
 * Hands that were counted, for a card or a score; none takes the count away.
 *
 * @param {Board} board
 * @param {string} poll
 * @param {{on?: string, score?: number}} what
 * @param {number} count
 * @returns {Op[]}
 */
export function tallyOps(board, poll, what, count) {
  const held = talliesOf(board, poll).find((tally) => tally.on === what.on && tally.score === what.score);
  if (held) return held.count === count ? [] : count > 0 ? [['set', held.id, { count }]] : [['del', held.id]];
  return count > 0 ? [['put', 'tally', newId('ta_'), { poll, ...what, count }]] : [];
}

/**
 * What was voted for, the most voted first; those with as many share a rank.
 *
 * @param {Board} board
 * @param {Figures} figures
 * @param {boolean} [publicly] without what not everybody sees: facilitators are told totals of that, too
 * @returns {Ranked[]}
 */
export function ranking(board, { totals = {}, hands = {} }, publicly = false) {
  const isListed = (/** @type {string} */ id) => board.onBoard(id) && !(publicly && !isForAll(board, /** @type {BoardRecord} */ (board.get(id))));
  const counted = Object.entries(totals).filter(([id, n]) => n > 0 && isListed(id)).map(([id, n]) => ({ id, n, hands: hands[id] ?? 0 }));
  counted.sort((one, other) => other.n - one.n || String(board.get(one.id)?.title).localeCompare(String(board.get(other.id)?.title)));
  return counted.map((one) => ({ ...one, rank: 1 + counted.filter(({ n }) => n > one.n).length }));
}

/** @param {Figures} figures @returns {{score: number, n: number, hands: number}[]} how many gave each score, from 0 */
export const scores = ({ scores: given = [], hands = {} }) => Array.from({ length: TOP + 1 }, (_, score) => ({ score, n: given[score] ?? 0, hands: hands[score] ?? 0 }));

/** @param {{score: number, n: number}[]} given @returns {number | null} */
export function mean(given) {
  const n = given.reduce((sum, one) => sum + one.n, 0);
  return n === 0 ? null : given.reduce((sum, one) => sum + one.score * one.n, 0) / n;
}

/**
 * What stands on the cards: the results of the latest poll that is shown.
 *
 * @param {Board} board
 * @param {Map<string, Figures>} derived
 * @returns {{poll: BoardRecord, totals: Map<string, number>, top: number} | null}
 */
export function onCards(board, derived) {
  const poll = pollsOf(board).findLast(({ state, way }) => state === 'shown' && (way === 'dots' || way === 'hands'));
  const ranked = poll ? ranking(board, derived.get(poll.id) ?? {}) : [];
  return poll && ranked.length > 0 ? { poll, totals: new Map(ranked.map(({ id, n }) => [id, n])), top: ranked[0].n } : null;
}
