/** How a vote went, in words, and who sits where on the wall. */
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Board } from '../../../webroot/js/board/board.js';
import { MAIN, card } from './support/fakes.mjs';
import { model } from './support/model.mjs';
import { load, read, speak } from './support/screen.mjs';

await speak('fr');
const { counted, families } = await load('view/results.js');
const { Seats, seatingIn } = await load('view/walltables.js');
const { talks } = await load('view/projector.js');
const { latestFirst } = await load('view/voting.js');

const DOTS = { id: 'po_1', type: 'poll', title: 'V', way: 'dots', state: 'shown' };
const ROTI = { id: 'po_2', type: 'poll', title: 'R', way: 'roti', state: 'shown' };
const FEW = /à partir de trois personnes/;

const room = (figures, role = 'facilitator') => ({ board: Board.of(model, [MAIN, card('c_1'), DOTS, ROTI]), derived: new Map(Object.entries(figures)), you: { id: 'p_1', role } });
const byFamily = (figures, role) => read(families({ room: room({ po_1: figures }, role) }, DOTS));

test('R238 who facilitates is told from how many people on results of families are there, where none are', () => {
  assert.match(byFamily({ voted: 2, totals: { c_1: 3 } }), FEW);
  assert.doesNotMatch(byFamily({ voted: 2, totals: { c_1: 3 } }, 'participant'), FEW);
  assert.doesNotMatch(byFamily({ voted: 0, totals: {} }), FEW);
  const told = byFamily({ voted: 3, totals: { c_1: 3 }, families: { association: { c_1: 3 } } });
  assert.match(told, /Par famille/);
  assert.doesNotMatch(told, FEW);
});

const TABLE = { id: 't_1', type: 'table', title: 'Tilleuls', board: 'b_1' };
const OF_TABLE = { id: 'b_1', type: 'board', title: 'Tilleuls', table: 't_1' };
const went = (figures, { more = [TABLE, OF_TABLE], how, role } = {}) => {
  const at = room({ po_1: figures }, role);
  at.board = Board.of(model, [...at.board.all(), ...more]);
  return read(counted({ room: at }, DOTS, how));
};

test('R263 where votes were given and none may be told, everybody reads from how many people on they are; nobody is said not to have voted', () => {
  for (const role of ['facilitator', 'participant']) {
    assert.match(went({ voted: 2, totals: {} }, { role }), /dès que trois personnes au moins y ont voté.*rassemblées/);
    assert.match(went({ voted: 2, totals: {} }, { role, more: [] }), /tout le monde ne voit pas.*trois personnes/, 'no tables');
    assert.doesNotMatch(went({ voted: 2, totals: {} }, { role }), /n’a encore voté/);
    assert.match(went({ voted: 0, totals: {} }, { role }), /Personne n’a encore voté/);
    assert.match(went({ voted: 2, totals: { c_1: 2 } }, { role }), /c_1.*2/);
  }
  assert.doesNotMatch(went({}), /voté/, 'what is not known yet is not told');
});

test('R263 the wall says where votes on what is a table’s are seen, as many as they are', () => {
  const figures = { voted: 4, totals: { c_9: 5 } };
  const more = [TABLE, OF_TABLE, card('c_9', { title: 'À part', board: 'b_1' })];
  assert.match(went(figures, { more, how: { publicly: true } }), /à une table.*ici une fois les cartes rassemblées/);
  assert.match(went(figures, { more }), /À part.*5/, 'which who facilitates sees');
});

test('R263 a score that nobody gave has no mean', () => {
  assert.match(read(counted({ room: room({ po_2: { voted: 0, scores: [0, 0, 0, 0, 0, 0] } }) }, ROTI)), /Personne n’a encore voté/);
});

test('R238 that there are no results of families is told where nothing at all may be told, too', () => {
  assert.match(byFamily({ voted: 2, totals: {} }), FEW);
  assert.doesNotMatch(byFamily({ voted: 2, totals: {} }, 'participant'), FEW);
});

test('R239 scores are shares of all who gave one, hands that were counted too, between what both ends mean', () => {
  const words = read(counted({ room: room({ po_2: { scores: [1, 0, 0, 0, 2, 1], hands: { 4: 1 } } }) }, ROTI));
  for (const part of [/3,3/, /4 notes/, /50\s%/, /25\s%/, /du temps perdu/, /bien plus que/]) assert.match(words, part);
});

