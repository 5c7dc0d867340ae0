/** A large screen: the map in the middle, the list beside it, one card open on the other side. */
import { html, nothing, render } from 'lit-html';
import { cardView } from './card.js';
import { boardChoice, boardSign } from './boards.js';
import { cardList } from './cards.js';
import { openCreate } from './create.js';
import { keep, kept, said, t } from './device.js';
import { ending } from './ending.js';
import { openLinker } from './linker.js';
import { mapHolder, mapOf } from './mapholder.js';
import { familyMark, icon, logo } from './marks.js';
import * as panels from './panels.js';
import { listen, openHelp } from './shortcuts.js';
import { closeMenu, keepFocus, style } from './ui.js';
import { again, bin, connection, drawOn, isAwaited, isEnded, isFacilitator, presentIn, rejections, standing } from './place.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {{list: boolean, first?: boolean, card: string, opener: HTMLElement | null, filter: import('./cards.js').Filter, step?: typeof import('./step.js'), steers: boolean, cockpit?: typeof import('./cockpit.js')}} State  first: whether the list comes before a vote where there is room for one; steers: whether the cockpit is open
 */

/** Where there is room for the list beside the cockpit. */
const ROOMY = window.matchMedia('(min-width: 1560px)');

/** Where there is room for the list beside a vote. */
const WIDE = window.matchMedia('(min-width: 1501px)');

/** @param {HTMLElement} root @param {Place} place */
export async function showDesk(root, place) {
  /** @type {State} */
  const state = { list: kept('preau.list') !== 'closed', card: '', opener: null, filter: { search: '', kinds: new Set() }, steers: false };
  place.open = id => openCard(place, state, id);
  place.look = () => undefined;
  place.give = undefined;
  place.openRefused = () => import('./refused.js').then(({ openRefused }) => openRefused(place));
  const [steps] = await Promise.all([import('./step.js'), style('/css/desk.css'), style('/css/step.css')]);
  state.step = steps;
  const draw = () => { if (root.isConnected) render(page(place, state), root); };
  if (isFacilitator(place)) await beginCockpit(place, state);
  const actions = shortcuts(place, state);
  const stop = listen(actions);
  drawOn(place, () => { if (root.isConnected) draw(); else stop(); });
}

/** @param {Place} place @param {State} state @returns {Record<string, () => void>} what a key does, by its name in the texts */
function shortcuts(place, state) {
  const card = () => place.room.board.get(state.card);
  return {
    add: () => openCreate(place),
    link: () => { if (state.card) openLinker(place, state.card); },
    search: () => { if (!listed(place, state)) toggleList(place, state); requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('search')?.focus())); },
    undo: () => again(place.room, 'undo'),
    redo: () => again(place.room, 'redo'),
    ...state.step?.keys(place),
    bin: () => { const record = card(); if (record && place.may(['del', record.id])) bin(place, record, () => closeCard(place, state)); },
    timer: async () => { if (isFacilitator(place)) (await import('./cockpit.js')).toggleTimer(place); },
    help: () => openHelp(),
    close: () => { if (state.card) closeCard(place, state); },
  };
}

/** The focus goes to the card, and back to where it was. @param {Place} place @param {State} state @param {string} id */
function openCard(place, state, id) {
  if (!state.card) state.opener = /** @type {HTMLElement | null} */ (document.activeElement);
  state.card = id;
  place.update();
  requestAnimationFrame(() => requestAnimationFrame(async () => {
    document.getElementById('card-title')?.focus({ preventScroll: true });
    (await mapOf(place))?.show(id);
  }));
}

/** @param {Place} place @param {State} state */
function closeCard(place, state) {
  const id = state.card;
  state.card = '';
  place.update();
  const back = [state.opener, document.querySelector(`.desk-list [data-id="${id}"]`), document.querySelector(`.map-card[data-id="${id}"]`), document.getElementById('content')];
  const target = back.find(element => element?.isConnected && element.checkVisibility() && element !== document.body);
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  keepFocus('#content');
}

