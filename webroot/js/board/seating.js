/**
 * Who is to sit with whom in a step that says how many people are to be at a table, and what is still at the tables when all work together.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 * @typedef {import('./tables.js').Guest} Guest
 */
import { wantedBy } from './keptback.js';
import { isAside, isOfTable } from './sight.js';
import { createOps, joined, mixed, pairsOf, seatedAt, seatOps, tablesOf } from './tables.js';

/** By so many a table may be larger than asked for, so that nobody is left over. */
const MORE = 2;
const PAIR = 2;

/** How many tables so many people make: of two seats, nobody being left alone. @param {number} people @param {number} seats at a table */
export const tablesFor = (people, seats) => (seats === PAIR ? pairsOf(people) : Math.max(1, Math.ceil(people / seats)));

/** @param {number[]} sizes of the tables at which somebody sits @param {number} people who are to sit @param {number} seats @returns {boolean} whether all sit as it is asked for, at no more tables than that takes, and nobody alone */
const fits = (sizes, people, seats) => sizes.reduce((sum, size) => sum + size, 0) === people && sizes.length <= tablesFor(people, seats)
  && sizes.every((size) => size >= Math.min(PAIR, people) && size <= (seats === PAIR ? PAIR + 1 : seats + MORE)) && (seats !== PAIR || sizes.filter((size) => size > PAIR).length <= people % 2);

/** @param {Board} board @param {Guest[]} guests @returns {{id: string, size: number}[]} tables in their order, with how many of the guests sit there, where somebody does */
function sizesOf(board, guests) {
  const sizes = new Map(tablesOf(board).map(({ id }) => [id, 0]));
  for (const { id } of guests) {
    const table = String(board.get(id)?.table ?? '');
    if (sizes.has(table)) sizes.set(table, Number(sizes.get(table)) + 1);
  }
  return [...sizes].map(([id, size]) => ({ id, size })).filter(({ size }) => size > 0);
}

/** @param {Board} board @param {Guest[]} guests all who sit or are to sit somewhere, here or not at the moment @param {number} seats @returns {boolean} whether they sit as it is asked for */
export const isSeated = (board, guests, seats) => fits(sizesOf(board, guests).map(({ size }) => size), guests.length, seats);

/** @param {Board} board @param {Guest[]} guests as for {@link isSeated} @param {number} seats @returns {boolean} whether joining the tables two by two seats everybody so, with whom they have just talked and with what they wrote */
export function mayJoin(board, guests, seats) {
  const tables = sizesOf(board, guests);
  if (seats === PAIR || tables.length < 2) return false;
  const { groups, shared } = joined(tables);
  const sizes = groups.map(({ stay, comes }) => stay.size + (comes?.size ?? 0));
  const more = (shared?.size ?? 0) + guests.length - tables.reduce((sum, { size }) => sum + size, 0);
  for (let n = 0; n < more; n++) sizes[sizes.indexOf(Math.min(...sizes))]++;
  return fits(sizes, guests.length, seats);
}

/**
 * Seats people anew, families mixed, at the tables that there are and at as many more as it takes; nobody is a host any more.
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
  const hosts = board.visible('member').filter(({ host }) => host === true).map(({ id }) => /** @type {Op} */ (['set', id, { host: null }]));
  return { tables, made: ids, ops: [...ops, ...hosts, ...seatOps(board, mixed(guests, [...all, ...ids].slice(0, tables), random))] };
}

/**
 * Everybody meets somebody else: one of each pair stays, as the host of the table, and the other goes on to the next; of two who come from a table of three, one goes a table further,
 * so that they part. Where there are pairs alone, nobody meets the same person again until all have gone round.
 *
 * @param {Board} board
 * @returns {Op[]}
 */
export function otherPairsOps(board) {
  const tables = tablesOf(board).map(({ id }) => ({ id, seated: seatedAt(board, id).sort((one, other) => (one.id < other.id ? -1 : 1)) })).filter(({ seated }) => seated.length > 0);
  if (tables.length < 2) return [];
  return tables.flatMap(({ seated }, at) => {
    const host = seated.find((member) => member.host === true) ?? seated[0];
    const goTo = (/** @type {number} */ n) => tables[(at + 1 + (n > 0 && tables.length > 2 ? 1 : 0)) % tables.length].id;
    const going = seated.filter((member) => member !== host).map((member, n) => /** @type {Op} */ (['set', member.id, { table: goTo(n), ...(member.host === true ? { host: null } : {}) }]));
    return host.host === true ? going : [/** @type {Op} */ (['set', host.id, { host: true }]), ...going];
  });
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
