/** Where the wall has no connection: nobody stands beside it who would do anything about that, so that it tries again by itself. */
import { html, render } from 'lit-html';
import { Problem, t } from './device.js';
import { icon, logo } from './marks.js';
import { errorLine } from './ui.js';

/** Milliseconds between two tries, the first and the longest. */
const FIRST = 2_000;
const LONGEST = 30_000;
/** Milliseconds without a connection after which the wall says so: a moment is nobody's business. */
const UNTOLD = 5_000;

/** @param {Problem} problem @returns {boolean} whether trying again later may do */
const passes = ({ status }) => status === 0 || status === 429 || status >= 500;

/**
 * Tries until the server answers, and says so meanwhile.
 *
 * @template T
 * @param {HTMLElement} root
 * @param {() => Promise<T>} attempt
 * @returns {Promise<T>} rejected where the server refuses
 */
export async function untilReached(root, attempt) {
  for (let wait = FIRST; ; wait = Math.min(LONGEST, 2 * wait)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Problem) || !passes(error)) throw error;
      const least = 1000 * (error.retryAfter ?? 0);
      const text = error.status === 429 ? error.message : t('screen.away');
      await new Promise(resolve => {
        const timer = setTimeout(resolve, Math.max(wait, least));
        render(errorPage(text, () => { clearTimeout(timer); resolve(undefined); }), root);
      });
    }
  }
}

/** @param {string} text @param {() => void} [again] */
export const errorPage = (text, again) => html`<main class="join"><div class="sheet join-sheet fields"><div>${logo()}<h1>${t('screen.title')}</h1></div>${errorLine(text)}
  <div class="choices">${again ? html`<button type="button" class="button primary" @click=${again}>${icon('restore')}${t('screen.again')}</button>` : ''}<a class="button" href="/">${t('common.home')}</a></div></div></main>`;

/** Whether a wall has been without a connection for longer than a moment. */
export class Absence {
  #told = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => void} draw */
  constructor(draw) {
    this.draw = draw;
  }

  get isLong() {
    return this.#told;
  }

  /** @param {boolean} connected now */
  note(connected) {
    if (connected) this.stop();
    else this.#timer ??= setTimeout(() => { this.#told = true; this.draw(); }, UNTOLD);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#told = false;
  }
}
