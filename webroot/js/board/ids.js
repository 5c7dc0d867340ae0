// Random ids. crypto.getRandomValues also works on plain http, where crypto.randomUUID does not exist.

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 18;

/**
 * An id that nobody else has: 90 random bits after a prefix that tells people who read logs what it is.
 *
 * @param {string} prefix such as `c_`
 * @returns {string} at most 40 characters of `a-z 2-7 _`
 */
export function newId(prefix = '') {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return prefix + Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}

const PREFIXES = /** @type {Record<string, string>} */ ({ card: 'c_', link: 'l_', proposal: 'pr_' });

/** @param {string} type of the record to be created */
export const newRecordId = (type) => newId(PREFIXES[type] ?? 'r_');
