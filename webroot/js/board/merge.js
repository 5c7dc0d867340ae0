/**
 * Cards that become one, and what takes them apart again. A link of a merged card goes to the bin, marked as merged, and is replaced by one of
 * the card that it went into; the new one's id begins like that of the old one, which tells, later and on any device, where it comes from.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').Changes} Changes
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 */
import { refusal } from './check.js';
import { completed, newId } from './model.js';
import { linksOf, standsFor } from './sight.js';

/** An id has 40 characters at most; this is what a copy adds to one. */
const COPY = /-m[a-z2-7]{8}$/;
const KEPT = 30;

/** @param {string} id of a link @returns {string} what it has in common with those that were made of it, and no other */
function stem(id) {
  const own = id.replace(COPY, '');
  return own.length <= KEPT ? own : `${own.slice(0, KEPT - 8)}-${hash(own)}`;
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo). @param {string} text @returns {string} seven characters */
function hash(text) {
  let sum = 0x811c9dc5;
  for (const char of text) sum = Math.imul(sum ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return sum.toString(36).padStart(7, '0');
}

/** @param {string} id */
const copyId = (id) => `${stem(id)}-m${newId().slice(0, 8)}`;

/** What another link in the place of this one says: all but who made it, in which step, and what became of it. @param {BoardRecord} link @param {{from: string, to: string}} ends @returns {Op} */
function copyOf({ id, type, author, phase, shown, merged, from, to, ...values }, ends) {
  return ['put', 'link', copyId(id), { ...values, ...ends }];
}

/** Operations, and the board as it is after them. */
class Trial {
  ops = /** @type {Op[]} */ ([]);

  /** @param {Board} board */
  constructor(board) {
    this.board = board.over();
  }

  /** @param {Op} op */
  act(op) {
    this.board.apply(completed(this.board.model, op, null));
    this.ops.push(op);
  }

  /** Into the bin, not as what somebody throws away. @param {string} id of a link */
  putAway(id) {
    this.act(['set', id, { merged: true }]);
    this.act(['del', id]);
  }

  /** Not where the board does not take it, as beside a link that says the same. @param {Op} op @returns {boolean} whether it did */
  actIfTaken(op) {
    if (refusal(this.board, op)) return false;
    this.act(op);
    return true;
  }
}

/**
 * @param {Board} board
 * @param {string[]} ids of the cards that go into another
 * @param {string} into
 * @returns {Op[]}
 */
export function mergeOps(board, ids, into) {
  const trial = new Trial(board);
  const gone = new Set(ids);
  const end = (/** @type {unknown} */ id) => (gone.has(String(id)) ? into : String(id));
  for (const link of new Set(ids.flatMap((id) => linksOf(board, id)))) {
    const ends = { from: end(link.from), to: end(link.to) };
    trial.putAway(link.id);
    if (ends.from !== ends.to) trial.actIfTaken(copyOf(link, ends));
  }
  for (const id of ids) trial.act(['set', id, { status: 'merged', into }]);
  return trial.ops;
}

/** @param {Board} board @param {string} id @returns {BoardRecord[]} cards that went into this one */
export const mergedInto = (board, id) => [...board.all()].filter((record) => record.status === 'merged' && record.into === id && board.onBoard(record.id));

/**
 * Takes a card out of the one that it went into, with its links: each joins again what it was drawn between, or what those cards are in by now;
 * what somebody had put into the bin stays there. What was drawn so comes before what only stands for another; where that was the only one of several alike, another takes its place.
 *
 * @param {Board} board
 * @param {string} id
 * @param {BoardRecord[]} binned links in the bin, as far as one knows
 * @returns {Op[]}
 */
export function unmergeOps(board, id, binned) {
  const trial = new Trial(board);
  const copies = linksOf(board, standing(board, id)).filter(isCopy);
  trial.act(['set', id, { status: 'active', into: null }]);
  const all = originsOf(board, binned, copies).map((one) => ({ ...one, ...wayBack(trial.board, one) }));
  const own = all.filter(({ ends }) => ends?.from === id || ends?.to === id).sort((one, other) => Number(other.back === other.drawn) - Number(one.back === one.drawn));
  const over = own.flatMap(({ copy }) => copy ?? []);
  for (const copy of over) trial.putAway(copy.id);
  const alike = all.filter((one) => !own.includes(one) && !one.copy && over.some(({ kind, from, to }) => kind === one.drawn.kind && from === one.ends?.from && to === one.ends?.to));
  for (const { drawn, copy = drawn, ends, back } of [...own, ...alike]) {
    if (back && trial.actIfTaken(['restore', back.id])) {
      if (trial.board.onBoard(back.id)) trial.act(['set', back.id, { ...changedSince(board, back, copy), merged: null }]);
    } else if (ends && !back) {
      trial.actIfTaken(copyOf({ ...copy, id: drawn.id }, ends));
    }
  }
  return trial.ops;
}

/** @param {BoardRecord} link */
const isCopy = (link) => COPY.test(link.id);

/**
 * A link that merging put into the bin, with what was made of it.
 *
 * @typedef {{drawn: BoardRecord, binned: BoardRecord[], copy?: BoardRecord}} Origin  drawn: the first of them, as far as it is known; binned: all that are in the bin; copy: what stands for it on the board
 */

/**
 * @param {Board} board
 * @param {BoardRecord[]} binned
 * @param {BoardRecord[]} copies on the board, of the card that another is taken out of
 * @returns {Origin[]} without those that are on the board otherwise, and those that somebody threw away, before the merge or since
 */
function originsOf(board, binned, copies) {
  const elsewhere = new Set(board.visible('link').filter((link) => !copies.includes(link)).map((link) => stem(link.id)));
  const found = /** @type {Map<string, BoardRecord[]>} */ (new Map());
  for (const link of new Map(binned.filter(({ type }) => type === 'link').map((one) => [one.id, one])).values()) found.set(stem(link.id), [...found.get(stem(link.id)) ?? [], link]);
  return [...found].filter(([key]) => !elsewhere.has(key))
    .map(([key, links]) => ({ drawn: links.find((link) => !isCopy(link)) ?? /** @type {BoardRecord} */ (links.at(-1)), binned: links, copy: copies.find((copy) => stem(copy.id) === key) }))
    .filter(({ drawn, binned: links, copy }) => drawn.merged === true && (copy || !links.some((link) => isCopy(link) && link.merged !== true)));
}

/** What people have changed in a link while another stood for it. @param {Board} board @param {BoardRecord} link @param {BoardRecord} now the other @returns {Changes} */
const changedSince = ({ model }, link, now) => Object.fromEntries(model.properties('link', link.kind)
  .filter(({ name, fixed, is, by }) => !fixed && is !== 'author' && by === undefined && (now[name] ?? null) !== (link[name] ?? null)).map(({ name }) => [name, now[name] ?? null]));

/** @param {Board} board @param {Origin} origin @returns {{ends?: {from: string, to: string}, back?: BoardRecord}} what it is to join, none where that is one card or unknown; back: the one in the bin that joins them, where there is one */
function wayBack(board, { drawn, binned }) {
  const ends = { from: standing(board, drawn.from), to: standing(board, drawn.to) };
  if (ends.from === ends.to || ends.from === '' || ends.to === '') return {};
  return { ends, back: [drawn, ...binned].find(({ from, to }) => from === ends.from && to === ends.to) };
}

/** @param {Board} board @param {unknown} id of a card @returns {string} the one that it is in by now, itself where it went into none, in the bin or not; '' where that is unknown */
function standing(board, id) {
  const at = standsFor(board, String(id));
  const record = board.get(at);
  return record && record.status !== 'merged' ? at : '';
}
