/** The room in the cockpit: everybody to one place, one card on every screen, the lock, what is set aside or hidden, and how it looks to a participant. */
import { html, nothing } from 'lit-html';
import { isEnded } from '../board/agenda.js';
import { spotlit } from '../board/sight.js';
import { boardName } from './boards.js';
import { said, t } from './device.js';
import { kindMark, kindOf } from './marks.js';
import { doors, screenLine } from './ready.js';
import { button, icon, refocus, set, steer } from './steering.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** Milliseconds after which it is asked again how people come in, where nobody answered. */
const AGAIN = 10_000;
/** How people come in; null while that is asked, or not asked again yet. @type {WeakMap<Place, import('./ready.js').Doors | null>} */
const known = new WeakMap();

/** @param {Place} place */
export function together(place) {
  return html`${screen(place)}${isEnded(place.room.board) ? nothing : html`${gathering(place)}${spotlight(place)}${lock(place)}`}
    ${list(place, 'parked', 'park', record => [['set', record.id, { parked: null }]])}${list(place, 'hidden', 'hide', record => [['set', record.id, { hidden: null }]])}
    <section><h3>${icon('people')}${t('room.as')}</h3><p class="soft small">${t('room.as-hint')}</p>
      <div class="phase-deeds"><a class="button" href=${asParticipant(place)} target="_blank" rel="noopener" @click=${(/** @type {MouseEvent} */ event) => onPhone(event, place)}>${icon('phone')}${t('room.as-phone')}</a>
        <a class="button on-large" href=${asParticipant(place)} target="_blank" rel="noopener">${icon('screen')}${t('room.as-large')}</a></div></section>
    <section><h3>${icon('edit')}${t('room.for')}</h3><p class="soft small">${t('room.for-hint')}</p>
      ${button('plus', t('room.for-do'), async () => (await import('./enterfor.js')).openEnterFor(place))}</section>`;
}

/** @param {Place} place */
const asParticipant = place => `/w/${place.id}?as=participant`;

/** A window of the size of a phone; a browser that opens none of a size opens a tab, as who asks for one gets one. @param {MouseEvent} event @param {Place} place */
function onPhone(event, place) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  window.open(asParticipant(place), '_blank', 'popup,noopener,width=390,height=844');
}

/** @param {Place} place */
const screen = place => html`<section><h3>${icon('screen')}${t('room.screen')}</h3><p class="soft small">${t('room.screen-hint')}</p>
  <a class="button" href="/w/${place.id}/projector" target="_blank" rel="noopener">${icon('screen')}${t('ready.projector')}</a>${doorOf(place)}</section>`;

/** How the screen of the room is opened on another device, once the code is there. @param {Place} place */
function doorOf(place) {
  const door = known.get(place);
  if (door === undefined) {
    known.set(place, null);
    doors(place.id).then(found => { known.set(place, found); place.update(); }, () => setTimeout(() => known.delete(place), AGAIN));
  }
  return door ? screenLine(door) : nothing;
}

/** @param {Place} place */
function gathering(place) {
  const { board } = place.room;
  const workshop = /** @type {BoardRecord} */ (board.get('workshop'));
  const at = place.at;
  const on = workshop.gather !== undefined && board.onBoard(String(workshop.gather_at));
  return html`<section><h3>${icon('gather')}${t('room.gather')}</h3>
    ${on ? html`<p class="calls-line">${t(`room.gather-${workshop.gather}`, { title: boardName(board, String(workshop.gather_at)) })}</p>
      <div class="phase-deeds">${workshop.gather === 'invite' ? button('gather', t('room.take'), () => set(place, { gather: 'take' })) : nothing}
        ${button('close', t('room.release'), () => { set(place, { gather: null, gather_at: null }); refocus('', '#part-tab-together'); }, { kind: 'primary' })}</div>`
      : html`<p class="soft small">${t('room.gather-hint')}</p><div class="phase-deeds">${button('people', t('room.invite'), () => set(place, { gather: 'invite', gather_at: at }))}${button('gather', t('room.take'), () => set(place, { gather: 'take', gather_at: at }))}</div>`}</section>`;
}

/** @param {Place} place */
function spotlight(place) {
  const record = spotlit(place.room.board);
  return html`<section><h3>${icon('spot')}${t('room.spotlight')}</h3>${record ? html`<ul class="cards">${row(place, record, t('room.unspot'), 'close', () => { set(place, { spotlight: null }); refocus('', '#part-tab-together'); })}</ul>` : html`<p class="soft small">${t('room.spotlight-hint')}</p>`}</section>`;
}

/** @param {Place} place */
function lock(place) {
  const locked = place.room.board.get('workshop')?.locked === true;
  return html`<section><h3>${icon(locked ? 'closed' : 'opened')}${t('room.lock')}</h3><label class="check"><input type="checkbox" role="switch" .checked=${locked} @change=${() => set(place, { locked: locked ? null : true })}>
    <span>${said(place.room.board.model.property('workshop', undefined, 'locked')?.label)}<small>${t('room.lock-hint')}</small></span></label></section>`;
}

/** Cards that are set aside or hidden. @param {Place} place @param {'parked' | 'hidden'} what @param {string} mark @param {(record: BoardRecord) => import('../board/types.js').Op[]} back */
function list(place, what, mark, back) {
  const records = place.room.board.visible().filter(record => record[what] === true);
  return html`<section><h3>${icon(mark)}${t(`room.${what}`, { n: records.length })}</h3>${records.length === 0 ? html`<p class="soft small">${t(`room.${what}-hint`)}</p>`
    : html`<ul class="cards">${records.map(record => row(place, record, t(`room.un${what}`), 'restore', () => steer(place, back(record))))}</ul>`}</section>`;
}

/** @param {Place} place @param {BoardRecord} record @param {string} label @param {string} mark @param {() => void} run */
function row(place, record, label, mark, run) {
  const kind = kindOf(place.room.board, record);
  return html`<li class="card-row kind-${kind.colour}">${kindMark(kind.shape, kind.colour)}<button type="button" class="plain-button card-text" @click=${() => place.open(record.id)}><span class="card-title">${record.title}</span><span class="card-note">${kind.label}</span></button>
    ${button(mark, label, run, { bare: true, kind: 'quiet', name: t('common.action', { action: label, title: record.title ?? '' }) })}</li>`;
}
