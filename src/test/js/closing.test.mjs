/** The end of a workshop: what brings it there, and what it says that the workshop has brought. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { isEnded } from '../../../webroot/js/board/agenda.js';
import { Board } from '../../../webroot/js/board/board.js';
import { broughtBy, endWorkshopOps, reopenOps } from '../../../webroot/js/board/closing.js';
import { keptBack } from '../../../webroot/js/board/keptback.js';
import { MAIN, card, link } from './support/fakes.mjs';
import { model } from './support/model.mjs';

const NOW = 1_700_000_000_000;
const member = (id, role, values = {}) => ({ id, type: 'member', role, ...values });

let board;

beforeEach(() => {
  board = Board.of(model, [MAIN, { id: 'workshop', type: 'workshop', title: 'Atelier', language: 'fr' }, member('p_9', 'facilitator'), member('p_1', 'participant'), member('p_2', 'participant'), member('p_3', 'observer'),
    { id: 'ph_1', type: 'phase', title: 'Seul', mode: 'private', place: 1 }, { id: 't_1', type: 'table', title: 'Tilleuls', board: 'b_1' }, { id: 'b_1', type: 'board', title: 'Tilleuls', table: 't_1' },
    card('c_1'), card('c_2'), card('c_table', { board: 'b_1' }), link('l_1', 'c_1', 'c_2'), link('l_2', 'c_1', 'c_table'), { id: 'pr_1', type: 'proposal', title: 'Ensemble', board: 'main' }]);
});

const change = (...ops) => { for (const op of ops) board.apply(op); };

test('R260, R230 links that are still their author’s alone are not among what a workshop has brought; where nothing else is left of a step, it says how many people’s', () => {
  const { links } = broughtBy(board);
  change(['put', 'link', 'l_9', { kind: 'renvoie_a', from: 'c_2', to: 'c_1', author: 'p_9', phase: 'ph_1' }]);
  assert.equal(broughtBy(board).links, links);
  change(['set', 'ph_1', { revealed: true }]);
  assert.equal(broughtBy(board).links, links + 1);
  change(['set', 'ph_1', { revealed: null }]);
  assert.deepEqual(keptBack(board, new Map([['ph_1', { written: 2 }]])).map(({ cards, people }) => [cards, people]), [[undefined, 2]]);
});

test('R229 a workshop ends at a whole millisecond, and is open again as if it had not', () => {
  const before = JSON.stringify(board.get('workshop'));
  change(...endWorkshopOps(board, NOW + 0.4));
  assert.equal(board.get('workshop').ended, NOW);
  assert.equal(isEnded(board), true);
  change(...reopenOps());
  assert.equal(isEnded(board), false);
  assert.equal(JSON.stringify(board.get('workshop')), before);
});

test('R229 however many hands are up, the workshop ends in one transaction', () => {
  for (let i = 0; i < 300; i++) change(['put', 'member', `p_${100 + i}`, { role: 'participant', hand: i + 1 }]);
  const ops = endWorkshopOps(board, NOW);
  assert.equal(ops.length, model.maxOps);
  assert.equal(ops[0][1], 'workshop');
});

test('R230 what a workshop has brought is what people can read: not what is set aside, merged, hidden or in the bin, and no link to that', () => {
  assert.deepEqual(broughtBy(board), { people: 2, cards: 3, links: 2, proposals: 1, votes: 0 });
  change(['put', 'card', 'c_3', { kind: 'note', title: 'x' }], ['put', 'link', 'l_3', { kind: 'renvoie_a', from: 'c_2', to: 'c_3' }]);
  assert.deepEqual(broughtBy(board), { people: 2, cards: 4, links: 3, proposals: 1, votes: 0 });
  for (const [name, value] of [['parked', true], ['hidden', true], ['status', 'merged']]) {
    change(['set', 'c_3', { [name]: value }]);
    assert.deepEqual(broughtBy(board), { people: 2, cards: 3, links: 2, proposals: 1, votes: 0 }, name);
    change(['set', 'c_3', { [name]: null }]);
  }
  change(['del', 'c_3'], ['set', 'pr_1', { hidden: true }], ['del', 'p_2'], ['put', 'poll', 'po_1', { title: 'V', way: 'roti', state: 'closed' }], ['put', 'poll', 'po_2', { title: 'W', way: 'roti', state: 'shown' }]);
  assert.deepEqual(broughtBy(board), { people: 1, cards: 3, links: 2, proposals: 0, votes: 1 });
});

test('R230 what is said to the whole room counts neither what is a table’s alone, nor what its author wrote for themselves', () => {
  change(['put', 'card', 'c_own', { kind: 'note', title: 'x' }], ['set', 'c_own', { phase: 'ph_1' }]);
  assert.deepEqual(broughtBy(board, true), { people: 2, cards: 2, links: 1, proposals: 1, votes: 0 });
  assert.equal(broughtBy(board).cards, 3);
  change(['set', 'ph_1', { revealed: true }], ['set', 'b_1', { open: true }]);
  assert.equal(broughtBy(board, true).cards, 4);
});
