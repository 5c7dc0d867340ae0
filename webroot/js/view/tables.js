/** Tables in the cockpit: making them, who sits where, what each has written, and bringing it all together. */
import { html, nothing } from 'lit-html';
import { askedOf } from '../board/crew.js';
import { anewOps } from '../board/seating.js';
import { MAIN, cardsAt, createOps, lots, mixed, removeOps, rotateOps, seatedAt, seatOps, tablesOf } from '../board/tables.js';
import { compare, t } from './device.js';
import { familyMark } from './marks.js';
import { arrange, gather, guestsIn, join, name, seat, withAway } from './seating.js';
import { button, familyOf, hereIn, icon, nameOf, refocus, steer, sure } from './steering.js';
import { openDialog } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../board/types.js').Op} Op
 */

/** People at a table, where nothing else is said. */
const USUAL = 4;
const MOST = 40;
/** How many tables are to be made. @type {WeakMap<Place, number>} */
const wanted = new WeakMap();

/** @param {Place} place */
export function tables(place) {
  const { board } = place.room;
  const all = tablesOf(board);
  return html`${all.length === 0 ? html`<p class="cockpit-empty">${t('tables.empty')}</p>` : overview(place, all)}
    ${making(place, all)}${arranging(place, all)}${moving(place, all)}${pyramid(place, all)}`;
}

/** @param {Place} place @param {BoardRecord[]} all */
function overview(place, all) {
  const at = place.at;
  return html`<ul class="tables">${all.map(table => one(place, table, at))}</ul>
    ${at === MAIN ? nothing : html`<div class="cockpit-foot">${button('back', t('tables.to-main'), () => place.go(MAIN))}</div>`}`;
}

/** @param {Place} place @param {BoardRecord} table @param {string} at the board that is looked at */
function one(place, table, at) {
  const { board } = place.room;
  const seated = seatedAt(board, table.id);
  const own = String(table.board ?? '');
  const opened = board.get(own)?.open === true;
  return html`<li class="table ${own === at ? 'is-visited' : ''}"><div class="part-line"><h3 id="table-${table.id}">${table.title}</h3>${opened ? html`<span class="chip is-open">${t('tables.opened')}</span>` : nothing}<span class="soft small">${t('tables.cards', { n: cardsAt(board, own).length })}</span>
      <span class="table-ways">${button('edit', t('tables.rename-of', { title: table.title ?? '' }), () => rename(place, table), { kind: 'quiet', bare: true })}${button('bin', t('tables.remove-of', { title: table.title ?? '' }), () => remove(place, table), { kind: 'quiet', bare: true })}</span></div>
    <p class="table-people">${seated.length === 0 ? html`<span class="soft">${t('tables.nobody')}</span>` : seated.map(member => chair(place, member))}</p>
    <div class="phase-deeds">${button('eye', t(own === at ? 'tables.here' : 'tables.visit'), () => { place.go(own); place.look(); }, { disabled: own === at, name: t('tables.visit-of', { title: table.title ?? '' }) })}
      ${button(opened ? 'closed' : 'opened', t(opened ? 'tables.close' : 'tables.open'), () => steer(place, [['set', own, { open: opened ? null : true }]]), { name: t(opened ? 'tables.close-of' : 'tables.open-of', { title: table.title ?? '' }) })}</div></li>`;
}

/** @param {Place} place @param {BoardRecord} member */
function chair(place, member) {
  const family = place.room.board.model.families.get(familyOf(place, member) ?? '');
  return html`<span class="seat">${family ? familyMark(family.shape, family.colour) : nothing}${nameOf(place, member.id)}${member.host === true ? html` <span class="soft">(${t('crew.host').toLowerCase()})</span>` : nothing}</span>`;
}

/** @param {string} id @param {string} title @param {string} lead one sentence @param {unknown} deeds */
const part = (id, title, lead, deeds) => html`<section aria-labelledby=${id}><h3 id=${id}>${title}</h3><p class="soft small">${lead}</p>${deeds}</section>`;

/** @param {Place} place @param {BoardRecord[]} all */
function making(place, all) {
  const n = wanted.get(place) ?? (all.length > 0 ? 1 : Math.max(2, Math.ceil(guestsIn(place).length / USUAL)));
  const change = (/** @type {number} */ to) => { wanted.set(place, Math.min(MOST, Math.max(1, to))); place.update(); };
  return part('making-title', t('tables.make'), t('tables.make-hint'), html`<div class="making">
    <button type="button" class="button icon-only" aria-label=${t('tables.fewer')} @click=${() => change(n - 1)}>−</button><output aria-live="polite">${n}</output><button type="button" class="button icon-only" aria-label=${t('tables.more')} @click=${() => change(n + 1)}>+</button>
    ${button('seats', t(all.length > 0 ? 'tables.add' : 'tables.create', { n }), () => { steer(place, createOps(place.room.board, n, name(place)).ops); wanted.delete(place); place.update(); }, { kind: all.length === 0 ? 'primary' : '', once: true })}</div>`);
}

