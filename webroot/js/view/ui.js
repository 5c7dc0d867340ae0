/** Toasts, announcements, dialogs, the way back and titles: what any screen says to the person outside of its own place. */
import { html, nothing, render } from 'lit-html';
import { changeLanguage, lang, LANGUAGES, t } from './device.js';
import { icon } from './marks.js';

/** @param {string} text for screen readers, politely; below a modal dialog they read nothing */
export function announce(text) {
  const live = document.getElementById('live');
  const heard = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  if (live && live.parentElement !== heard) heard.append(live);
  if (live) live.textContent = text;
}

/** @param {string} text that is not so any more, and not to be read as if it were */
export function unsay(text) {
  const live = document.getElementById('live');
  if (live?.textContent === text) live.textContent = '';
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
  /** Where the focus was before it came here. @type {HTMLElement | null} */
  let before = null;
  box.addEventListener('focusin', ({ relatedTarget }) => { if (!box.contains(/** @type {Node | null} */ (relatedTarget))) before = /** @type {HTMLElement | null} */ (relatedTarget); });
  const close = () => {
    const held = box.contains(document.activeElement);
    box.remove();
    if (held) focusNear(before);
  };
  const act = () => { close(); action?.run(); };
  render(html`<span>${text}</span>
    ${action ? html`<button type="button" class="button" @click=${act}>${action.label}</button>` : nothing}
    <button type="button" class="button quiet icon-only" aria-label=${t('common.close')} @click=${close}>${icon('close')}</button>`, box);
  holder.append(box);
  announce(text);
  setTimeout(close, action ? 7_000 : 4_000);
  return close;
}

/** Gives the focus to an element, or to the content where that is gone. @param {HTMLElement | null | undefined} element */
export function focusNear(element) {
  const content = /** @type {HTMLElement | null} */ ([...document.querySelectorAll('dialog[open] #dialog-title')].at(-1) ?? document.getElementById('content'));
  const target = element?.isConnected && element !== document.body && element.checkVisibility() ? element : content;
  target?.focus({ preventScroll: true });
}

/** Draws; what has the focus, and is in sight, stays where it is on the screen, whatever comes or goes above it. @param {() => void} draw */
export function holdInPlace(draw) {
  const held = document.activeElement;
  if (!held || held === document.body || held.closest('.map-view')) return draw();
  const { top, bottom } = held.getBoundingClientRect();
  draw();
  if (bottom > 0 && top < innerHeight) keepAt(held, top);
}

/** Scrolls so that it is where it was. @param {Element} element @param {number} top in CSS pixels from the top of the window */
export function keepAt(element, top) {
  if (!element.isConnected || !element.checkVisibility()) return;
  const by = element.getBoundingClientRect().top - top;
  if (Math.abs(by) >= 0.5) scrollerOf(element).scrollBy({ top: by, behavior: 'instant' });
}

/** @param {Element} element @returns {Element} what scrolls around it */
function scrollerOf(element) {
  for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
    if (parent.scrollHeight > parent.clientHeight && ['auto', 'scroll'].includes(getComputedStyle(parent).overflowY)) return parent;
  }
  return document.scrollingElement ?? document.documentElement;
}

/** What had the focus may be gone with the next draw: then it goes to something near. @param {string} near a selector */
export function keepFocus(near) {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusNear(/** @type {HTMLElement | null} */ (document.querySelector(near)));
  }));
}

/**
 * @typedef {object} Dialog
 * @property {() => void} close
 * @property {() => void} update draws the content again
 */

/** The dialogs that are open, the topmost last. @type {Dialog[]} */
const open = [];
/** What every dialog shows below its title, since it covers the page. @type {() => unknown} */
let above = () => nothing;

/** @param {() => unknown} draw what every dialog shows below its title */
export function showInDialogs(draw) {
  above = draw;
}

/** @param {Dialog | undefined} dialog @returns {boolean} whether nothing lies over it */
export const isOnTop = dialog => open.length > 0 && open.at(-1) === dialog;

