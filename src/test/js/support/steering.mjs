import { endWorkshopOps, reopenOps } from '../../../../webroot/js/board/closing.js';
import { giveDot } from '../../../../webroot/js/board/ballot.js';
import { pollsOf } from '../../../../webroot/js/board/votes.js';
import { seeded } from './random.mjs';

/** Who leads the workshop, from the first device. */
export const FACILITATOR = 'p_0';
const MODES = ['shared', 'private', 'private', 'group', 'read', 'one'];
const ROLES = ['participant', 'participant', 'observer', 'waiting'];
const TABLES = ['t_1', 't_2'];

/**
 * What a facilitator does with a workshop, and what people do because of it. Has a chance of its own, so that what else happens in a
 * run is left as it is.
 */
export class Steering {
  #made = 0;

  /** @param {number} seed @param {string[]} people ids of who may come; the first leads */
  constructor(seed, people) {
    Object.assign(this, { random: seeded(~seed), people });
  }

  /** What the workshop begins with. */
  get records() {
    return [
      { id: 'workshop', type: 'workshop', title: 'Atelier', language: 'fr' },
      ...this.people.map((id, at) => ({ id, type: 'member', role: id === FACILITATOR ? 'facilitator' : 'participant', table: TABLES[at % 2] })),
      ...TABLES.flatMap((id, at) => [{ id, type: 'table', title: id, place: at, board: `b_${at}` }, { id: `b_${at}`, type: 'board', title: id, table: id }]),
    ];
  }

  /** Whether somebody steers now. */
  get isDue() {
    return this.random(5) === 0;
  }

  /** @param {import('../../../../webroot/js/board/board.js').Board} board as the facilitator sees it @returns {object[]} operations */
  change(board) {
    const phases = of(board, 'phase');
    if (phases.length === 0) return this.#begin();
    switch (this.random(13)) {
      case 0: case 1: return this.#begin();
      case 2: return [['set', 'workshop', { phase: this.random(3) === 0 ? null : this.#one(phases).id }]];
      case 3: case 4: return this.#toggled(phases, 'revealed');
      case 5: return this.#toggled(phases, 'anonymous');
      case 6: return [['set', this.#one(this.people), { table: this.random(3) === 0 ? null : this.#one(TABLES) }]];
      case 7: return this.#toggled(of(board, 'board').filter(({ table }) => table), 'open');
      case 8: return this.#toggled([...of(board, 'card'), ...of(board, 'proposal')], 'hidden');
      case 9: return this.#poll(board);
      case 10: return [['set', this.people.at(-1), { role: this.#one(ROLES) }]];
      case 11: return this.random(3) === 0 ? endWorkshopOps(board, 1) : reopenOps();
      default: return [['set', 'workshop', { locked: this.random(3) === 0 ? true : null }]];
    }
  }

  /** Another phase, which the workshop is at from now on. */
  #begin() {
    const id = `ph_${this.#made++}`;
    const mode = this.#one(MODES);
    return [['put', 'phase', id, { title: id, place: this.#made, mode, ...(this.random(3) === 0 ? { anonymous: true } : {}), ...(mode === 'one' ? { writer: this.#one(this.people) } : this.random(3) === 0 ? { listener: this.#one(this.people) } : {}) }], ['set', 'workshop', { phase: id }]];
  }

  #poll(board) {
    const polls = pollsOf(board);
    if (polls.length > 0 && this.random(2)) return [['set', this.#one(polls).id, { state: this.#one(['open', 'closed', 'shown']) }]];
    return [['put', 'poll', `po_${this.#made++}`, { title: 'Lequel ?', way: 'dots', budget: 3, most: 2, place: this.#made }]];
  }

  #toggled(records, flag) {
    const record = records.length > 0 ? this.#one(records) : undefined;
    return record ? [['set', record.id, { [flag]: record[flag] === true ? null : true }]] : this.#begin();
  }

  /**
   * What somebody does in answer: vote, show what is their own, write on their table's board.
   *
   * @param {import('../../../../webroot/js/board/board.js').Board} board as they see it @param {string} person @param {string} mark
   * @returns {object[] | null} null where they do what they would do anyway
   */
  answer(board, person, mark) {
    switch (this.random(12)) {
      case 0: case 1: return this.#vote(board, person);
      case 2: {
        const own = of(board, 'card').filter(({ author, shown }) => author === person && shown !== true);
        return own.length > 0 ? [['set', this.#one(own).id, { shown: true }]] : null;
      }
      case 3: {
        const table = board.standing(board.get(person)?.table, 'table');
        return table ? [['put', 'card', `c_t${this.#made++}`, { kind: 'note', title: mark, board: table.board }]] : null;
      }
      default: return null;
    }
  }

  #vote(board, person) {
    const polls = pollsOf(board);
    const cards = of(board, 'card');
    if (polls.length === 0 || cards.length === 0) return null;
    const op = giveDot(board, this.#one(polls), person, this.#one(cards).id, this.random(3) === 0 ? -1 : 1);
    return op && [op];
  }

  #one(list) {
    return list[this.random(list.length)];
  }
}

const of = (board, type) => board.visible().filter((record) => record.type === type);
