/** A participant's phone: two tabs, to contribute (here) and to see. */
import { html, nothing, render } from 'lit-html';
import { newRecordId } from '../board/model.js';
import { draft, keep, keepDraft, kept, t } from './device.js';
import { formFields, valuesOf } from './form.js';
import { icon, kindMark, kindOf, logo } from './marks.js';
import { closeDialogs, closeMenu, errorLine, keepFocus, onBack } from './ui.js';
import { again, awaits, bin, connection, drawOn, isAwaited, isEnded, isFacilitator, isSteered, rejections, sayGiven, standing } from './place.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {{chosen: string, chosenIn?: string, values: Record<string, any>, writing?: {kind: string, phase: string}, error: string, all: boolean, sending: boolean,
 *            moved: () => void, mine?: {version: number, records: BoardRecord[]}}} Giving  moved: to be called when another kind is chosen, or none
 * @typedef {{tab: 'give' | 'see' | 'steer', see?: typeof import('./see.js'), step?: typeof import('./step.js'), cockpit?: typeof import('./cockpit.js'), ending?: typeof import('./ending.js')}} State  step: once there is something that the facilitator steers; ending: once the workshop has ended
 */

/** @param {HTMLElement} root @param {Place} place */
export async function showPhone(root, place) {
  /** @type {State} */
  const state = { tab: tabs(place).find(tab => tab === kept(`preau.tab:${place.id}`)) ?? (isFacilitator(place) && (isAwaited(place.room) || place.room.board.get('workshop')?.phase !== undefined) ? 'steer' : 'give') };
  place.open = id => import('./card.js').then(({ openCard }) => openCard(place, id));
  place.look = () => { choose(place, state, 'see'); };
  place.give = async () => { closeDialogs(); await choose(place, state, 'give'); keepFocus('#step-title'); };
  place.openRefused = () => import('./refused.js').then(({ openRefused }) => openRefused(place));
  const draw = () => {
    if (!root.isConnected) return;
    if (isSteered(place.room) || isAwaited(place.room)) loadStep(place, state);
    if (isEnded(place.room)) loadEnding(place, state);
    state.step?.follow(place);
    render(page(place, state), root);
  };
  drawOn(place, draw);
  followHead(root);
  if (state.tab === 'give') way(place, state);
  else await choose(place, state, state.tab);
  setTimeout(() => { import('./see.js').catch(() => undefined); spotIn(place); loadStep(place, state); if (isFacilitator(place)) loadCockpit(place, state); }, WHEN_QUIET);
}

/** @param {Place} place @returns {State['tab'][]} those who facilitate have one more */
const tabs = place => isFacilitator(place) ? ['give', 'see', 'steer'] : ['give', 'see'];

/** @param {Place} place @param {State} state */
async function loadCockpit(place, state) {
  const loaded = state.cockpit ?? await import('./cockpit.js').catch(() => undefined);
  await loaded?.prepare(place);
  state.cockpit = loaded;
}

/** @param {Place} place @param {State} state */
async function loadStep(place, state) {
  if (state.step) return;
  state.step = await import('./step.js').catch(() => undefined);
  if (!state.step) return;
  const { listen } = await import('./shortcuts.js');
  const stop = listen(state.step.keys(place));
  const watch = () => { if (!document.getElementById('tab-give')) stop(); };
  place.room.addEventListener('state', watch);
  place.update();
}

/** @param {Place} place @param {State} state */
async function loadEnding(place, state) {
  if (state.ending) return;
  state.ending = await import('./ending.js').catch(() => undefined);
  if (state.ending) place.update();
}

/** Tells the style sheet how high the head is, below which messages stand. @param {HTMLElement} root */
function followHead(root) {
  const bar = root.querySelector('.phone-head');
  if (bar) new ResizeObserver(() => document.documentElement.style.setProperty('--head', `${bar.clientHeight}px`)).observe(bar);
}

/** Milliseconds after which what is not needed for a first contribution is fetched. */
const WHEN_QUIET = 1500;

