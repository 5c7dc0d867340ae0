/**
 * Undo and redo of one's own actions among many people. An action is undone by an ordinary transaction with its inverse,
 * without the properties that others have changed since, and without what is no longer there. What was typed into a long text
 * is taken out again, and nothing that others typed: each action's inverse applies to the text as it is once those above it are
 * undone, and is transformed over whatever else happens to the text.
 *
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/types.js').Changes} Changes
 * @typedef {import('../board/board.js').Board} Board
 *
 * @typedef {{id: string, field: string}} Place  a long text
 *
 * @typedef {object} Action
 * @property {Set<string>} txs      the transactions that it was sent in
 * @property {string | undefined} group  actions of one group, such as the moves of one drag, are undone together
 * @property {Op[]} inverse         in the order in which to apply
 * @property {Map<string, unknown>} wrote  property of a record → the value that the action left
 * @property {number} at            how much others had done until then
 */
import { after, before, inverse, then } from '../board/text.js';

const DEPTH = 200;

export class Undo {
  /** @type {Action[]} */
  #done = [];
  /** @type {Action[]} */
  #undone = [];
  /** Property of a record → when somebody else changed it last, on the counter below. @type {Map<string, number>} */
  #others = new Map();
  #time = 0;

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /** @param {Place} within @returns {boolean} whether there is something to undo in this text */
  canUndoIn(within) {
    return touches(this.#done, within);
  }

  /** @param {Place} within @returns {number} how many actions there are to undo in this text */
  doneIn(within) {
    return this.#done.filter((action) => touches([action], within)).length;
  }

  /** @param {Place} within @returns {boolean} */
  canRedoIn(within) {
    return touches(this.#undone, within);
  }

  /**
   * Notes an action of this person, before it is applied.
   *
   * @param {Board} board as it is before
   * @param {string} tx
   * @param {Op[]} ops
   * @param {{group?: string, as?: 'new' | 'undo' | 'redo'}} [how]
   */
  note(board, tx, ops, { group, as = 'new' } = {}) {
    const action = this.#action(board, tx, ops, group);
    const stack = as === 'undo' ? this.#undone : this.#done;
    const last = stack.at(-1);
    if (as === 'new') this.#undone = [];
    if (group !== undefined && last?.group === group) join(last, action);
    else stack.push(action);
    if (stack.length > DEPTH) stack.shift();
  }

  /** What others did: those properties are theirs now. @param {Op[]} ops */
  noteOthers(ops) {
    this.#time++;
    if (this.#done.length + this.#undone.length === 0) return this.#others.clear();
    for (const op of ops) {
      if (op[0] === 'set') for (const name of Object.keys(op[2])) this.#others.set(key(op[1], name), this.#time);
    }
  }

  /**
   * A long text has changed otherwise than by an action of this person. Where something that they typed was taken out, what else
   * they typed there can no longer be undone.
   *
   * @param {import('./texts.js').TextChange} change
   */
  noteText(change) {
    if (change.cut) this.#forgetText(change.id, change.field);
    else for (const stack of [this.#done, this.#undone]) moveOver(stack, change);
  }

  /** The server refused a transaction: there is nothing to undo in it. @param {string} tx */
  forget(tx) {
    const stays = (/** @type {Action} */ { txs }) => !txs.delete(tx) || txs.size > 0;
    this.#done = this.#done.filter(stays);
    this.#undone = this.#undone.filter(stays);
  }

  /**
   * What undoes the last action that can still be undone; empty where there is none.
   *
   * @param {Board} board
   * @param {Place} [within] of the actions in this text only
   * @returns {Op[]}
   */
  undo(board, within) {
    return this.#next(this.#done, board, within);
  }

  /** What does again the last action that was undone. @param {Board} board @param {Place} [within] @returns {Op[]} */
  redo(board, within) {
    return this.#next(this.#undone, board, within);
  }

  /** What undo or redo would do now. @param {Board} board @param {'undo' | 'redo'} as @returns {Op[]} */
  ahead(board, as) {
    for (const action of (as === 'undo' ? this.#done : this.#undone).toReversed()) {
      const ops = this.#stillPossible(action, board);
      if (ops.length > 0) return ops;
    }
    return [];
  }

  /** @param {Action[]} stack @param {Board} board @param {Place} [within] @returns {Op[]} */
  #next(stack, board, within) {
    for (;;) {
      const at = stack.findLastIndex((action) => !within || action.inverse.some((op) => isEditOf(op, within.id, within.field)));
      if (at < 0) return [];
      const [action] = stack.splice(at, 1);
      const ops = this.#stillPossible(action, board);
      if (ops.length > 0) return ops;
    }
  }

  /** @param {Action} action @param {Board} board @returns {Op[]} */
  #stillPossible(action, board) {
    const ops = /** @type {Op[]} */ ([]);
    const trial = board.over();
    const back = new Set();
    const take = (/** @type {Op} */ op) => {
      ops.push(op);
      trial.apply(op);
    };
    for (const op of action.inverse) {
      if (op[0] === 'restore') {
        if (board.get(op[1]) && !trial.inBin(op[1]) || hasTwin(trial, op[1]) || hangsOnMerged(trial, op[1])) continue;
        back.add(op[1]);
        take(op);
      } else if (op[0] === 'set') {
        const changes = held(trial, op[1], this.#mine(action, op[1], op[2], board));
        if (mergesIntoGone(trial, op[1], changes)) return [];
        if ((trial.onBoard(op[1]) || back.has(op[1])) && Object.keys(changes).length > 0) take(['set', op[1], changes]);
      } else if (op[0] === 'del' && trial.onBoard(op[1])) {
        take(op);
      } else if (op[0] === 'text') {
        if (!board.onBoard(op[1])) this.#forgetText(op[1], op[2]);
        else if (op[4].length > 0) ops.push(op);
      }
    }
    return ops;
  }

  /** What was typed into a text can no longer be undone. @param {string} id @param {string} field */
  #forgetText(id, field) {
    for (const action of [...this.#done, ...this.#undone]) action.inverse = action.inverse.filter((op) => !isEditOf(op, id, field));
  }

  /** @param {Action} action @param {string} id @param {Changes} changes @param {Board} board @returns {Changes} those that nobody else has touched since; what is in a bin that this device does not hold, nobody has */
  #mine(action, id, changes, board) {
    const record = board.get(id);
    return Object.fromEntries(Object.entries(changes).filter(([name]) => {
      const place = key(id, name);
      return (this.#others.get(place) ?? 0) <= action.at && (!record || (record[name] ?? null) === action.wrote.get(place));
    }));
  }

  /** @param {Board} board @param {string} tx @param {Op[]} ops @param {string} [group] @returns {Action} */
  #action(board, tx, ops, group) {
    const scratch = board.over();
    const action = /** @type {Action} */ ({ txs: new Set([tx]), group, inverse: [], wrote: new Map(), at: this.#time });
    for (const op of ops) {
      const inverse = inverseOf(scratch, op);
      if (inverse) action.inverse.unshift(inverse);
      if (op[0] === 'set') for (const [name, value] of Object.entries(op[2])) action.wrote.set(key(op[1], name), value ?? null);
      scratch.apply(op);
    }
    return action;
  }
}

/** @param {string} id @param {string} name */
const key = (id, name) => `${id}\n${name}`;

/** @param {Board} board @param {Op} op @returns {Op | null} */
function inverseOf(board, op) {
  switch (op[0]) {
    case 'put': return ['del', op[2]];
    case 'del': return ['restore', op[1]];
    case 'restore': return ['del', op[1]];
    case 'set': {
      const record = board.get(op[1]);
      return record ? ['set', op[1], Object.fromEntries(Object.keys(op[2]).map((name) => [name, record[name] ?? null]))] : null;
    }
    case 'text': return ['text', op[1], op[2], 0, inverse(op[4], board.text(op[1], op[2]))];
    case 'gone': return null;
  }
}

/**
 * Without what refers to something that is not on the board any more. What would hang on that stays where it is, place and all.
 *
 * @param {Board} board as it is when they are made
 * @param {string} id
 * @param {Changes} changes
 * @returns {Changes}
 */
function held(board, id, changes) {
  const record = board.get(id);
  if (!record) return changes;
  const dangling = Object.keys(changes).filter((name) => typeof changes[name] === 'string' && board.model.property(record.type, record.kind, name)?.is === 'ref' && !board.onBoard(String(changes[name])));
  if (board.model.hangsBy(record.type).some((name) => dangling.includes(name))) return {};
  return dangling.length === 0 ? changes : Object.fromEntries(Object.entries(changes).filter(([name]) => !dangling.includes(name)));
}

/**
 * Whether a card would be out of sight, merged into one that is no longer there to be taken out of. Links that go over with a card are in the
 * same action, so that nothing of it is left to do.
 *
 * @param {Board} board as it is when they are made
 * @param {string} id
 * @param {Changes} changes
 */
const mergesIntoGone = (board, id, changes) => changes.status === 'merged' && !board.onBoard(String({ ...board.get(id), ...changes }.into));

/** Whether one like it is there, beside which it would not be accepted. @param {Board} board @param {string} id of a record in the bin */
function hasTwin(board, id) {
  const record = board.get(id);
  return record !== undefined && board.holderOf(board.model.uniqueKey(record.type, record)) !== undefined;
}

/** Whether it is a link of a card that was merged, which would be on no map. @param {Board} board @param {string} id of a record in the bin */
function hangsOnMerged(board, id) {
  const { type, from, to } = board.get(id) ?? {};
  return type === 'link' && [from, to].some((end) => board.get(String(end))?.status === 'merged');
}

/** @param {Op} op @param {string} id @param {string} field @returns {op is import('../board/types.js').Text} */
const isEditOf = (op, id, field) => op[0] === 'text' && op[1] === id && op[2] === field;

/** @param {Action[]} stack @param {Place} within @returns {boolean} whether an action of it changed this text */
const touches = (stack, { id, field }) => stack.some(({ inverse }) => inverse.some((op) => isEditOf(op, id, field) && op[4].length > 0));

/**
 * Moves the inverses of a stack over a change of a text, from the top down.
 *
 * @param {Action[]} stack
 * @param {import('./texts.js').TextChange} change
 */
function moveOver(stack, { id, field, edit }) {
  let moved = edit;
  for (const action of stack.toReversed()) {
    if (moved.length === 0) return;
    for (const [index, op] of action.inverse.entries()) {
      if (!isEditOf(op, id, field)) continue;
      action.inverse[index] = ['text', id, field, 0, after(op[4], moved)];
      moved = before(moved, op[4]);
    }
  }
}

/** @param {Action} first @param {Action} second what came right after it, becomes part of it */
function join(first, second) {
  for (const tx of second.txs) first.txs.add(tx);
  for (const [place, value] of second.wrote) first.wrote.set(place, value);
  for (const op of second.inverse) {
    const index = first.inverse.findIndex((earlier) => op[0] === 'set' && earlier[0] === 'set' && earlier[1] === op[1] || op[0] === 'text' && isEditOf(earlier, op[1], op[2]));
    const earlier = first.inverse[index];
    if (op[0] === 'set' && earlier?.[0] === 'set') first.inverse[index] = ['set', op[1], { ...op[2], ...earlier[2] }];
    else if (op[0] === 'text' && earlier?.[0] === 'text') first.inverse[index] = ['text', op[1], op[2], 0, then(op[4], earlier[4])];
    else first.inverse.unshift(op);
  }
}
