/** The HTTP calls of the screens. What goes wrong is thrown as a `Problem` whose message is fit to be shown. */
import { t } from './lang.js';
import { tokenOf } from './device.js';

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
 * @param {{method?: string, body?: unknown, workshop?: string}} [options] workshop: whose token goes along
 * @returns {Promise<Response>}
 */
export async function call(path, { method = 'GET', body, workshop } = {}) {
  const headers = new Headers();
  const token = workshop && tokenOf(workshop);
  if (token) headers.set('Authorization', `Bearer ${token}`);
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
