/** Who was asked to leave: one calm page, which goes back in by itself once the facilitator lets them. */
import { html, render } from 'lit-html';
import { call, keep, keepToken, Problem, t } from './device.js';
import { icon, logo } from './marks.js';
import { style, title } from './ui.js';

/** Milliseconds between two looks, the first and the longest: few people wait here, and seldom for long. */
const FIRST = 10_000;
const LONGEST = 60_000;

/** @param {string} id of a workshop @returns {string} under which the device keeps that its person has been removed */
export const removedFrom = id => `preau.removed:${id}`;

/**
 * @param {HTMLElement} root
 * @param {string} id
 * @param {{back: () => void, stranger: () => void}} then  back: they may go in; stranger: the token is not known any more
 */
export async function showRemoved(root, id, { back, stranger }) {
  keep(removedFrom(id), 'yes');
  title(t('removed.title'));
  let wait = FIRST;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let next;
  let said = '';
  const over = new AbortController();
  const leave = (/** @type {() => void} */ go) => { over.abort(); clearTimeout(next); keep(removedFrom(id), null); go(); };
  const draw = () => render(page(said, () => look(true)), root);
  const again = () => {
    clearTimeout(next);
    next = setTimeout(() => look(false), wait);
    wait = Math.min(LONGEST, wait * 1.5);
  };
  /** @param {boolean} asked by the person, who is then told */
  async function look(asked) {
    if (!asked && document.visibilityState === 'hidden') return;
    try {
      await call(`/api/workshops/${id}`, { workshop: id });
      return leave(back);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 401) return leave(() => { keepToken(id, null); stranger(); });
      if (over.signal.aborted) return;
      if (asked) said = error.status === 403 ? t('removed.not-yet') : error.message;
      draw();
      again();
    }
  }
  const seen = () => { if (document.visibilityState === 'visible') look(false); };
  document.addEventListener('visibilitychange', seen, over);
  window.addEventListener('online', seen, over);
  await style('/css/step.css');
  draw();
  document.getElementById('content')?.focus();
  again();
}

/** @param {string} said @param {() => void} look */
const page = (said, look) => html`<main class="doorstep" id="content" tabindex="-1">${logo()}
  <h1>${t('removed.title')}</h1><p class="lead">${t('removed.lead')}</p>
  <button type="button" class="button primary big" @click=${look}>${t('removed.back')}${icon('next')}</button>
  <p role="status" class="soft">${said}</p><a class="button quiet" href="/">${t('common.home')}</a></main>`;
