/** What somebody did, as they know it: in what, where, with which words, and why it was not accepted. */
import { refusal } from '../board/check.js';
import { standsFor } from '../board/sight.js';
import { after, apply, endOf, fits, then } from '../board/text.js';
import { lang, said, t } from './device.js';
import { signed } from './form.js';
import { kindOf } from './marks.js';

/**
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/types.js').Text} Text
 * @typedef {import('../board/types.js').Changes} Changes
 * @typedef {import('../board/board.js').Board} Board
 * @typedef {import('../board/model.js').Property} Property
 * @typedef {import('../sync/room.js').Room} Room
 * @typedef {import('../sync/room.js').Refused} Refused
 */

/** What a new card does not take over from one that is gone. */
const OWN = new Set(['id', 'type', 'author', 'board', 'x', 'y', 'status', 'state', 'phase', 'from_table', 'entered_for', 'shown', 'hidden', 'parked', 'into', 'split_from']);

/** @param {Room} room @param {Refused} refused @returns {string} why, in a sentence of the screen's language; the server's own where there is none */
export function reason(room, { code, message, ops }) {
  const key = code === 'link-loop' && ops.some(op => isOneByNow(room.board, op)) ? 'reject.why-link-merged' : `reject.why-${code}`;
  const why = t(key, detailsOf(room, code, ops));
  return why === key ? message || t('reject.why', { code }) : why;
}

/** What a sentence about a refusal names. @param {Room} room @param {string} code @param {Op[]} ops */
function detailsOf({ board }, code, ops) {
  const told = ops.map(op => ({ op, refused: refusal(board, op) })).find(({ refused }) => refused?.code === code);
  const op = told?.op ?? ops[0];
  const values = op[0] === 'put' ? op[3] : op[0] === 'set' ? op[2] : {};
  const fields = told?.refused?.property !== undefined ? [String(told.refused.property)] : op[0] === 'text' ? [op[2]] : Object.keys(values).filter(name => propertyOf(board, op, name)?.label);
  const missing = Object.entries(values).find(([name, value]) => propertyOf(board, op, name)?.is === 'ref' && !board.onBoard(standsFor(board, String(value))));
  const [from, to] = endsOf(board, op);
  return { title: code === 'dangling' && missing ? titleOf(board, missing[1]) : nameOf(board, op), property: fields.map(name => labelOf(board, op, name)).join(', '), from, to };
}

/** @param {Board} board @param {Op} op whether it links what was merged into one since */
const isOneByNow = (board, op) => op[0] === 'put' && op[1] === 'link' && op[3].from !== op[3].to && standsFor(board, String(op[3].from)) === standsFor(board, String(op[3].to));

/** @param {Board} board @param {Op} op @returns {string[]} the titles of both ends, where it is about a link */
function endsOf(board, op) {
  const { from, to } = op[0] === 'put' ? op[3] : board.get(op[1]) ?? {};
  return from && to ? [titleOf(board, from), titleOf(board, to)] : ['', ''];
}

/**
 * All of a thing, as if it had been done at once: what was written into what was created with it is part of that.
 *
 * @param {Refused[]} thing
 * @returns {Op[]}
 */
export function together(thing) {
  const ops = /** @type {Op[]} */ ([]);
  for (const op of thing.flatMap(one => one.ops)) {
    const at = ops.findIndex(earlier => isJoined(earlier, op));
    const earlier = ops[at];
    if (op[0] === 'set' && earlier?.[0] === 'set') ops[at] = ['set', op[1], { ...earlier[2], ...op[2] }];
    else if (op[0] === 'text' && earlier?.[0] === 'text') ops[at] = ['text', op[1], op[2], op[3], then(earlier[4], after(op[4], earlier[4]))];
    else if (op[0] === 'set' && earlier?.[0] === 'put') ops[at] = ['put', earlier[1], earlier[2], { ...earlier[3], ...op[2] }];
    else ops.push(op);
  }
  const texts = ops.filter(op => op[0] === 'text');
  const isCreated = (/** @type {string} */ id) => ops.some(op => op[0] === 'put' && op[2] === id);
  return ops.filter(op => op[0] !== 'text' || !isCreated(op[1])).map(op => (op[0] !== 'put' ? op
    : ['put', op[1], op[2], texts.filter(text => text[1] === op[2]).reduce((values, text) => ({ ...values, [text[2]]: written(String(values[text[2]] ?? ''), text[3] === 0, text) }), op[3])]));
}

