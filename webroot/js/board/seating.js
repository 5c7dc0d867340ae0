/**
 * Who is to sit with whom in a step that says how many people are to be at a table, and what is still at the tables when all work together.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 * @typedef {import('./tables.js').Guest} Guest
 */
import { currentPhase, previousOf, workshopOf } from './agenda.js';
import { awayOf } from './crew.js';
import { wantedBy } from './keptback.js';
import { isAside, isOfTable } from './sight.js';
import { createOps, joined, mixed, pairsOf, seatedAt, seatOps, tablesOf } from './tables.js';

/** By so many a table may be larger than asked for, so that nobody is left over. */
const MORE = 2;
const PAIR = 2;

/** @param {number[]} sizes */
const total = (sizes) => sizes.reduce((sum, size) => sum + size, 0);

/** How many tables so many people make: of two seats, nobody being left alone. @param {number} people @param {number} seats at a table */
export const tablesFor = (people, seats) => (seats === PAIR ? pairsOf(people) : Math.max(1, Math.ceil(people / seats)));

/** @param {number[]} sizes of the tables at which somebody sits @param {number} people who are to sit @param {number} seats @returns {boolean} whether all sit as it is asked for, at no more tables than that takes, and nobody alone */
const fits = (sizes, people, seats) => total(sizes) === people && sizes.length <= tablesFor(people, seats)
  && sizes.every((size) => size >= Math.min(PAIR, people) && size <= (seats === PAIR ? PAIR + 1 : seats + MORE)) && (seats !== PAIR || sizes.filter((size) => size > PAIR).length <= people % 2);

/** @param {Board} board @param {Guest[]} here @returns {{size: number, here: number}[]} tables in their order, with how many participants sit there, and how many of these are here, where somebody does */
function sizesOf(board, here) {
  const ids = new Set(here.map(({ id }) => id));
  return tablesOf(board).map(({ id }) => seatedAt(board, id).filter(({ role }) => role === 'participant'))
    .map((seated) => ({ size: seated.length, here: seated.filter(({ id }) => ids.has(id)).length })).filter(({ size }) => size > 0);
}

/** @param {Guest[]} here @param {{here: number}[]} tables @returns {number} how many of those who are here sit nowhere */
const without = (here, tables) => here.length - total(tables.map((table) => table.here));

/**
 * Whether people sit as it is asked for. Who is away may have a phone that sleeps or have gone home: they count where their table would be short of people without them.
 *
 * @param {Board} board
 * @param {Guest[]} here all who are here and are to sit somewhere
 * @param {number} seats
 */
export function isSeated(board, here, seats) {
  const tables = sizesOf(board, here);
  const sizes = tables.map((table) => Math.max(table.here, Math.min(table.size, seats)));
  return fits(sizes, total(sizes) + without(here, tables), seats);
}

/** @param {Board} board @param {Guest[]} here as for {@link isSeated} @param {number} seats @returns {boolean} whether joining the tables two by two seats everybody so, with whom they have just talked and with what they wrote */
export function mayJoin(board, here, seats) {
  const tables = sizesOf(board, here);
  if (seats === PAIR || tables.length < 2) return false;
  const { groups, shared } = joined(tables);
  const sizes = groups.map(({ stay, comes }) => stay.size + (comes?.size ?? 0));
  const more = (shared?.size ?? 0) + without(here, tables);
  for (let n = 0; n < more; n++) sizes[sizes.indexOf(Math.min(...sizes))]++;
  return fits(sizes, total(tables.map(({ size }) => size)) + without(here, tables), seats);
}

/**
 * Seats people anew; nobody is a host any more. Who is away keeps their table where somebody who is here is seated there, and sits nowhere else: nobody is to wait there for who may have gone home.
 *
 * @param {Board} board
 * @param {Map<string, string>} seats of those who are here: member → table
 * @returns {Op[]}
 */
