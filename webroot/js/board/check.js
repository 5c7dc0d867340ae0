/**
 * Whether an operation fits the model and the board: the mirror of fr.preau.board.Check, so
 * that a form can say what is wrong before anything is sent. The server decides; both read the same vectors.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').Changes} Changes
 * @typedef {import('./types.js').Refusal} Refusal
 * @typedef {import('./model.js').Model} Model
 * @typedef {import('./model.js').Property} Property
 * @typedef {import('./board.js').Board} Board
 */
import { isKeyed, joins, kindOrType } from './model.js';
import { changed } from './board.js';
import { fits, growth } from './text.js';

const ID = /^[A-Za-z0-9_-]{1,40}$/;

/**
 * Why an operation is not accepted on this board.
 *
 * @param {Board} board
 * @param {Op} op
 * @param {string | null} [by] the participant, who becomes the author of what is created
 * @returns {Refusal | null} null where it is
 */
export function refusal(board, op, by = null) {
  switch (op[0]) {
    case 'put': return put(board, op[1], op[2], op[3], by);
    case 'set': return set(board, op[1], op[2]);
    case 'del': return mustBeOnBoard(board, op[1]);
    case 'restore': return restore(board, op[1]);
    case 'text': return text(board, op);
    case 'gone': return { code: 'unknown-record', record: op[1] };
  }
}

/** @param {unknown} id whether it can be the id of a record, a participant or a workshop */
export const isId = (id) => typeof id === 'string' && ID.test(id);

/**
 * @param {Board} board
 * @param {string} typeName
 * @param {string} id
 * @param {Changes} values
 * @param {string | null} by
 * @returns {Refusal | null}
 */
function put(board, typeName, id, values, by) {
  const model = board.model;
  if (!isId(id)) return { code: 'wrong-id', record: abridged(id) };
  const type = model.type(typeName);
  if (!type) return { code: 'unknown-type', record: id, value: abridged(typeName) };
  if (board.get(id)) return { code: 'id-exists', record: id };
  if (board.size >= model.maxRecords) return { code: 'too-many', record: id, limit: model.maxRecords };
  const kind = typeof values.kind === 'string' ? values.kind : null;
  if (type.kinds.size > 0 && (kind === null || !type.kinds.has(kind))) {
    return kind === null ? { code: 'missing-property', record: id, property: 'kind' } : { code: 'unknown-kind', record: id, value: abridged(kind) };
  }
  for (const property of model.properties(typeName, kind)) {
    if (property.required && (own(values, property.name) ?? null) === null) return { code: 'missing-property', record: id, property: property.name };
  }
  for (const [name, value] of Object.entries(values)) {
    const refused = valueRefusal(board, typeName, kind, id, name, value ?? null);
    if (refused) return refused;
  }
  return flags(model, typeName, kind, id, values) ?? link(board, type, id, values, by);
}

/**
 * @param {Board} board
 * @param {string} id
 * @param {Changes} values
 * @returns {Refusal | null}
 */
function set(board, id, values) {
  const refused = mustBeOnBoard(board, id);
  const record = board.get(id);
  if (refused || !record) return refused;
  let flagged = false;
  for (const [name, value] of Object.entries(values)) {
    const property = board.model.property(record.type, record.kind, name);
    if (property && (property.fixed || property.is === 'text')) return { code: 'fixed-property', record: id, property: name };
    if (property?.required && (value ?? null) === null) return { code: 'missing-property', record: id, property: name };
    const wrong = valueRefusal(board, record.type, record.kind, id, name, value ?? null);
    if (wrong) return wrong;
    flagged ||= property !== undefined && isKeyed(property);
  }
  return flagged ? flags(board.model, record.type, record.kind, id, changed(record, values)) : null;
}

/**
 * Judges an edit that was made on the present text. What was made on an earlier one is for the server, which knows what came in between.
 *
 * @param {Board} board
 * @param {import('./types.js').Text} op
 * @returns {Refusal | null}
 */
