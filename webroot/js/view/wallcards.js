/** On the wall: what the step has brought, or is about, as far as everybody may see it; page after page where there is much. */
import { html, nothing } from 'lit-html';
import { linkDetails, sentence } from './cards.js';
import { t } from './device.js';
import { icon, kindMark, kindOf } from './marks.js';

/**
 * @typedef {import('../board/board.js').Board} Board
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** Up to so many are shown larger; else so many stand on a page, fewer where a title is long. */
const FEW = 4;
const SHORT = 9;
const LONG = 6;
/** UTF-16 code units from which a title is long. */
const LENGTHY = 64;
/** Milliseconds for which a page stands. */
const PAGE = 12_000;

/** @param {BoardRecord | undefined} record @returns {boolean} whether its title takes several lines */
export const isLong = (record) => (record?.title ?? '').length > LENGTHY;

/** The page that is shown, and when the next one comes. */
export class Pages {
  #page = 0;
  #of = 1;
  #all = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #turning;
  #over = new AbortController();

  /** @param {() => void} draw */
  constructor(draw) {
    this.draw = draw;
    window.addEventListener('keydown', ({ key }) => {
      const by = key === 'ArrowRight' || key === 'PageDown' ? 1 : key === 'ArrowLeft' || key === 'PageUp' ? -1 : 0;
      if (by === 0 || this.#of < 2) return;
      this.#turn(by);
      this.#rest();
    }, this.#over);
  }

  /** No page is turned any more. */
  stop() {
    this.#over.abort();
    this.#rest();
  }

  /** @param {number} by */
  #turn(by) {
    this.#page = (this.#page + by + this.#of) % this.#of;
    this.draw();
  }

  /** Who turns by hand has the pages stand still. */
  #rest() {
    clearInterval(this.#turning);
    this.#turning = undefined;
    this.still = true;
  }

  /** What of all stands on the page that is shown. @template T @param {T[]} all @param {number} each so many on a page @returns {T[]} */
  part(all, each) {
    this.#all = all.length;
    this.#of = Math.max(1, Math.ceil(all.length / each));
    this.#page = Math.min(this.#page, this.#of - 1);
    if (this.#of > 1 && !this.still) this.#turning ??= setInterval(() => this.#turn(1), PAGE);
    if (this.#of === 1) {
      clearInterval(this.#turning);
      this.#turning = undefined;
    }
    return all.slice(this.#page * each, (this.#page + 1) * each);
  }

  /** Which page it is, where there are several. @param {(values: {n: number, of: number, all: number}) => string} words */
  line(words) {
    return this.#of > 1 ? html`<p class="wall-page">${words({ n: this.#page + 1, of: this.#of, all: this.#all })}</p>` : nothing;
  }

  /** @param {Board} board @param {BoardRecord[]} all cards and proposals, and before them links */
  show(board, all) {
    const links = all.filter(isLink).length;
    const counts = { links, cards: all.length - links };
    const each = links > 0 || all.some(isLong) ? LONG : SHORT;
    const many = new Set(all.map(({ kind, type }) => kind ?? type)).size > 1;
    const label = [...links > 0 ? [t('projector.links', { n: links })] : [], ...counts.cards > 0 ? [t('projector.cards', { n: counts.cards })] : []].join(', ');
    return html`<section class="wall-board ${each === LONG ? 'long-titles' : ''} ${all.length <= FEW ? 'few' : ''}" aria-label=${label}>
      <ul>${this.part(all, each).map(record => (isLink(record) ? linkOn(board, record) : cardOn(board, record, many)))}</ul>
      ${this.line(values => t('projector.page', { ...values, what: label }))}</section>`;
  }
}

/** @param {BoardRecord} record */
const isLink = ({ type }) => type === 'link';

/** @param {Board} board @param {BoardRecord} record @param {boolean} many whether there are several kinds */
function cardOn(board, record, many) {
  const kind = kindOf(board, record);
  return html`<li class="kind-${kind.colour}">${kindMark(kind.shape, kind.colour, true)}<p>${many ? html`<span class="wall-kind">${kind.label}</span>` : nothing}<strong>${record.title}</strong></p></li>`;
}

/** @param {Board} board @param {BoardRecord} link */
function linkOn(board, link) {
  const details = linkDetails(board, link);
  return html`<li class="wall-link">${icon('link')}<p>${sentence(board, link)}${details ? html`<span class="wall-kind">${details}</span>` : nothing}</p></li>`;
}
