/** Toasts, announcements, dialogs and titles: what any screen says to the person outside of its own place. */
import { html, nothing, render } from 'lit-html';
import { changeLanguage, lang, LANGUAGES, t } from './device.js';
import { icon } from './marks.js';

/** @param {string} text for screen readers, politely */
export function announce(text) {
  const live = document.getElementById('live');
  if (live) live.textContent = text;
}

/** Closes the menu of the page, before what it opens takes the focus. */
export const closeMenu = () => document.getElementById('menu')?.hidePopover();

/** @param {string} [screen] shown in the tab before the name of the product */
export const title = screen => { document.title = screen ? `${screen} · Préau` : 'Préau'; };

/**
 * A short message at the bottom, which goes by itself; what it offers can be reached elsewhere as well.
 * @param {string} text
 * @param {{label: string, run: () => void}} [action]
 * @returns {() => void} takes it away
 */
export function toast(text, action) {
  const holder = /** @type {HTMLElement} */ (document.getElementById('toasts'));
  ([...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body).append(holder);
  holder.textContent = '';
  holder.setAttribute('aria-label', t('common.messages'));
  const box = document.createElement('div');
  box.className = 'toast';
  const close = () => box.remove();
  const act = () => { close(); action?.run(); };
  render(html`<span>${text}</span>
    ${action ? html`<button type="button" class="button" @click=${act}>${action.label}</button>` : nothing}
    <button type="button" class="button quiet icon-only" aria-label=${t('common.close')} @click=${close}>${icon('close')}</button>`, box);
  holder.append(box);
  announce(text);
  setTimeout(close, action ? 7_000 : 4_000);
  return close;
}

/**
 * @typedef {object} Dialog
 * @property {() => void} close
 * @property {() => void} update draws the content again
 */

/**
 * Opens a modal dialog. Focus goes into it and back to where it was.
 * @param {{title: string | (() => unknown), body: (dialog: Dialog) => unknown, foot?: (dialog: Dialog) => unknown, wide?: boolean, onClose?: () => void}} options
 * @returns {Dialog}
 */
export function openDialog({ title: heading, body, foot, wide = false, onClose }) {
  const element = document.createElement('dialog');
  if (wide) element.className = 'wide';
  element.setAttribute('aria-labelledby', 'dialog-title');
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  /** @type {Dialog} */
  const dialog = { close: () => element.close(), update };
  function update() {
    render(html`<div class="dialog-head"><h2 id="dialog-title" tabindex="-1">${typeof heading === 'string' ? heading : heading()}</h2>
        <button type="button" class="button quiet icon-only" aria-label=${t('common.close')} @click=${dialog.close}>${icon('close')}</button></div>
      <div class="dialog-body">${body(dialog)}</div>
      ${foot ? html`<div class="dialog-foot">${foot(dialog)}</div>` : nothing}`, element);
    const content = /** @type {HTMLElement} */ (element.querySelector('.dialog-body'));
    if (content.querySelector('a, button, input, select, textarea, summary')) content.removeAttribute('tabindex');
    else content.tabIndex = 0;
  }
  element.addEventListener('close', () => {
    const toasts = element.querySelector('#toasts');
    if (toasts) document.body.append(toasts);
    element.remove();
    if (before?.isConnected) before.focus();
    onClose?.();
  });
  element.addEventListener('click', event => { if (event.target === element) element.close(); });
  document.body.append(element);
  update();
  style('/css/screens.css');
  element.showModal();
  const first = /** @type {HTMLElement | null} */ (element.querySelector('[autofocus]') ?? element.querySelector('#dialog-title'));
  first?.focus();
  return dialog;
}

/** @param {string} text @returns {Promise<boolean>} whether it is in the clipboard; works on plain http, too */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'visually-hidden';
    (document.querySelector('dialog[open]') ?? document.body).append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}

/** @param {string} text @returns {Promise<void>} copies and says so */
export async function copyAndSay(text) {
  toast(await copy(text) ? t('common.copied') : t('common.copy-failed'));
}

const styles = new Set();

/** @param {string} href a style sheet that a screen needs; resolves when it applies */
export function style(href) {
  if (styles.has(href)) return Promise.resolve();
  styles.add(href);
  return new Promise(resolve => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.onload = link.onerror = () => resolve(undefined);
    document.head.append(link);
  });
}

/** The language of the screen on this device, for the head of a page. */
export const languageChoice = () => html`<label class="language">${icon('language')}<span class="visually-hidden">${t('common.language')}</span>
  <select @change=${(/** @type {Event} */ event) => changeLanguage(/** @type {HTMLSelectElement} */ (event.target).value)}>
    ${LANGUAGES.map(one => html`<option value=${one} lang=${one} ?selected=${one === lang()}>${t(`language.${one}`)}</option>`)}</select></label>`;

/** @param {string} text @returns {unknown} a message of an error, said at once by screen readers */
export const errorLine = text => text ? html`<p class="error" role="alert">${icon('alert')}<span>${text}</span></p>` : nothing;
