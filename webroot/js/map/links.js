/**
 * The links of the map: curves below the cards, with a head, a sign and, near enough, words in the middle.
 *
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../board/board.js').Board} Board
 * @typedef {import('./geometry.js').Box} Box
 * @typedef {{group: SVGGElement, hit: SVGPathElement, line: SVGPathElement, heads: SVGPathElement, badge: SVGGElement, words: SVGTextElement}} Shown
 */
import { arrowHead, curve, round } from './geometry.js';
import { linkText, signOf } from './looks.js';
import { linkStyle, linkWidth } from './linkstyles.js';

/** A longer line is drawn whole: thousands of dashes cost more than they tell. */
const LONGEST_DASHED = 2000;
/** About the width of a letter of the words on a link. */
const LETTER = 6.5;
/** The height of the words, and how far below the middle of the line they stand where its sign has that place. */
const LINE = 20;
const BELOW_SIGN = 24;

const SVG = 'http://www.w3.org/2000/svg';

export class Links {
  /** @type {Map<string, Shown>} */
  #shown = new Map();

  /**
   * @param {SVGElement} layer
   * @param {{model: import('../board/model.js').Model, lang: string}} how
   */
  constructor(layer, how) {
    this.layer = layer;
    this.how = how;
  }

  /** @param {BoardRecord} link @param {Board} board @param {Map<string, Box>} boxes draws it, new or changed; not while an end is missing */
  show(link, board, boxes) {
    const from = boxes.get(link.from ?? '');
    const to = boxes.get(link.to ?? '');
    if (!from || !to) return this.remove(link.id);
    let shown = this.#shown.get(link.id);
    if (!shown) this.#shown.set(link.id, shown = this.#create(link));
    const style = linkStyle(link.kind);
    const width = linkWidth(link);
    const { start, control, end, middle } = curve(from, to, placeAmong(link, board));
    const path = `M${round(start.x)} ${round(start.y)}Q${round(control.x)} ${round(control.y)} ${round(end.x)} ${round(end.y)}`;
    const room = Math.hypot(end.x - start.x, end.y - start.y);
    const size = Math.min(8 + width * 2, Math.max(5, room * 0.45));
    shown.hit.setAttribute('d', path);
    shown.line.setAttribute('d', path);
    shown.line.setAttribute('stroke-width', String(width));
    shown.line.setAttribute('stroke-dasharray', style.dash && room < LONGEST_DASHED ? style.dash : 'none');
    shown.heads.setAttribute('d', arrowHead(end, control, size) + (style.both ? arrowHead(start, control, size) : ''));
    this.#say(shown, link, middle);
    shown.group.classList.toggle('short', room / 2 < size + covered(shown, Math.abs(end.x - start.x) / room, Math.abs(end.y - start.y) / room));
  }

  /** @param {string} id */
  remove(id) {
    this.#shown.get(id)?.group.remove();
    this.#shown.delete(id);
  }

  /** @param {(id: string) => boolean} selected @param {(link: string) => boolean} near whether it touches a selected card */
  mark(selected, near) {
    for (const [id, { group }] of this.#shown) {
      group.classList.toggle('selected', selected(id));
      group.classList.toggle('beside', near(id));
    }
  }

  /** @param {BoardRecord} link @returns {Shown} */
  #create(link) {
    const group = node('g', `map-link kind-${linkStyle(link.kind).colour}`);
    group.dataset.id = link.id;
    const hit = node('path', 'map-link-hit');
    const line = node('path', 'map-link-line');
    const heads = node('path', 'map-link-heads');
    const badge = node('g', 'map-link-badge');
    badge.append(Object.assign(node('circle', '')), node('text', ''));
    badge.firstElementChild?.setAttribute('r', '9');
    const words = node('text', 'map-link-words');
    group.append(hit, line, heads, words, badge);
    this.layer.append(group);
    return { group, hit, line, heads, badge, words };
  }

  /** @param {Shown} shown @param {BoardRecord} link @param {import('./geometry.js').Point} middle */
  #say(shown, link, middle) {
    const sign = signOf(link) + (link.delayed === true ? ' ‖' : '');
    const at = `translate(${round(middle.x)} ${round(middle.y)})`;
    shown.badge.setAttribute('transform', at);
    shown.badge.toggleAttribute('hidden', sign === '');
    const text = /** @type {SVGTextElement} */ (shown.badge.lastElementChild);
    if (text.textContent !== sign) text.textContent = sign;
    shown.badge.classList.toggle('wide', sign.length > 1);
    shown.words.setAttribute('transform', `translate(${round(middle.x)} ${round(middle.y + (sign ? BELOW_SIGN : 4))})`);
    const words = linkText(this.how.model, link, this.how.lang);
    if (shown.words.textContent !== words) shown.words.textContent = words;
  }
}

/** @param {Shown} shown @param {number} across @param {number} down how far the line goes there for each unit of it @returns {number} how much of its half lies below the words */
function covered({ words, badge }, across, down) {
  const half = (words.textContent?.length ?? 0) * LETTER / 2;
  return Math.min(half / across, LINE / 2 / down) + (badge.hasAttribute('hidden') ? 0 : BELOW_SIGN * down);
}

/** @param {BoardRecord} link @param {Board} board @returns {number} 0, 1, −1, 2… among the links that join the same two cards */
function placeAmong(link, board) {
  const together = [];
  for (const id of board.hangingOn(link.from ?? '')) {
    const other = board.get(id);
    if (other && board.onBoard(id) && joinsSame(other, link)) together.push(id);
  }
  if (together.length < 2) return 0;
  const index = together.sort().indexOf(link.id);
  const place = index % 2 === 1 ? (index + 1) / 2 : -index / 2;
  return (link.from ?? '') < (link.to ?? '') ? place : -place;
}

/** @param {BoardRecord} a @param {BoardRecord} b */
const joinsSame = (a, b) => a.from === b.from && a.to === b.to || a.from === b.to && a.to === b.from;

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {string} name of its class
 */
function node(tag, name) {
  const element = document.createElementNS(SVG, tag);
  if (name) element.setAttribute('class', name);
  return element;
}