function text(board, [, id, field, revision, edit]) {
  const refused = mustBeOnBoard(board, id);
  const record = board.get(id);
  if (refused || !record) return refused;
  const property = board.model.property(record.type, record.kind, field);
  if (!property) return { code: 'unknown-property', record: id, property: abridged(field) };
  if (property.is !== 'text') return { code: 'wrong-type', record: id, property: field, limit: 'text' };
  if (revision > board.revision(id, field)) return { code: 'ahead', record: id, property: field };
  const held = board.text(id, field);
  const grown = growth(edit);
  if (!fits(edit, held)) return { code: 'wrong-edit', record: id, property: field };
  if (grown > 0 && held.length + grown > property.max) return { code: 'too-long', record: id, property: field, limit: property.max, length: held.length + grown };
  return edit.every((part) => typeof part !== 'string' || wellFormed(part, true)) ? null : { code: 'wrong-text', record: id, property: field };
}

/**
 * @param {Board} board
 * @param {string} id
 * @returns {Refusal | null}
 */
function restore(board, id) {
  const record = board.get(id);
  if (!record) return { code: 'unknown-record', record: abridged(id) };
  if (!board.inBin(id)) return { code: 'not-in-bin', record: id };
  const holder = board.holderOf(board.model.uniqueKey(record.type, record));
  return holder === undefined ? null : { code: 'link-exists', record: id, value: holder };
}

/**
 * @param {Board} board
 * @param {string} id
 * @returns {Refusal | null}
 */
function mustBeOnBoard(board, id) {
  if (!board.get(id)) return { code: 'unknown-record', record: abridged(id) };
  return board.onBoard(id) ? null : { code: 'gone', record: id };
}

/**
 * @param {Board} board
 * @param {string} type
 * @param {unknown} kind
 * @param {string} id
 * @param {string} name
 * @param {unknown} value
 * @returns {Refusal | null}
 */
function valueRefusal(board, type, kind, id, name, value) {
  const property = board.model.property(type, kind, name);
  if (!property || property.is === 'author') return { code: 'unknown-property', record: id, property: abridged(name) };
  if (value === null) return null;
  switch (property.is) {
    case 'string': case 'text': return string(property, id, value);
    case 'number': case 'integer': return number(property, id, value);
    case 'boolean': return typeof value === 'boolean' ? null : wrongType(property, id);
    case 'choice': case 'family': return choice(property, id, value);
    case 'flags': return flag(property, id, name, value);
    case 'counts': return counted(board, property, id, name, value);
    case 'ref': return reference(board, property, id, value);
    case 'kind': return typeof value === 'string' ? null : wrongType(property, id);
  }
}

/**
 * @param {Property} property
 * @param {string} id
 * @param {unknown} value
 * @returns {Refusal | null}
 */
function string(property, id, value) {
  if (typeof value !== 'string') return wrongType(property, id);
  if (value.length > property.max) return { code: 'too-long', record: id, property: property.name, limit: property.max, length: value.length };
  if (!wellFormed(value, property.is === 'text')) return { code: 'wrong-text', record: id, property: property.name };
  return property.required && isBlank(value) ? { code: 'missing-property', record: id, property: property.name } : null;
}

/**
 * @param {Property} property
 * @param {string} id
 * @param {unknown} value
 * @returns {Refusal | null}
 */
function number(property, id, value) {
  const right = property.is !== 'number' ? Number.isSafeInteger(value) : typeof value === 'number' && Number.isFinite(value);
  if (!right) return wrongType(property, id);
  const n = Number(value);
  return n >= property.min && n <= property.max ? null
    : { code: 'out-of-range', record: id, property: property.name, min: property.min, max: property.max };
}

/**
 * @param {Property} property
 * @param {string} id
 * @param {unknown} value
 * @returns {Refusal | null}
 */
function choice(property, id, value) {
  if (typeof value !== 'string') return wrongType(property, id);
  return property.values.has(value) ? null
    : { code: 'wrong-choice', record: id, property: property.name, value: abridged(value), limit: [...property.values.keys()].join(', ') };
}

/**
 * @param {Property} property
 * @param {string} id
 * @param {string} name
 * @param {unknown} value
 * @returns {Refusal | null}
 */
function flag(property, id, name, value) {
  const key = name.slice(name.indexOf(':') + 1);
  if (value !== true) return wrongType(property, id);
  if (key.length > property.max) return { code: 'too-long', record: id, property: property.name, limit: property.max, length: key.length };
  return isBlank(key) || !wellFormed(key, false) ? { code: 'wrong-text', record: id, property: property.name } : null;
}

