/**
 * Cards that become one, and what takes them apart again. A link of a merged card is replaced by one of the card that it went
 * into; the new one's id begins like that of the old one, which tells, later and on any device, where it comes from.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 */
import { refusal } from './check.js';
import { completed, newId } from './model.js';

/** An id has 40 characters at most; this is what a copy adds to one. */
const COPY = /-m[a-z2-7]{8}$/;
const KEPT = 30;

/** @param {string} id of a link @returns {string} what it has in common with those that were made of it */
const stem = (id) => id.replace(COPY, '').slice(0, KEPT);

/** @param {string} id */
const copyId = (id) => `${stem(id)}-m${newId().slice(0, 8)}`;

/** @param {Board} board @param {string} id @returns {BoardRecord[]} */
const linksOf = (board, id) => [...board.hangingOn(id)].map((one) => /** @type {BoardRecord} */ (board.get(one))).filter((record) => record.type === 'link' && board.onBoard(record.id));

/**
 * @param {Board} board
 * @param {string[]} ids of the cards that go into another
 * @param {string} into
 * @returns {Op[]}
 */
export function mergeOps(board, ids, into) {
  const trial = board.over();
  const ops = /** @type {Op[]} */ ([]);
  const act = (/** @type {Op} */ op) => { trial.apply(completed(board.model, op, null)); ops.push(op); };
  for (const id of ids) {
    for (const link of linksOf(trial, id)) {
      const { id: old, type, author, phase, shown, from, to, ...values } = link;
      act(['del', old]);
      const ends = { from: from === id ? into : from, to: to === id ? into : to };
      const copy = /** @type {Op} */ (['put', 'link', copyId(old), { ...values, ...ends }]);
      if (ends.from !== ends.to && !refusal(trial, copy)) act(copy);
    }
    act(['set', id, { status: 'merged', into }]);
  }
  return ops;
}

/** @param {Board} board @param {string} id @returns {BoardRecord[]} cards that went into this one */
export const mergedInto = (board, id) => [...board.all()].filter((record) => record.status === 'merged' && record.into === id && board.onBoard(record.id));

/**
 * Takes a card out of the one that it went into, with its links.
 *
 * @param {Board} board
 * @param {string} id
 * @param {BoardRecord[]} binned links in the bin, as far as one knows
 * @returns {Op[]}
 */
export function unmergeOps(board, id, binned) {
  const into = String(board.get(id)?.into ?? '');
  const there = (/** @type {string | undefined} */ end) => board.onBoard(String(end)) && board.get(String(end))?.status !== 'merged';
  const own = binned.filter((link) => link.type === 'link' && (link.from === id || link.to === id) && there(link.from === id ? link.to : link.from));
  const latest = new Map(own.map((link) => [stem(link.id), link]));
  const unlike = new Map([...latest.values()].map((link) => [board.model.uniqueKey('link', link), link]));
  const copies = linksOf(board, into).filter((link) => COPY.test(link.id) && latest.has(stem(link.id)));
  return [['set', id, { status: 'active', into: null }], ...copies.map((link) => /** @type {Op} */ (['del', link.id])), ...[...unlike.values()].map((link) => /** @type {Op} */ (['restore', link.id]))];
}
