/**
 * The map of a workshop: cards and links of the room's board, drawn and worked on. Loaded when first shown.
 *
 * @typedef {import('../sync/room.js').Room} Room
 * @typedef {import('./geometry.js').Box} Box
 * @typedef {import('./geometry.js').Point} Point
 * @typedef {{t: (key: string, values?: Record<string, string | number>) => string, lang: string, byFinger: boolean,
 *            why: (op: import('../board/types.js').Op) => import('../board/types.js').Refusal | null, at: () => string, deeds: (records: import('../board/types.js').BoardRecord[]) => import('../view/place.js').Deed[],
 *            onOpen: (id: string) => void, onEdit: (id: string) => void, onLink: (id: string) => void, onCreate: (at: Point, given?: {chosen: string, title: string}) => void}} Options
 * byFinger: nothing is written on the map itself, but in forms; why: something may not be done now; at: the board whose cards are shown; deeds: what those who facilitate may do with cards
 */
import { presenceOf } from '../sync/presence.js';
import { Actions } from './actions.js';
import { Camera } from './camera.js';
import { Cards } from './cards.js';
import { Drawing } from './drawing.js';
import { Editor } from './editor.js';
import { buildFrame } from './frame.js';
import { bounds, neighbour } from './geometry.js';
import { Gestures } from './gestures.js';
import { onKey } from './keyboard.js';
import { Links } from './links.js';
import { Minimap } from './minimap.js';
import { People } from './people.js';
import { Selection } from './selection.js';

const WIDE = 1200;

/**
 * Draws the map into an element, and keeps it so.
 *
 * @param {HTMLElement} container with a height of its own
 * @param {Room} room welcomed already
 * @param {Options} options
 * @returns {{focus: (id: string) => void, show: (id: string) => void, fit: () => void, look: () => void, close: () => void}} focus: brings a card to the middle and selects it;
 *     show: selects it and brings it into view, the keyboard staying where it is; look: which board it is may be another
 */
export function createMap(container, room, options) {
  const map = new StakeMap(container, room, options);
  return { focus: (id) => map.focus(id), show: (id) => map.show(id), fit: () => map.fit(), look: () => map.look(), close: () => map.close() };
}

export class StakeMap {
  #pointer = /** @type {Point | null} */ (null);
  #listening = new AbortController();

