/** On the wall: what the step has brought, or is about, as far as everybody may see it; page after page where there is much. */
import { html, nothing } from 'lit-html';
import { t } from './device.js';
import { kindMark, kindOf } from './marks.js';

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

  /** @param {Board} board @param {BoardRecord[]} cards */
  show(board, cards) {
    const each = cards.some(isLong) ? LONG : SHORT;
    const many = new Set(cards.map(({ kind, type }) => kind ?? type)).size > 1;
    return html`<section class="wall-board ${each === LONG ? 'long-titles' : ''} ${cards.length <= FEW ? 'few' : ''}" aria-label=${t('projector.cards', { n: cards.length })}>
      <ul>${this.part(cards, each).map(record => {
        const kind = kindOf(board, record);
        return html`<li class="kind-${kind.colour}">${kindMark(kind.shape, kind.colour, true)}<p>${many ? html`<span class="wall-kind">${kind.label}</span>` : nothing}<strong>${record.title}</strong></p></li>`;
      })}</ul>
      ${this.line(values => t('projector.page', values))}</section>`;
  }
}
