/**
 * The cards of the map: one element each, touched only when its record, its place or its state changes. Sizes come from
 * the browser's own layout, told by a ResizeObserver, so that drawing never forces one.
 *
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('./geometry.js').Box} Box
 * @typedef {import('./geometry.js').Point} Point
 * @typedef {{element: HTMLElement, box: Box, record: BoardRecord, said: string}} Shown
 * @typedef {{apart: ReturnType<typeof import('../board/sight.js').apartOf>, votes: number, share: number}} About  apart: what it is not as the others; votes: in the vote that is shown, share: of the most
 */
import { outline, stroke } from '../view/marks.js';
import { CARD_HEIGHT, CARD_WIDTH } from './geometry.js';
import { look, said, signOf } from './looks.js';

const SVG = 'http://www.w3.org/2000/svg';

export class Cards {
  /** @type {Map<string, Shown>} */
  #shown = new Map();
  /** @type {Map<string, Point>} places while a drag has not been submitted yet */
  #dragged = new Map();

  /**
   * @param {HTMLElement} layer
   * @param {{model: import('../board/model.js').Model, lang: string, t: (key: string, values?: any) => string, onResize: (ids: Set<string>) => void}} how
   */
  constructor(layer, how) {
    this.layer = layer;
    this.how = how;
    this.observer = new ResizeObserver((entries) => this.#measured(entries));
    /** Id → box of every card on the map. @type {Map<string, Box>} */
    this.boxes = new Map();
  }

  /** @param {string} id */
  element(id) {
    return this.#shown.get(id)?.element;
  }

  /** @param {BoardRecord} record draws it, new or changed @param {About} about */
  show(record, about) {
    const shown = this.#shown.get(record.id) ?? this.#create(record);
    const said = JSON.stringify(about);
    if (shown.record !== record || shown.said !== said) this.#fill(shown.element, record, about);
    shown.record = record;
    shown.said = said;
    this.#place(shown, this.#dragged.get(record.id) ?? { x: record.x ?? 0, y: record.y ?? 0 });
  }

  /** @param {string} id */
  remove(id) {
    const shown = this.#shown.get(id);
    if (!shown) return;
    this.observer.unobserve(shown.element);
    shown.element.remove();
    this.#shown.delete(id);
    this.boxes.delete(id);
    this.#dragged.delete(id);
  }

  /** @param {Map<string, Point>} places where cards are while they are dragged */
  drag(places) {
    for (const [id, place] of places) {
      const shown = this.#shown.get(id);
      if (!shown) continue;
      this.#dragged.set(id, place);
      this.#place(shown, place);
    }
  }

  /** The dragged cards are where their records say, again. */
  drop() {
    this.#dragged.clear();
  }

  /** @param {(id: string) => boolean} selected @param {string | undefined} focused the card that the Tab key comes to */
  mark(selected, focused) {
    for (const [id, { element }] of this.#shown) {
      const on = String(selected(id));
      if (element.getAttribute('aria-selected') !== on) element.setAttribute('aria-selected', on);
      const index = id === focused ? 0 : -1;
      if (element.tabIndex !== index) element.tabIndex = index;
    }
  }

  /** @param {Map<string, {name: string, colour: string}>} holders id of a card → who has selected it */
  hold(holders) {
    for (const [id, { element }] of this.#shown) {
      const holder = holders.get(id);
      if ((element.dataset.by ?? '') === (holder?.name ?? '')) continue;
      element.classList.remove(...[...element.classList].filter((name) => name.startsWith('family-')));
      if (holder) {
        element.dataset.by = holder.name;
        element.classList.add(`family-${holder.colour}`);
      } else {
        delete element.dataset.by;
      }
    }
  }

  close() {
    this.observer.disconnect();
  }

  /** @param {BoardRecord} record @returns {Shown} */
  #create(record) {
    const element = document.createElement('div');
    element.setAttribute('role', 'option');
    element.setAttribute('aria-selected', 'false');
    element.tabIndex = -1;
    element.dataset.id = record.id;
    const shown = { element, record, said: '', box: { x: 0, y: 0, width: CARD_WIDTH, height: CARD_HEIGHT } };
    this.#shown.set(record.id, shown);
    this.boxes.set(record.id, shown.box);
    this.layer.append(element);
    this.observer.observe(element, { box: 'border-box' });
    return shown;
  }

