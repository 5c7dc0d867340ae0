import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Board } from '../../../webroot/js/board/board.js';
import { mergeOps, unmergeOps } from '../../../webroot/js/board/merge.js';
import { Undo } from '../../../webroot/js/sync/undo.js';
import { MAIN, card, link } from './support/fakes.mjs';
import { model } from './support/model.mjs';

let board, undo, count;

beforeEach(() => {
  board = Board.of(model, [MAIN, card('c_1'), card('c_2'), link('l_1', 'c_1', 'c_2')]);
  undo = new Undo();
  count = 0;
});

function act(ops, how) {
  const id = `a-${++count}`;
  undo.note(board, id, ops, how);
  for (const op of ops) board.apply(op);
  return id;
}

function others(...ops) {
  undo.noteOthers(ops);
  for (const op of ops) board.apply(op);
}

const back = () => { const ops = undo.undo(board); if (ops.length) act(ops, { as: 'undo' }); return ops; };
const again = () => { const ops = undo.redo(board); if (ops.length) act(ops, { as: 'redo' }); return ops; };

test('a change is undone to what was there before, and redone', () => {
  act([['set', 'c_1', { title: 'Neuf', 'tag:eau': true }]]);
  assert.deepEqual(back(), [['set', 'c_1', { title: 'c_1', 'tag:eau': null }]]);
  assert.deepEqual(again(), [['set', 'c_1', { title: 'Neuf', 'tag:eau': true }]]);
  assert.deepEqual(back(), [['set', 'c_1', { title: 'c_1', 'tag:eau': null }]]);
});

test('what was created is undone by the bin, and redone by taking it out', () => {
  act([['put', 'card', 'c_3', card('c_3')]]);
  assert.deepEqual(back(), [['del', 'c_3']]);
  assert.deepEqual(again(), [['restore', 'c_3']]);
  assert.deepEqual(back(), [['del', 'c_3']]);
});

test('R114 what undo would do is known beforehand, and stays to be done', () => {
  act([['put', 'card', 'c_3', card('c_3')]]);
  act([['set', 'c_1', { title: 'Neuf' }]]);
  others(['set', 'c_1', { title: 'À eux' }]);
  assert.deepEqual(undo.ahead(board, 'undo'), [['del', 'c_3']]);
  assert.deepEqual(undo.ahead(board, 'undo'), back());
  assert.deepEqual(undo.ahead(board, 'redo'), [['restore', 'c_3']]);
  assert.deepEqual(undo.ahead(board, 'undo'), []);
});

test('a deletion is undone by taking it out of the bin', () => {
  act([['del', 'c_1']]);
  assert.deepEqual(back(), [['restore', 'c_1']]);
  assert.equal(board.onBoard('l_1'), true);
});

test('properties that others have changed since stay as they are', () => {
  act([['set', 'c_1', { x: 5, title: 'Neuf' }]]);
  others(['set', 'c_1', { title: 'À eux' }]);
  assert.deepEqual(back(), [['set', 'c_1', { x: 0 }]]);
  assert.equal(board.get('c_1').title, 'À eux');
});

test('a property that somebody else set to the same value is theirs', () => {
  act([['set', 'c_1', { x: 5, y: 6 }]]);
  others(['set', 'c_1', { x: 5 }]);
  assert.deepEqual(back(), [['set', 'c_1', { y: 0 }]]);
});

test('a property whose value is no longer ours is left alone, even if nobody told who changed it', () => {
  act([['set', 'c_1', { x: 5, y: 6 }]]);
  board.apply(['set', 'c_1', { x: 9 }]);
  assert.deepEqual(back(), [['set', 'c_1', { y: 0 }]]);
});

test('what others did before an action does not hold it back', () => {
  others(['set', 'c_1', { x: 3 }]);
  act([['set', 'c_1', { x: 5 }]]);
  assert.deepEqual(back(), [['set', 'c_1', { x: 3 }]]);
});

test('an action that can no longer be undone is passed over', () => {
  act([['set', 'c_2', { x: 5 }]]);
  act([['set', 'c_1', { x: 5 }]]);
  others(['del', 'c_1']);
  assert.deepEqual(back(), [['set', 'c_2', { x: 0 }]]);
  assert.equal(undo.canUndo, false);
});

test('the moves of one drag are undone together, to where it began', () => {
  act([['set', 'c_1', { x: 1 }], ['set', 'c_2', { x: 1 }]], { group: 'drag' });
  act([['set', 'c_1', { x: 2, y: 2 }], ['set', 'c_2', { x: 2 }]], { group: 'drag' });
  assert.deepEqual(back(), [['set', 'c_2', { x: 0 }], ['set', 'c_1', { x: 0, y: 0 }]]);
  assert.equal(undo.canUndo, false);
});

