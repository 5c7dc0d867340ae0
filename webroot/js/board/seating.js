/**
 * Who is to sit with whom in a step that says how many people are to be at a table, and what is still at the tables when all work together.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 * @typedef {import('./tables.js').Guest} Guest
 */
import { kindsNamed } from './agenda.js';
import { isOfTable } from './sight.js';
import { cardsAt, createOps, joinOps, mixed, pairsOf, rotateOps, seatedAt, seatOps, tablesOf } from './tables.js';

/** By so many a table may be larger than asked for, so that nobody is left over. */
const MORE = 2;

/** How many tables so many people make: of two seats, nobody being left alone. @param {number} people @param {number} seats at a table */
export const tablesFor = (people, seats) => (seats === 2 ? pairsOf(people) : Math.max(1, Math.ceil(people / seats)));

/** @param {Board} board @param {Guest[]} guests @returns {Map<string, number>} how many of them sit at each table that somebody of them sits at */
function sizesOf(board, guests) {
  const sizes = /** @type {Map<string, number>} */ (new Map());
  for (const { id } of guests) {
    const table = board.standing(board.get(id)?.table, 'table');
    if (table) sizes.set(table.id, (sizes.get(table.id) ?? 0) + 1);
  }
  return sizes;
}

/** @param {Board} board @param {Guest[]} guests @param {number} seats @returns {boolean} whether everybody sits as it is asked for, at no more tables than that takes */
export function isSeated(board, guests, seats) {
  const sizes = [...sizesOf(board, guests).values()];
  const most = seats === 2 ? seats + 1 : seats + MORE;
  return sizes.reduce((sum, size) => sum + size, 0) === guests.length && sizes.length <= tablesFor(guests.length, seats) && sizes.every((size) => size <= most)
    && (seats !== 2 || sizes.filter((size) => size > seats).length <= guests.length % 2);
}

/** @param {Board} board @param {Guest[]} guests @param {number} seats @returns {boolean} whether joining the tables two by two seats everybody so, with whom they have just talked and with what they wrote */
export function mayJoin(board, guests, seats) {
  const after = board.over();
  for (const op of joinOps(board, guests.map(({ id }) => id).filter((id) => !board.standing(board.get(id)?.table, 'table')))) after.apply(op);
  return sizesOf(board, guests).size > 1 && isSeated(after, guests, seats);
}

/**
 * Seats people anew, families mixed, at the tables that there are and at as many more as it takes.
 *
 * @param {Board} board
 * @param {Guest[]} guests
 * @param {number} seats
 * @param {(number: number) => string} name of the nth table of all
 * @param {() => number} random from 0 to below 1
 * @returns {{tables: number, made: string[], ops: Op[]}} made: ids of new tables
 */
export function arrangeOps(board, guests, seats, name, random) {
  const all = tablesOf(board).map(({ id }) => id);
  const tables = tablesFor(guests.length, seats);
  const { ids, ops } = createOps(board, Math.max(0, tables - all.length), name);
  return { tables, made: ids, ops: [...ops, ...seatOps(board, mixed(guests, [...all, ...ids].slice(0, tables), random))] };
}

/**
 * Everybody meets somebody else: one of each pair stays, as the host of the table, and the others go on; so nobody meets the same person again until all have gone round.
 *
 * @param {Board} board
 * @returns {Op[]}
 */
export function otherPairsOps(board) {
  const hosts = tablesOf(board).map(({ id }) => seatedAt(board, id)).filter((seated) => seated.length > 1 && !seated.some(({ host }) => host === true))
    .map((seated) => /** @type {Op} */ (['set', seated.map(({ id }) => id).sort()[0], { host: true }]));
  const after = board.over();
  for (const op of hosts) after.apply(op);
  return [...hosts, ...rotateOps(after)];
}

/** How many cards of the kinds that a step for all asks for or votes on only their tables see. @param {Board} board @param {BoardRecord} phase @returns {number} none where the step is done apart */
export function atTables(board, phase) {
  if (phase.mode === 'group' || phase.mode === 'private') return 0;
  const kinds = new Set([...kindsNamed(phase, 'add'), ...kindsNamed(phase, 'vote_on')]);
  const boards = tablesOf(board).map(({ board: own }) => board.standing(own, 'board')).filter((own) => own !== undefined && isOfTable(own));
  return boards.flatMap((own) => cardsAt(board, own?.id)).filter(({ kind, type }) => kinds.has(kind ?? type)).length;
}