export function anewOps(board, seats) {
  if (seats.size === 0) return [];
  const taken = new Set(seats.values());
  const left = awayOf(board, seats.keys()).filter(({ table }) => table !== undefined && !taken.has(String(table)));
  const ops = seatOps(board, new Map([...seats, ...left.map(({ id }) => /** @type {[string, null]} */ ([id, null]))]));
  const moved = new Set(ops.map(([, id]) => id));
  return [...ops, ...board.visible('member').filter(({ id, host }) => host === true && !moved.has(id)).map(({ id }) => /** @type {Op} */ (['set', id, { host: null }]))];
}

/**
 * Seats people anew, families mixed, at the tables that there are and at as many more as it takes.
 *
 * @param {Board} board
 * @param {Guest[]} here
 * @param {number} seats
 * @param {(number: number) => string} name of the nth table of all
 * @param {() => number} random from 0 to below 1
 * @returns {{tables: number, made: string[], ops: Op[]}} made: ids of new tables
 */
export function arrangeOps(board, here, seats, name, random) {
  const all = tablesOf(board).map(({ id }) => id);
  const tables = tablesFor(here.length, seats);
  const { ids, ops } = createOps(board, Math.max(0, tables - all.length), name);
  return { tables, made: ids, ops: [...ops, ...anewOps(board, mixed(here, [...all, ...ids].slice(0, tables), random))] };
}

/** Whether one step in pairs follows another, and the pairs have not been changed for it yet. @param {Board} board */
export function mayChangePairs(board) {
  const phase = currentPhase(board);
  return phase?.seats === PAIR && previousOf(board)?.seats === PAIR && workshopOf(board).other_pairs !== phase.id && tablesOf(board).filter(({ id }) => seatedAt(board, id).length > 1).length > 1;
}

/**
 * Everybody meets somebody else: one of each pair stays, as the host of the table, and the other goes on to the next; of two who come from a table of three, one goes a table further,
 * so that they part. Where there are pairs alone, nobody meets the same person again until all have gone round. From a table of three it is who is away that goes further: they may have
 * gone home, and are nobody's only partner then.
 *
 * @param {Board} board
 * @param {Iterable<string>} here ids
 * @returns {Op[]}
 */
export function otherPairsOps(board, here) {
  const ids = new Set(here);
  const rank = (/** @type {BoardRecord} */ { id, host }) => (host === true ? 0 : ids.has(id) ? 1 : 2);
  const tables = tablesOf(board).map(({ id }) => ({ id, seated: seatedAt(board, id).sort((one, other) => rank(one) - rank(other) || (one.id < other.id ? -1 : 1)) })).filter(({ seated }) => seated.length > 0);
  if (tables.length < 2) return [];
  const moves = tables.flatMap(({ seated: [host, ...others] }, at) => {
    const goTo = (/** @type {number} */ n) => tables[(at + 1 + (n > 0 && tables.length > 2 ? 1 : 0)) % tables.length].id;
    const going = seatOps(board, new Map(others.map(({ id }, n) => [id, goTo(n)])));
    return host.host === true ? going : [/** @type {Op} */ (['set', host.id, { host: true }]), ...going];
  });
  const phase = currentPhase(board);
  return phase ? [...moves, ['set', 'workshop', { other_pairs: phase.id }]] : moves;
}

/**
 * How many cards of the kinds that a step for all asks for or votes on only their tables see.
 *
 * @param {Board} board
 * @param {BoardRecord} phase
 * @returns {number} none where the step is done apart
 */
export function atTables(board, phase) {
  const boards = new Set(tablesOf(board).map(({ board: own }) => board.standing(own, 'board')).filter((own) => own !== undefined && isOfTable(own)).map((own) => own?.id));
  if (phase.mode === 'group' || phase.mode === 'private' || boards.size === 0) return 0;
  const wanted = wantedBy(phase);
  return [...board.visible('card'), ...board.visible('proposal')].filter((record) => boards.has(String(record.board)) && !isAside(record) && (wanted === 'everything' || wanted.has(String(record.kind ?? record.type)))).length;
}