/** @param {Op} earlier @param {Op} op whether it goes on with the earlier one: edits do that on one revision of a text */
function isJoined(earlier, op) {
  if (op[0] === 'set') return earlier[0] === 'put' && earlier[2] === op[1] || earlier[0] === 'set' && earlier[1] === op[1];
  return op[0] === 'text' && earlier[0] === 'text' && earlier[1] === op[1] && earlier[2] === op[2] && earlier[3] === op[3];
}

/** @param {Text} op @param {string} [between] */
export const insertedBy = (op, between = '') => op[4].filter(part => typeof part === 'string').join(between);

/** A text with an edit: as it was made, where it was made on this text, else with its words on a line of their own. @param {string} text @param {boolean} own @param {Text} op */
const written = (text, own, op) => (own && fits(op[4], text) ? apply(text, op[4]) : [text, insertedBy(op, '\n')].filter(Boolean).join(text.endsWith('\n') ? '' : '\n'));

/** @param {Board} board @param {Text} op whether the text is the one that it was made on */
const stands = (board, op) => board.revision(op[1], op[2]) === op[3] && fits(op[4], board.text(op[1], op[2]));

const ENDS = ['. ', '! ', '? ', '… ', '\n'];

/** What an edit makes of the sentences that it touches; where the text is another by now, only what was written. @param {Board} board @param {Text} op */
function passage(board, op) {
  const [, id, field, , edit] = op;
  if (!insertedBy(op) || !stands(board, op)) return insertedBy(op, ' … ');
  const whole = apply(board.text(id, field), edit);
  const before = whole.slice(0, Math.max(0, Number(edit[0]) || 0));
  const end = endOf(edit);
  const from = Math.max(...ENDS.map(mark => (before.includes(mark) ? before.lastIndexOf(mark) + mark.length : 0)));
  const rest = whole.slice(end).search(/[.!?…](?=\s|$)|\n/);
  return whole.slice(from, rest < 0 ? whole.length : end + rest + 1).trimEnd();
}

/** @param {Board} board @param {Op[]} ops @returns {string} what was deleted of texts, as far as it can be told */
export function cutsOf(board, ops) {
  return ops.flatMap(op => {
    if (op[0] !== 'text' || !op[4].some(part => Number(part) < 0)) return [];
    if (!stands(board, op)) return ['…'];
    let at = 0;
    return op[4].flatMap(part => {
      if (typeof part === 'string') return [];
      at += Math.abs(part);
      return part < 0 ? [board.text(op[1], op[2]).slice(at + part, at)] : [];
    });
  }).join(' … ');
}

/** @param {Board} board @param {Op[]} ops @returns {string} what somebody wanted to do */
export function whatOf(board, ops) {
  const [op] = ops;
  const title = nameOf(board, op);
  if (op[0] === 'put' && op[1] === 'link') return t('reject.what-link', { from: titleOf(board, op[3].from), to: titleOf(board, op[3].to) });
  if (op[0] === 'text') return t(insertedBy(op) ? 'reject.what-text' : 'reject.what-cut', { title, field: labelOf(board, op, op[2]) });
  if (op[0] === 'set' && Object.keys(op[2]).every(name => name === 'x' || name === 'y')) return t('reject.what-move', { title });
  return t(`reject.what-${op[0]}`, { title });
}

/** @param {Board} board @param {Op} op @returns {string} the title of what it is about */
function nameOf(board, op) {
  if (op[0] !== 'put') return titleOf(board, op[1]);
  if (op[1] === 'link') return t('reject.link-name', { from: titleOf(board, op[3].from), to: titleOf(board, op[3].to) });
  return String(op[3].title ?? kindOf(board, { type: op[1], kind: /** @type {string | undefined} */ (op[3].kind) }).label);
}

/** @param {Board} board @param {unknown} id @returns {string} a link has none: it is told by its ends */
export function titleOf(board, id) {
  const record = board.get(String(id));
  if (record?.type === 'link') return t('reject.link-name', { from: titleOf(board, record.from), to: titleOf(board, record.to) });
  return record?.title ?? t('reject.untitled');
}

