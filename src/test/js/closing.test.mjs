/** The end of a workshop: what brings it there, and what it says that the workshop has brought. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { isEnded } from '../../../webroot/js/board/agenda.js';
import { Board } from '../../../webroot/js/board/board.js';
import { broughtBy, endWorkshopOps, reopenOps } from '../../../webroot/js/board/closing.js';
import { keptBack, wantedFrom } from '../../../webroot/js/board/keptback.js';
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

test('R230 the steps whose cards were not shown are named, where nobody is to know who wrote by how many have written', () => {
  change(['put', 'phase', 'ph_2', { title: 'Sans nom', mode: 'private', anonymous: true, place: 2 }], ['put', 'phase', 'ph_3', { title: 'Montrée', mode: 'private', revealed: true, place: 3 }], ['put', 'phase', 'ph_4', { title: 'Vide', mode: 'private', place: 4 }]);
  const derived = new Map([['ph_1', { written: 2, waiting: ['c_8', 'c_9', 'c_7'] }], ['ph_2', { written: 4 }], ['ph_3', { written: 3 }], ['ph_4', { written: 0, waiting: [] }]]);
  assert.deepEqual(keptBack(board, derived).map(({ phase, cards, people }) => [phase.title, cards, people]), [['Seul', 3, 2], ['Sans nom', undefined, 4]]);
  assert.deepEqual(keptBack(board, new Map([['ph_1', { written: 2, waiting: [] }]])), [], 'all of it was shown one by one');
});

test('R251 what people wrote alone is offered to be shown in the step after it, and in each later one that asks for such cards or votes on them, until it is shown', () => {
  const steps = [['ph_2', { mode: 'shared', 'add:note': true }], ['ph_3', { mode: 'group', 'add:enjeu': true }], ['ph_4', { mode: 'shared', 'add:note': true }], ['ph_5', { mode: 'read', 'vote_on:enjeu': true }]];
  steps.forEach(([id, values], at) => change(['put', 'phase', id, { title: id, place: at + 2, ...values }]));
  change(['set', 'ph_1', { 'add:enjeu': true }]);
  const derived = new Map([['ph_1', { written: 2, waiting: ['c_x'] }]]);
  const wanted = (id) => { change(['set', 'workshop', { phase: id }]); return wantedFrom(board, derived)?.id; };
  assert.deepEqual(['ph_1', 'ph_2', 'ph_3', 'ph_4', 'ph_5'].map(wanted), [undefined, 'ph_1', 'ph_1', undefined, 'ph_1']);
  derived.set('ph_1', { written: 2, waiting: [] });
  assert.equal(wanted('ph_5'), undefined, 'all were shown one by one');
  derived.set('ph_1', { written: 2, waiting: ['c_x'] });
  change(['set', 'ph_1', { revealed: true }]);
  assert.equal(wanted('ph_5'), undefined);
});