test('several operations are undone in the opposite order', () => {
  act([['put', 'card', 'c_3', card('c_3')], ['put', 'link', 'l_3', link('l_3', 'c_3', 'c_1')]]);
  assert.deepEqual(back(), [['del', 'l_3'], ['del', 'c_3']]);
  assert.deepEqual(again(), [['restore', 'c_3'], ['restore', 'l_3']]);
});

const boardOf = (id) => ({ id, type: 'board', title: id });

test('R265 what was moved off a board that is gone since stays where it is, and the rest goes back', () => {
  board = Board.of(model, [MAIN, boardOf('b_1'), boardOf('b_2'), card('c_1', { board: 'b_1' }), card('c_2', { board: 'b_2' })]);
  act([['set', 'c_1', { board: 'main', x: 50, y: 5 }], ['set', 'c_2', { board: 'main', x: 90, y: 5 }]]);
  others(['del', 'b_1']);
  assert.deepEqual(undo.ahead(board, 'undo'), [['set', 'c_2', { board: 'b_2', x: 0, y: 0 }]]);
  assert.deepEqual(back(), [['set', 'c_2', { board: 'b_2', x: 0, y: 0 }]]);
  assert.deepEqual(again(), [['set', 'c_2', { board: 'main', x: 90, y: 5 }]]);
});

test('R265 a board that comes back with it takes back what was on it', () => {
  board = Board.of(model, [MAIN, boardOf('b_1'), card('c_1', { board: 'b_1' })]);
  act([['set', 'c_1', { board: 'main' }], ['del', 'b_1']]);
  assert.deepEqual(back(), [['restore', 'b_1'], ['set', 'c_1', { board: 'b_1' }]]);
});

test('R265 what only named something that is gone since is undone but for that', () => {
  board = Board.of(model, [MAIN, card('c_1', { kind: 'contrainte' }), card('c_2', { kind: 'deplacement', answers: 'c_1', before: 'x' })]);
  act([['set', 'c_2', { answers: null, before: 'y' }]]);
  others(['del', 'c_1']);
  assert.deepEqual(back(), [['set', 'c_2', { before: 'x' }]]);
});

test('R265 a card is not merged again into one that is gone since: it stays in sight, with its links, and what was done before is next', () => {
  board = Board.of(model, [MAIN, card('c_1'), card('c_2'), card('c_3'), link('l_1', 'c_2', 'c_3')]);
  act([['set', 'c_3', { title: 'Neuf' }]]);
  act(mergeOps(board, ['c_2'], 'c_1'));
  back();
  back();
  again();
  others(['del', 'c_1']);
  assert.deepEqual(undo.ahead(board, 'redo'), []);
  assert.deepEqual(again(), []);
  assert.deepEqual([board.get('c_2').status, board.onBoard('l_1')], ['active', true]);
  assert.deepEqual(back(), [['set', 'c_3', { title: 'c_3' }]]);
});

test('R265 nor is one that was taken out of it put back; with a card that is there it is', () => {
  for (const gone of [true, false]) {
    board = Board.of(model, [MAIN, card('c_1'), card('c_2', { status: 'merged', into: 'c_1' })]);
    undo = new Undo();
    act(unmergeOps(board, 'c_2', []));
    if (gone) others(['del', 'c_1']);
    assert.deepEqual(back(), gone ? [] : [['set', 'c_2', { status: 'merged', into: 'c_1' }]]);
  }
});

test('R265 undoing the merge of cards that are linked to one another leaves no link that nobody drew, and redoing it neither', () => {
  board = Board.of(model, [MAIN, card('c_1'), card('c_2'), card('c_4'), link('l_1', 'c_2', 'c_1'), link('l_2', 'c_1', 'c_4')]);
  const links = () => board.visible('link').map(({ from, to }) => `${from}→${to}`).sort();
  act(mergeOps(board, ['c_1', 'c_2'], 'c_4'));
  back();
  assert.deepEqual(links(), ['c_1→c_4', 'c_2→c_1']);
  again();
  assert.deepEqual(links(), []);
});

test('R265 what a merge did to a link is undone also where this device no longer holds its bin', () => {
  board = Board.of(model, [MAIN, card('c_1'), card('c_2'), card('c_4'), link('l_1', 'c_2', 'c_1')]);
  act(mergeOps(board, ['c_2'], 'c_4'));
  board = Board.of(model, [...board.all()].filter(({ id }) => board.onBoard(id)));
  assert.deepEqual(back().filter(([, id]) => id === 'l_1'), [['restore', 'l_1'], ['set', 'l_1', { merged: null }]]);
});

