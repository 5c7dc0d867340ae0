/**
 * What one person gives in a vote: dots within a budget and a cap, or one score. The mirror of what fr.preau.workshop.Votes says of
 * a ballot.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./types.js').Refusal} Refusal
 * @typedef {import('./board.js').Board} Board
 */
import { changed } from './board.js';
import { kindOrType, newRecordId } from './model.js';
import { isAside, isPrivate, standsFor } from './sight.js';
import { isOpen } from './votes.js';

const ON = 'on:';

/** @param {BoardRecord} poll @returns {number} how many dots a person has */
export const budgetOf = (poll) => (typeof poll.budget === 'number' ? poll.budget : 1);

/** @param {BoardRecord} poll @returns {number} how many of them may be on one thing */
export const mostOf = (poll) => (typeof poll.most === 'number' ? poll.most : budgetOf(poll));

/** @param {Board} board @param {BoardRecord} poll @returns {BoardRecord[]} what one may vote for */
export const choicesOf = (board, poll) => board.visible().filter((record) => (record.type === 'card' || record.type === 'proposal')
  && !isAside(record) && record.hidden !== true && !isPrivate(board, record) && votedOn(poll, record));

/** @param {Board} board @param {BoardRecord} poll @param {Map<string, number>} dots of a person @returns {BoardRecord[]} what has some of them although one may not vote for it any more: it was parked, hidden or merged since */
export function formerChoices(board, poll, dots) {
  const choices = new Set(choicesOf(board, poll).map(({ id }) => id));
  return [...dots.keys()].flatMap((id) => (choices.has(id) ? [] : board.get(id) ?? []));
}

/** @param {Board} board @param {BoardRecord} poll @param {string} you @returns {BoardRecord | undefined} */
export const ballotOf = (board, poll, you) => board.get(board.holderOf(board.model.uniqueKey('ballot', { poll: poll.id, author: you })) ?? '');

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
 * One dot more or less. Dots on what was merged or deleted move to where they count; where the poll does not take that, they stay on what was merged into it.
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
  const stands = Object.fromEntries([...dots].filter(([, n]) => n > 0).flatMap(([one, n]) => standing(board, poll, ballot ?? {}, one, one === id ? n : undefined) ?? [[`${ON}${one}`, n]]));
  if (!ballot) return ['put', 'ballot', newRecordId('ballot'), { poll: poll.id, ...stands }];
  const before = Object.keys(ballot).filter((name) => name.startsWith(ON));
  const changes = [...new Set([...before, ...Object.keys(stands)])].filter((name) => ballot[name] !== stands[name]);
  return ['set', ballot.id, Object.fromEntries(changes.map((name) => [name, stands[name] ?? null]))];
}

/**
 * What a ballot says of something that its poll does not take, on what was merged into it: all of it together no more than the cap, which is what counts.
 *
 * @param {Board} board
 * @param {BoardRecord} poll
 * @param {{[property: string]: unknown}} ballot
 * @param {string} id
 * @param {number} [n] how many are to be on it; as many as count where it is not given
 * @returns {[string, number][] | undefined} nothing where the poll takes the thing itself
 */
function standing(board, poll, ballot, id, n) {
  if (votedOn(poll, board.get(id))) return undefined;
  const merged = [...dotsOf(ballot)].filter(([one]) => standsFor(board, one) === id).map(([one, had]) => /** @type {[string, number]} */ ([one, n ?? had]));
  const stays = n === undefined ? capped(merged, mostOf(poll)) : merged.filter(([one]) => votedOn(poll, board.get(one))).slice(0, 1);
  return stays.map(([one, has]) => [`${ON}${one}`, has]);
}

/** @param {[string, number][]} dots @param {number} most @returns {[string, number][]} the first of them, as many as that */
function capped(dots, most) {
  let rest = most;
  return dots.flatMap(([id, had]) => {
    const has = Math.min(had, rest);
    rest -= has;
    return has > 0 ? [[id, has]] : [];
  });
}

/** @param {Board} board @param {BoardRecord} poll @param {string} you @param {number | null} score null takes it back @returns {Op | null} null where it changes nothing */
export function giveScore(board, poll, you, score) {
  const ballot = ballotOf(board, poll, you);
  if ((ballot?.score ?? null) === score) return null;
  return ballot ? ['set', ballot.id, { score }] : ['put', 'ballot', newRecordId('ballot'), { poll: poll.id, score }];
}

/**
 * Why a ballot is not accepted. The rights and the model have been asked before.
 *
 * @param {Board} board
 * @param {Op} op
 * @returns {Refusal | null} null where it is, or where the operation is about none
 */
export function ballotRefusal(board, op) {
  const before = op[0] === 'put' ? undefined : board.get(op[1]);
  if (op[0] !== 'put' && op[0] !== 'set' || (op[0] === 'put' ? op[1] : before?.type) !== 'ballot') return null;
  const given = op[0] === 'put' ? op[3] : op[2];
  const after = changed(before ?? { id: '', type: 'ballot' }, given);
  const poll = board.standing(after.poll, 'poll');
  if (!poll || !isOpen(poll) || poll.way === 'hands') return { code: 'vote-closed' };
  const on = dotsOf(given);
  if (poll.way === 'dots' ? typeof given.score === 'number' : on.size > 0) return { code: 'vote-kind' };
  if ([...on.keys()].some((id) => !votedOn(poll, board.get(id)))) return { code: 'vote-kind' };
  if (poll.way !== 'dots') return null;
  const had = dotsOnEach(board, before ?? {});
  const has = dotsOnEach(board, after);
  if ([...has].some(([id, n]) => n > mostOf(poll) && n > (had.get(id) ?? 0))) return { code: 'cap', limit: mostOf(poll) };
  return sumOf(has) > budgetOf(poll) && sumOf(has) > sumOf(had) ? { code: 'budget', limit: budgetOf(poll) } : null;
}

/** @param {BoardRecord} poll @param {BoardRecord | undefined} record @returns {boolean} whether the poll is about such things */
export function votedOn(poll, record) {
  const kinds = Object.keys(poll).filter((name) => name.startsWith(ON)).map((name) => name.slice(ON.length));
  return kinds.length === 0 || record !== undefined && kinds.includes(kindOrType(record));
}

/** @param {Map<string, number>} dots */
const sumOf = (dots) => [...dots.values()].reduce((sum, n) => sum + n, 0);

/** @param {Board} board @param {{[property: string]: unknown}} ballot @returns {Map<string, number>} the dots on each thing that is on the board, those on what was merged on what it was merged into */
function dotsOnEach(board, ballot) {
  const dots = /** @type {Map<string, number>} */ (new Map());
  for (const [id, n] of dotsOf(ballot)) {
    const to = standsFor(board, id);
    if (board.onBoard(to)) dots.set(to, (dots.get(to) ?? 0) + n);
  }
  return dots;
}

/** @param {{[property: string]: unknown}} ballot @returns {Map<string, number>} id → dots */
const dotsOf = (ballot) => new Map(Object.entries(ballot).flatMap(([name, value]) => (name.startsWith(ON) && typeof value === 'number' ? [[name.slice(ON.length), value]] : [])));