  /** @param {HTMLElement} container @param {Room} room @param {Options} options */
  constructor(container, room, { t, lang, why, at, deeds, byFinger, onOpen, onEdit, onLink, onCreate }) {
    this.room = room;
    this.t = t;
    this.lang = lang;
    this.why = why;
    this.at = at;
    this.deeds = deeds;
    this.byFinger = byFinger;
    this.onOpen = onOpen;
    this.onEdit = onEdit;
    this.onLink = onLink;
    this.onCreate = onCreate;
    this.frame = buildFrame(container, t);
    this.view = this.frame.view;
    /** The card that shows the handle for drawing links. @type {string | undefined} */
    this.handled = undefined;
    this.drawing = new Drawing(this);
    this.selection = new Selection(() => this.#selectionChanged());
    this.cards = new Cards(this.frame.cards, { model: room.model, lang, t, onResize: (ids) => this.#resized(ids) });
    this.links = new Links(this.frame.links, { model: room.model, lang });
    this.actions = new Actions(this);
    this.editor = new Editor(this, this.frame.editor);
    this.gestures = new Gestures(this);
    this.camera = new Camera(this.view, this.frame.world, { grabs: (event) => this.gestures.grabs(event), onMove: () => this.drawing.moved() });
    this.people = new People(this.frame.people, room, this.camera, () => this.at());
    this.minimap = new Minimap(this.frame.mini, this);
    this.frame.legend.open = container.clientWidth >= WIDE;
    this.#listen();
    this.drawing.draw(Array.from(room.board.all(), (record) => record.id));
  }

  #listen() {
    const { signal } = this.#listening;
    this.room.addEventListener('change', (event) => this.drawing.draw(/** @type {CustomEvent} */ (event).detail.ids), { signal });
    this.room.addEventListener('derived', (event) => this.drawing.draw(/** @type {CustomEvent} */ (event).detail.ids), { signal });
    for (const event of ['presence', 'pending']) this.room.addEventListener(event, () => this.drawing.later(), { signal });
    this.frame.root.addEventListener('keydown', (event) => onKey(this, event));
    this.frame.cards.addEventListener('focusin', (event) => this.#focused(event.target));
    this.frame.legend.addEventListener('toggle', () => this.drawing.drawLegend());
    this.observer = new ResizeObserver(() => this.drawing.moved());
    this.observer.observe(this.view);
  }

  close() {
    this.#listening.abort();
    this.observer?.disconnect();
    this.cards.close();
    this.drawing.close();
    this.frame.holder.remove();
  }

  /** @param {import('../board/types.js').Op} op @returns {boolean} whether it may be done now */
  may(op) {
    return this.why(op) === null;
  }

  /** The board may be another now. */
  look() {
    this.drawing.later();
  }

  /** Shows everything. @param {{atOnce?: boolean}} [how] */
  fit(how) {
    const { legend, root, tools } = this.frame;
    const left = legend.open && root.clientWidth >= WIDE ? legend.offsetLeft + legend.offsetWidth : 0;
    const bottom = root.clientHeight - tools.offsetTop;
    this.camera.fit(bounds(this.cards.boxes.values()), { left, top: 0, right: 0, bottom }, how);
  }

  /** Brings a card to the middle and selects it. @param {string} id */
  focus(id) {
    const box = this.cards.boxes.get(id);
    if (!box) return;
    this.selection.set([id]);
    this.camera.centreOn(box);
    this.focusCard(id);
  }

  /** Selects a card, and brings it into view. @param {string} id */
  show(id) {
    const box = this.cards.boxes.get(id);
    if (!box) return;
    this.selection.set([id]);
    this.#reveal(box);
  }

  /** Puts the keyboard on a card, and brings it into view. @param {string | undefined} id */
  focusCard(id) {
    const box = id === undefined ? undefined : this.cards.boxes.get(id);
    if (id === undefined || !box) return this.view.focus({ preventScroll: true });
    this.cards.element(id)?.focus({ preventScroll: true });
    this.#reveal(box);
  }

  /** Into view, above the buttons at the bottom. @param {Box} box */
  #reveal(box) {
    const { root, tools } = this.frame;
    this.camera.reveal(box, root.clientHeight - tools.offsetTop);
  }

  /** Puts the keyboard on a card once it is drawn. @param {string} id */
  focusSoon(id) {
    this.drawing.focusSoon(id);
  }

  /** The card that a key is about. @returns {string | undefined} */
  current() {
    const { focused, ids } = this.selection;
    if (focused !== undefined && this.cards.boxes.has(focused)) return focused;
    return [...ids].find((id) => this.cards.boxes.has(id));
  }

  /** The card to begin with: the highest. @returns {string | undefined} */
  first() {
    let first;
    for (const [id, box] of this.cards.boxes) if (first === undefined || box.y < (this.cards.boxes.get(first)?.y ?? 0)) first = id;
    return first;
  }

  /** A card near those that are about to go. @param {string[]} ids */
  after(ids) {
    const left = new Map([...this.cards.boxes].filter(([id]) => !ids.includes(id) || id === ids[0]));
    for (const direction of /** @type {const} */ (['right', 'left', 'down', 'up'])) {
      const next = neighbour(left, ids[0], direction);
      if (next !== undefined) return next;
    }
    return undefined;
  }

  /** @returns {Map<string, Box>} of the cards among what is selected */
  selectedBoxes() {
    return new Map([...this.cards.boxes].filter(([id]) => this.selection.has(id)));
  }

  /** @param {Map<string, Point>} places where cards are while they are dragged */
  drag(places) {
    this.cards.drag(places);
    this.drawing.drawLinksOf(places.keys());
    this.showHandle(this.handled);
    this.frame.root.classList.add('dragging');
  }

  drop() {
    this.cards.drop();
    this.drawing.draw(this.selection.ids);
    this.frame.root.classList.remove('dragging');
  }

  /** @param {string | undefined} id of the card that the pointer is on */
  showHandle(id) {
    const alone = this.selection.ids.size === 1 ? [...this.selection.ids][0] : undefined;
    this.handled = this.may(['put', 'link', '', {}]) ? id ?? alone : undefined;
    const box = this.handled === undefined ? undefined : this.cards.boxes.get(this.handled);
    this.frame.handle.hidden = !box;
    if (box) this.frame.handle.style.transform = `translate(${box.x + box.width}px,${box.y + box.height / 2}px)`;
  }

  /** @param {Box | null} box */
  showMarquee(box) {
    this.frame.marquee.toggleAttribute('hidden', box === null);
    for (const [name, value] of Object.entries(box ?? {})) this.frame.marquee.setAttribute(name, String(value));
  }

  /** @param {string} path of the link being drawn @param {string | undefined} target the card that it would go to */
  showDraft(path, target) {
    this.frame.draft.setAttribute('d', path);
    for (const element of this.frame.cards.querySelectorAll('.target')) element.classList.remove('target');
    if (target !== undefined) this.cards.element(target)?.classList.add('target');
  }

  /** Tells the others where this person points. @param {Point} point */
  tellPointer(point) {
    this.#pointer = { x: Math.round(point.x), y: Math.round(point.y) };
    this.#tell();
  }

  #tell() {
    presenceOf(this.room).set({ ...this.#pointer, board: this.at(), sel: [...this.selection.ids].slice(0, 20) });
  }

  #selectionChanged() {
    this.showHandle(undefined);
    this.#tell();
    this.drawing.later();
  }

  /** @param {EventTarget | null} target */
  #focused(target) {
    this.selection.focused = target instanceof HTMLElement ? target.dataset.id : undefined;
    this.drawing.later();
  }

  /** @param {Set<string>} ids of cards whose size is another */
  #resized(ids) {
    this.drawing.drawLinksOf(ids);
    this.drawing.later();
  }
}
