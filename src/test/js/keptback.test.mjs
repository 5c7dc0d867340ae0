/** What people wrote for themselves and was not shown: what is told of it, and where it is offered to be shown. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Board } from '../../../webroot/js/board/board.js';
import { keptBack, wantedFrom } from '../../../webroot/js/board/keptback.js';
import { MAIN } from './support/fakes.mjs';
import { model } from './support/model.mjs';

const HELD = new Map([['ph_1', { written: 2, waiting: ['c_x'] }]]);

let board;

beforeEach(() => {
  board = Board.of(model, [MAIN, { id: 'workshop', type: 'workshop', title: 'Atelier', language: 'fr' }, { id: 'ph_1', type: 'phase', title: 'Seul', mode: 'private', place: 1 }]);
});

const change = (...ops) => { for (const op of ops) board.apply(op); };

/** Steps after the first, at the last of which the workshop is. */
function after(...steps) {
  steps.forEach((values, at) => change(['put', 'phase', `ph_${at + 2}`, { title: `${at + 2}`, place: at + 2, ...values }]));
  change(['set', 'workshop', { phase: `ph_${steps.length + 1}` }]);
  return wantedFrom(board, HELD)?.id;
}

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

const BETWEEN = { mode: 'shared', 'add:acteur': true };

for (const [what, values] of Object.entries({
  'lets add everything': { mode: 'shared' },
  'votes on everything': { mode: 'read', votes: 3, vote_way: 'dots' },
  'votes by hand on everything': { mode: 'read', vote_way: 'hands' },
})) {
  test(`R251 a step that ${what} goes on with what was written alone, whatever it was`, () => {
    change(['set', 'ph_1', { 'add:enjeu': true }]);
    assert.equal(after(BETWEEN, values), 'ph_1');
  });
}

test('R251 where everything could be written alone, it is offered in steps that ask for cards of any kind, or vote on them, and not where only links are added', () => {
  assert.equal(after(BETWEEN), 'ph_1', 'just before');
  assert.equal(after(BETWEEN, { mode: 'group', 'add:usage': true }), 'ph_1');
  assert.equal(after(BETWEEN, BETWEEN, { mode: 'read', 'vote_on:proposal': true, votes: 1 }), 'ph_1');
  assert.equal(after(BETWEEN, BETWEEN, BETWEEN, { mode: 'shared', 'add:influence': true }), undefined);
  assert.equal(after(BETWEEN, BETWEEN, BETWEEN, BETWEEN, { mode: 'shared' }), 'ph_1');
});

test('R251 nothing is offered where nothing is added, or where a score is given that is about no card', () => {
  change(['set', 'ph_1', { 'add:enjeu': true }]);
  assert.equal(after(BETWEEN, { mode: 'read' }), undefined);
  assert.equal(after(BETWEEN, BETWEEN, { mode: 'read', vote_way: 'roti' }), undefined);
});
