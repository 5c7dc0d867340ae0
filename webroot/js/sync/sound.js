/**
 * Whether what a device kept is what was put there: it may be damaged, or come from another version of this page. What is not
 * sound must neither keep somebody out nor take along what stands beside it.
 *
 * @typedef {import('./replica.js').Kept} Kept
 */

/** @param {any} kept @returns {kept is import('./keptboard.js').Kept} whether a page can start from this board */
export function isBoard({ seq, revs, you, people, records }) {
  return Number.isInteger(seq) && isObject(revs) && isObject(people) && Object.values(people).every(isObject) && typeof you?.id === 'string'
    && records.every((/** @type {any} */ { record }) => typeof record?.id === 'string' && typeof record.type === 'string');
}

/**
 * What of pending changes can be shown and sent as it was kept.
 *
 * @param {any} kept
 * @returns {{sound: Kept, damaged: unknown[]}} damaged: the changes that cannot, or that stand on a text that is not there
 */
export function sift(kept) {
  const texts = listOf(kept?.texts).filter(isText);
  const pending = /** @type {Kept['pending']} */ ([]);
  const damaged = /** @type {unknown[]} */ (kept === undefined || kept === null || Array.isArray(kept.pending) ? [] : [kept]);
  for (const change of listOf(kept?.pending)) (isChange(change, texts) ? pending : damaged).push(change);
  return { sound: { pending, texts }, damaged };
}

/** @param {unknown} value @returns {any[]} */
const listOf = (value) => (Array.isArray(value) ? value : []);

/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {any} base */
const isText = (base) => [base?.id, base?.field, base?.text].every((part) => typeof part === 'string') && Number.isInteger(base.revision);

/** @param {any} change @param {Kept['texts']} texts */
const isChange = (change, texts) => typeof change?.id === 'string' && ['string', 'undefined'].includes(typeof change.phase) && [true, undefined].includes(change.shown) && isOps(change.ops, texts) && (!change.sent || change.sent === true || isOps(change.sent, texts));

/** @param {unknown} ops @param {Kept['texts']} texts */
const isOps = (ops, texts) => Array.isArray(ops) && ops.every((op) => isOp(op, texts));

/** @param {any} op @param {Kept['texts']} texts @returns {boolean} whether the server can read it */
function isOp(op, texts) {
  if (!Array.isArray(op)) return false;
  const [verb, one, other, values, edit] = op;
  if (typeof one !== 'string') return false;
  switch (verb) {
    case 'put': return typeof other === 'string' && isObject(values);
    case 'set': return isObject(other);
    case 'text': return Number.isInteger(values) && isEdit(edit) && texts.some(({ id, field }) => id === one && field === other);
    default: return verb === 'del' || verb === 'restore';
  }
}

/** @param {unknown} edit */
const isEdit = (edit) => Array.isArray(edit) && edit.every((part) => (typeof part === 'string' ? part !== '' : Number.isInteger(part) && part !== 0));