/** Back goes from « Voir » to « Contribuer », and from the form there to the choice of a kind. @param {Place} place @param {State} state */
function way(place, state) {
  const giving = givingOf(place);
  giving.moved = () => way(place, state);
  if (state.tab !== 'give') onBack(() => choose(place, state, 'give'));
  else onBack(giving.chosen && mayGive(place) ? () => pick(place, giving, '') : null);
}

/** @param {Place} place @param {State} state @param {State['tab']} tab */
async function choose(place, state, tab) {
  state.tab = tab;
  way(place, state);
  keep(`preau.tab:${place.id}`, tab);
  if (tab === 'see') state.see ??= await import('./see.js');
  if (tab === 'steer') await loadCockpit(place, state);
  place.update();
  window.scrollTo(0, 0);
}

/** @param {Place} place @param {State} state */
function page(place, state) {
  const tab = tabs(place).includes(state.tab) ? state.tab : 'give';
  return html`<a class="skip" href="#content" @click=${toContent}>${t('common.skip')}</a>
  ${head(place)}
  <main id="content" class="phone" tabindex="-1">
    <div id="panel-${tab}" role="tabpanel" aria-labelledby="tab-${tab}">${tab === 'give' ? contribute(place, state) : panel(place, state, tab)}</div>
  </main>
  <nav class="phone-foot" aria-label=${t('phone.tabs')}><div class="tabs"><div role="tablist" @keydown=${(/** @type {KeyboardEvent} */ event) => arrows(event, place, state)}>
    ${tabs(place).map(name => tabButton(place, state, name, name === tab))}</div></div>${state.step?.signs(place) ?? nothing}</nav>`;
}

/** @param {Place} place @param {State} state @param {'see' | 'steer'} tab */
function panel(place, state, tab) {
  if (tab === 'see' && state.see) return html`${state.step?.calls(place, true) ?? nothing}${state.see.see(place, state.step?.past(place) ?? nothing)}`;
  if (tab === 'steer' && state.cockpit) return state.cockpit.cockpit(place);
  return html`<p class="empty" role="status">${t('workshop.opening')}</p>`;
}

