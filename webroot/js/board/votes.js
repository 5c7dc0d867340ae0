/**
 * The arithmetic of votes: what somebody has left, how their ballot changes, and what the figures of the server say together
 * with the hands that were counted. Nothing here knows who voted what but for the person's own ballot.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 * @typedef {{voted?: number, of?: number, totals?: {[id: string]: number}, scores?: number[], hands?: {[idOrScore: string]: number}, families?: {[family: string]: {[id: string]: number}}}} Figures  of the server; hands: what of totals and scores a facilitator counted in the room
 * @typedef {{id: string, n: number, hands: number, rank: number}} Ranked  hands: how many of them a facilitator counted in the room
 */
import { newRecordId } from './model.js';
import { budgetOf, dotsOnEach, isPrivate, mostOf, sumOf, votedOn } from './phase.js';

/** The highest score of a scale. */
export const TOP = 5;

/** @param {Board} board @returns {BoardRecord[]} in the order in which they were made */
export const pollsOf = (board) => [...board.all()].filter(({ id, type }) => type === 'poll' && board.onBoard(id)).sort((one, other) => Number(one.place ?? 0) - Number(other.place ?? 0) || (one.id < other.id ? -1 : 1));

/** @param {BoardRecord} poll */
export const isScale = (poll) => poll.way === 'roti' || poll.way === 'five';

/** @param {Board} board @param {BoardRecord} poll @param {string} you @returns {BoardRecord | undefined} */
export const ballotOf = (board, poll, you) => board.get(board.holderOf(board.model.uniqueKey('ballot', { poll: poll.id, author: you })) ?? '');

/** @param {Board} board @param {BoardRecord} poll @returns {BoardRecord[]} what one may vote for */
export const choicesOf = (board, poll) => board.visible().filter((record) => (record.type === 'card' || record.type === 'proposal') && record.status !== 'merged' && record.status !== 'archived'
  && record.hidden !== true && record.parked !== true && !isPrivate(board, record) && votedOn(poll, record));

/**
 * The dots of a person, on what the cards were merged into, each up to the cap; what went into the bin gives its dots back.
 *
 * @param {Board} board
 * @param {BoardRecord} poll
 * @param {BoardRecord | undefined} ballot
 * @returns {Map<string, number>}
 */
export const dotsIn = (board, poll, ballot) => new Map([...dotsOnEach(board, ballot ?? {})].map(([id, n]) => [id, Math.min(n, mostOf(poll))]));

/** @param {BoardRecord} poll @param {Map<string, number>} dots @returns {number} how many the person may still give */
export const leftOf = (poll, dots) => Math.max(0, budgetOf(poll) - sumOf(dots));

/** @param {BoardRecord} poll @param {Map<string, number>} dots @param {string} id @returns {boolean} whether it may get one more */
export const mayGain = (poll, dots, id) => leftOf(poll, dots) > 0 && (dots.get(id) ?? 0) < mostOf(poll);

/**
 * One dot more or less. Dots on what was merged or deleted move to where they count.
 *
 * @param {Board} board
 * @param {BoardRecord} poll
 * @param {string} you
 * @param {string} id
 * @param {1 | -1} by
 * @returns {Op | null} null where it changes nothing
 */
export function giveDot(board, poll, you, id, by) {
  const ballot = ballotOf(board, poll, you);
  const dots = dotsIn(board, poll, ballot);
  const had = dots.get(id) ?? 0;
  if (by < 0 ? had === 0 : !mayGain(poll, dots, id)) return null;
  dots.set(id, had + by);
  const stands = Object.fromEntries([...dots].filter(([, n]) => n > 0).map(([one, n]) => [`on:${one}`, n]));
  if (!ballot) return ['put', 'ballot', newRecordId('ballot'), { poll: poll.id, ...stands }];
  const before = Object.keys(ballot).filter((name) => name.startsWith('on:'));
  const changes = [...new Set([...before, ...Object.keys(stands)])].filter((name) => ballot[name] !== stands[name]);
  return ['set', ballot.id, Object.fromEntries(changes.map((name) => [name, stands[name] ?? null]))];
}

/** @param {Board} board @param {BoardRecord} poll @param {string} you @param {number | null} score null takes it back @returns {Op | null} null where it changes nothing */
export function giveScore(board, poll, you, score) {
  const ballot = ballotOf(board, poll, you);
  if ((ballot?.score ?? null) === score) return null;
  return ballot ? ['set', ballot.id, { score }] : ['put', 'ballot', newRecordId('ballot'), { poll: poll.id, score }];
}

/**
 * What was voted for, the most voted first; those with as many share a rank.
 *
 * @param {Board} board
 * @param {Figures} figures
 * @returns {Ranked[]}
 */
export function ranking(board, { totals = {}, hands = {} }) {
  const counted = Object.entries(totals).filter(([id, n]) => n > 0 && board.onBoard(id)).map(([id, n]) => ({ id, n, hands: hands[id] ?? 0 }));
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