test('R265 what one made and binned in one action stays in the bin when that is undone', () => {
  act([['put', 'card', 'c_3', card('c_3')], ['del', 'c_3']]);
  back();
  assert.equal(board.onBoard('c_3'), false);
});

test('R265 of links alike that went over with a card one comes back with it', () => {
  board = Board.of(model, [MAIN, card('c_1'), card('c_2'), card('c_3'), link('l_1', 'c_2', 'c_3'), link('l_2', 'c_2', 'c_3')]);
  act(mergeOps(board, ['c_2'], 'c_1'));
  for (const op of back()) assert.notEqual(op[1], 'l_1');
  assert.deepEqual([board.get('c_2').status, board.onBoard('l_1'), board.onBoard('l_2')], ['active', false, true]);
  act(mergeOps(board, ['c_2'], 'c_1'));
  const ops = unmergeOps(board, 'c_2', board.bin());
  assert.equal(ops.filter(([verb]) => verb === 'restore').length, 1);
});

const PROPOSAL = { id: 'pr_1', type: 'proposal', title: 'Vélo', visee: 'mer', board: 'main', x: 0, y: 0, state: 'draft' };
const typed = (edit) => ['text', 'pr_1', 'visee', 0, edit];
const visee = () => board.text('pr_1', 'visee');

function othersType(edit) {
  board.apply(typed(edit));
  undo.noteText({ id: 'pr_1', field: 'visee', edit, by: 'p_2' });
}

test('R73 what one typed is taken out of what others have typed around it, and put back', () => {
  board = Board.of(model, [MAIN, PROPOSAL]);
  act([typed([3, ' bleue'])]);
  othersType(['la ']);
  othersType([8, '-', -1, 2, 's', -1]);
  assert.equal(visee(), 'la mer b-eus');
  back();
  assert.equal(visee(), 'la mer-s');
  again();
  othersType([3, 'grande ']);
  back();
  assert.equal(visee(), 'la grande mer-s');
});

test('R73 a burst of typing is undone at once, the next by itself', () => {
  board = Board.of(model, [MAIN, PROPOSAL]);
  act([typed([3, ' '])], { group: 'one' });
  othersType(['la ']);
  act([typed([7, 'bleue'])], { group: 'one' });
  act([typed([12, '!'])], { group: 'two' });
  back();
  assert.equal(visee(), 'la mer bleue');
  back();
  assert.equal(visee(), 'la mer');
  assert.equal(undo.canUndo, false);
});

test('within a text only what was typed there is undone', () => {
  board = Board.of(model, [MAIN, PROPOSAL, card('c_1')]);
  act([typed([3, ' bleue'])]);
  act([['set', 'c_1', { title: 'Neuf' }]]);
  assert.deepEqual(undo.undo(board, { id: 'pr_1', field: 'visee' }), [typed([3, -6])]);
  assert.deepEqual(undo.undo(board, { id: 'pr_1', field: 'visee' }), []);
  assert.deepEqual(back(), [['set', 'c_1', { title: 'c_1' }]]);
});

test('what was typed into what is gone is not undone', () => {
  board = Board.of(model, [MAIN, PROPOSAL]);
  act([typed([3, ' bleue'])]);
  act([typed([9, '!'])]);
  others(['del', 'pr_1']);
  assert.deepEqual(back(), []);
  assert.equal(undo.canUndo, false);
});

test('a new action ends what could be redone', () => {
  act([['set', 'c_1', { x: 5 }]]);
  back();
  act([['set', 'c_1', { y: 5 }]]);
  assert.equal(undo.canRedo, false);
});

test('what the server refused is not undone', () => {
  const id = act([['set', 'c_1', { x: 5 }]]);
  undo.forget(id);
  assert.equal(undo.canUndo, false);
});

test('what the server refused is not undone, though it was several actions', () => {
  for (const [id, op] of [['a-1', ['set', 'c_1', { x: 5 }]], ['a-2', ['set', 'c_2', { x: 5 }]], ['a-1', ['set', 'c_1', { y: 5 }]]]) {
    undo.note(board, id, [op]);
    board.apply(op);
  }
  undo.forget('a-1');
  assert.deepEqual(undo.undo(board), [['set', 'c_2', { x: 0 }]]);
  assert.equal(undo.canUndo, false);
});
