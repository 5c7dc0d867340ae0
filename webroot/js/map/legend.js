/** What shapes, colours and lines mean: of the kinds that are on the map only. */
import { html, nothing, render, svg } from 'lit-html';
import { familyMark, kindMark } from '../view/marks.js';
import { isCard, isLink, look, said } from './looks.js';
import { linkStyle } from './linkstyles.js';

/** @param {string} kind of a link */
export function linkSample(kind) {
  const { colour, dash, both } = linkStyle(kind);
  return html`<svg class="map-sample kind-${colour}" viewBox="0 0 44 12" aria-hidden="true">
    ${svg`<path d="M${both ? 8 : 1} 6H36" stroke-dasharray=${dash || 'none'}></path><path class="head" d=${`M43 6 35 2v8z${both ? 'M1 6 9 2v8z' : ''}`}></path>`}</svg>`;
}

/**
 * @param {HTMLElement} element
 * @param {import('../sync/room.js').Room} room
 * @param {string} lang
 * @param {(key: string, values?: any) => string} t
 */
export function drawLegend(element, room, lang, t) {
  const cards = /** @type {Map<string, {count: number, look: ReturnType<typeof look>}>} */ (new Map());
  const links = /** @type {Map<string, number>} */ (new Map());
  const families = /** @type {Map<string, number>} */ (new Map());
  for (const record of room.board.all()) {
    if (!(isCard(record) || isLink(record)) || !room.board.onBoard(record.id)) continue;
    const kind = record.kind ?? record.type;
    if (isLink(record)) links.set(kind, (links.get(kind) ?? 0) + 1);
    else cards.set(kind, { count: (cards.get(kind)?.count ?? 0) + 1, look: look(room.model, record, lang) });
    if (typeof record.family === 'string') families.set(record.family, (families.get(record.family) ?? 0) + 1);
  }
  const order = [...(room.model.type('card')?.kinds.keys() ?? []), 'proposal'];
  const kinds = [...cards].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  render(cards.size === 0 ? nothing : html`
    <section><h3>${t('map.legend-cards')}</h3><ul>${kinds.map(([, { count, look }]) => html`<li>${kindMark(look.shape, look.colour)}<span>${look.name}</span><small>${count}</small></li>`)}</ul></section>
    ${families.size === 0 ? nothing : html`<section><h3>${t('map.legend-families')}</h3><ul>${[...families].map(([name, count]) => {
    const family = room.model.families.get(name);
    return html`<li>${familyMark(family?.shape ?? 'circle', family?.colour ?? 'slate')}<span>${said(family?.label, lang)}</span><small>${count}</small></li>`;
  })}</ul></section>`}
    ${links.size === 0 ? nothing : html`<section><h3>${t('map.legend-links')}</h3><ul>${[...links].map(([name, count]) => html`<li>${linkSample(name)}<span>${said(room.model.kind('link', name)?.label, lang)}</span><small>${count}</small></li>`)}</ul></section>`}`, element);
}
