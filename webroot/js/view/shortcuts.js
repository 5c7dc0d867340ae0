/** Keys of a large screen. They are ignored while somebody types, and can be switched off. */
import { html } from 'lit-html';
import { keep, kept, t } from './device.js';
import { openDialog } from './ui.js';

const NAMES = ['add', 'link', 'search', 'bin', 'vote', 'hand', 'done', 'undo', 'redo', 'timer', 'close', 'help'];
/** Keys of the map, while the focus is in it. */
const MAP_NAMES = ['focus', 'move', 'select', 'edit', 'open', 'zoom', 'fit', 'all'];
const MAP_MOUSE = ['pan', 'marquee', 'double', 'handle'];

/** Whether this person wants no keys that act by themselves. */
export const areOff = () => kept('preau.shortcuts') === 'off';

/** @param {KeyboardEvent} event @returns {string} what it asks for, or '' */
function asked(event) {
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase();
    return key === 'z' ? event.shiftKey ? 'redo' : 'undo' : key === 'y' ? 'redo' : '';
  }
  if (event.altKey) return '';
  const names = /** @type {Record<string, string>} */ ({ n: 'add', N: 'add', l: 'link', L: 'link', v: 'vote', V: 'vote', h: 'hand', H: 'hand', d: 'done', D: 'done', t: 'timer', T: 'timer', '/': 'search', Delete: 'bin', Escape: 'close', '?': 'help' });
  return names[event.key] ?? '';
}

/** Whether keys write there, or did a moment ago. @param {EventTarget | null} target */
const types = target => target instanceof HTMLElement && (target.isContentEditable || target.closest('preau-left') !== null || ['TEXTAREA', 'SELECT'].includes(target.tagName) || target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type));

/** @param {Record<string, () => void>} actions @returns {() => void} stops listening */
export function listen(actions) {
  const hear = (/** @type {KeyboardEvent} */ event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    const name = asked(event);
    if (!name || types(event.target) && name !== 'close' || areOff() && name !== 'close') return;
    if (name !== 'close') event.preventDefault();
    actions[name]?.();
  };
  document.addEventListener('keydown', hear);
  return () => document.removeEventListener('keydown', hear);
}

/** @param {string[]} names of texts @param {string} meaning their prefix @param {string} keys the prefix of the keys, which ` | ` separates */
const keyList = (names, meaning, keys) => html`<dl class="keys">${names.map(name => html`<div><dt>${t(`${meaning}${name}`)}</dt><dd>${t(`${keys}${name}`).split(' | ').map(key => html`<kbd>${key}</kbd> `)}</dd></div>`)}</dl>`;

/** The list of the keys, the switch, and what one does with the mouse. */
export const openHelp = () => openDialog({
  title: t('menu.help'),
  wide: true,
  body: dialog => html`<p>${t('help.lead')}</p>
    <label class="check"><input type="checkbox" .checked=${!areOff()} @change=${(/** @type {Event} */ event) => { keep('preau.shortcuts', /** @type {HTMLInputElement} */ (event.target).checked ? null : 'off'); dialog.update(); }}><span>${t('help.on')}</span></label>
    <div class="help"><section><h3>${t('help.page')}</h3>${keyList(NAMES, 'help.', 'help.keys-')}</section>
      <section><h3>${t('help.map')}</h3>${keyList(MAP_NAMES, 'map.key-', 'map.keys-')}</section></div>
    <section><h3>${t('map.mouse')}</h3><ul class="mouse">${MAP_MOUSE.map(name => html`<li>${t(`map.mouse-${name}`)}</li>`)}</ul></section>`,
});