/**
 * @param {Board} board
 * @param {Property} property
 * @param {string} id
 * @param {string} name
 * @param {unknown} value
 * @returns {Refusal | null}
 */
const counted = (board, property, id, name, value) => number(property, id, value) ?? reference(board, property, id, name.slice(name.indexOf(':') + 1));

/**
 * @param {Board} board
 * @param {Property} property
 * @param {string} id
 * @param {unknown} value
 * @returns {Refusal | null}
 */
function reference(board, property, id, value) {
  if (typeof value !== 'string') return wrongType(property, id);
  const record = board.get(value);
  if (!record || !board.onBoard(value)) return { code: 'dangling', record: id, property: property.name, value: abridged(value) };
  return property.to.includes(record.type) || property.to.includes(`${record.type}:${record.kind}`) ? null
    : { code: 'wrong-choice', record: id, property: property.name, value, limit: property.to.join(', ') };
}

/**
 * @param {Model} model
 * @param {string} type
 * @param {unknown} kind
 * @param {string} id
 * @param {{[name: string]: unknown}} values
 * @returns {Refusal | null}
 */
function flags(model, type, kind, id, values) {
  for (const property of model.properties(type, kind)) {
    if (!isKeyed(property)) continue;
    const count = Object.entries(values).filter(([name, value]) => value !== null && name.startsWith(`${property.name}:`)).length;
    if (count > property.count) return { code: 'too-many', record: id, property: property.name, limit: property.count };
  }
  return null;
}

/**
 * @param {Board} board
 * @param {import('./model.js').Type} type
 * @param {string} id
 * @param {Changes} values
 * @param {string | null} by who becomes the author, which may be part of what is unique
 * @returns {Refusal | null}
 */
function link(board, type, id, values, by) {
  const kind = board.model.kind(type.name, values.kind);
  const from = board.get(String(values.from));
  const to = board.get(String(values.to));
  if (kind && kind.from.length > 0 && from && to) {
    if (!joins(kind.from, from) || !joins(kind.to, to)) {
      return { code: 'link-not-allowed', record: id, value: kind.name, from: kindOrType(from), to: kindOrType(to) };
    }
    if (!kind.loop && from.id === to.id) return { code: 'link-loop', record: id, value: kind.name };
  }
  const author = type.unique.find((name) => type.properties.get(name)?.is === 'author');
  const holder = board.holderOf(board.model.uniqueKey(type.name, author && by !== null ? { ...values, [author]: by } : values));
  return holder === undefined ? null : { code: 'link-exists', record: id, value: holder };
}

/**
 * Whether a text has no lone surrogate, no NUL and no other control character than tab and, where allowed, line feed.
 *
 * @param {string} text
 * @param {boolean} lines
 */
function wellFormed(text, lines) {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = text.charCodeAt(++i);
      if (!(next >= 0xdc00 && next <= 0xdfff)) return false;
    } else if (unit >= 0xdc00 && unit <= 0xdfff) {
      return false;
    } else if ((unit < 0x20 || unit >= 0x7f && unit <= 0x9f) && unit !== 0x09 && !(lines && unit === 0x0a)) {
      return false;
    }
  }
  return true;
}

/** A text without what may not stand in a long one. @param {string} text */
export const legible = (text) => text.replace(/\p{Cs}|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu, '');

/** @param {string} text whether it shows nothing: white space of any kind, no-break spaces included */
const isBlank = (text) => text.trim() === '';

/**
 * @param {Property} property
 * @param {string} id
 * @returns {Refusal}
 */
const wrongType = (property, id) => ({ code: 'wrong-type', record: id, property: property.name, limit: property.is });

/**
 * What a stranger sent, short enough and clean enough to be shown back.
 *
 * @param {unknown} text
 */
function abridged(text) {
  if (typeof text !== 'string') return '';
  const clean = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return wellFormed(clean, false) ? clean : '…';
}

/**
 * @param {Changes} values
 * @param {string} name
 */
const own = (values, name) => (Object.hasOwn(values, name) ? values[name] : undefined);
