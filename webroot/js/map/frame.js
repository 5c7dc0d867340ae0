/**
 * The elements of the map, and its buttons.
 *
 * @typedef {import('./map.js').StakeMap} StakeMap
 */
import { html, nothing, render } from 'lit-html';
import { icon } from '../view/marks.js';
import { again } from '../view/place.js';
import { openHelp } from '../view/shortcuts.js';
import { chooseAlignment, chooseDeed } from './dialogs.js';
import { isCard } from './looks.js';

/**
 * @param {HTMLElement} container
 * @param {(key: string) => string} t
 */
export function buildFrame(container, t) {
  const holder = document.createElement('div');
  container.append(holder);
  render(html`<section class="map" aria-label=${t('map.label')}>
      <div class="map-view" tabindex="-1">
        <div class="map-world">
          <svg class="map-links" width="1" height="1" aria-hidden="true"></svg>
          <div class="map-cards" role="listbox" aria-multiselectable="true" aria-label=${t('map.cards')}></div>
          <svg class="map-over" width="1" height="1" aria-hidden="true"><path class="map-draft"></path><rect class="map-marquee" hidden></rect></svg>
          <div class="map-handle" aria-hidden="true" hidden>${icon('link')}</div>
          <div class="map-editor" hidden></div>
        </div>
        <div class="map-people" aria-hidden="true"></div>
      </div>
      <p class="map-empty" hidden></p>
      <div class="map-selection" role="toolbar" aria-label=${t('map.selection')} hidden></div>
      <details class="map-legend"><summary>${t('map.legend')}</summary><div class="map-legend-body" tabindex="0" role="region" aria-label=${t('map.legend')}></div></details>
      <div class="map-tools" role="toolbar" aria-label=${t('map.tools')}></div>
      <canvas class="map-mini off" aria-hidden="true"></canvas>
    </section>`, holder);
  holder.className = 'map-frame';
  const find = (/** @type {string} */ name) => /** @type {any} */ (holder.querySelector(`.map-${name}`));
  return {
    holder,
    root: /** @type {HTMLElement} */ (holder.querySelector('.map')),
    view: /** @type {HTMLElement} */ (find('view')),
    world: /** @type {HTMLElement} */ (find('world')),
    links: /** @type {SVGElement} */ (find('links')),
    cards: /** @type {HTMLElement} */ (find('cards')),
    draft: /** @type {SVGPathElement} */ (find('draft')),
    marquee: /** @type {SVGRectElement} */ (find('marquee')),
    handle: /** @type {HTMLElement} */ (find('handle')),
    editor: /** @type {HTMLElement} */ (find('editor')),
    people: /** @type {HTMLElement} */ (find('people')),
    empty: /** @type {HTMLElement} */ (find('empty')),
    selection: /** @type {HTMLElement} */ (find('selection')),
    legend: /** @type {HTMLDetailsElement} */ (find('legend')),
    legendBody: /** @type {HTMLElement} */ (find('legend-body')),
    tools: /** @type {HTMLElement} */ (find('tools')),
    mini: /** @type {HTMLCanvasElement} */ (find('mini')),
  };
}

/** Who has the focus on it keeps it, also where it can do nothing any more. @param {string} name of its icon @param {string} label @param {() => void} run @param {{disabled?: boolean, words?: boolean}} [how] */
const button = (name, label, run, { disabled = false, words = false } = {}) => html`<button type="button" class="map-button" aria-disabled=${disabled ? 'true' : nothing} title=${label} aria-label=${label}
  @click=${() => { if (!disabled) run(); }}>${icon(name)}${words ? html`<span>${label}</span>` : nothing}</button>`;

/** @param {HTMLElement} element @param {StakeMap} map */
export function drawTools(element, map) {
  const { t, camera, actions, room } = map;
  render(html`${map.may(['put', 'card', '', {}]) ? button('plus', t('map.new'), () => actions.begin(), { words: true }) : nothing}
    ${room.you.role === 'observer' ? nothing : html`${button('undo', t('map.undo'), () => again(room, 'undo'), { disabled: !room.canUndo })}${button('redo', t('map.redo'), () => again(room, 'redo'), { disabled: !room.canRedo })}<span class="map-gap"></span>`}
    ${button('minus', t('map.zoom-out'), () => camera.scaleBy(1 / 1.4))}${button('plus', t('map.zoom-in'), () => camera.scaleBy(1.4))}${button('fit', t('map.fit'), () => map.fit())}
    ${map.byFinger ? button('help', t('menu.help'), openHelp) : nothing}`, element);
}

/** @param {HTMLElement} element @param {StakeMap} map */
export function drawSelection(element, map) {
  const { t, room, selection, actions } = map;
  const records = [...selection.ids].map((id) => room.board.get(id)).filter((record) => record !== undefined);
  element.hidden = records.length === 0;
  const one = records.length === 1 ? records[0] : undefined;
  const cards = records.filter(isCard).length;
  render(records.length === 0 ? nothing : html`<span class="map-count">${t('map.selected', { n: records.length })}</span>
    ${one ? button('eye', t('map.open'), () => map.onOpen(one.id), { words: true }) : nothing}
    ${one && isCard(one) && map.may(['set', one.id, {}]) ? button('edit', t('map.edit'), () => actions.edit(one.id)) : nothing}
    ${one && isCard(one) && map.may(['put', 'link', '', {}]) ? button('link', t('map.link-to'), () => map.onLink(one.id)) : nothing}
    ${cards > 1 && records.some((record) => map.may(['set', record.id, {}])) ? button('list', t('map.align'), () => chooseAlignment(t, (how) => actions.align(how)), { words: true }) : nothing}
    ${records.some((record) => map.may(['del', record.id])) ? button('bin', t('map.remove'), () => actions.remove()) : nothing}
    ${map.deeds(records.filter(isCard)).length > 0 ? button('more', t('deed.actions'), () => chooseDeed(t, () => map.deeds(records.filter(isCard))), { words: true }) : nothing}
    ${button('close', t('map.none'), () => selection.clear())}`, element);
  stepAside(element, map);
}

/** The bar goes to the other edge where it would lie on what is selected. @param {HTMLElement} element @param {StakeMap} map */
function stepAside(element, map) {
  element.classList.remove('aside');
  if (element.hidden) return;
  const bar = element.getBoundingClientRect();
  const { left, top } = map.view.getBoundingClientRect();
  element.classList.toggle('aside', [...map.selectedBoxes().values()].some(({ x, y, width, height }) => {
    const [from, to] = [map.camera.onScreen({ x, y }), map.camera.onScreen({ x: x + width, y: y + height })];
    return left + from.x < bar.right && bar.left < left + to.x && top + from.y < bar.bottom && bar.top < top + to.y;
  }));
}
