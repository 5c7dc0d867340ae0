/**
 * The screen of the room on a device of its own: opened with the code of the workshop, it comes in as what it is, which looks on and counts as nobody, whoever else takes part on that device.
 * Its address keeps the code, with which it comes in anew where its token counts no longer.
 */
import { render } from 'lit-html';
import { json, keep, keepScreenToken, kept, Problem, screenTokenOf, t } from './device.js';
import { codeProblem } from './join.js';
import { refusalOf, showProjector } from './projector.js';
import { errorPage, untilReached } from './wallaway.js';
import { title } from './ui.js';

/** @param {HTMLElement} root @param {string} code */
export async function openScreen(root, code) {
  title(t('screen.title'));
  const again = () => openScreen(root, code);
  try {
    const known = kept(`preau.code:${code}`);
    if (known && screenTokenOf(known) && await isShown(root, known, again)) return;
    await show(root, await untilReached(root, () => comeIn(code)), again);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    render(errorPage(error.status === 404 ? t('screen.unknown-code') : codeProblem(error), again), root);
  }
}

/** With the token that the device has, and nothing else. @param {HTMLElement} root @param {string} id */
export async function returnScreen(root, id) {
  try {
    await show(root, id);
  } catch (error) {
    const why = refusalOf(error);
    if (!why) throw error;
    close(root, id, why);
  }
}

/** @param {string} code @returns {Promise<string>} the id of the workshop */
async function comeIn(code) {
  const { workshop, token } = await json('/api/join', { method: 'POST', body: { code, screen: true } });
  keepScreenToken(workshop, token);
  keep(`preau.code:${code}`, workshop);
  return workshop;
}

/** @param {HTMLElement} root @param {string} id @param {() => void} again @returns {Promise<boolean>} false where its token counts no longer, which then is forgotten */
async function isShown(root, id, again) {
  try {
    await show(root, id, again);
    return true;
  } catch (error) {
    if (!refusalOf(error)) throw error;
    keepScreenToken(id, null);
    return false;
  }
}

/** @param {HTMLElement} root @param {string} id @param {() => void} [again] comes in anew */
const show = (root, id, again) => showProjector(root, id, screenTokenOf(id) ?? '', why => close(root, id, why, again));

/** The workshop no longer shows itself here. @param {HTMLElement} root @param {string} id @param {'refused' | 'removed'} why @param {() => void} [again] */
function close(root, id, why, again) {
  keepScreenToken(id, null);
  title(t('screen.title'));
  render(errorPage(t(why === 'removed' ? 'screen.out' : 'screen.gone'), why === 'removed' ? undefined : again), root);
}
