/** Where the map is drawn: loads it when first shown, and keeps it while the page around it is drawn again. */
import { lang, t } from './device.js';
import { style, toast } from './ui.js';

/** @typedef {import('./place.js').Place} Place */

/** @type {WeakMap<Place, {element: HTMLElement, map: Promise<any>, at: string}>} at: the board that it was told to show */
const holders = new WeakMap();

/** @param {Place} place @param {string} name a class @returns {HTMLElement} for a template to place */
export function mapHolder(place, name) {
  let holder = holders.get(place);
  if (!holder) {
    const element = document.createElement('div');
    const sign = document.createElement('p');
    sign.className = 'map-opening';
    sign.textContent = t('mapview.opening');
    element.append(sign);
    holder = { element, map: load(place, element), at: place.at };
    holders.set(place, holder);
  }
  if (holder.at !== place.at) holder.map.then(map => map?.look());
  holder.at = place.at;
  holder.element.className = `map-place ${name}`;
  return holder.element;
}

/** @param {Place} place @returns {Promise<any>} the map as createMap made it, once it is there */
export const mapOf = place => holders.get(place)?.map ?? Promise.resolve(undefined);

/** @param {Place} place @param {HTMLElement} element */
async function load(place, element) {
  try {
    const [{ createMap }] = await Promise.all([import('../map/map.js'), style('/css/map.css')]);
    await new Promise(requestAnimationFrame);
    element.replaceChildren();
    return createMap(element, place.room, {
      t, lang: lang(), why: place.why, at: () => place.at, deeds: records => place.deeds(records), byFinger: matchMedia('(pointer: coarse)').matches,
      onOpen: id => place.open(id),
      onEdit: async id => (await import('./card.js')).editCard(place, id),
      onLink: async id => (await import('./linker.js')).openLinker(place, id),
      onCreate: async (at, given) => (await import('./create.js')).openCreate(place, at, given),
    });
  } catch (error) {
    console.error(error);
    element.replaceChildren();
    toast(t('mapview.unavailable'));
    return undefined;
  }
}
