/**
 * What of a map is drawn again, and when: what changed, once a frame, and only that.
 *
 * @typedef {import('./map.js').StakeMap} StakeMap
 */
import { apartOf, isAside } from '../board/sight.js';
import { onCards } from '../board/votes.js';
import { drawSelection, drawTools } from './frame.js';
import { drawLegend } from './legend.js';
import { isCard, isLink } from './looks.js';

const LEGEND_PAUSE = 250;
/** Types of records that change what stands on cards. */
const STEERS = new Set(['phase', 'poll', 'tally']);

export class Drawing {
  /** @type {Set<string>} ids of what has to be drawn again */
  #dirty = new Set();
  #asked = false;
  /** Whether more than the camera has moved. */
  #stale = true;
  #fitted = false;
  /** @type {string | undefined} */
  #focusSoon;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #legendTimer;
  /** The vote whose results stand on the cards. @type {ReturnType<typeof onCards>} */
  #results = null;
  /** The board whose cards are drawn. */
  #drawn = '';

  /** @param {StakeMap} map */
  constructor(map) {
    this.map = map;
  }

  close() {
    clearTimeout(this.#legendTimer);
  }

  /** Draws these again, with the next frame. @param {Iterable<string>} ids */
  draw(ids) {
    for (const id of ids) this.#dirty.add(id);
    this.later();
  }

  /** Draws what depends on no record, with the next frame. */
  later() {
    this.#stale = true;
    this.moved();
  }

  /** The camera has moved: draws once a frame. */
  moved() {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#paint();
    });
  }

  /** Puts the keyboard on a card once it is drawn. @param {string} id */
  focusSoon(id) {
    this.#focusSoon = id;
  }

  #paint() {
    if (this.#stale) this.#paintChanges();
    this.#fitFirst();
    this.map.people.draw();
    this.map.minimap.draw();
  }

  #paintChanges() {
    const { map } = this;
    const { cards, frame, links, selection } = map;
    this.#stale = false;
    this.#changeBoard();
    this.#followSteps(this.#dirty);
    const changed = this.#dirty;
    this.#dirty = new Set();
    const touched = /** @type {Set<string>} */ (new Set());
    for (const id of changed) this.#drawCard(id, touched);
    this.drawLinks(touched);
    if (changed.size > 0) this.#drawLegendSoon();
    cards.mark((id) => selection.has(id), map.current() ?? map.first());
    links.mark((id) => selection.has(id), (id) => this.#beside(id));
    cards.hold(map.people.holders());
    frame.empty.hidden = cards.boxes.size > 0;
    frame.empty.textContent = map.t(map.may(['put', 'card', '', {}]) ? 'map.empty' : 'map.nothing');
    drawTools(frame.tools, map);
    drawSelection(frame.selection, map);
    this.#focusNow();
  }

  /** Where another board is shown than was, everything is drawn anew, and all of it is to be seen. */
  #changeBoard() {
    const at = this.map.at();
    if (at === this.#drawn) return;
    this.#fitted &&= this.#drawn === '';
    this.#drawn = at;
    for (const { id } of this.map.room.board.all()) this.#dirty.add(id);
  }

  /** What stands on cards may be another when a phase is revealed or a vote shown. @param {Iterable<string>} ids of what changed */
  #followSteps(ids) {
    const { board, derived } = this.map.room;
    if (![...ids].some((id) => STEERS.has(board.get(id)?.type ?? ''))) return;
    this.#results = onCards(board, derived);
    for (const id of this.map.cards.boxes.keys()) this.#dirty.add(id);
  }

  /** @param {string} id @param {Set<string>} links gets the ids of the links to be drawn */
  #drawCard(id, links) {
    const { cards, room: { board }, selection } = this.map;
    const record = board.get(id);
    const there = board.onBoard(id) && (!isCard(record) || record.board === this.#drawn && !isAside(record));
    if (isCard(record) && there) {
      cards.show(record, this.#about(record));
    } else {
      cards.remove(id);
      if (!there) selection.forget(id);
      links.add(id);
    }
    for (const link of this.#linksOf([id])) links.add(link);
  }

  /** @param {import('../board/types.js').BoardRecord} record @returns {import('./cards.js').About} */
  #about(record) {
    const votes = this.#results?.totals.get(record.id) ?? 0;
    const { board, you } = this.map.room;
    return { apart: apartOf(board, record, you.id, you.role), votes, share: votes / (this.#results?.top ?? 1) };
  }

  /** Draws the links of cards at once. @param {Iterable<string>} ids of cards */
  drawLinksOf(ids) {
    this.drawLinks(this.#linksOf(ids));
  }

  /** @param {Iterable<string>} ids */
  drawLinks(ids) {
    const { cards, links, room: { board } } = this.map;
    for (const id of ids) {
      const link = board.get(id);
      if (isLink(link) && board.onBoard(id)) links.show(link, board, cards.boxes);
      else links.remove(id);
    }
  }

  /** @param {Iterable<string>} ids of cards @returns {Set<string>} */
  #linksOf(ids) {
    const links = /** @type {Set<string>} */ (new Set());
    for (const id of ids) for (const other of this.map.room.board.hangingOn(id)) links.add(other);
    return links;
  }

  /** @param {string} id of a link @returns {boolean} whether a selected card is at one of its ends */
  #beside(id) {
    const link = this.map.room.board.get(id);
    return this.map.selection.has(link?.from ?? '') || this.map.selection.has(link?.to ?? '');
  }

  #fitFirst() {
    if (this.#fitted || this.map.cards.boxes.size === 0 || this.map.view.clientWidth === 0) return;
    this.#fitted = true;
    requestAnimationFrame(() => this.map.fit({ atOnce: true }));
  }

  #focusNow() {
    const id = this.#focusSoon;
    if (id === undefined || !this.map.cards.boxes.has(id)) return;
    this.#focusSoon = undefined;
    this.map.focusCard(id);
  }

  #drawLegendSoon() {
    this.#legendTimer ??= setTimeout(() => {
      this.#legendTimer = undefined;
      this.drawLegend();
    }, LEGEND_PAUSE);
  }

  drawLegend() {
    const { frame, lang, room, t } = this.map;
    if (frame.legend.open) drawLegend(frame.legendBody, room, lang, t);
  }
}
