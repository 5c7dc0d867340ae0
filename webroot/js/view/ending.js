/** The end of a workshop, as those see it who took part: thanks, what the room has made, and the way to read it. And its figures, for every screen. */
import { html, nothing } from 'lit-html';
import { workshopOf } from '../board/agenda.js';
import { broughtBy } from '../board/closing.js';
import { lang, t } from './device.js';
import { icon } from './marks.js';
import { style } from './ui.js';
import { yard } from './yard.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/closing.js').Brought} Brought
 */

/** What is counted, in this order. @type {(keyof Brought)[]} */
const COUNTED = ['people', 'cards', 'links', 'proposals', 'votes'];
/** What people count for each other; who was there and how votes went is for who facilitates, and for the wall. @type {(keyof Brought)[]} */
const MADE = ['cards', 'links', 'proposals'];

/** Figures with their names; nothing is said of what there is none of. @param {Brought} brought @param {(keyof Brought)[]} [names] */
export function figures(brought, names = COUNTED) {
  const some = names.filter(name => brought[name] > 0);
  return some.length === 0 ? nothing : html`<dl class="brought">${some.map(name => html`<div class="brought-${name}"><dt>${t(`ended.${name}`, { n: brought[name] })}</dt><dd>${brought[name].toLocaleString(lang())}</dd></div>`)}</dl>`;
}

/** @param {import('../board/board.js').Board} board @returns {string} when the workshop ended, in words */
export const when = board => t('ended.at', { time: new Intl.DateTimeFormat(lang(), { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Number(workshopOf(board).ended)) });

/** @param {Place} place @param {(() => void)} [look] shows all of it, where it does not stand beside this already */
export function ending({ room: { board } }, look) {
  style('/css/screens.css');
  const brought = broughtBy(board);
  const made = MADE.some(name => brought[name] > 0);
  return html`<section class="ending" aria-labelledby="ending-title"><div class="ending-picture">${yard()}</div>
    <div class="ending-words"><h2 id="ending-title" tabindex="-1">${t('ended.thanks')}</h2><p class="ending-lead">${t('ended.lead')}</p></div>
    ${made ? html`<div class="ending-made"><h3>${t('ended.made')}</h3>${figures(brought, MADE)}</div>` : nothing}
    ${made && look ? html`<button type="button" class="button primary big wide" @click=${look}>${icon('eye')}${t('ended.look')}</button>` : nothing}</section>`;
}