/** @param {Place} place @param {BoardRecord[]} all */
function arranging(place, all) {
  const ids = all.map(({ id }) => id);
  const none = all.length === 0;
  const put = (/** @type {typeof lots} */ how) => seat(place, anewOps(place.room.board, how(guestsIn(place), ids, Math.random)), withAway(place, t('tables.seated')));
  return part('arranging-title', t('tables.arrange'), t('tables.arrange-hint'), html`<div class="phase-deeds">
    ${button('lots', t('tables.lots'), () => put(lots), { disabled: none })}${button('people', t('tables.mixed'), () => put(mixed), { disabled: none })}</div>${none ? nothing : byHand(place, all)}`);
}

/** @param {Place} place @param {BoardRecord[]} all */
function moving(place, all) {
  return part('moving-title', t('tables.move'), t('tables.rotate-hint'), html`<div class="phase-deeds">
    ${button('rotate', t('tables.rotate'), () => seat(place, rotateOps(place.room.board), t(place.room.board.visible('member').some(({ host }) => host === true) ? 'tables.rotated' : 'tables.rotated-all')), { disabled: all.length < 2, once: true })}
    ${button('gather', t('tables.gather'), () => gather(place), { disabled: all.every(table => cardsAt(place.room.board, table.board).length === 0) })}</div>`);
}

/** Alone, by two, by four, all together. @param {Place} place @param {BoardRecord[]} all */
function pyramid(place, all) {
  return part('pyramid-title', t('tables.pyramid'), t('tables.pyramid-hint'), html`<ol class="pyramid">
    <li>${button('people', t('tables.pairs'), () => arrange(place, 2), { once: true })}</li>
    <li>${button('seats', t('tables.fours'), () => join(place), { once: true, disabled: all.filter(({ id }) => seatedAt(place.room.board, id).length > 0).length < 2 })}</li>
    <li>${button('gather', t('tables.all'), () => gather(place), { disabled: all.length === 0 })}</li></ol>`);
}

/** @param {Place} place @param {BoardRecord[]} all */
function byHand(place, all) {
  const members = askedOf(place.room.board, hereIn(place)).sort((one, other) => compare(nameOf(place, one.id), nameOf(place, other.id)));
  return html`<details class="more"><summary>${icon('next')}${t('tables.by-hand')}</summary><ul class="crew-list">${members.map(member => html`<li><label class="crew-name" for="seat-${member.id}">${nameOf(place, member.id)}</label>
    <select class="input" id="seat-${member.id}" @change=${(/** @type {Event} */ event) => steer(place, seatOps(place.room.board, new Map([[member.id, /** @type {HTMLSelectElement} */ (event.target).value || null]])))}>
      <option value="" ?selected=${!member.table}>${t('crew.no-table')}</option>${all.map(({ id, title }) => html`<option value=${id} ?selected=${member.table === id}>${title}</option>`)}</select></li>`)}</ul></details>`;
}

/** @param {Place} place @param {BoardRecord} table */
function rename(place, table) {
  let title = table.title ?? '';
  openDialog({
    title: t('tables.rename-of', { title }),
    body: dialog => html`<form id="table-form" @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      const ops = /** @type {Op[]} */ ([['set', table.id, { title: title.trim() }], ...place.room.board.onBoard(String(table.board)) ? [['set', String(table.board), { title: title.trim() }]] : []]);
      if (steer(place, ops)) dialog.close();
    }}><div class="field"><label for="table-title">${t('tables.title')}</label><input id="table-title" class="input" maxlength="60" required autofocus .value=${title} @input=${(/** @type {Event} */ event) => { title = /** @type {HTMLInputElement} */ (event.target).value; }}></div></form>`,
    foot: dialog => html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button><button class="button primary" form="table-form">${t('common.save')}</button>`,
  });
  /** @type {HTMLInputElement} */ (document.getElementById('table-title')).select();
}

/** @param {Place} place @param {BoardRecord} table */
function remove(place, table) {
  const n = cardsAt(place.room.board, table.board).length;
  const go = () => {
    if (place.at === table.board) place.go(MAIN);
    steer(place, removeOps(place.room.board, table.id));
    refocus('', '#part-tab-tables');
  };
  if (n === 0) return go();
  sure({ title: t('tables.remove-of', { title: table.title ?? '' }), text: t('tables.remove-text', { n }), go: t('tables.remove') }, go);
}
