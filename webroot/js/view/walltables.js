/** On the wall: who sits at which table, in a step by table and whenever people have just been seated; page after page where there are many. */
import { html } from 'lit-html';
import { seatedAt, tablesOf } from '../board/tables.js';
import { compare, t } from './device.js';
import { icon } from './marks.js';

/**
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../sync/room.js').Room} Room
 * @typedef {import('./wallcards.js').Pages} Pages
 * @typedef {{title: string, names: string[]}} Seating
 */

/** How many tables stand on a page, by the UTF-16 code units of the longest one's names; they stand in so many columns. */
const FITS = [{ upTo: 44, each: 12, columns: 4 }, { upTo: 90, each: 9, columns: 3 }, { upTo: 200, each: 4, columns: 2 }, { upTo: Infinity, each: 1, columns: 1 }];
/** Milliseconds for which new seats stand in a step that is about something else. */
const FRESH = 60_000;

/** Tables at which somebody sits, in their order. @param {Pick<Room, 'board' | 'people'>} room @returns {Seating[]} */
export const seatingIn = ({ board, people }) => tablesOf(board).map(({ id, title }) => ({ title: title ?? '', names: seatedAt(board, id).map(member => people.get(member.id)?.name ?? '').filter(Boolean).sort(compare) })).filter(({ names }) => names.length > 0);

/** Whether people have just been seated anew, which everybody in the room wants to read. */
export class Seats {
  /** @type {Map<string, unknown> | undefined} */
  #seats;
  #until = 0;
  #topic = '';

  /** @param {() => void} draw @param {() => number} [clock] milliseconds */
  constructor(draw, clock = () => performance.now()) {
    this.draw = draw;
    this.clock = clock;
  }

  /**
   * One person who comes late and is given a seat is no news for all.
   *
   * @param {Pick<Room, 'board' | 'state'>} room
   * @param {string} topic what else the wall is about: with another, new seats are news no more
   * @returns {boolean} whether several people have been seated anew within a minute
   */
  areFresh({ board, state }, topic) {
    if (topic !== this.#topic) this.#until = 0;
    if (state === 'connected') {
      const before = this.#seats;
      this.#seats = new Map([...board.all()].filter(({ id, type, table }) => type === 'member' && table !== undefined && board.onBoard(id)).map(({ id, table }) => [id, table]));
      if (before && [...this.#seats].filter(([id, table]) => before.get(id) !== table).length > 1) {
        this.#until = this.clock() + FRESH;
        setTimeout(this.draw, FRESH);
      }
    }
    this.#topic = topic;
    return this.clock() < this.#until;
  }
}

/** @param {Seating[]} tables @param {Pages} pages */
export function tables(tables, pages) {
  const longest = Math.max(...tables.map(({ names }) => names.join(', ').length));
  const fit = FITS.find(({ upTo }) => longest <= upTo) ?? FITS[FITS.length - 1];
  const columns = tables.length <= 4 ? Math.min(fit.columns, 2) : fit.columns;
  return html`<section class="wall-board wall-tables in-${columns} ${tables.length <= 4 ? 'few' : ''}" aria-label=${t('projector.tables')}>
    <ul>${pages.part(tables, fit.each).map(({ title, names }) => html`<li>${icon('table')}<p><strong>${title}</strong><span>${names.join(', ')}</span></p></li>`)}</ul>
    ${pages.line(n => t('projector.page-tables', n))}</section>`;
}