test('R237 seats are news once several people are seated anew, for a minute, or until the wall is about something else', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  const seats = new Seats(() => undefined, () => now);
  const member = (id, table) => ({ id, type: 'member', role: 'participant', ...(table ? { table } : {}) });
  const look = (tables, topic = 'ph_1', state = 'connected') => seats.areFresh({ state, board: Board.of(model, [MAIN, ...Object.entries(tables).map(([id, table]) => member(id, table))]) }, topic);
  assert.equal(look({}, 'ph_1', 'connecting'), false);
  assert.equal(look({ p_1: 't_1', p_2: 't_1' }), false, 'as they were when the wall was opened');
  assert.equal(look({ p_1: 't_1', p_2: 't_1', p_3: 't_2' }), false, 'one who comes late');
  assert.equal(look({ p_1: 't_2', p_2: 't_2', p_3: 't_2' }), true);
  now = 59_000;
  assert.equal(look({ p_1: 't_2', p_2: 't_2', p_3: 't_2' }), true);
  now = 60_000;
  assert.equal(look({ p_1: 't_2', p_2: 't_2', p_3: 't_2' }), false);
  assert.equal(look({ p_1: 't_1', p_2: 't_1', p_3: 't_2' }), true);
  assert.equal(look({ p_1: 't_1', p_2: 't_1', p_3: 't_2' }, 'ph_2'), false);
  mock.timers.reset();
});

test('R237 the wall names those who sit somewhere, table by table', () => {
  const board = Board.of(model, [MAIN, { id: 't_2', type: 'table', title: 'Deux', place: 2 }, { id: 't_1', type: 'table', title: 'Une', place: 1 }, { id: 't_3', type: 'table', title: 'Vide', place: 3 },
    ...[['p_1', 't_1'], ['p_2', 't_2'], ['p_3', 't_1']].map(([id, table]) => ({ id, type: 'member', role: 'participant', table }))]);
  const people = new Map([['p_1', { name: 'Zoé' }], ['p_2', { name: 'Ben' }], ['p_3', { name: 'Ana' }]]);
  assert.deepEqual(seatingIn({ board, people }), [{ title: 'Une', names: ['Ana', 'Zoé'] }, { title: 'Deux', names: ['Ben'] }]);
});

test('R237 people are at their tables for a step by table, and where they write alone and meet two and two, until that is shown', () => {
  const at = (...sizes) => {
    const seats = sizes.flatMap((n, table) => Array.from({ length: n }, (_, one) => [`p_${table}${one}`, `t_${table}`]));
    const board = Board.of(model, [MAIN, ...sizes.map((_, table) => ({ id: `t_${table}`, type: 'table', title: `${table}`, place: table })), ...seats.map(([id, table]) => ({ id, type: 'member', role: 'participant', table }))]);
    return { board, people: new Map(seats.map(([id]) => [id, { name: id }])) };
  };
  const step = (mode, values = {}) => ({ id: 'ph_1', type: 'phase', title: 'P', mode, ...values });
  assert.equal(talks(at(5, 5), step('group')), true);
  assert.equal(talks(at(2, 2, 3), step('private', { seats: 2 })), true, 'the odd one makes a pair three');
  assert.equal(talks(at(2, 4), step('private', { seats: 2 })), false);
  assert.equal(talks(at(2, 2), step('private')), false, 'the tables of a step before are no news where each writes alone');
  assert.equal(talks(at(2, 2), step('private', { seats: 2, revealed: true })), false);
  for (const mode of ['shared', 'read', 'one', undefined]) assert.equal(talks(at(2, 2), step(mode)), false, mode);
});

test('R291 a ballot lists what the latest step brought first, each by title', () => {
  const phase = (id, place) => ({ id, type: 'phase', title: id, place });
  const board = Board.of(model, [MAIN, phase('ph_b', 2), phase('ph_a', 1), card('c_1', { title: 'Z', phase: 'ph_b' }), card('c_2', { title: 'A', phase: 'ph_a' }), card('c_3', { title: 'B', phase: 'ph_b' }), card('c_4', { title: 'C' })]);
  assert.deepEqual(latestFirst(board, board.visible('card')).map(({ id }) => id), ['c_3', 'c_1', 'c_2', 'c_4']);
});
