/**
 * Votes as a facilitator runs them: opening, closing, showing, and the hands that are counted in the room.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').Changes} Changes
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 */
import { insertOps } from './agenda.js';
import { newId } from './model.js';

/** @param {BoardRecord} phase @returns {boolean} whether the agenda foresees a vote in it */
export const hasVote = (phase) => typeof phase.vote_way === 'string' || typeof phase.votes === 'number';

/** @param {BoardRecord} phase @returns {Changes} the vote that a phase foresees */
export function foreseen(phase) {
  const on = Object.keys(phase).filter((name) => name.startsWith('vote_on:')).map((name) => [`on:${name.slice(8)}`, true]);
  const way = String(phase.vote_way ?? 'dots');
  return sifted({ title: phase.title, phase: phase.id, way, budget: phase.votes, most: phase.most, open: phase.vote_open, ...Object.fromEntries(on) });
}

/** What a vote of its way has no use for is left out. @param {Changes} values @returns {Changes} */
export function sifted(values) {
  const dots = values.way === 'dots';
  const scale = values.way === 'roti' || values.way === 'five';
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== undefined && value !== null && value !== false && value !== ''
    && (dots || name !== 'budget' && name !== 'most') && (!scale || !name.startsWith('on:'))));
}

/** @param {Board} board @param {Changes} values @returns {{id: string, ops: Op[]}} */
export const openOps = (board, values) => insertOps(board, 'poll', values);

/** The states that a vote can go to from where it is, the usual one first. @param {BoardRecord} poll @returns {('open' | 'closed' | 'shown')[]} */
export function stepsOf(poll) {
  switch (poll.state ?? 'open') {
    case 'open': return ['closed'];
    case 'closed': return ['shown', 'open'];
    default: return ['closed', 'open'];
  }
}

/** @param {Board} board @param {string} poll @returns {BoardRecord[]} */
export const talliesOf = (board, poll) => [...board.hangingOn(poll)].map((id) => /** @type {BoardRecord} */ (board.get(id))).filter((record) => record.type === 'tally' && board.onBoard(record.id));

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

/** The highest score of a scale. */
export const TOP = 5;

/** @param {BoardRecord} poll */
export const isScale = (poll) => poll.way === 'roti' || poll.way === 'five';

/**
 * @typedef {{[id: string]: number} | number[]} Counts  dots by what they are on; or how many gave each score
 * @typedef {{voted?: number, of?: number, totals?: {[id: string]: number}, scores?: number[], families?: {[family: string]: Counts}, who?: string[]}} Figures  of the server
 * @typedef {{id: string, n: number, hands: number, rank: number}} Ranked  hands: how many of them were counted in the room
 */

/** @param {Board} board @param {string} id @returns {string} what it was merged into, or itself */
function standsFor(board, id) {
  const seen = new Set();
  let at = id;
  for (let record = board.get(at); record?.status === 'merged' && typeof record.into === 'string' && !seen.has(at); record = board.get(at)) {
    seen.add(at);
    at = record.into;
  }
  return at;
}

/**
 * What was voted for, the most voted first; those with as many share a rank. Hands on a card that was merged count for what it went into.
 *
 * @param {Board} board
 * @param {BoardRecord} poll
 * @param {{[id: string]: number}} totals of the ballots, which the server has counted
 * @returns {Ranked[]}
 */
export function ranking(board, poll, totals = {}) {
  const hands = /** @type {Map<string, number>} */ (new Map());
  const counts = /** @type {Map<string, number>} */ (new Map());
  const add = (/** @type {Map<string, number>} */ to, /** @type {string} */ id, /** @type {number} */ n) => to.set(id, (to.get(id) ?? 0) + n);
  for (const [id, n] of Object.entries(totals)) add(counts, standsFor(board, id), n);
  for (const { on, count } of talliesOf(board, poll.id)) {
    if (typeof on !== 'string') continue;
    add(hands, standsFor(board, on), Number(count));
    add(counts, standsFor(board, on), Number(count));
  }
  const all = [...counts].filter(([id, n]) => n > 0 && board.onBoard(id)).map(([id, n]) => ({ id, n, hands: hands.get(id) ?? 0 }));
  all.sort((one, other) => other.n - one.n || (String(board.get(one.id)?.title) < String(board.get(other.id)?.title) ? -1 : 1));
  return all.map((one) => ({ ...one, rank: 1 + all.filter(({ n }) => n > one.n).length }));
}

/** @param {Board} board @param {BoardRecord} poll @param {number[]} given how many ballots have each score @returns {{score: number, n: number, hands: number}[]} with the hands, from 0 */
export function scores(board, poll, given = []) {
  const tallies = talliesOf(board, poll.id);
  return Array.from({ length: TOP + 1 }, (_, score) => {
    const hands = tallies.filter((tally) => tally.score === score).reduce((sum, { count }) => sum + Number(count), 0);
    return { score, n: (given[score] ?? 0) + hands, hands };
  });
}

/** @param {{score: number, n: number}[]} given @returns {number | null} null where nobody gave any */
export function mean(given) {
  const n = given.reduce((sum, one) => sum + one.n, 0);
  return n === 0 ? null : given.reduce((sum, one) => sum + one.score * one.n, 0) / n;
}