/** @param {Board} board @param {Op} op @param {string} name @returns {Property | undefined} what people know it as */
function propertyOf(board, op, name) {
  const record = op[0] === 'put' ? { type: op[1], kind: op[3].kind } : board.get(op[1]);
  return board.model.property(record?.type ?? '', record?.kind, name);
}

/** @param {Board} board @param {Op} op @param {string} name @returns {string} how people know a property */
const labelOf = (board, op, name) => said(propertyOf(board, op, name)?.label) || name;

/** @param {Board} board @param {Op[]} ops @returns {{label: string, words: string, written: boolean}[]} what was written or chosen in each field */
export function linesOf(board, ops) {
  return ops.flatMap(op => {
    if (op[0] === 'text') return [{ label: labelOf(board, op, op[2]), words: passage(board, op), written: true }];
    if (op[0] !== 'put' && op[0] !== 'set') return [];
    return Object.entries(op[0] === 'put' ? op[3] : op[2]).flatMap(([name, value]) => {
      const property = propertyOf(board, op, name);
      if (!said(property?.label) || !property) return [];
      const written = (property.is === 'string' || property.is === 'text') && Boolean(value);
      return [{ label: said(property.label), words: property.is === 'flags' ? flag(name, value) : worded(board, property, value), written }];
    });
  }).filter(({ words }) => words.trim());
}

/** @param {Board} board @param {Op[]} ops @returns {string} what was written or chosen, a line for each field */
export function wordsOf(board, ops) {
  const lines = linesOf(board, ops);
  return lines.length === 1 && lines[0].written ? lines[0].words : lines.map(({ label, words }) => t('reject.line', { label, words })).join('\n');
}

/** @param {string} name @param {unknown} value */
const flag = (name, value) => (value ? name.slice(name.indexOf(':') + 1) : t('reject.without', { value: name.slice(name.indexOf(':') + 1) }));

/** @param {Board} board @param {Property} property @param {unknown} value @returns {string} as people read it */
function worded(board, property, value) {
  if (value === null || value === undefined || value === '') return t('reject.emptied');
  if (property.is === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (property.is === 'integer' || property.is === 'number') return property.min < 0 ? signed(Number(value)) : Number(value).toLocaleString(lang());
  if (property.is === 'choice') return said(property.values.get(String(value))) || String(value);
  if (property.is === 'ref') return board.get(String(value))?.title ?? '';
  if (property.is === 'family') return said(board.model.families.get(String(value))?.label) || String(value);
  return String(value);
}

/**
 * The card or proposal that could be made anew of all that was refused of one.
 *
 * @param {Room} room
 * @param {Op[]} ops
 * @returns {{type: string, given: Changes, of: Refused[]} | null}
 */
export function newCardOf({ board, refused, replica: { confirmed } }, [op]) {
  const id = subjectOf(op);
  if (op[0] === 'del' || op[0] === 'restore' || op[0] !== 'put' && board.onBoard(id)) return null;
  const of = refused.filter(({ ops }) => ops.length === 1 && subjectOf(ops[0]) === id && ops[0][0] !== 'del' && ops[0][0] !== 'restore');
  const held = /** @type {Changes} */ ({ ...board.get(id) });
  for (const one of together(of)) {
    if (one[0] === 'put') Object.assign(held, { type: one[1] }, one[3]);
    else if (one[0] === 'set') Object.assign(held, one[2]);
    else if (one[0] === 'text') held[one[2]] = written(String(held[one[2]] ?? ''), stands(confirmed, one), one);
  }
  if (held.type !== 'card' && held.type !== 'proposal' || !held.title) return null;
  const values = Object.entries(held).filter(([name, value]) => !OWN.has(name) && !name.includes(':') && value !== null);
  return { type: held.type, given: { ...Object.fromEntries(values), chosen: held.type === 'proposal' ? 'proposal' : String(held.kind) }, of };
}

/** @param {Op} op @returns {string} the id of what it is about */
const subjectOf = op => (op[0] === 'put' ? op[2] : op[1]);
