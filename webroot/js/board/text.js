/**
 * Edits of long texts: the mirror of fr.preau.board.TextEdit. An edit tells the text from its start: a number above 0 keeps so
 * many UTF-16 code units, one below 0 deletes them, a string is inserted; what is left is kept. It has one form only: no empty
 * part, no two neighbours of one sort, at one place the insertion before the deletion, and nothing kept at the end.
 *
 * Edits made on the same text by different people are brought into the workshop's order by transformation:
 * `apply(apply(text, one), after(other, one))` equals `apply(apply(text, other), before(one, other))`. Everything costs the
 * parts of the edits, applying also the text.
 *
 * @typedef {import('./types.js').Edit} Edit
 */

/** @param {Edit} parts in whatever form @returns {Edit} in the one form */
export function normal(parts) {
  const result = new Writer();
  for (const part of parts) {
    if (typeof part === 'string') result.insert(part);
    else if (part > 0) result.keep(part);
    else result.remove(-part);
  }
  return result.edit();
}

/** @param {string} text @param {Edit} edit that fits it @returns {string} */
export function apply(text, edit) {
  let result = '';
  let at = 0;
  for (const part of edit) {
    if (typeof part === 'string') result += part;
    else {
      if (part > 0) result += text.slice(at, at + part);
      at += Math.abs(part);
    }
  }
  return result + text.slice(at);
}

/** An edit as it applies after another that was made on the same text; where both insert at one place, its own stands behind. @param {Edit} edit @param {Edit} other @returns {Edit} */
export const after = (edit, other) => rebased(edit, other, false);

/** An edit as it applies after another that was made on the same text; where both insert at one place, its own stands before. @param {Edit} edit @param {Edit} other @returns {Edit} */
export const before = (edit, other) => rebased(edit, other, true);

/** @param {Edit} edit @param {Edit} over @param {boolean} first whether what it inserts stands first, where both insert at one place @returns {Edit} */
function rebased(edit, over, first) {
  const result = new Writer();
  const one = new Reader(edit);
  const other = new Reader(over);
  while (!one.done) {
    const mine = one.part;
    const theirs = other.part;
    if (typeof mine === 'string' && (first || typeof theirs !== 'string')) {
      result.insert(mine);
      one.skip(mine.length);
    } else if (typeof theirs === 'string') {
      result.keep(theirs.length);
      other.skip(theirs.length);
    } else {
      const units = Math.min(Math.abs(Number(mine)), Math.abs(theirs));
      if (theirs > 0 && Number(mine) > 0) result.keep(units);
      else if (theirs > 0) result.remove(units);
      one.skip(units);
      other.skip(units);
    }
  }
  return result.edit();
}

/** Two edits, the second made on the text that the first leaves, as one. @param {Edit} first @param {Edit} next @returns {Edit} */
export function then(first, next) {
  const result = new Writer();
  const one = new Reader(first);
  const other = new Reader(next);
  while (!one.done || !other.done) {
    const made = one.part;
    const more = other.part;
    if (typeof more === 'string') {
      result.insert(more);
      other.skip(more.length);
    } else if (typeof made === 'number' && made < 0) {
      result.remove(-made);
      one.skip(-made);
    } else {
      const units = Math.min(typeof made === 'string' ? made.length : made, Math.abs(more));
      if (typeof made === 'string') result.insert(more > 0 ? made.slice(0, units) : '');
      else if (more > 0) result.keep(units);
      else result.remove(units);
      one.skip(units);
      other.skip(units);
    }
  }
  return result.edit();
}

/** What takes an edit back, once it was applied to a text. @param {Edit} edit @param {string} text as it was before @returns {Edit} */
export function inverse(edit, text) {
  const result = new Writer();
  let at = 0;
  for (const part of edit) {
    if (typeof part === 'string') result.remove(part.length);
    else {
      if (part > 0) result.keep(part);
      else result.insert(text.slice(at, at - part));
      at += Math.abs(part);
    }
  }
  return result.edit();
}

/**
 * What changes one text into another: one replacement, as short as can be without cutting a surrogate pair.
 *
 * @param {string} from
 * @param {string} to
 * @param {number} [caret] where the caret stands in the new text. What is behind it is what it was, if that can be: among equal
 *     letters it tells which one was typed.
 * @returns {Edit}
 */
