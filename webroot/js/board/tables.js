/**
 * Who sits where: drawing lots, mixing families, rotating, 1-2-4-all, and what tables bring back to the main board. All of it
 * is arithmetic on lists; chance comes in from outside.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 * @typedef {{id: string, family?: string}} Guest
 */
import { workshopOf } from './agenda.js';
import { newId } from './model.js';
import { inOrder } from './order.js';
import { boxesOf, CARD } from './places.js';

/** Between what two tables bring. */
const AISLE = 160;
/** World units: what is wider is gone on with below. */
const WIDE = 2_400;
export const MAIN = 'main';

/** @param {Board} board @returns {BoardRecord[]} in their order */
export const tablesOf = (board) => inOrder(board, 'table');

/** @param {Board} board @param {string} table @returns {BoardRecord[]} those who sit there */
export const seatedAt = (board, table) => board.visible('member').filter((member) => member.table === table);

/** @param {Board} board @param {unknown} at the id of a board @returns {BoardRecord[]} cards and proposals on it */
export const cardsAt = (board, at) => [...board.visible('card'), ...board.visible('proposal')].filter((record) => record.board === at);

/**
 * @param {Board} board
 * @param {number} n how many
 * @param {(number: number) => string} name of the nth table of all
 * @returns {{ids: string[], ops: Op[]}} each table with a board of its own
 */
export function createOps(board, n, name) {
  const last = tablesOf(board).at(-1);
  const count = tablesOf(board).length;
  const ids = Array.from({ length: n }, () => newId('t_'));
  const ops = ids.flatMap((id, at) => {
    const own = newId('b_');
    const title = name(count + at + 1);
    return /** @type {Op[]} */ ([['put', 'board', own, { title }], ['put', 'table', id, { title, place: Number(last?.place ?? 0) + at + 1, board: own }], ['set', own, { table: id }]]);
  });
  return { ids, ops };
}

/** A table goes with its board; who sat there sits nowhere. @param {Board} board @param {string} id @returns {Op[]} */
export function removeOps(board, id) {
  const own = String(board.get(id)?.board ?? '');
  return [...seatedAt(board, id).map(({ id: member }) => /** @type {Op} */ (['set', member, { table: null, host: null }])), ...board.onBoard(own) ? /** @type {Op[]} */ ([['del', own]]) : [], ['del', id]];
}

