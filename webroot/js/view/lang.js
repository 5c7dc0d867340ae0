/**
 * The texts of the screen, in the language of the person: flat keys, `{name}` placeholders, plurals by `Intl`.
 * @typedef {string | {[category: string]: string}} Text
 * @typedef {{fr: string, en: string, [language: string]: string}} Label what the model says in each language
 */
import { keep, kept } from './device.js';

export const LANGUAGES = /** @type {const} */ (['fr', 'en']);

/** @type {Record<string, Text>} */
let texts = {};
let language = 'fr';

/** @returns {string} the language of the screen, as a BCP 47 tag */
export const lang = () => language;

/** The language that the person chose on this device, else the browser's, else French. */
function preferred() {
  const chosen = kept('preau.language') ?? navigator.language.slice(0, 2);
  return LANGUAGES.find(known => known === chosen) ?? 'fr';
}

/** Loads the texts; until then `t` answers keys. */
export async function loadTexts() {
  language = preferred();
  const answer = await fetch(`/lang/${language}.json`);
  texts = await answer.json();
  document.documentElement.lang = language;
}

/** @param {string} code changes the language of this device and shows the page again */
export function changeLanguage(code) {
  keep('preau.language', code);
  location.reload();
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values] `n` chooses the plural
 */
export function t(key, values = {}) {
  const text = texts[key];
  if (text === undefined) return key;
  const form = typeof text === 'string' ? text : text[new Intl.PluralRules(language).select(Number(values.n))] ?? text.other;
  return form.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? value.toLocaleString(language) : value;
  });
}

/** @param {Label | undefined} label */
export const said = label => label?.[language] ?? label?.fr ?? '';

/** @param {string} a @param {string} b the order of a dictionary in this language */
export const compare = (a, b) => a.localeCompare(b, language, { sensitivity: 'base', numeric: true });

/** @param {string} text without case and accents, for searching */
export const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
