/**
 * Whether a value is what its property is declared to be: texts that can be kept, numbers within bounds, choices, flags, counts and
 * references.
 *
 * @typedef {import('./types.js').Refusal} Refusal
 * @typedef {import('./model.js').Property} Property
 * @typedef {import('./board.js').Board} Board
 */

/**
 * Why a property of a record cannot have a value.
 *
 * @param {Board} board
 * @param {string} type
 * @param {unknown} kind
 * @param {string} id
 * @param {string} name
 * @param {unknown} value null takes it away
 * @returns {Refusal | null} null where it can
 */
export function valueRefusal(board, type, kind, id, name, value) {
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
 * Whether a text has no lone surrogate, no NUL and no other control character than tab and, where allowed, line feed.
 *
 * @param {string} text
 * @param {boolean} lines
 * @returns {boolean}
 */
export function wellFormed(text, lines) {
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

/** A text without what may not stand in a long one. @param {string} text @returns {string} */
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
 * @returns {string}
 */
export function abridged(text) {
  if (typeof text !== 'string') return '';
  const clean = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return wellFormed(clean, false) ? clean : '…';
}
