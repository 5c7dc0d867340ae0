/**
 * What goes to the server, and when: transactions of a size that it takes, what is more in several; so many at a time; and edits of
 * texts only after they are kept as they are sent.
 *
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/model.js').Model} Model
 * @typedef {{phase?: string, shown?: true}} Apart  for whom something was made, where not for everybody as it is: phase: the step of the agenda in which it was for its author or one
 *     table, or without a name; shown: what is written in that step was shown to everybody by then, so that only the name is kept back
 * @typedef {object} Ways
 * @property {() => import('./replica.js').Replica} replica whose pending transactions are sent
 * @property {() => import('./keeper.js').Keeper | null} keeper of the device, where there is one
 * @property {() => Promise<boolean> | undefined} keep has it keep what is pending; done when it is, or where the device fails, which is waited for no longer
 * @property {() => boolean} isOpen whether the server hears
 * @property {(frame: object) => void} send
 * @property {(id: string, code: string) => void} refuse what can never be sent
 */
import { split } from '../board/text.js';

/** @param {{phase?: string, shown?: boolean}} made @returns {Apart} with nothing in it that does not hold */
export const apartOf = ({ phase, shown }) => (phase === undefined ? {} : shown === true ? { phase, shown } : { phase });

/** UTF-16 units that one edit may insert: a frame has at most 64 KiB, and a unit takes up to 3 bytes. */
export const MAX_INSERT = 16_000;
/** Parts of an edit: they cost up to 7 bytes each in the frame, and time with every key that joins them. The server takes twice as many. */
export const MAX_PARTS = 1_000;
/** Bytes that the server takes at once. */
const MAX_FRAME = 65_536;
/** UTF-16 units; a unit takes up to 3 bytes in a frame. */
const MAX_TX = 20_000;
/** How many transactions may be under way at a time, what else is pending waiting here. */
const WINDOW = 200;
/** UTF-16 units of a long text that go along with what it belongs to; a longer one is written into it right after. */
const MAX_FIRST = 4_000;

export class Sending {
  #under = /** @type {Set<string>} */ (new Set());
  /** While something has to be kept before it is sent. */
  #keeping = false;
  /** Whether each change waits until the one before is settled: the server could not read one, and does not say which. */
  #singly = false;

  /** @param {Ways} ways */
  constructor(ways) {
    this.ways = ways;
  }

  /** Sends what may be sent; an edit of a text only after it is kept as it will be sent, and nothing after a pause in which another page may have taken it over. */
  go() {
    if (!this.ways.isOpen() || this.#keeping) return;
    const keeper = this.ways.keeper();
    if (keeper && (keeper.lapsed || this.ways.replica().freeze(WINDOW))) {
      this.#keeping = true;
      this.ways.keep()?.then(() => {
        this.#keeping = false;
        this.go();
      });
    } else {
      if (!keeper) this.ways.replica().freeze(WINDOW);
      this.#deliver();
    }
  }

  #deliver() {
    const { pending } = this.ways.replica();
    this.#singly &&= pending.length > 0;
    for (const { id, phase, shown, sent } of pending) {
      if (!sent || this.#singly && this.#under.size > 0) return;
      if (this.#under.has(id)) continue;
      const frame = { t: 'tx', id, ...apartOf({ phase, shown }), ops: sent };
      if (!fits(frame)) return this.ways.refuse(id, 'too-large');
      this.#under.add(id);
      this.ways.send(frame);
    }
  }

  /** What is answered, or another page's from now on, is not under way any more. @param {Iterable<string>} ids */
  settled(ids) {
    for (const id of ids) this.#under.delete(id);
  }

  /** On a new line all that is pending goes again. */
  startAfresh() {
    this.#under.clear();
  }

  /**
   * The line has ended.
   *
   * @param {string} [unread] the code, where the server could not read something
   * @returns {string | undefined} the id of that, where it was under way alone
   */
  broken(unread) {
    const under = [...this.#under];
    this.#under.clear();
    const id = unread && this.#singly && under.length === 1 ? under[0] : undefined;
    this.#singly ||= unread !== undefined;
    return id;
  }
}

/** @param {object} frame whether the server takes it */
function fits(frame) {
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
