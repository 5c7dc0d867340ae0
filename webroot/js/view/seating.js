/** Seating people, joining their tables and gathering what these wrote, for the head of the cockpit and its part on tables; what seats people can be taken back. */
import { askedOf, awayOf } from '../board/crew.js';
import { tableOf } from '../board/phase.js';
import { arrangeOps, isSeated, mayChangePairs, mayJoin, otherPairsOps } from '../board/seating.js';
import { MAIN, cardsAt, gatherOps, joinOps, leastFull, removeOps, seatBack, seatedAt, seatOps } from '../board/tables.js';
import { lang, t } from './device.js';
import { mapOf } from './mapholder.js';
import { sayDone } from './place.js';
import { problem } from './rules.js';
import { familyOf, hereIn, steer } from './steering.js';
import { toast } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {{label: string, run: () => void}} Way
 */

/** @param {Place} place */
export const name = place => (/** @type {number} */ n) => t('tables.name', { n });

/** Those who are to sit somewhere: participants who are here. @param {Place} place @returns {import('../board/tables.js').Guest[]} */
export const guestsIn = place => askedOf(place.room.board, hereIn(place)).map(member => ({ id: member.id, family: familyOf(place, member) }));

/** What is said of seating those who are here, and how many are not. @param {Place} place @param {string} text */
export function withAway(place, text) {
  const n = awayOf(place.room.board, hereIn(place)).length;
  return n > 0 ? `${text} ${t('crew.offline', { n })}` : text;
}

/** Seats people, and offers to take that back. @param {Place} place @param {Op[]} ops @param {string} text what is said of it @param {string[]} [made] ids of tables that were made for it */
export function seat(place, ops, text, made = []) {
  const back = seatBack(place.room.board, ops);
  if (!steer(place, ops)) return;
  toast(text, { label: t('common.undo'), run: () => {
    const { board } = place.room;
    const seats = back(board);
    const needless = made.filter(id => board.onBoard(id) && cardsAt(board, board.get(id)?.board).length === 0 && seatedAt(board, id).every(member => seats.some(op => op[1] === member.id)));
    if (needless.some(id => board.get(id)?.board === place.at)) place.go(MAIN);
    steer(place, [...seats, ...needless.flatMap(id => removeOps(board, id).filter(op => op[0] === 'del'))]);
  } });
}

/** Seats people anew, so many at a table. @param {Place} place @param {number} seats */
export function arrange(place, seats) {
  const { tables: n, made, ops } = arrangeOps(place.room.board, guestsIn(place), seats, name(place), Math.random);
  seat(place, ops, withAway(place, t(seats === 2 ? 'tables.paired' : 'tables.arranged', { n })), made);
}

/** Seats who has come after the others, each at the table at which the fewest people sit. @param {Place} place @param {string[]} ids */
export function settle(place, ids) {
  const { board, people } = place.room;
  const seats = leastFull(board, ids);
  const words = [...seats].map(([id, table]) => t('tables.settled', { name: people.get(id)?.name ?? '', table: board.get(table)?.title ?? '' }));
  seat(place, seatOps(board, seats), new Intl.ListFormat(lang()).format(words));
}

/** Where one step in pairs follows another: everybody meets somebody else, once a step. @param {Place} place @returns {Way | null} */
export const otherPairs = place => (mayChangePairs(place.room.board) ? { label: t('seating.others'), run: () => seat(place, otherPairsOps(place.room.board, hereIn(place)), t('tables.met')) } : null);

/** What seats people as a step asks for, where they do not sit so yet. @param {Place} place @param {number} seats at a table @returns {Way | null} */
export function seating(place, seats) {
  const { board } = place.room;
  const here = guestsIn(place);
  if (isSeated(board, here, seats)) return null;
  if (mayJoin(board, here, seats)) return { label: t('seating.join'), run: () => join(place) };
  return here.length < 2 ? null : { label: t(seats === 2 ? 'seating.pairs' : 'seating.of', { n: seats }), run: () => arrange(place, seats) };
}

/** @param {Place} place */
export function join(place) {
  const { board } = place.room;
  const ops = joinOps(board, guestsIn(place).map(({ id }) => id).filter(id => !tableOf(board, id)));
  if (ops.some(op => op[0] === 'del' && op[1] === place.at)) place.go(MAIN);
  const why = problem(place.room, ops);
  if (why) toast(why);
  else {
    place.room.submit(ops);
    sayDone(place.room, t('tables.joined'));
  }
}

/** @param {Place} place */
export function gather(place) {
  const ops = gatherOps(place.room.board);
  const why = ops.length === 0 ? t('tables.nothing') : problem(place.room, ops);
  place.go(MAIN);
  if (why) toast(why);
  else {
    place.room.submit(ops);
    sayDone(place.room, t('tables.gathered', { n: ops.length }));
    requestAnimationFrame(() => requestAnimationFrame(async () => (await mapOf(place))?.fit()));
  }
}