/** @param {Event} event */
function toContent(event) {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

/** @param {Place} place */
const head = place => html`<header class="phone-head">
  ${logo()}<div class="head-title"><h1>${place.room.board.get('workshop')?.title}</h1>${standing(place)}</div>
  ${connection(place)}
  <button type="button" class="button quiet icon-only" popovertarget="menu" aria-label=${t('common.menu')}>${icon('menu')}</button>${rejections(place)}${menu(place)}</header>`;

/** @param {Place} place */
function menu(place) {
  const item = (/** @type {string} */ name, /** @type {string} */ label, /** @type {(panels: typeof import('./panels.js')) => void} */ run) => html`<button type="button" class="item"
    @click=${async () => { closeMenu(); run(await import('./panels.js')); }}>${icon(name)}${label}</button>`;
  return html`<div class="menu" id="menu" popover>
    ${item('share', t('menu.share'), panels => panels.openShare(place))}
    ${item('people', t('menu.people'), panels => panels.openPeople(place))}
    ${item('bin', t('menu.bin'), panels => panels.openBin(place))}
    ${item('transfer', isFacilitator(place) ? t('menu.exchange') : t('export.title'), panels => panels.openExchange(place))}
    ${item('language', t('menu.language'), panels => panels.openLanguage())}
    <hr><a class="item" href="/">${icon('back')}${t('common.home')}</a></div>`;
}

const MARKS = { give: 'edit', see: 'eye', steer: 'steer' };

/** @param {Place} place @param {State} state @param {State['tab']} name @param {boolean} chosen */
function tabButton(place, state, name, chosen) {
  const n = name === 'steer' ? state.cockpit?.waits(place) ?? 0 : name === 'give' && !chosen && state.step?.hasNews(place) ? 1 : 0;
  return html`<button type="button" role="tab" id="tab-${name}" aria-selected=${chosen ? 'true' : 'false'} aria-controls="panel-${name}"
    tabindex=${chosen ? 0 : -1} @click=${() => choose(place, state, name)}>${icon(MARKS[name])}<span>${t(`phone.${name}`)}</span>${n > 0 ? html`<span class="badge"><span aria-hidden="true">${n}</span><span class="visually-hidden">${name === 'give' ? t('step.new') : t('cockpit.waits', { n })}</span></span>` : nothing}</button>`;
}

/** @param {KeyboardEvent} event @param {Place} place @param {State} state */
async function arrows(event, place, state) {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const all = tabs(place);
  const next = all[(all.indexOf(state.tab) + (event.key === 'ArrowLeft' ? -1 : 1) + all.length) % all.length];
  await choose(place, state, next);
  document.getElementById(`tab-${next}`)?.focus();
}

/* The tab « Contribuer »: choose a kind, say it, send it; and what one gave so far. */

/** The kinds that newcomers reach for; the others are one touch away. */
const USUAL = ['enjeu', 'acteur', 'attente', 'contrainte', 'deja_la', 'piste'];
/** So many are all shown at once. */
const FEW = 8;
/** @type {WeakMap<Place, Giving>} */
const states = new WeakMap();

/** @param {Place} place @returns {Giving} */
function givingOf(place) {
  let state = states.get(place);
  if (!state) {
    const { chosen = '', chosenIn, writing, ...values } = draft(place.id);
    state = { chosen, chosenIn, writing, values, error: '', all: kept('preau.all-kinds') === 'yes', sending: false, moved: () => undefined };
    states.set(place, state);
  }
  return state;
}

/** @param {Place} place @returns {string[]} the kinds of cards that can be added now, `proposal` last */
const kindsNow = place => [...[...place.room.board.model.type('card')?.kinds.keys() ?? []].filter(kind => place.may(['put', 'card', '', { kind }])), ...place.may(['put', 'proposal', '', {}]) ? ['proposal'] : []];

/** @param {Place} place @returns {string} the id of the step that the workshop is at, '' without one */
const phaseOf = place => String(place.room.board.get('workshop')?.phase ?? '');

/** Until the first step says what to do. @param {Place} place */
const isWaiting = place => awaits(place.room);

/** @param {Place} place */
const mayGive = place => kindsNow(place).length > 0;

/** Whether the workshop has ended for this person: who facilitates can still do everything. @param {Place} place */
const isOver = place => isEnded(place.room) && !isFacilitator(place);

/** @param {Place} place @param {State} page */
function contribute(place, page) {
  const { step } = page;
  const state = givingOf(place);
  const kinds = isWaiting(place) || isOver(place) ? [] : kindsNow(place);
  if (step?.settle(place, state, kinds)) {
    state.moved();
    remember(place, state);
  }
  if (isOver(place)) return html`${page.ending?.ending(place, () => place.look()) ?? html`<p class="empty" role="status">${t('refusal-form.ended')}</p>`}${step?.late(place, kinds) ?? nothing}${givenBy(place).length > 0 ? mine(place) : nothing}`;
  const chosen = kinds.length === 1 && !goesOn(place, state, kinds[0], step) ? kinds[0] : kinds.includes(state.chosen) ? state.chosen : '';
  const asked = step?.step(place) ?? nothing;
  if (isWaiting(place)) return html`${asked}${step?.awaited(place) ?? nothing}${step?.late(place, kinds) ?? nothing}${givenBy(place).length > 0 ? mine(place) : nothing}`;
  if (kinds.length === 0 && place.room.you.role === 'observer') return html`${asked}<section class="give"><h2>${t('contribute.observer')}</h2><p class="soft">${t('contribute.observer-hint')}</p></section>`;
  const giving = kinds.length === 0 ? closed(place, step) : chosen ? filling(place, page, state, chosen, kinds.length === 1) : choosing(place, page, state, kinds);
  return html`${asked}${step?.late(place, kinds) ?? nothing}${giving}${step?.earlier(place) ?? nothing}${mine(place, step?.linked(place))}`;
}

/** @param {Place} place @param {State} page @param {Giving} state @param {string} chosen @param {boolean} only whether there is nothing else to choose */
function filling(place, { step }, state, chosen, only) {
  return html`${step ? html`<div class="linking">${step.linking(place)}</div>` : nothing}${step?.begun(place, chosen) ?? nothing}${form(place, state, chosen, only)}`;
}

/** @param {Place} place @param {State} page @param {Giving} state @param {string[]} kinds one alone where what was begun comes before it */
function choosing(place, { step }, state, kinds) {
  return html`${kinds.length === 1 ? step?.begun(place, kinds[0]) ?? nothing : nothing}${chooser(place, state, kinds, step?.linking(place) ?? nothing)}`;
}

/** Whether what was begun comes before a form for something new: not while that is being filled in. @param {Place} place @param {Giving} state @param {string} kind @param {State['step']} step */
const goesOn = (place, state, kind, step) => Boolean(step?.begunBefore(place, kind).length) && !Object.values(state.values).some(Boolean) && !document.activeElement?.closest('#give-form');

/** @param {Place} place @param {State['step']} step */
function closed(place, step) {
  const links = place.may(['put', 'link', '', {}]);
  const why = step?.closed(place, true) ?? '';
  const ways = html`${links ? step?.linking(place) ?? nothing : nothing}${links || step?.reads(place) ? html`<button type="button" class="button" @click=${() => place.look()}>${icon('eye')}${t('step.to-cards')}</button>` : nothing}`;
  return html`${why ? html`<section class="give closed"><p class="step-how">${icon(links ? 'link' : 'lock')}<span>${why}</span></p>${ways}</section>` : nothing}${step?.reading(place) ?? nothing}${links ? nothing : step?.linking(place) ?? nothing}`;
}

/** @param {Place} place @param {Giving} state @param {string[]} kinds @param {unknown} linking the way to link cards, where the step asks for that */
function chooser(place, state, kinds, linking) {
  const few = kinds.length <= FEW;
  const shown = state.all || few ? kinds : kinds.filter(kind => USUAL.includes(kind) || kind === 'proposal');
  const list = shown.map(kind => kindOf(place.room.board, kind === 'proposal' ? { type: kind } : { type: 'card', kind }));
  return html`<section class="give" aria-labelledby="give-title"><h2 id="give-title" tabindex="-1">${t('contribute.title')}</h2><p class="soft">${t('contribute.lead')}</p>
    <ul class="chooser">${linking === nothing ? nothing : html`<li class="linking">${linking}</li>`}${list.map(kind => html`<li><button type="button" class="kind-button kind-${kind.colour}" @click=${() => pick(place, state, kind.name)}>
      ${kindMark(kind.shape, kind.colour, true)}<span><strong>${kind.label}</strong><span class="card-note">${kind.hint}</span></span></button></li>`)}</ul>
    ${state.all || few ? nothing : html`<button type="button" class="button wide" @click=${() => { state.all = true; keep('preau.all-kinds', 'yes'); place.update(); }}>${icon('plus')}${t('contribute.all', { n: kinds.length - shown.length })}</button>`}</section>`;
}

/** @param {Place} place @param {Giving} state @param {string} name of a kind, or '' to choose again */
function pick(place, state, name) {
  state.chosen = name;
  state.chosenIn = phaseOf(place);
  state.error = '';
  state.moved();
  remember(place, state);
  place.update();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const form = name ? document.querySelector('.give') : null;
    if (form) form.scrollIntoView({ block: 'start' });
    else window.scrollTo(0, 0);
    document.getElementById('give-title')?.focus({ preventScroll: true });
    if (name) document.getElementById('give-form')?.querySelector('textarea')?.focus({ preventScroll: true });
  }));
}

