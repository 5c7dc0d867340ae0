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