/** @template T @param {T[]} list @param {() => number} random from 0 to below 1 @returns {T[]} */
export function shuffled(list, random) {
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

/** By lot: tables differ by one person at most. @param {Guest[]} guests @param {string[]} tables @param {() => number} random @returns {Map<string, string>} guest → table */
export const lots = (guests, tables, random) => dealt(shuffled(guests, random), tables);

/** By lot, each family spread over as many tables as it can be; tables differ by one person at most. @param {Guest[]} guests @param {string[]} tables @param {() => number} random @returns {Map<string, string>} */
export function mixed(guests, tables, random) {
  /** @type {Map<string, Guest[]>} */
  const families = new Map();
  for (const guest of shuffled(guests, random)) families.set(guest.family ?? '', [...families.get(guest.family ?? '') ?? [], guest]);
  const largestFirst = [...families.values()].sort((one, other) => other.length - one.length);
  return dealt(largestFirst.flat(), shuffled(tables, random));
}

/** @param {Guest[]} guests @param {string[]} tables */
const dealt = (guests, tables) => new Map(guests.map(({ id }, at) => [id, tables[at % tables.length]]));

/** @param {Board} board @param {string[]} ids of people who sit nowhere @returns {Map<string, string>} each at the table at which the fewest sit by then, the first of several; none without a table */
export function leastFull(board, ids) {
  const sizes = new Map(tablesOf(board).map(({ id }) => [id, seatedAt(board, id).length]));
  const seats = /** @type {Map<string, string>} */ (new Map());
  for (const id of ids) {
    const [table] = [...sizes].reduce((least, one) => (one[1] < least[1] ? one : least), ['', Infinity]);
    if (!table) break;
    seats.set(id, table);
    sizes.set(table, Number(sizes.get(table)) + 1);
  }
  return seats;
}

/** Who goes to another table is not its host. @param {Board} board @param {Map<string, string | null>} seats @returns {Op[]} of those who change place */
export const seatOps = (board, seats) => [...seats].filter(([id, table]) => (board.get(id)?.table ?? null) !== table).map(([id, table]) => ['set', id, { table, ...(board.get(id)?.host === true ? { host: null } : {}) }]);

/**
 * The way back from seating people: each to the table where they sat, if that is still there, and as its host if they were, but for who was seated elsewhere since. Pairs that were changed for a step can be changed for it again.
 *
 * @param {Board} board as it is before
 * @param {Op[]} ops that seat people
 * @returns {(now: Board) => Op[]}
 */
export function seatBack(board, ops) {
  const after = board.over();
  for (const op of ops) after.apply(op);
  const moved = board.visible('member').map((before) => ({ before, then: after.get(before.id) })).filter(({ before, then }) => then && (before.table !== then.table || before.host !== then.host));
  const [step, then] = [board, after].map((one) => workshopOf(one).other_pairs);
  return (now) => [...moved.filter(({ before, then }) => now.onBoard(before.id) && now.get(before.id)?.table === then?.table)
    .map(({ before: { id, table, host } }) => /** @type {Op} */ (['set', id, { table: now.onBoard(String(table ?? '')) ? table : null, ...(host !== now.get(id)?.host ? { host: host ?? null } : {}) }])),
  ...step !== then && workshopOf(now).other_pairs === then ? /** @type {Op[]} */ ([['set', 'workshop', { other_pairs: step ?? null }]]) : []];
}

/**
 * Everybody goes on to the next table at which somebody sits, but hosts. Where several hosts have a table to themselves and the next would be left empty, one stays and the others go on, hosts of that one.
 *
 * @param {Board} board
 * @returns {Op[]}
 */
export function rotateOps(board) {
  const tables = tablesOf(board).map(({ id }) => ({ id, seated: seatedAt(board, id) })).filter(({ seated }) => seated.length > 0);
  if (tables.length < 2) return [];
  return tables.flatMap(({ seated }, at) => {
    const next = tables[(at + 1) % tables.length];
    const going = seated.filter(({ host }) => host !== true);
    const all = going.length > 0 || next.seated.some(({ host }) => host === true) ? going : seated.slice(1);
    return all.map(({ id }) => /** @type {Op} */ (['set', id, { table: next.id }]));
  });
}

/** How many pairs there are of so many people: one alone makes a pair three. @param {number} people */
export const pairsOf = (people) => Math.max(1, Math.floor(people / 2));

/**
 * Which tables become one: the first and the second, the third and the fourth… Where their number is odd, the largest stays as it is if it is
 * larger than the smallest, as three are among pairs; else the last is shared out among the others.
 *
 * @template {{size: number}} T
 * @param {T[]} tables at which somebody sits
 * @returns {{groups: {stay: T, comes?: T}[], shared?: T}}
 */
export function joined(tables) {
  const rest = [...tables];
  const sizes = tables.map(({ size }) => size);
  const odd = rest.length % 2 === 1;
  const whole = odd && Math.max(...sizes) > Math.min(...sizes) ? rest.splice(sizes.indexOf(Math.max(...sizes)), 1)[0] : undefined;
  const shared = odd && !whole && rest.length > 1 ? rest.pop() : undefined;
  const groups = /** @type {{stay: T, comes?: T}[]} */ ([]);
  for (let at = 0; at < rest.length; at += 2) groups.push({ stay: rest[at], comes: rest[at + 1] });
  return { groups: whole ? [...groups, { stay: whole }] : groups, shared };
}

/**
 * Tables become one two by two, as {@link joined} says, with what they wrote; who sits nowhere yet goes where the fewest are. Nobody is a host any more.
 *
 * @param {Board} board
 * @param {string[]} [late] those who are to sit somewhere and do not yet
 * @returns {Op[]} none where there is nothing to join
 */
export function joinOps(board, late = []) {
  const tables = tablesOf(board).map((table) => ({ table, seated: seatedAt(board, table.id), size: seatedAt(board, table.id).length })).filter(({ size }) => size > 0);
  if (tables.length < 2) return [];
  const { groups, shared } = joined(tables);
  const sizes = new Map(groups.map(({ stay, comes }) => [stay.table.id, stay.size + (comes?.size ?? 0)]));
  const to = (/** @type {string} */ id, /** @type {string} */ table) => /** @type {Op} */ (['set', id, { table, host: null }]);
  const ops = groups.flatMap(({ stay, comes }, at) => {
    const from = [comes, at === 0 ? shared : undefined].filter((one) => one !== undefined);
    return [...stay.seated.filter(({ host }) => host === true).map(({ id }) => to(id, stay.table.id)), ...(comes?.seated ?? []).map(({ id }) => to(id, stay.table.id)), ...bringOps(board, from.map(({ table }) => table), stay.table.board)];
  });
  const shares = (shared?.seated ?? []).map(({ id }) => to(id, leastOf(sizes)));
  const gone = [...groups.map(({ comes }) => comes), shared].filter((one) => one !== undefined);
  return [...ops, ...shares, ...gone.flatMap(({ table }) => clearOps(board, table)), ...late.map((id) => /** @type {Op} */ (['set', id, { table: leastOf(sizes) }]))];
}

/** @param {Map<string, number>} sizes of tables, one of which gets one more @returns {string} its id */
function leastOf(sizes) {
  const [[id, size]] = [...sizes].sort(([, one], [, other]) => one - other);
  sizes.set(id, size + 1);
  return id;
}

/** @param {Board} board @param {BoardRecord} table that everybody and everything has left @returns {Op[]} */
const clearOps = (board, { id, board: own }) => [...board.onBoard(String(own ?? '')) ? /** @type {Op[]} */ ([['del', String(own)]]) : [], ['del', id]];

/** What is on the tables' boards goes to the main one, beside what is there and beside each other. @param {Board} board @returns {Op[]} */
export const gatherOps = (board) => bringOps(board, tablesOf(board), MAIN);

/**
 * Beside what is there, table beside table, or below it in rows where it is wide already, so that all of it can still be read at once.
 *
 * @param {Board} board
 * @param {BoardRecord[]} tables
 * @param {unknown} to the id of a board
 * @returns {Op[]}
 */
function bringOps(board, tables, to) {
  const there = boxesOf(cardsAt(board, to));
  const edge = (/** @type {import('./places.js').Box[]} */ boxes) => ({ left: Math.min(...boxes.map(({ x }) => x)), top: Math.min(...boxes.map(({ y }) => y)), right: Math.max(...boxes.map(({ x, width }) => x + width)), bottom: Math.max(...boxes.map(({ y, height }) => y + height)) });
  const around = there.length > 0 ? edge(there) : { left: 0, top: 0, right: -AISLE, bottom: -AISLE };
  const below = around.right - around.left > WIDE;
  const start = below ? around.left : around.right + AISLE;
  let [left, top, deepest] = [start, below ? around.bottom + AISLE : around.top, 0];
  return tables.flatMap((table) => {
    const cards = cardsAt(board, table.board);
    if (cards.length === 0 || typeof to !== 'string') return [];
    const own = edge(boxesOf(cards.map((card) => ({ ...card, x: Number(card.x ?? 0), y: Number(card.y ?? 0) }))));
    const [width, height] = [own.right - own.left, own.bottom - own.top];
    if (left > start && left + width - start > WIDE) [left, top, deepest] = [start, top + deepest + AISLE, 0];
    const ops = cards.map(({ id, x, y }) => /** @type {Op} */ (['set', id, { board: to, x: Math.round(Number(x ?? 0) - own.left + left), y: Math.round(Number(y ?? 0) - own.top + top) }]));
    left += width + AISLE;
    deepest = Math.max(deepest, height);
    return ops;
  });
}