/** @param {Place} place @param {Giving} state */
const remember = (place, state) => keepDraft(place.id, { ...state.values, chosen: state.chosen, chosenIn: state.chosenIn, writing: state.writing });

/** @param {Place} place @param {Giving} state @param {string} chosen @param {boolean} only whether there is nothing else to choose */
function form(place, state, chosen, only) {
  const { board } = place.room;
  const [type, name] = chosen === 'proposal' ? ['proposal', undefined] : ['card', chosen];
  const kind = kindOf(board, { type, kind: name });
  const onInput = (/** @type {string} */ field, /** @type {any} */ value) => {
    state.values[field] = value;
    state.writing = { kind: chosen, phase: phaseOf(place) };
    remember(place, state);
    place.update();
  };
  return html`<section class="give kind-${kind.colour}" aria-labelledby="give-title">
    <div class="give-kind">${kindMark(kind.shape, kind.colour, true)}<div><h2 id="give-title" tabindex="-1">${kind.label}</h2><p class="soft small">${kind.hint}</p></div>
      ${only ? nothing : html`<button type="button" class="button" @click=${() => pick(place, state, '')}>${t('contribute.change')}</button>`}</div>
    <form id="give-form" novalidate @submit=${(/** @type {Event} */ event) => send(event, place, state, type, name)}>
      ${formFields({ board, type, kind: name, values: state.values, prefix: 'contribution', onInput })}
      <div class="give-send">${errorLine(state.error)}<button class="button primary big wide">${icon('send')}${t('contribute.send')}</button></div></form></section>`;
}

