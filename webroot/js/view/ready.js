/** A workshop has been made: how the facilitator comes back, how people come in. */
import { html, render } from 'lit-html';
import { json, keep, keepVisit, Problem, spaced, t, tokenOf } from './device.js';
import { icon, logo } from './marks.js';
import { copyAndSay, errorLine, languageChoice, style, title } from './ui.js';

/**
 * How people come in: read by the page after creation, the sharing dialog and the projector.
 * @typedef {{title: string, territory?: string, code: string, url: string, short: string, people: number}} Doors
 * @param {string} id of a workshop whose token this device has
 * @param {string} [token] where it is to be another than the person's
 * @returns {Promise<Doors>}
 */
export async function doors(id, token) {
  const [workshop, info] = await Promise.all([json(`/api/workshops/${id}`, { workshop: id, token }), json('/api/info').catch(() => ({}))]);
  const base = String(info.publicUrl ?? location.origin).replace(/\/$/, '');
  keep(`preau.code:${workshop.code}`, id);
  keepVisit(id, workshop.title);
  return {
    title: workshop.title, territory: workshop.territory, code: workshop.code, url: `${base}/${workshop.code}`,
    short: `${base.replace(/^https?:\/\//, '')}/${workshop.code}`, people: workshop.counts?.people ?? 0,
  };
}

/** @param {string} id @param {Doors} door @returns {string} the facilitator's own link; its token stands behind # and never reaches a log */
export const ownLink = (id, door) => `${door.url.slice(0, -door.code.length)}w/${id}#token=${tokenOf(id)}`;

/** @param {HTMLElement} root @param {string} id */
export async function showReady(root, id) {
  title(t('ready.title'));
  try {
    const [door] = await Promise.all([doors(id), style('/css/screens.css')]);
    render(page(id, door), root);
    /** @type {HTMLElement | null} */ (root.querySelector('h1'))?.focus();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    render(html`<main class="join"><div class="sheet join-sheet">${errorLine(error.message)}<a class="button" href="/">${t('common.home')}</a></div></main>`, root);
  }
}

/** @param {string} id @param {Doors} door */
const page = (id, door) => html`
  <header class="home-head"><a class="brand" href="/">${logo()}<span>Préau</span></a>${languageChoice()}</header>
  <main class="ready">
    <div class="ready-head"><p class="eyebrow">${[door.title, door.territory].filter(Boolean).join(' · ')}</p><h1 tabindex="-1">${t('ready.title')}</h1></div>
    <section class="sheet ready-own" aria-labelledby="own-title"><h2 id="own-title">${t('ready.own')}</h2><p>${t('ready.own-hint')}</p>${linkField('own-link', t('ready.own'), ownLink(id, door))}</section>
    <section class="sheet ready-doors" aria-labelledby="doors-title"><h2 id="doors-title">${t('ready.doors')}</h2>${doorCard(door)}</section>
    <div class="ready-go">
      <a class="button primary big" href="/w/${id}">${t('ready.board')}${icon('next')}</a>
      <a class="button big" href="/w/${id}/projector" target="_blank" rel="noopener">${icon('screen')}${t('ready.projector')}</a>
    </div>
    ${screenLine(door)}
  </main>`;

/** @param {Doors} door the code, the address and the QR code, together */
export const doorCard = door => html`<div class="doors">
  <img class="qr" src="/api/qr/${door.code}" alt=${t('ready.qr', { address: door.short })} width="200" height="200">
  <dl class="doors-list"><div><dt>${t('ready.address')}</dt><dd class="address">${door.short}</dd></div>
    <div><dt>${t('ready.code')}</dt><dd class="code big-code">${spaced(door.code)}</dd></div></dl>
  <button type="button" class="button" @click=${() => copyAndSay(door.url)}>${icon('copy')}${t('ready.copy-address')}</button></div>`;

/** How a device of its own shows the screen of the room. @param {Doors} door */
export const screenLine = door => html`<p class="screen-at"><span>${t('ready.screen')}</span> <strong class="address">${door.short}/${t('screen.word')}</strong></p>`;

/** @param {string} id @param {string} label @param {string} value */
export const linkField = (id, label, value) => html`<div class="link-field">
  <input id=${id} class="input" readonly aria-label=${label} .value=${value} @focus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select()}>
  <button type="button" class="button" @click=${() => copyAndSay(value)}>${icon('copy')}${t('common.copy')}</button></div>`;
