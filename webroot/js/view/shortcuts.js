/** Keys of a large screen. They are ignored while somebody types, and can be switched off. */
import { html } from 'lit-html';
import { keep, kept, t } from './device.js';
import { openDialog } from './ui.js';

const NAMES = ['add', 'link', 'search', 'bin', 'undo', 'redo', 'zoom', 'close', 'help'];

const off = () => kept('preau.shortcuts') === 'off';

/** @param {KeyboardEvent} event @returns {string} what it asks for, or '' */
function asked(event) {
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase();
    return key === 'z' ? event.shiftKey ? 'redo' : 'undo' : key === 'y' ? 'redo' : '';
  }
  if (event.altKey) return '';
  const names = /** @type {Record<string, string>} */ ({ n: 'add', N: 'add', l: 'link', L: 'link', '/': 'search', Delete: 'bin', Escape: 'close', '?': 'help' });
  return names[event.key] ?? '';
}

/** @param {EventTarget | null} target */
const types = target => target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName) || target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type));

/** @param {Record<string, () => void>} actions @returns {() => void} stops listening */
export function listen(actions) {
  const hear = (/** @type {KeyboardEvent} */ event) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const name = asked(event);
    if (!name || types(event.target) && name !== 'close' || off() && name !== 'close') return;
    if (name !== 'close') event.preventDefault();
    actions[name]?.();
  };
  document.addEventListener('keydown', hear);
  return () => document.removeEventListener('keydown', hear);
}

/** The list of the keys, and the switch. */
export const openHelp = () => openDialog({
  title: t('menu.help'),
  body: dialog => html`<p>${t('help.lead')}</p>
    <dl class="keys">${NAMES.map(name => html`<div><dt>${t(`help.${name}`)}</dt><dd>${t(`help.keys-${name}`).split(' | ').map(key => html`<kbd>${key}</kbd> `)}</dd></div>`)}</dl>
    <label class="check"><input type="checkbox" .checked=${!off()} @change=${(/** @type {Event} */ event) => { keep('preau.shortcuts', /** @type {HTMLInputElement} */ (event.target).checked ? null : 'off'); dialog.update(); }}><span>${t('help.on')}</span></label>`,
});