/** Where a new card goes; the middle, if this device went offline before it could learn better. @param {Place} place @param {string} [title] */
const spotIn = (place, title) => import('../board/places.js').then(({ placeForNew }) => placeForNew(place.room.board.visible().filter(({ board }) => board === place.home), title), () => ({ x: 0, y: 0 }));

/** @param {Event} event @param {Place} place @param {Giving} state @param {string} type @param {string | undefined} kind */
async function send(event, place, state, type, kind) {
  event.preventDefault();
  if (state.sending) return;
  state.sending = true;
  const [spot] = await Promise.all([spotIn(place, String(state.values.title ?? '')), place.judge().catch(() => undefined)]);
  state.sending = false;
  const values = valuesOf(place.room.board.model, type, kind, state.values);
  const id = newRecordId(type);
  state.error = place.act([['put', type, id, { ...(kind ? { kind } : {}), ...values, board: place.home, ...spot }]]);
  if (!state.error) {
    /** @type {HTMLFormElement} */ (event.target).reset();
    state.values = {};
    remember(place, state);
    sayGiven(place, String(values.title ?? ''));
  }
  place.update();
  if (type === 'proposal' && !state.error) pick(place, state, '');
  else document.getElementById('give-form')?.querySelector('textarea')?.focus({ preventScroll: Boolean(state.error) });
}

/** What this person gave, the latest first; looked for again only when cards may be different. @param {Place} place @returns {BoardRecord[]} */
function givenBy(place) {
  const { board, you } = place.room;
  const state = givingOf(place);
  if (state.mine?.version !== place.version) {
    const records = board.visible().filter(record => (record.type === 'card' || record.type === 'proposal') && record.author === you.id).reverse();
    state.mine = { version: place.version, records };
  }
  return state.mine.records;
}

