/**
 * Whether an operation fits the model and the board: the mirror of fr.preau.board.Check, so
 * that a form can say what is wrong before anything is sent. The server decides; both read the same vectors.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').Changes} Changes
 * @typedef {import('./types.js').Refusal} Refusal
 * @typedef {import('./model.js').Model} Model
 * @typedef {import('./board.js').Board} Board
 */
import { isKeyed, joins, kindOrType } from './model.js';
import { changed } from './board.js';
import { fits, growth } from './text.js';
import { abridged, valueRefusal, wellFormed } from './values.js';

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
 * @param {Changes} values
 * @param {string} name
 */
const own = (values, name) => (Object.hasOwn(values, name) ? values[name] : undefined);