  /** @param {HTMLElement} element @param {BoardRecord} record @param {About} about */
  #fill(element, record, about) {
    const { model, lang, t } = this.how;
    const { colour, shape, name } = look(model, record, lang);
    const held = [...element.classList].filter((word) => word.startsWith('family-'));
    element.className = ['map-card', `kind-${colour}`, `map-card-${shape}`, record.type === 'proposal' ? 'map-card-proposal' : '', record.hidden === true ? 'map-card-hidden' : '', ...held].join(' ').trim();
    const head = make('span', 'map-card-head', mark(shape, 'mark'), make('span', 'map-card-kind', name));
    const sign = signOf(record);
    if (sign) head.append(make('span', 'map-card-sign', sign));
    if (record.presence === 'absent') head.append(make('span', 'map-card-absent', t('map.absent')));
    element.replaceChildren(head, make('span', 'map-card-title', record.title ?? ''));
    const apart = about.apart && t(`apart.${about.apart}`);
    if (record.hidden === true) head.append(make('span', 'map-card-sign map-card-apart', drawing(stroke('hide'), 'icon'), t('apart.hidden-short')));
    else if (apart) head.append(lock(apart));
    element.title = apart;
    const foot = [...about.votes > 0 ? [voteBar(about, t('vote.n', { n: about.votes }))] : [], ...this.#foot(record)];
    if (foot.length > 0) element.append(make('span', 'map-card-foot', ...foot));
    element.setAttribute('aria-label', [name, record.title, apart, ...foot.map((part) => part.textContent)].filter(Boolean).join(', '));
  }

  /** @param {BoardRecord} record @returns {HTMLElement[]} */
  #foot(record) {
    const { model, lang } = this.how;
    const parts = [];
    const family = typeof record.family === 'string' ? model.families.get(record.family) : undefined;
    if (family) parts.push(make('span', `map-card-family family-${family.colour}`, mark(family.shape, 'mark family'), make('span', '', said(family.label, lang))));
    const whose = record.whose ?? record.beneficiary ?? record.bearer ?? record.beneficiaries;
    if (typeof whose === 'string' && whose) parts.push(make('span', 'map-card-whose', whose));
    const tags = Object.keys(record).filter((name) => name.startsWith('tag:')).slice(0, 2);
    for (const name of tags) parts.push(make('span', 'map-card-tag', name.slice(4)));
    return parts;
  }

  /** @param {Shown} shown @param {Point} place */
  #place(shown, place) {
    shown.box.x = place.x;
    shown.box.y = place.y;
    shown.element.style.transform = `translate(${place.x}px,${place.y}px)`;
  }

  /** @param {ResizeObserverEntry[]} entries */
  #measured(entries) {
    const ids = /** @type {Set<string>} */ (new Set());
    for (const { target, borderBoxSize: [size] } of entries) {
      const id = /** @type {HTMLElement} */ (target).dataset.id ?? '';
      const box = this.#shown.get(id)?.box;
      if (!box || !size || size.inlineSize === 0 || (box.width === size.inlineSize && box.height === size.blockSize)) continue;
      box.width = size.inlineSize;
      box.height = size.blockSize;
      ids.add(id);
    }
    if (ids.size > 0) this.how.onResize(ids);
  }
}

/** @param {string} tag @param {string} name of its class @param {(string | Node)[]} children */
export function make(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

/** @param {string} title */
function lock(title) {
  const svg = drawing(stroke('lock'), 'icon map-card-lock');
  const holder = make('span', '', svg);
  holder.title = title;
  return holder;
}

/** @param {About} about @param {string} words */
function voteBar({ share }, words) {
  const bar = document.createElementNS(SVG, 'svg');
  const full = document.createElementNS(SVG, 'rect');
  full.setAttribute('width', `${Math.round(100 * share)}%`);
  full.setAttribute('height', '100%');
  bar.setAttribute('class', 'bar');
  bar.append(full);
  return make('span', 'map-card-votes', bar, make('span', '', words));
}

/** @param {string} shape @param {string} name of its class */
const mark = (shape, name) => drawing(outline(shape), name);

/** @param {string} d @param {string} name of its class */
function drawing(d, name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', name);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', d);
  svg.append(path);
  return svg;
}
