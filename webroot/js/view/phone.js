/** A participant's phone: two tabs, to contribute and to see. */
import { html, nothing, render } from 'lit-html';
import { keep, kept } from './device.js';
import { t } from './lang.js';
import { icon, logo } from './marks.js';
import { contribute } from './contribute.js';
import { connection, drawOn, isFacilitator, rejections } from './workshop.js';

/**
 * @typedef {import('./workshop.js').Place} Place
 * @typedef {{tab: 'give' | 'see', menu: boolean, see?: typeof import('./see.js')}} State
 */

/** @param {HTMLElement} root @param {Place} place */
export async function showPhone(root, place) {
  /** @type {State} */
  const state = { tab: kept(`preau.tab:${place.id}`) === 'see' ? 'see' : 'give', menu: false };
  place.open = id => import('./card.js').then(({ openCard }) => openCard(place, id));
  const draw = () => { if (root.isConnected) render(page(place, state), root); };
  drawOn(place, draw);
  if (state.tab === 'see') await choose(place, state, 'see');
  else requestIdle(() => import('./see.js'));
}

/** @param {() => void} work when the first contribution is possible */
const requestIdle = work => { setTimeout(work, 1500); };

/** @param {Place} place @param {State} state @param {State['tab']} tab */
async function choose(place, state, tab) {
  state.tab = tab;
  keep(`preau.tab:${place.id}`, tab);
  if (tab === 'see') state.see ??= await import('./see.js');
  place.update();
}

/** @param {Place} place @param {State} state */
const page = (place, state) => html`<a class="skip" href="#content" @click=${toContent}>${t('common.skip')}</a>
  ${head(place, state)}
  <main id="content" class="phone" tabindex="-1">
    ${rejections(place)}
    <div id="panel-${state.tab}" role="tabpanel" aria-labelledby="tab-${state.tab}">${state.tab === 'give' ? contribute(place) : state.see ? state.see.see(place) : html`<p class="empty" role="status">${t('workshop.opening')}</p>`}</div>
  </main>
  <nav class="tabs" aria-label=${t('phone.tabs')}><div role="tablist" @keydown=${(/** @type {KeyboardEvent} */ event) => arrows(event, place, state)}>
    ${tab(place, state, 'give', 'edit', t('phone.give'))}${tab(place, state, 'see', 'eye', t('phone.see'))}</div></nav>`;

/** @param {Event} event */
function toContent(event) {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

/** @param {Place} place @param {State} state */
const head = (place, state) => html`<header class="phone-head">
  ${logo()}<h1>${place.room.board.get('workshop')?.title}</h1>
  ${connection(place)}
  <div class="menu-holder"><button type="button" class="button quiet icon-only" aria-label=${t('common.menu')} aria-expanded=${state.menu ? 'true' : 'false'} @click=${() => { state.menu = !state.menu; place.update(); }}>${icon('menu')}</button>
    ${state.menu ? menu(place, state) : nothing}</div></header>`;

/** @param {Place} place @param {State} state */
function menu(place, state) {
  const item = (/** @type {string} */ name, /** @type {string} */ label, /** @type {(panels: typeof import('./panels.js')) => void} */ run) => html`<button type="button" class="item"
    @click=${async () => { state.menu = false; place.update(); run(await import('./panels.js')); }}>${icon(name)}${label}</button>`;
  return html`<div class="menu" @keydown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === 'Escape') { state.menu = false; place.update(); } }}>
    ${item('share', t('menu.share'), panels => panels.openShare(place))}
    ${item('people', t('menu.people'), panels => panels.openPeople(place))}
    ${item('bin', t('menu.bin'), panels => panels.openBin(place))}
    ${isFacilitator(place) ? item('transfer', t('menu.exchange'), panels => panels.openExchange(place)) : nothing}
    ${item('language', t('menu.language'), panels => panels.openLanguage())}
    <hr><a class="item" href="/">${icon('back')}${t('common.home')}</a></div>`;
}

/** @param {Place} place @param {State} state @param {State['tab']} name @param {string} mark @param {string} label */
const tab = (place, state, name, mark, label) => html`<button type="button" role="tab" id="tab-${name}" aria-selected=${state.tab === name ? 'true' : 'false'} aria-controls="panel-${name}"
  tabindex=${state.tab === name ? 0 : -1} @click=${() => choose(place, state, name)}>${icon(mark)}<span>${label}</span></button>`;

/** @param {KeyboardEvent} event @param {Place} place @param {State} state */
async function arrows(event, place, state) {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const next = state.tab === 'give' ? 'see' : 'give';
  await choose(place, state, next);
  document.getElementById(`tab-${next}`)?.focus();
}
