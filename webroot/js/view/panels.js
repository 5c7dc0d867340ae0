/** What the menu opens: how people come in, who is here, the bin, files in and out, the language, the shortcuts. */
import { html, nothing } from 'lit-html';
import { changeLanguage, compare, json, lang, LANGUAGES, Problem, said, t } from './device.js';

import { openExport, openImport } from './exchange.js';
import { familyMark, icon, kindMark, kindOf } from './marks.js';
import { doorCard, doors, linkField, ownLink, screenLine } from './ready.js';
import { errorLine, openDialog, toast } from './ui.js';
import { isFacilitator, presentIn } from './place.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** @param {Place} place */
export async function openShare(place) {
  try {
    const door = await doors(place.id);
    openDialog({
      title: t('menu.share'),
      body: () => html`${doorCard(door)}
        ${isFacilitator(place) ? html`<section class="share-own"><h3>${t('ready.own')}</h3><p class="soft small">${t('ready.own-hint')}</p>${linkField('own-link', t('ready.own'), ownLink(place.id, door))}</section>` : nothing}${screenLine(door)}`,
      foot: dialog => html`<a class="button" href="/w/${place.id}/projector" target="_blank" rel="noopener">${icon('screen')}${t('ready.projector')}</a>
        <button type="button" class="button primary" @click=${dialog.close}>${t('common.close')}</button>`,
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    toast(error.message);
  }
}

/** @param {Place} place */
export function openPeople(place) {
  const follow = () => dialog.update();
  const dialog = openDialog({
    title: t('menu.people'),
    body: () => peopleList(place),
    onClose: () => place.room.removeEventListener('people', follow),
  });
  place.room.addEventListener('people', follow);
}

/** @param {Place} place */
function peopleList(place) {
  const all = [...place.room.people].map(([id, person]) => ({ id, ...person }));
  const here = presentIn(place.room);
  const away = all.filter(({ id, role }) => role !== 'waiting' && place.room.board.get(id)?.screen !== true && !here.some(one => one.id === id));
  const list = (/** @type {string} */ heading, /** @type {typeof all} */ people) => people.length === 0 ? nothing : html`<section class="people-group"><h3>${heading}</h3>
    <ul class="people">${people.sort((one, other) => compare(one.name ?? '', other.name ?? '')).map(person => {
      const family = person.family ? place.room.board.model.families.get(person.family) : undefined;
      const about = [family && said(family.label), person.organisation, person.role === 'facilitator' ? t('people.facilitator') : person.role === 'observer' ? t('people.observer') : ''].filter(Boolean).join(' · ');
      return html`<li>${family ? familyMark(family.shape, family.colour) : html`<span class="no-family" aria-hidden="true"></span>`}<span><strong>${person.name}</strong>${person.id === place.room.you.id ? html` <span class="soft">${t('people.you')}</span>` : nothing}
        ${about ? html`<span class="card-note">${about}</span>` : nothing}</span></li>`;
    })}</ul></section>`;
  return html`${list(t(place.room.online ? 'people.here' : 'people.before', { n: here.length }), here)}${list(t('people.away', { n: away.length }), away)}`;
}

/** What the bin offers, in this order; people are let back in from the list of people, and what a facilitator counts belongs to its vote. */
const BINNED = new Map([['card', 'circle'], ['proposal', 'circle'], ['link', 'link'], ['table', 'table'], ['board', 'map'], ['phase', 'list'], ['poll', 'check']]);

/** What merging put there comes back when it is undone; where its cards stand for themselves again, it is listed. @param {Place} place @param {BoardRecord} record */
const isPutAway = ({ room: { board } }, { merged, from, to }) => merged === true && [from, to].some(end => board.get(String(end))?.status === 'merged');

/** @param {Place} place */
export async function openBin(place) {
  const state = { records: /** @type {BoardRecord[]} */ ([]), loading: true, error: '' };
  const load = async () => {
    try {
      const answer = await json(`/api/workshops/${place.id}/bin`, { workshop: place.id });
      state.records = (answer.records ?? answer).filter((/** @type {BoardRecord} */ record) => BINNED.has(record.type) && !isPutAway(place, record) && !(record.type === 'board' && record.table !== undefined) && (!place.room.looksOn || record.author === place.room.you.id));
      state.error = '';
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      state.error = error.message;
    }
    state.loading = false;
    dialog.update();
  };
  const dialog = openDialog({
    title: t('menu.bin'),
    body: () => html`${errorLine(state.error)}${state.loading ? html`<p role="status">${t('workshop.opening')}</p>` : binList(place, state.records, record => { state.records = state.records.filter(one => one.id !== record.id); dialog.update(); })}`,
  });
  await load();
}

/** @param {Place} place @param {BoardRecord[]} records @param {(record: BoardRecord) => void} restored */
function binList(place, records, restored) {
  if (records.length === 0) return html`<p class="empty">${t('bin.empty')}</p>`;
  const rank = (/** @type {BoardRecord} */ { type }) => [...BINNED.keys()].indexOf(type);
  const restore = (/** @type {BoardRecord} */ record) => {
    place.room.submit([['restore', record.id], ...record.type === 'table' && record.board ? [/** @type {import('../board/types.js').Op} */ (['restore', String(record.board)])] : []]);
    toast(t('bin.restored', { title: nameOf(place, record) }));
    restored(record);
  };
  return html`<p class="soft">${t('bin.hint')}</p><ul class="cards">${[...records].sort((one, other) => rank(one) - rank(other)).map(record => {
    const drawn = record.type === 'card' || record.type === 'proposal';
    const kind = drawn ? kindOf(place.room.board, record) : { label: said(place.room.board.model.type(record.type)?.label) || t('card.link'), shape: '', colour: 'paper' };
    return html`<li class="card-row bin-row kind-${kind.colour}">${drawn ? kindMark(kind.shape, kind.colour) : icon(BINNED.get(record.type) ?? 'link')}<span class="card-text"><span class="card-title">${nameOf(place, record)}</span><span class="card-note">${kind.label}</span></span>
      <button type="button" class="button" @click=${() => restore(record)}>${icon('restore')}${t('bin.restore')}</button></li>`;
  })}</ul>`;
}

/** @param {Place} place @param {BoardRecord} record */
function nameOf(place, record) {
  if (record.type !== 'link') return record.title ?? record.id;
  const { board } = place.room;
  const end = (/** @type {string | undefined} */ id) => board.get(id ?? '')?.title ?? '…';
  return `${end(record.from)} ${said(board.model.kind('link', record.kind)?.label)} ${end(record.to)}`;
}

/** @param {Place} place */
export const openExchange = place => !isFacilitator(place) ? openExport(place) : openDialog({
  title: t('menu.exchange'),
  body: dialog => html`<div class="exchange-choice">
    <button type="button" class="button big wide" @click=${() => { dialog.close(); openImport(place); }}>${icon('transfer')}${t('import.title')}</button>
    <button type="button" class="button big wide" @click=${() => { dialog.close(); openExport(place); }}>${icon('share')}${t('export.title')}</button></div>`,
});

/** The language of the screen on this device. */
export const openLanguage = () => openDialog({
  title: t('menu.language'),
  body: () => html`<div class="exchange-choice">${LANGUAGES.map(one => html`<button type="button" class="button big wide" lang=${one} aria-pressed=${one === lang() ? 'true' : 'false'} @click=${() => changeLanguage(one)}>${t(`language.${one}`)}</button>`)}</div>`,
});
