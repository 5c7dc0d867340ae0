/** Linking without dragging: choose the other card by search, then what the link says. Only links that the model allows are offered. */
import { html, nothing } from 'lit-html';
import { currentPhase } from '../board/agenda.js';
import { newRecordId } from '../board/model.js';
import { linksOf } from '../board/sight.js';
import { cardsOf, found, linksAsked, sentence } from './cards.js';
import { changesOf, formFields, formOf, valuesOf } from './form.js';
import { compare, said, t } from './device.js';
import { icon, kindMark, kindOf } from './marks.js';
import { errorLine, openDialog } from './ui.js';
import { sayDone } from './place.js';
import { problem } from './rules.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {{kind: import('../board/model.js').Kind, from: BoardRecord, to: BoardRecord}} Offer
 */

const SHOWN = 40;
/** Elsewhere a keyboard would come up, over half of the cards. */
const hasKeys = () => matchMedia('(hover: hover)').matches;

/** @param {Place} place @param {string} [id] the card to link; without it, one is chosen first @param {string} [to] the other one, where it is known already */
export function openLinker(place, id = '', to = '') {
  const first = place.room.board.get(id);
  const state = { asks: place.room.you.role !== 'facilitator' && (!first || askedNow(place.room.board).some(kind => isEnd(kind, first))), search: '', one: id, other: to, chosen: /** @type {Offer | null} */ (null), values: /** @type {Record<string, any>} */ ({}), error: '' };
  if (id && !first) return;
  const card = () => place.room.board.get(state.one);
  const back = (/** @type {import('./ui.js').Dialog} */ dialog) => {
    state[state.other ? 'other' : 'one'] = '';
    state.chosen = null;
    dialog.update();
  };
  openDialog({
    title: () => (state.one ? t('link.title', { title: card()?.title ?? '' }) : t('link.two')),
    body: dialog => {
      const one = card();
      return one && state.other ? say(place, one, state, dialog) : search(place, one, state, dialog);
    },
    foot: dialog => html`${state.other || state.one !== id ? html`<button type="button" class="button" @click=${() => back(dialog)}>${icon('back')}${t('common.back')}</button>` : html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button>`}
      ${doing(place, card(), state)}`,
  });
}

/** @param {Place} place @param {BoardRecord | undefined} card @param {{other: string, chosen: Offer | null}} state */
function doing(place, card, state) {
  const all = card && state.other ? offers(place, card, state.other) : [];
  return all.length === 0 ? nothing : html`<button class="button primary" form="link-form" ?disabled=${!all.some(one => same(one, state.chosen))}>${t('link.do')}</button>`;
}

/**
 * Where the step asks for some kinds of links, and one of them may join these cards, only those; facilitators may always make any.
 *
 * @param {Place} place
 * @param {BoardRecord} card
 * @param {string} other
 * @returns {Offer[]} links that may be made, both ways, without those that exist
 */
function offers(place, card, other) {
  const { board } = place.room;
  const target = board.get(other);
  if (!target) return [];
  const ways = /** @type {[BoardRecord, BoardRecord][]} */ (card.id === other ? [[card, target]] : [[card, target], [target, card]]);
  const asked = new Set(askedNow(board).map(({ name }) => name));
  const all = ways.flatMap(([from, to]) => board.model.linkKinds(from, to).map(kind => ({ kind, from, to })))
    .filter(({ kind, from, to }) => problem(place.room, [['put', 'link', 'l_offer', { kind: kind.name, from: from.id, to: to.id }]]) === '')
    .sort((one, another) => Number(anyEnds(one.kind)) - Number(anyEnds(another.kind)));
  return place.room.you.role !== 'facilitator' && all.some(({ kind }) => asked.has(kind.name)) ? all.filter(({ kind }) => asked.has(kind.name)) : all;
}

/** @param {import('../board/board.js').Board} board @returns {import('../board/model.js').Kind[]} the kinds of links that the step names */
function askedNow(board) {
  const phase = currentPhase(board);
  return phase ? linksAsked(board, phase) : [];
}

/** @param {import('../board/model.js').Kind} kind @param {BoardRecord} record */
const isEnd = (kind, record) => [...kind.from, ...kind.to].some(end => end === '*' || end === (record.kind ?? record.type));

/** @param {import('../board/board.js').Board} board @param {import('../board/model.js').Kind} kind @param {BoardRecord} from @param {BoardRecord} to */
const joinsAs = (board, kind, from, to) => board.model.linkKinds(from, to).some(({ name }) => name === kind.name);

/** @param {Place} place @param {BoardRecord} card @param {string} other @returns {BoardRecord[]} the links that are there between the two */
const between = ({ room: { board } }, card, other) => linksOf(board, card.id).filter(link => card.id === other ? link.from === link.to : link.from === other || link.to === other);

/** @param {Offer} one @param {Offer | null} other */
const same = (one, other) => other !== null && one.kind.name === other.kind.name && one.from.id === other.from.id && one.to.id === other.to.id;

/** What may join anything says least, and is offered last. @param {import('../board/model.js').Kind} kind */
const anyEnds = kind => kind.from.includes('*') && kind.to.includes('*');

/**
 * @param {Place} place
 * @param {BoardRecord | undefined} card whose other end is looked for; without it, the first of the two
 * @param {{asks: boolean, search: string, one: string, other: string, chosen: Offer | null}} state  asks: whether only cards are offered that the step's kinds of links may join
 * @param {import('./ui.js').Dialog} dialog
 */
function search(place, card, state, dialog) {
  const { board } = place.room;
  const asked = state.asks ? askedNow(board) : [];
  const fits = (/** @type {BoardRecord} */ record) => asked.length === 0 || asked.some(kind => card ? joinsAs(board, kind, card, record) || joinsAs(board, kind, record, card) : isEnd(kind, record));
  const hits = cardsOf(board, String(card?.board ?? place.home)).filter(record => record.id !== card?.id && fits(record) && found(record, state.search)).sort((one, other) => compare(one.title ?? '', other.title ?? ''));
  const take = (/** @type {string} */ id) => {
    state[card ? 'other' : 'one'] = id;
    state.search = '';
    state.chosen = null;
    dialog.update();
  };
  return html`<p class="soft">${t(card ? 'link.choose' : 'link.choose-first')}</p>
    <div class="search-box">${icon('search')}<input class="input" type="search" ?autofocus=${hasKeys()} autocomplete="off" aria-label=${t('list.search')} placeholder=${t('list.search')} .value=${state.search}
      @input=${(/** @type {Event} */ event) => { state.search = /** @type {HTMLInputElement} */ (event.target).value; dialog.update(); }}></div>
    <p class="visually-hidden" role="status">${t('list.count', { n: hits.length })}</p>
    ${hits.length === 0 ? html`<p class="empty">${t(asked.length > 0 && !state.search ? 'link.no-fit' : 'list.nothing')}</p>` : nothing}
    <ul class="cards">${hits.slice(0, SHOWN).map(record => {
      const kind = kindOf(board, record);
      return html`<li><button type="button" class="card-row kind-${kind.colour}" @click=${() => take(record.id)}>
        ${kindMark(kind.shape, kind.colour)}<span class="card-text"><span class="card-title">${record.title}</span><span class="card-note">${kind.label}</span></span></button></li>`;
    })}</ul>
    ${hits.length > SHOWN ? html`<p class="soft small">${t('link.more', { n: hits.length - SHOWN })}</p>` : nothing}`;
}

/** @param {Place} place @param {BoardRecord} card @param {{other: string, chosen: Offer | null, values: Record<string, any>, error: string}} state  chosen: stays what the person has seen chosen, also where another makes that very link meanwhile @param {import('./ui.js').Dialog} dialog */
function say(place, card, state, dialog) {
  const choices = offers(place, card, state.other);
  const there = between(place, card, state.other);
  if (there.length === 0) state.chosen ??= choices[0] ?? null;
  const { chosen } = state;
  const offer = choices.find(one => same(one, chosen));
  const saying = (/** @type {Offer} */ { kind, from, to }) => sentence(place.room.board, { kind: kind.name, from: from.id, to: to.id });
  const existing = there.length > 0 && !(chosen && !offer) ? html`<div class="notice" role="status"><div><p>${t('link.there')}</p>${there.map(link => html`<p>${sentence(place.room.board, link)}</p>`)}</div></div>` : nothing;
  const taken = chosen && !offer ? html`<div class="notice" role="status"><div>${saying(chosen)}<p>${t('link.taken')}</p></div></div>` : nothing;
  if (choices.length === 0) return html`${existing}${taken}<p class="empty">${t('link.none')}</p>`;
  return html`<form id="link-form" class="fields" novalidate @submit=${(/** @type {Event} */ event) => make(event, place, offer, state, dialog)}>${existing}${taken}
    <fieldset class="field"><legend>${t('link.which')}</legend><div class="offers">${choices.map(one => html`<label class="choice"><input type="radio" name="offer" .checked=${same(one, chosen)}
      @change=${() => { state.chosen = one; state.values = {}; dialog.update(); }}><span>${saying(one)}</span></label>`)}</div></fieldset>
    ${offer ? formFields({ board: place.room.board, type: 'link', kind: offer.kind.name, values: { ...defaults(offer), ...state.values }, prefix: 'link', onInput: (name, value) => { state.values[name] = value; dialog.update(); } }) : nothing}
    ${errorLine(state.error)}</form>`;
}

/** @param {Offer} offer */
const defaults = offer => Object.fromEntries([...offer.kind.properties.values()].filter(property => property.fallback !== undefined).map(property => [property.name, property.fallback]));

/** @param {Event} event @param {Place} place @param {Offer | undefined} offer @param {{values: Record<string, any>, error: string}} state @param {import('./ui.js').Dialog} dialog */
function make(event, place, offer, state, dialog) {
  event.preventDefault();
  if (!offer) return;
  const { kind, from, to } = offer;
  const values = valuesOf(place.room.board.model, 'link', kind.name, state.values);
  state.error = place.act([['put', 'link', newRecordId('link'), { kind: kind.name, from: from.id, to: to.id, ...values }]]);
  if (state.error) return dialog.update();
  dialog.close();
  sayDone(place.room, t('link.done'));
}

/** @param {Place} place @param {BoardRecord} link @returns {boolean} whether it may go the other way: for who may take it away, where the kind of link may join these cards so */
function mayTurn(place, link) {
  const { board } = place.room;
  const [from, to] = [link.from, link.to].map(end => board.get(String(end)));
  return from !== undefined && to !== undefined && from.id !== to.id && place.may(['del', link.id]) && place.may(['put', 'link', '', { kind: link.kind }]) && board.model.linkKinds(to, from).some(({ name }) => name === link.kind);
}

/** @param {Place} place @param {string} id of a link */
export function openLinkEditor(place, id) {
  const { board } = place.room;
  const link = board.get(id);
  if (!link) return;
  let values = formOf(board.model, link);
  let error = '';
  openDialog({
    title: t('link.edit-title'),
    body: dialog => html`<p>${sentence(board, link)}</p>
      <form id="link-edit" novalidate @submit=${(/** @type {Event} */ event) => save(event, dialog)}>
        ${formFields({ board, type: 'link', kind: link.kind, values, prefix: 'link-edit', editing: () => nothing, onInput: (name, value) => { values = { ...values, [name]: value }; dialog.update(); } })}${errorLine(error)}</form>`,
    foot: dialog => html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button>
      ${mayTurn(place, link) ? html`<button type="button" class="button" @click=${() => turn(dialog)}>${icon('transfer')}${t('link.turn')}</button>` : nothing}<button class="button primary" form="link-edit">${t('common.save')}</button>`,
  });
  /** Its ends are fixed: another takes its place. @param {import('./ui.js').Dialog} dialog */
  function turn(dialog) {
    const { kind, from, to } = link ?? {};
    error = place.act([['del', id], ['put', 'link', newRecordId('link'), { ...valuesOf(board.model, 'link', kind, values), kind, from: to, to: from }]]);
    if (error) return dialog.update();
    dialog.close();
    sayDone(place.room, t('link.turned'));
  }
  /** @param {Event} event @param {import('./ui.js').Dialog} dialog */
  function save(event, dialog) {
    event.preventDefault();
    const changes = changesOf(board.model, link ?? { id, type: 'link' }, values);
    error = Object.keys(changes).length === 0 ? '' : place.act([['set', id, changes]]);
    if (error) dialog.update();
    else dialog.close();
  }
}
