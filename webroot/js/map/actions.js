/**
 * What one can do on the map, whether by pointer, keyboard or button.
 *
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('./geometry.js').Point} Point
 * @typedef {import('./map.js').StakeMap} StakeMap
 */
import { refusal } from '../board/check.js';
import { freePlace } from '../board/places.js';
import { newId, newRecordId } from '../board/model.js';
import { sayDone, unlessWritten } from '../view/place.js';
import { problem } from '../view/rules.js';
import { announce, toast } from '../view/ui.js';
import { aligned } from './geometry.js';
import { chooseLink } from './dialogs.js';

export class Actions {
  /** @param {StakeMap} map */
  constructor(map) {
    this.map = map;
  }

  /** @param {Map<string, Point>} places @param {string} [group] one drag */
  move(places, group) {
    const { board } = this.map.room;
    const ops = /** @type {Op[]} */ ([]);
    for (const [id, { x, y }] of places) {
      const record = board.get(id);
      const to = { x: Math.round(x), y: Math.round(y) };
      if (record && board.onBoard(id) && (record.x !== to.x || record.y !== to.y) && this.map.may(['set', id, to])) ops.push(['set', id, to]);
    }
    if (ops.length > 0) this.map.room.submit(ops, { group });
  }

  /** Moves what is selected a little. @param {number} dx @param {number} dy */
  nudge(dx, dy) {
    const boxes = this.map.selectedBoxes();
    this.move(new Map([...boxes].map(([id, box]) => [id, { x: box.x + dx, y: box.y + dy }])), this.#nudging([...boxes.keys()]));
  }

  /** @param {'row' | 'column' | 'spread-x' | 'spread-y'} how */
  align(how) {
    this.move(aligned(this.map.selectedBoxes(), how));
  }

  /** Puts what is selected, as far as this person may, into the bin. */
  remove() {
    const { room, selection, t } = this.map;
    const ids = [...selection.ids].filter((id) => room.board.onBoard(id));
    const ops = ids.map((id) => /** @type {Op} */ (['del', id])).filter((op) => this.map.may(op));
    const kept = ids.find((id) => !ops.some((op) => op[1] === id));
    if (kept !== undefined) toast(this.map.why(['del', kept])?.code === 'forbidden' ? t('map.not-yours', { n: ids.length - ops.length }) : problem(room, [['del', kept]]));
    if (ops.length === 0) return;
    unlessWritten(room, ops.map((op) => String(op[1])), () => {
      const next = this.map.after(ids);
      const still = ops.filter((op) => room.board.onBoard(String(op[1])));
      if (still.length > 0) {
        room.submit(still);
        sayDone(room, t('map.removed', { n: still.length }));
      }
      this.map.focusCard(next);
    });
  }

  /** @param {string} kind @param {string} title @param {Point} at its upper left corner */
  create(kind, title, at) {
    const id = newRecordId('card');
    const op = /** @type {Op} */ (['put', 'card', id, { kind, title, board: this.map.at(), x: Math.round(at.x), y: Math.round(at.y) }]);
    const why = problem(this.map.room, [op]);
    if (why) {
      toast(why);
      return;
    }
    this.map.room.submit([op]);
    this.map.selection.set([id]);
    this.map.focusSoon(id);
  }

  /** Lets this person change a title: in place, or by finger in a form, which does not shrink with the map. @param {string} id */
  edit(id) {
    if (!this.map.may(['set', id, {}])) return;
    if (this.map.byFinger) this.map.onEdit(id);
    else this.map.editor.rename(id);
  }

  /** @param {string} id @param {string} title */
  rename(id, title) {
    if (this.map.room.board.get(id)?.title === title || refusal(this.map.room.board, ['set', id, { title }])) return;
    this.map.room.submit([['set', id, { title }]]);
  }

  /** Opens the editor of a new card where there is room. @param {Point} [at] where it is wished, else in the middle of what is seen */
  begin(at) {
    if (!this.map.may(['put', 'card', '', {}])) return;
    const seen = this.map.camera.seen;
    const place = at ?? freePlace(this.map.cards.boxes.values(), { x: seen.x + seen.width / 2 - 110, y: seen.y + seen.height / 2 - 46 });
    if (this.map.byFinger) this.map.onCreate({ x: Math.round(place.x), y: Math.round(place.y) });
    else this.map.editor.create(place);
  }

  /** Asks which kind of link, and makes it. @param {string} from @param {string} to */
  async link(from, to) {
    const { room, lang, t } = this.map;
    const [one, other] = [room.board.get(from), room.board.get(to)];
    if (!one || !other || !this.map.may(['put', 'link', '', {}])) return;
    const values = await chooseLink(room, one, other, lang, t);
    this.map.focusCard(from);
    if (!values) return;
    room.submit([['put', 'link', newRecordId('link'), values]]);
    announce(t('map.linked', { from: one.title ?? '', to: other.title ?? '' }));
  }

  /** Steps of the keyboard that follow each other on the same cards are one move. @param {string[]} ids */
  #nudging(ids) {
    const key = ids.sort().join();
    const now = performance.now();
    const same = this.last?.key === key && now - this.last.at < 1500;
    this.last = { key, at: now, group: same && this.last ? this.last.group : newId() };
    return this.last.group;
  }

  /** @type {{key: string, at: number, group: string} | undefined} */
  last = undefined;
}
