/**
 * What this device keeps: tokens, drafts, choices. A browser that refuses storage keeps them as long as the page lives.
 * `preau:{id}` holds the token of a workshop, `preau.code:{code}` the workshop a code led to.
 */

/** @type {Map<string, string>} */
const memory = new Map();

/** @param {string} key @returns {string | null} */
export function kept(key) {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** @param {string} key @param {string | null} value null forgets it */
export function keep(key, value) {
  if (value === null) memory.delete(key); else memory.set(key, value);
  try {
    if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value);
  } catch {
    // Private browsing or a full disk: memory has it.
  }
}

/** @param {string} workshop */
export const tokenOf = workshop => kept(`preau:${workshop}`);

/** @param {string} workshop @param {string | null} token */
export const keepToken = (workshop, token) => keep(`preau:${workshop}`, token);

/** @param {string} name @returns {Record<string, any>} what was typed in a form and not sent yet */
export function draft(name) {
  try {
    return JSON.parse(kept(`preau.draft:${name}`) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

/** @param {string} name @param {Record<string, any> | null} values null when it was sent or dropped */
export const keepDraft = (name, values) => keep(`preau.draft:${name}`, values && JSON.stringify(values));

/**
 * @typedef {{id: string, title: string, at: number}} Visit
 * @returns {Visit[]} the workshops this device was in, latest first
 */
export function visits() {
  try {
    const list = JSON.parse(kept('preau.visits') ?? '[]');
    return Array.isArray(list) ? list.filter(visit => tokenOf(visit.id)) : [];
  } catch {
    return [];
  }
}

/** @param {string} id @param {string} title */
export function keepVisit(id, title) {
  const others = visits().filter(visit => visit.id !== id);
  keep('preau.visits', JSON.stringify([{ id, title, at: Date.now() }, ...others].slice(0, 12)));
}