/** Closes all of them, the topmost first. */
export const closeDialogs = () => [...open].reverse().forEach(dialog => dialog.close());

/** Draws all open dialogs again. */
export const updateDialogs = () => open.forEach(dialog => dialog.update());

/*
 * The way back: while a dialog is open, or the page has a step back of its own, there is one entry in the history above that of the page, so that
 * Back closes the dialog or takes that step. When nothing of it is left otherwise, that entry is left again. `leaving` says that the page itself
 * goes back, `doubled` that two entries are the page's, without a dialog.
 */
let leaving = false;
let doubled = false;
/** What Back does where no dialog is open. @type {(() => void) | null} */
let step = null;
const entered = () => history.state?.dialog === true;

function enter() {
  if (!entered() && !leaving) history.pushState({ dialog: true }, '');
}

function leave() {
  if (!entered() || leaving || open.length > 0 || step) return;
  leaving = true;
  history.back();
}

/** @param {(() => void) | null} back what Back does once, where no dialog is open; null where it leaves the page */
export function onBack(back) {
  step = back;
  if (step) enter();
  else leave();
}

/** @returns {boolean} whether going through the history was about a dialog, and nothing else is to be done */
export function backFromDialog() {
  const own = leaving;
  leaving = false;
  if (!own && !entered()) {
    const back = open.pop()?.close ?? step;
    if (back === step) step = null;
    back?.();
    if (open.length > 0 || step) enter();
    if (back || !doubled) return back !== null;
    doubled = false;
    history.back();
    return true;
  }
  if (open.length > 0 || step) enter();
  else leave();
  return true;
}

/** After a reload: the dialog of the entry is gone. The entry stays: to go back while the page loads can end the load. Back then passes over both. */
export function leaveDialog() {
  if (!entered()) return;
  doubled = true;
  history.replaceState(null, '');
}

/**
 * Opens a modal dialog. Focus goes into it and back to where it was, unless somebody has put it elsewhere by then.
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
        <button type="button" class="button quiet icon-only" aria-label=${t('common.close')} @click=${dialog.close}>${icon('close')}</button>${above()}</div>
      <div class="dialog-body">${body(dialog)}</div>
      ${foot ? html`<div class="dialog-foot">${foot(dialog)}</div>` : nothing}`, element);
    const content = /** @type {HTMLElement} */ (element.querySelector('.dialog-body'));
    if (content.querySelector('a, button, input, select, textarea, summary')) content.removeAttribute('tabindex');
    else content.tabIndex = 0;
  }
  element.addEventListener('close', () => {
    document.body.append(...element.querySelectorAll('#toasts, #live'));
    const isElsewhere = document.activeElement !== document.body && !element.contains(document.activeElement);
    element.remove();
    if (open.includes(dialog)) open.splice(open.indexOf(dialog), 1);
    leave();
    if (!isElsewhere) focusNear(before);
    onClose?.();
  });
  element.addEventListener('click', event => { if (event.target === element) element.close(); });
  document.body.append(element);
  update();
  style('/css/screens.css');
  element.showModal();
  open.push(dialog);
  enter();
  const first = /** @type {HTMLElement | null} */ (element.querySelector('[autofocus]') ?? element.querySelector('#dialog-title'));
  first?.focus();
  return dialog;
}

/** Says how much of what is pasted or dropped into a field does not fit there: browsers cut it without a word. */
export function tellWhatIsCut() {
  document.addEventListener('beforeinput', event => {
    const field = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (event.target);
    if (!['insertFromPaste', 'insertFromDrop'].includes(event.inputType) || !(field.maxLength >= 0)) return;
    const given = (event.data ?? event.dataTransfer?.getData('text/plain') ?? '').replace(/\r\n?/g, '\n');
    const kept = field.value.length - (field.selectionEnd ?? 0) + (field.selectionStart ?? 0);
    const cut = given.length - Math.max(0, field.maxLength - kept);
    if (cut > 0) toast(t('form.cut', { n: cut, max: field.maxLength }));
  });
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
