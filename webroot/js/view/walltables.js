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

/** How many tables stand on a page, by the UTF-16 code units of the longest one's names. */
const FITS = [{ upTo: 24, each: 12 }, { upTo: 44, each: 9 }, { upTo: 100, each: 6 }, { upTo: 220, each: 4 }, { upTo: Infinity, each: 1 }];
/** Up to so many, of so few names, are shown larger. */
const LARGER = [{ tables: 4, upTo: 60, as: 'few' }, { tables: 6, upTo: 44, as: 'some' }];
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
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

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
      this.#seats = new Map(board.visible('member').filter(({ table }) => table !== undefined).map(({ id, table }) => [id, table]));
      if (before && [...this.#seats].filter(([id, table]) => before.get(id) !== table).length > 1) {
        this.#until = this.clock() + FRESH;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(this.draw, FRESH);
      }
    }
    this.#topic = topic;
    return this.clock() < this.#until;
  }

  /** Nothing is drawn any more. */
  stop() {
    clearTimeout(this.#timer);
  }
}

/** @param {Seating[]} tables @param {Pages} pages */
export function tables(tables, pages) {
  const longest = Math.max(...tables.map(({ names }) => names.join(', ').length));
  const { each } = FITS.find(({ upTo }) => longest <= upTo) ?? FITS[FITS.length - 1];
  const larger = LARGER.find(few => tables.length <= few.tables && longest <= few.upTo);
  return html`<section class="wall-board wall-tables ${larger?.as ?? `of-${each}`}" aria-label=${t('projector.tables')}>
    <ul>${pages.part(tables, each).map(({ title, names }) => html`<li>${icon('table')}<p><strong>${title}</strong><span>${names.map((name, at) => html`<span class="wall-name">${name}${at < names.length - 1 ? ',' : ''}</span> `)}</span></p></li>`)}</ul>
    ${pages.line(values => t('projector.page-tables', values))}</section>`;
}