/** @param {Place} place @param {State} state */
function toggleList(place, state) {
  state.list = !listed(place, state);
  state.first = state.list;
  if (state.list && !ROOMY.matches) state.steers = false;
  keep('preau.list', state.list ? 'open' : 'closed');
  place.update();
}

/** Open as it was left; at first where there is an agenda. @param {Place} place @param {State} state */
async function beginCockpit(place, state) {
  const open = kept('preau.cockpit') ?? (place.room.board.visible('phase').length > 0 ? 'open' : '');
  if (open === 'open') await openCockpit(place, state);
  else loadCockpit(place, state);
}

/** @param {Place} place @param {State} state */
async function loadCockpit(place, state) {
  state.cockpit ??= await import('./cockpit.js');
  await state.cockpit.prepare(place);
}

/** @param {Place} place @param {State} state */
async function openCockpit(place, state) {
  await loadCockpit(place, state);
  state.steers = true;
  if (!ROOMY.matches) state.list = false;
}

/** @param {Place} place @param {State} state */
async function toggleCockpit(place, state) {
  if (state.steers) state.steers = false;
  else await openCockpit(place, state);
  keep('preau.cockpit', state.steers ? 'open' : 'closed');
  place.update();
  if (state.steers) keepFocus('#cockpit-title');
}

/** Whether the cockpit stands in place of what it says itself: the step and the votes. @param {Place} place @param {State} state */
const steers = (place, state) => state.steers && isFacilitator(place);

/** Whether the list is to be seen: a vote takes its place where there is room for one of them, until the list is asked for. @param {Place} place @param {State} state */
const listed = (place, state) => state.list && (WIDE.matches || state.first === true || steers(place, state) || !state.step?.hasVotes(place));

/** @param {Place} place @param {State} state */
const page = (place, state) => html`<a class="skip" href="#content" @click=${(/** @type {Event} */ event) => { event.preventDefault(); document.getElementById('content')?.focus(); }}>${t('desk.skip')}</a>
  <div class="desk ${state.list ? 'with-list' : ''} ${state.first ? 'list-first' : ''} ${state.card ? 'with-card' : ''} ${!steers(place, state) && state.step?.hasVotes(place) ? 'with-vote' : ''}">
    ${head(place)}${rail(place, state)}
    ${steers(place, state) && state.cockpit ? html`<aside class="desk-cockpit" aria-label=${t('cockpit.title')}>${state.cockpit.cockpit(place)}</aside>` : asked(place, state)}
    ${state.list ? html`<aside class="desk-list" aria-labelledby="list-title"><div class="panel-head"><h2 id="list-title">${t('see.list')}</h2>
        <button type="button" class="button quiet icon-only" aria-label=${t('desk.close-list')} @click=${() => toggleList(place, state)}>${icon('back')}</button></div>
      <div class="list-scroll">${boardChoice(place)}${state.step?.past(place) ?? nothing}${cardList(place, state.filter, { folded: true, current: state.card })}</div></aside>` : nothing}
    <main id="content" class="desk-map" tabindex="-1" aria-label=${t('see.map')}>${rejections(place)}${boardSign(place)}${mapHolder(place, 'desk-holder')}</main>
    ${state.card ? html`<aside class="desk-card" aria-labelledby="card-title"><div class="panel-head"><h2 id="card-title" tabindex="-1">${t('desk.card')}</h2>
        <button type="button" class="button quiet icon-only" aria-label=${t('common.close')} @click=${() => closeCard(place, state)}>${icon('close')}</button></div>
      <div class="list-scroll">${cardView(place, state.card, { open: place.open, close: () => closeCard(place, state), show: async () => (await mapOf(place))?.focus(state.card) })}</div></aside>` : nothing}
  </div>`;

