/**
 * Transactions of a size that the server takes: what is more goes in several.
 *
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/model.js').Model} Model
 */
import { split } from '../board/text.js';

/** UTF-16 units that one edit may insert: a frame has at most 64 KiB, and a unit takes up to 3 bytes. */
export const MAX_INSERT = 16_000;
/** Parts of an edit: they cost up to 7 bytes each in the frame, and time with every key that joins them. The server takes twice as many. */
export const MAX_PARTS = 1_000;
/** Bytes that the server takes at once. */
const MAX_FRAME = 65_536;
/** UTF-16 units; a unit takes up to 3 bytes in a frame. */
const MAX_TX = 20_000;
/** UTF-16 units of a long text that go along with what it belongs to; a longer one is written into it right after. */
const MAX_FIRST = 4_000;

/** @param {object} frame whether the server takes it */
export function fits(frame) {
  const text = JSON.stringify(frame);
  return text.length <= MAX_FRAME / 3 || new TextEncoder().encode(text).length <= MAX_FRAME;
}

/** @param {Op[]} ops @param {Model} model @returns {Op[][]} as few transactions as fit; each edit of a text in one of its own */
export function inParts(ops, model) {
  const parts = /** @type {Op[][]} */ ([]);
  let size = Infinity;
  for (const op of ops.flatMap((one) => pieces(one, model))) {
    const length = op[0] === 'text' ? Infinity : JSON.stringify(op).length;
    if (size + length > MAX_TX || (parts.at(-1)?.length ?? 0) >= model.maxOps) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(op);
    size += length;
  }
  return parts;
}

/** @param {Op} op @param {Model} model @returns {Op[]} as many as it takes, where a long text of it does not fit one */
function pieces(op, model) {
  if (op[0] === 'text') return split(op[4], MAX_INSERT, MAX_PARTS).map((edit) => ['text', op[1], op[2], 0, edit]);
  if (op[0] !== 'put') return [op];
  const [verb, type, id, values] = op;
  const long = model.texts(type, values.kind).filter((field) => String(values[field] ?? '').length > MAX_FIRST);
  const first = Object.fromEntries(Object.entries(values).filter(([name]) => !long.includes(name)));
  return [[verb, type, id, first], ...long.flatMap((field) => pieces(['text', id, field, 0, [String(values[field])]], model))];
}