/** @param {Place} place @param {unknown[]} [links] that one has made in this step */
function mine(place, links = []) {
  const over = isOver(place);
  const now = place.rules?.currentPhase(place.room.board);
  const phase = over || now?.mode === 'read' ? undefined : now;
  const fresh = new Set(phase ? place.room.replica.pending.flatMap(tx => (tx.phase === phase.id ? tx.ops.map(op => op[2]) : [])) : []);
  const all = givenBy(place);
  if (now?.mode === 'read' && all.length === 0) return nothing;
  const records = phase ? all.filter(record => record.phase === phase.id || fresh.has(record.id)) : all;
  const before = all.filter(record => !records.includes(record));
  const hidden = phase?.mode === 'private' && phase.revealed !== true && records.length > 0;
  const kept = over && records.some(record => place.rules?.isPrivate(place.room.board, record));
  return html`<section class="mine" aria-labelledby="mine-title"><div class="mine-head"><h2 id="mine-title" tabindex="-1">${t(phase ? 'step.mine' : 'contribute.mine', { n: records.length + links.length })}</h2>
      ${mayUndo(place, records) ? html`<button type="button" class="button quiet" @click=${() => { again(place.room, 'undo'); keepFocus('#mine-title'); }}>${icon('undo')}${t('common.undo')}</button>` : nothing}</div>
    ${records.length + links.length === 0 ? html`<p class="soft">${t(phase ? 'step.mine-empty' : 'contribute.mine-empty')}</p>` : nothing}
    ${hidden || kept ? html`<p class="step-how">${icon('lock')}<span>${t(kept ? 'ended.kept' : 'step.only-you')}</span></p>` : nothing}
    <ul class="cards">${records.map(record => mineRow(place, record))}${links}</ul>
    ${before.length === 0 ? nothing : html`<details class="more mine-before" ?open=${records.length + links.length === 0}><summary>${icon('next')}${t('step.mine-before', { n: before.length })}</summary><ul class="cards">${before.map(record => mineRow(place, record))}</ul></details>`}</section>`;
}

/** What was done last can be undone beside what it was about: never a card of a step before, which one does not look at. @param {Place} place @param {BoardRecord[]} records that are listed */
function mayUndo({ room, may }, records) {
  const isElsewhere = (/** @type {string} */ id) => ['card', 'proposal'].includes(room.board.get(id)?.type ?? '') && room.board.onBoard(id) && !records.some(record => record.id === id);
  return room.canUndo && room.ahead('undo').every(op => may(op) && !isElsewhere(op[0] === 'put' ? op[2] : op[1]));
}

/** @param {Place} place @param {BoardRecord} record */
function mineRow(place, record) {
  const kind = kindOf(place.room.board, record);
  const button = (/** @type {string} */ mark, /** @type {string} */ label, /** @type {() => void} */ run) => html`<button type="button" class="button quiet icon-only" aria-label=${t('common.action', { action: label, title: record.title ?? '' })} @click=${run}>${icon(mark)}</button>`;
  const n = [...place.room.board.hangingOn(record.id)].filter(id => place.room.board.onBoard(id)).length;
  const merged = record.status === 'merged';
  const into = merged ? place.room.board.get(place.rules?.standsFor(place.room.board, record.id) ?? String(record.into)) : undefined;
  const apart = place.rules?.apartOf(place.room.board, record, place.room.you.id, place.room.you.role);
  const told = !apart ? nothing : apart === 'own' ? html`${icon('lock')}<span class="visually-hidden">${t('apart.own')}</span>` : html`<span class="card-note card-apart">${icon('hide')}${t(`apart.${apart}`)}</span>`;
  return html`<li class="card-row mine-row kind-${kind.colour}">${kindMark(kind.shape, kind.colour)}
    <button type="button" class="plain-button card-text" @click=${() => place.open(into?.id ?? record.id)}><span class="card-title">${record.title}</span><span class="card-note">${told}${merged ? t('card.merged-into', { title: into?.title ?? '' }) : kind.label}${n ? ` · ${t('card.links-count', { n })}` : ''}</span></button>
    <span class="row-actions">${merged ? nothing : html`${place.may(['set', record.id, {}]) ? button('edit', t('common.edit'), async () => (await import('./card.js')).editCard(place, record.id)) : nothing}
      ${place.may(['put', 'link', '', {}]) ? button('link', t('link.to'), async () => (await import('./linker.js')).openLinker(place, record.id)) : nothing}
      ${place.may(['del', record.id]) ? button('bin', t('common.delete'), () => bin(place, record)) : nothing}`}</span></li>`;
}