/** What the facilitator steers: the step above the map, votes beside it. @param {Place} place @param {State} state */
function asked(place, { step }) {
  if (!step) return nothing;
  step.follow(place);
  if (isEnded(place.room)) return html`<section class="desk-step" aria-label=${t('step.label')}>${isFacilitator(place) ? step.heading(place) : ending(place)}</section>`;
  const why = step.closed(place);
  return html`<section class="desk-step" aria-label=${t('step.label')}>${!isFacilitator(place) && isAwaited(place.room) ? step.awaited(place) : nothing}${step.heading(place, why ? html`<p class="step-how">${icon('lock')}<span>${why}</span></p>` : nothing)}${step.signs(place)}${step.calls(place)}${step.spotlight(place)}</section>
    ${step.hasVotes(place) ? html`<aside class="desk-vote" aria-label=${t('vote.label')}><div class="list-scroll">${step.votes(place)}</div></aside>` : nothing}`;
}

/** @param {Place} place */
function head(place) {
  const workshop = place.room.board.get('workshop');
  return html`<header class="desk-head"><a href="/" class="brand" aria-label="Préau, ${t('common.home')}">${logo()}</a>
    <div class="desk-title"><h1>${workshop?.title}</h1><div class="desk-about">${workshop?.territory ? html`<p class="soft small">${workshop.territory}</p>` : nothing}${standing(place)}</div></div>
    ${connection(place)}
    ${peopleHere(place)}
    <button type="button" class="button" @click=${() => panels.openShare(place)}>${icon('share')}${t('menu.share')}</button>
    <button type="button" class="button quiet icon-only" popovertarget="menu" aria-label=${t('common.menu')}>${icon('menu')}</button>${menu(place)}</header>`;
}

/** @param {Place} place */
function menu(place) {
  const item = (/** @type {string} */ mark, /** @type {string} */ label, /** @type {() => void} */ run) => html`<button type="button" class="item" @click=${() => { closeMenu(); run(); }}>${icon(mark)}${label}</button>`;
  return html`<div class="menu" id="menu" popover>
    ${item('language', t('menu.language'), () => panels.openLanguage())}${item('help', t('menu.help'), () => openHelp())}
    <hr><a class="item" href="/">${icon('back')}${t('common.home')}</a></div>`;
}

const FACES = 6;

/** @param {Place} place */
function peopleHere(place) {
  const { online } = place.room;
  const here = presentIn(place.room);
  const { families } = place.room.board.model;
  return html`<button type="button" class="button quiet people-here" @click=${() => panels.openPeople(place)}>
    <span class="faces" aria-hidden="true">${here.slice(0, FACES).map(person => {
      const family = person.family ? families.get(person.family) : undefined;
      return html`<span class="face" title="${person.name}${family ? ` · ${said(family.label)}` : ''}">${family ? familyMark(family.shape, family.colour) : html`<span class="no-family"></span>`}</span>`;
    })}</span><span>${online ? t('desk.here', { n: here.length }) : here.length > 1 ? t('desk.before', { n: here.length }) : t('menu.people')}</span></button>`;
}

/** What neither the head nor the map's own bar offers. @param {Place} place @param {State} state */
function rail(place, state) {
  const tool = (/** @type {string} */ mark, /** @type {string} */ label, /** @type {() => void} */ run, /** @type {boolean} */ on = false) => html`<button type="button" class="button quiet tool"
    aria-pressed=${on ? 'true' : nothing} @click=${run}>${icon(mark)}<span>${label}</span></button>`;
  return html`<nav class="rail" aria-label=${t('desk.tools')}>
    ${isFacilitator(place) ? tool('steer', t('cockpit.title'), () => toggleCockpit(place, state), state.steers) : nothing}
    ${tool('list', t('see.list'), () => toggleList(place, state), listed(place, state))}
    ${tool('transfer', t('desk.files'), () => panels.openExchange(place))}
    ${tool('bin', t('menu.bin'), () => panels.openBin(place))}</nav>`;
}
