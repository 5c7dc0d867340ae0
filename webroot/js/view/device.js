/**
 * This device: what it keeps, the language it speaks, its calls to the server. A browser that refuses storage keeps things as long as the page lives.
 * `preau:{id}` holds the token of a workshop, `preau.screen:{id}` that of the screen of its room, `preau.code:{code}` the workshop a code led to. Texts are flat keys with `{name}`
 * placeholders, plurals by `Intl`. One module, because each one more delays the first contribution on a phone.
 *
 * @typedef {string | {[category: string]: string}} Text
 * @typedef {{[language: string]: string}} Label what the model says in each language
 */

/** @type {Map<string, string>} */
const memory = new Map();
/** Whether this page is only to look at, as somebody else sees it: nothing of it stays on the device, where the person's own page would find it. */
const passing = () => new URLSearchParams(globalThis.location?.search).get('as') === 'participant';

/** @param {string} key @returns {string | null} */
export function kept(key) {
  try {
    return (passing() ? memory.get(key) : undefined) ?? localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** @param {string} key @param {string | null} value null forgets it */
export function keep(key, value) {
  if (value === null) memory.delete(key); else memory.set(key, value);
  if (passing()) return;
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

/** @param {string} workshop that this device shows as the screen of the room, without taking part itself */
export const screenTokenOf = workshop => kept(`preau.screen:${workshop}`);

/** @param {string} workshop @param {string | null} token */
export const keepScreenToken = (workshop, token) => keep(`preau.screen:${workshop}`, token);

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
 * @typedef {{id: string, title: string, at: number, ended?: boolean}} Visit
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

/** @param {string} id @param {string} title @param {boolean} [ended] whether the workshop was brought to an end; without, as it was known */
export function keepVisit(id, title, ended) {
  const known = visits();
  const others = known.filter(visit => visit.id !== id);
  const isOver = ended ?? known.find(visit => visit.id === id)?.ended;
  keep('preau.visits', JSON.stringify([{ id, title, at: Date.now(), ...(isOver ? { ended: true } : {}) }, ...others].slice(0, 12)));
}

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

/** Loads the texts, however often it has to ask; until then `t` answers keys. */
export async function loadTexts() {
  language = preferred();
  for (let wait = 500; ; wait = Math.min(2 * wait, 10_000)) {
    try {
      const answer = await fetch(`/lang/${language}.json`);
      if (!answer.ok) throw new Error(String(answer.status));
      texts = await answer.json();
      break;
    } catch {
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }
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
export const said = label => (label?.[language] ?? label?.fr ?? '').replaceAll("'", '’');

/** @type {Intl.Collator | undefined} */
let collator;

/** @param {string} a @param {string} b the order of a dictionary in this language */
export function compare(a, b) {
  collator ??= new Intl.Collator(language, { sensitivity: 'base', numeric: true });
  return collator.compare(a, b);
}

/** @param {string} text without case and accents, for searching */
export const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What went wrong with a call; the message is fit to be shown. */
export class Problem extends Error {
  /** @param {number} status 0 when the server was not reached @param {string} message @param {number} [retryAfter] seconds */
  constructor(status, message, retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/**
 * @param {string} path
 * @param {{method?: string, body?: unknown, workshop?: string, token?: string}} [options] token: that goes along; workshop: whose token does, the person's or else the screen's
 * @returns {Promise<Response>}
 */
export async function call(path, { method = 'GET', body, workshop, token } = {}) {
  const headers = new Headers();
  const held = token ?? (workshop && (tokenOf(workshop) ?? screenTokenOf(workshop)));
  if (held) headers.set('Authorization', `Bearer ${held}`);
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers.set('Content-Type', 'application/json');
  const sent = body === undefined ? undefined : form ? body : JSON.stringify(body);
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: sent, credentials: 'omit' });
  } catch {
    throw new Problem(0, t('problem-page.unreachable'));
  }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Problem(answer.status, sentence(answer.status, problem), Number(answer.headers.get('Retry-After')) || undefined);
}

/** @param {number} status @param {{detail?: string, title?: string, errors?: {path: string, message: string}[]}} problem */
function sentence(status, problem) {
  const details = (problem.errors ?? []).map(error => error.message).join(' ');
  if (status >= 500) return t('problem-page.server');
  return [problem.detail ?? problem.title ?? t('problem-page.refused'), details].filter(Boolean).join(' ');
}

/** @param {string} path @param {Parameters<typeof call>[1]} [options] @returns {Promise<any>} */
export const json = async (path, options) => (await call(path, options)).json();

/** @param {string} typed @returns {string} a join code as the server knows it, or '' when it cannot be one */
export function code(typed) {
  const clean = typed.replace(/[\s\-–.]/g, '').toUpperCase();
  return /^[2-9A-HJKMNP-TV-Z]{8}$/.test(clean) ? clean : '';
}

/** @param {string} clean @returns {string} as people read it aloud: ABCD 2345 */
export const spaced = clean => `${clean.slice(0, 4)}\u00a0${clean.slice(4)}`;
