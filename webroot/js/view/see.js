/** The tab « Voir » of a phone: the list first, the map if one wants it. */
import { html, nothing } from 'lit-html';
import { boardChoice, boardSign } from './boards.js';
import { cardList } from './cards.js';
import { t } from './device.js';
import { mapHolder } from './mapholder.js';
import { icon } from './marks.js';
import { style } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {{filter: import('./cards.js').Filter, map: boolean}} State
 * @type {WeakMap<Place, State>}
 */
const states = new WeakMap();

/** @param {Place} place @param {unknown} votes how those of other steps went */
export function see(place, votes) {
  style('/css/screens.css');
  const state = states.get(place) ?? { filter: { search: '', kinds: new Set() }, map: false };
  states.set(place, state);
  const button = (/** @type {boolean} */ map, /** @type {string} */ mark, /** @type {string} */ label) => html`<button type="button" class="button" aria-pressed=${state.map === map ? 'true' : 'false'}
    @click=${() => { state.map = map; place.update(); }}>${icon(mark)}${label}</button>`;
  return html`<section class="see"><div class="see-head"><h2>${t('see.title')}</h2><div class="switch" role="group" aria-label=${t('see.how')}>${button(false, 'list', t('see.list'))}${button(true, 'map', t('see.map'))}</div></div>
    ${votes}${boardChoice(place)}${place.at === place.home ? nothing : boardSign(place)}${state.map ? mapHolder(place, 'phone-map') : cardList(place, state.filter)}</section>`;
}