export function between(from, to, caret) {
  if (from === to) return [];
  const most = Math.min(from.length, to.length);
  let end = caret !== undefined && from.endsWith(to.slice(caret)) ? to.length - caret : 0;
  let start = 0;
  while (start < most - end && from[start] === to[start]) start++;
  if (splits(from, start) || splits(to, start)) start--;
  while (end < most - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  if (splits(from, from.length - end) || splits(to, to.length - end)) end--;
  const result = new Writer();
  result.keep(start);
  result.insert(to.slice(start, to.length - end));
  result.remove(from.length - end - start);
  return result.edit();
}

/**
 * Where a place in a text is after an edit.
 *
 * @param {Edit} edit
 * @param {number} at
 * @param {boolean} [stays] whether it stays before what is inserted just there
 * @returns {number}
 */
export function position(edit, at, stays = false) {
  let old = 0;
  let moved = at;
  for (const part of edit) {
    if (old > at || stays && old === at) break;
    if (typeof part === 'string') moved += part.length;
    else {
      if (part < 0) moved -= Math.min(-part, at - old);
      old += Math.abs(part);
    }
  }
  return moved;
}

/** Where an edit's last change ends, in the text that it leaves. @param {Edit} edit */
export function endOf(edit) {
  let at = 0;
  for (const part of edit) at += typeof part === 'string' ? part.length : Math.max(0, part);
  return at;
}

/** By how many code units an edit lengthens a text. @param {Edit} edit */
export function growth(edit) {
  let growth = 0;
  for (const part of edit) growth += typeof part === 'string' ? part.length : Math.min(0, part);
  return growth;
}

/** Whether an edit ends within a text and cuts no surrogate pair of it. @param {Edit} edit @param {string} text */
export function fits(edit, text) {
  let at = 0;
  for (const part of edit) {
    if (typeof part === 'number') at += Math.abs(part);
    if (at > text.length || splits(text, at)) return false;
  }
  return true;
}

/**
 * An edit as several that do the same, one after the other.
 *
 * @param {Edit} edit
 * @param {number} most code units that each may insert, at least 2
 * @param {number} [parts] of the edit that each may do, at least 2
 * @returns {Edit[]}
 */
export function split(edit, most, parts = Infinity) {
  const now = new Writer();
  const later = new Writer();
  let room = most;
  for (const [index, part] of edit.entries()) {
    const waits = index >= parts;
    if (typeof part === 'number') {
      if (part > 0 || waits) now.keep(Math.abs(part));
      if (part > 0) later.keep(part);
      else if (waits) later.remove(-part);
      else now.remove(-part);
      continue;
    }
    const end = waits ? 0 : splits(part, room) ? room - 1 : Math.min(room, part.length);
    now.insert(part.slice(0, end));
    later.keep(end);
    later.insert(part.slice(end));
    room -= end;
  }
  const rest = later.edit();
  return rest.length === 0 ? [now.edit()] : [now.edit(), ...split(rest, most, parts)];
}

/** @param {string} text @param {number} at whether a surrogate pair stands around it */
const splits = (text, at) => at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));

/** @param {number} unit */
const isHigh = (unit) => unit >= 0xd800 && unit <= 0xdbff;

/** @param {number} unit */
const isLow = (unit) => unit >= 0xdc00 && unit <= 0xdfff;

/** Makes the one form: what is inserted and deleted at one place is gathered until something is kept. */
class Writer {
  /** @type {Edit} */
  #parts = [];
  #kept = 0;
  #inserted = '';
  #removed = 0;

  /** @param {number} units */
  keep(units) {
    if (units === 0) return;
    this.#flush();
    this.#kept += units;
  }

  /** @param {string} text */
  insert(text) {
    this.#inserted += text;
  }

  /** @param {number} units */
  remove(units) {
    this.#removed += units;
  }

  edit() {
    this.#flush();
    return this.#parts;
  }

  #flush() {
    if (this.#inserted === '' && this.#removed === 0) return;
    if (this.#kept > 0) this.#parts.push(this.#kept);
    if (this.#inserted !== '') this.#parts.push(this.#inserted);
    if (this.#removed > 0) this.#parts.push(-this.#removed);
    this.#kept = this.#removed = 0;
    this.#inserted = '';
  }
}

/** Walks over an edit, any number of units at a time. After its last part everything is kept. */
class Reader {
  #next = 0;
  #used = 0;

  /** @param {Edit} edit */
  constructor(edit) {
    this.edit = edit;
  }

  get done() {
    return this.#next === this.edit.length;
  }

  /** What is left of this part. @returns {number | string} */
  get part() {
    const part = this.edit[this.#next];
    if (part === undefined) return Infinity;
    return typeof part === 'string' ? part.slice(this.#used) : part - Math.sign(part) * this.#used;
  }

  /** @param {number} units of this part, at most what is left of it */
  skip(units) {
    const part = this.edit[this.#next];
    if (part === undefined) return;
    this.#used += units;
    if (this.#used < (typeof part === 'string' ? part.length : Math.abs(part))) return;
    this.#next++;
    this.#used = 0;
  }
}
