/** The screen of the room on a device of its own: opened with the code of the workshop, it comes in as what it is, which looks on and counts as nobody. */
import { html, render } from 'lit-html';
import { json, keep, keepScreenToken, kept, Problem, screenTokenOf, t, tokenOf } from './device.js';
import { codeProblem } from './join.js';
import { icon, logo } from './marks.js';
import { errorLine, title } from './ui.js';

/**
 * @param {HTMLElement} root
 * @param {string} code
 * @param {(id: string) => Promise<void>} show the screen of a workshop that this device may look on
 */
export async function openScreen(root, code, show) {
  title(t('screen.title'));
  const known = kept(`preau.code:${code}`);
  try {
    const id = known && (tokenOf(known) ?? screenTokenOf(known)) ? known : await comeIn(code);
    history.replaceState(null, '', `/w/${id}/projector`);
    await show(id);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(root, error.status === 404 ? t('screen.unknown-code') : codeProblem(error), () => openScreen(root, code, show));
  }
}

/** @param {string} code @returns {Promise<string>} the id of the workshop */
async function comeIn(code) {
  const { workshop, token } = await json('/api/join', { method: 'POST', body: { code, screen: true } });
  keepScreenToken(workshop, token);
  keep(`preau.code:${code}`, workshop);
  return workshop;
}

/** The workshop no longer shows itself here. @param {HTMLElement} root @param {string} id */
export function closeScreen(root, id) {
  keepScreenToken(id, null);
  title(t('screen.title'));
  say(root, t('screen.out'));
}

/** @param {HTMLElement} root @param {string} text @param {() => void} [again] */
const say = (root, text, again) => render(html`<main class="join"><div class="sheet join-sheet fields"><div>${logo()}<h1>${t('screen.title')}</h1></div>${errorLine(text)}
  <div class="choices">${again ? html`<button type="button" class="button primary" @click=${again}>${icon('restore')}${t('screen.again')}</button>` : ''}<a class="button" href="/">${t('common.home')}</a></div></div></main>`, root);
