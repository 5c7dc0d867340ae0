import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Board } from '../../../webroot/js/board/board.js';
import { completed } from '../../../webroot/js/board/model.js';
import { ballotOf, choicesOf, dotsIn, formerChoices, giveDot, giveScore, leftOf } from '../../../webroot/js/board/ballot.js';
import { verdict } from '../../../webroot/js/board/verdict.js';
import { spotlit } from '../../../webroot/js/board/sight.js';
import { isOf, leftBehind, mean, onCards, ranking, scores, stateOps } from '../../../webroot/js/board/votes.js';
import { MAIN, card } from './support/fakes.mjs';
import { model } from './support/model.mjs';

const ME = 'p_1';
const POLL = { id: 'po_1', type: 'poll', title: 'V', way: 'dots', budget: 3, most: 2, state: 'open', 'on:note': true };
let board;

beforeEach(() => {
  board = Board.of(model, [MAIN, POLL, card('c_1'), card('c_2'), card('c_3'), card('c_4', { kind: 'enjeu' })]);
});

const poll = () => board.get('po_1');
const mine = () => dotsIn(board, poll(), ballotOf(board, poll(), ME));
const dots = () => Object.fromEntries(mine());
const left = () => leftOf(poll(), mine());

/** Does it, if it may be done. */
function give(id, by) {
  const op = giveDot(board, poll(), ME, id, by);
  if (op) {
    assert.equal(verdict(board, op, { id: ME, role: 'participant' }, 0), null);
    board.apply(completed(model, op, ME));
  }
  return op;
}

test('R172 dots are given up to the budget and the cap, and can be taken back and given elsewhere', () => {
  give('c_1', 1);
  give('c_1', 1);
  assert.equal(give('c_1', 1), null);
  give('c_2', 1);
  assert.deepEqual(dots(), { c_1: 2, c_2: 1 });
  assert.equal(left(), 0);
  assert.equal(give('c_3', 1), null);
  assert.equal(give('c_3', -1), null);
  give('c_1', -1);
  give('c_3', 1);
  assert.deepEqual(dots(), { c_1: 1, c_2: 1, c_3: 1 });
});

test('R172 a person has one ballot, which a change changes; a card without dots is not in it', () => {
  assert.equal(give('c_1', 1)[0], 'put');
  const op = give('c_1', -1);
  assert.equal(op[0], 'set');
  assert.deepEqual(op[2], { 'on:c_1': null });
});

test('R172 dots on what was merged count on what it was merged into, up to the cap; those on what was deleted come back', () => {
  board.apply(['put', 'ballot', 'r_1', { poll: 'po_1', author: ME, 'on:c_1': 1, 'on:c_2': 2 }]);
  board.apply(['set', 'c_1', { status: 'merged', into: 'c_2' }]);
  assert.deepEqual(dots(), { c_2: 2 });
  assert.equal(left(), 1);
  assert.deepEqual(give('c_3', 1)[2], { 'on:c_1': null, 'on:c_3': 1 });
  board.apply(['del', 'c_2']);
  assert.deepEqual(dots(), { c_3: 1 });
  assert.deepEqual(give('c_3', 1)[2], { 'on:c_2': null, 'on:c_3': 2 });
});

test('one votes for what the poll is about, without what is merged, parked, hidden or not shown yet', () => {
  board.apply(['set', 'c_1', { parked: true }]);
  board.apply(['set', 'c_2', { hidden: true }]);
  board.apply(['put', 'phase', 'ph_1', { title: 'P', mode: 'private' }]);
  board.apply(['put', 'card', 'c_5', { kind: 'note', title: 'own', board: 'main', phase: 'ph_1', author: ME }]);
  assert.deepEqual(choicesOf(board, POLL).map(({ id }) => id), ['c_3']);
});

const former = () => formerChoices(board, poll(), mine()).map(({ id }) => id);

for (const [what, change] of Object.entries({ parked: { parked: true }, hidden: { hidden: true }, archived: { status: 'archived' } })) {
  test(`R264 dots on a card that is ${what} while one votes can be taken back, one by one, and given elsewhere`, () => {
    for (const id of ['c_1', 'c_1', 'c_2']) give(id, 1);
    assert.deepEqual(former(), []);
    board.apply(['set', 'c_1', change]);
    assert.deepEqual([former(), left(), give('c_3', 1)], [['c_1'], 0, null]);
    give('c_1', -1);
    assert.deepEqual([former(), left()], [['c_1'], 1]);
    give('c_3', 1);
    give('c_1', -1);
    assert.deepEqual([former(), dots()], [[], { c_2: 1, c_3: 1 }]);
  });
}

test('R264 dots on a card that was merged into one that the vote is not about stay, and can be taken back', () => {
  for (const id of ['c_1', 'c_1', 'c_2']) give(id, 1);
  board.apply(['set', 'c_1', { status: 'merged', into: 'c_4' }]);
  assert.deepEqual([former(), left()], [['c_4'], 0]);
  give('c_2', -1);
  give('c_3', 1);
  assert.deepEqual(dots(), { c_4: 2, c_3: 1 });
  give('c_4', -1);
  assert.deepEqual([dots(), left()], [{ c_4: 1, c_3: 1 }, 1]);
  give('c_4', -1);
  assert.deepEqual([dots(), former()], [{ c_3: 1 }, []]);
});

for (const [had, stays] of /** @type {[{[id: string]: number}, {[id: string]: number}][]} */ ([[{ c_1: 2, c_2: 2 }, { c_1: 2 }], [{ c_1: 1, c_2: 2 }, { c_1: 1, c_2: 1 }]])) {
  test(`R264 of ${Object.values(had)} dots on cards that were merged into one that the vote is not about, those above the cap can be given elsewhere`, () => {
    board.apply(['set', 'po_1', { budget: 4 }]);
    board.apply(['put', 'ballot', 'r_1', { poll: 'po_1', author: ME, ...Object.fromEntries(Object.entries(had).map(([id, n]) => [`on:${id}`, n])) }]);
    for (const id of Object.keys(had)) board.apply(['set', id, { status: 'merged', into: 'c_4' }]);
    assert.deepEqual([dots(), left()], [{ c_4: 2 }, 2]);
    give('c_3', 1);
    give('c_3', 1);
    assert.deepEqual([dots(), left()], [{ c_4: 2, c_3: 2 }, 0]);
    const ballot = board.get('r_1');
    for (const id of ['c_1', 'c_2']) assert.equal(ballot[`on:${id}`], stays[id]);
  });
}

test('a score is given, changed and taken back', () => {
  board.apply(['put', 'poll', 'po_2', { title: 'ROTI', way: 'roti', state: 'open' }]);
  const poll = board.get('po_2');
  const set = score => { const op = giveScore(board, poll, ME, score); board.apply(completed(model, op, ME)); return op; };
  assert.equal(set(4)[0], 'put');
  assert.deepEqual(set(5).slice(2), [{ score: 5 }]);
  assert.equal(giveScore(board, poll, ME, 5), null);
  set(null);
  assert.equal(ballotOf(board, poll, ME).score, undefined);
});

test('R174 results put the most voted first, equal ones on one rank, with hands that were counted', () => {
  const of = ranking(board, { totals: { c_1: 5, c_2: 7, c_3: 5, c_gone: 9 }, hands: { c_3: 2 } });
  assert.deepEqual(of, [{ id: 'c_2', n: 7, hands: 0, rank: 1 }, { id: 'c_1', n: 5, hands: 0, rank: 2 }, { id: 'c_3', n: 5, hands: 2, rank: 2 }]);
  assert.equal(onCards(board, new Map([['po_1', { totals: { c_1: 5 } }]])), null);
  board.apply(['set', 'po_1', { state: 'shown' }]);
  assert.equal(onCards(board, new Map([['po_1', { totals: { c_1: 5 } }]])).top, 5);
});

test('R174 the mean of scores counts everybody once, those whose hands were counted too', () => {
  const of = scores({ scores: [0, 0, 0, 1, 1, 2], hands: { 5: 2 } });
  assert.deepEqual(of.at(-1), { score: 5, n: 2, hands: 2 });
  assert.equal(mean(of), 17 / 4);
  assert.equal(mean(scores({})), null);
});

test('R178 what is hidden, or on a table\'s closed board, is neither in the results of the wall nor in its spotlight', () => {
  board.apply(['put', 'board', 'b_1', { title: 'Tilleuls', table: 't_1' }]);
  board.apply(['put', 'card', 'c_5', card('c_5', { board: 'b_1' })]);
  board.apply(['set', 'c_2', { hidden: true }]);
  const figures = { totals: { c_1: 1, c_2: 7, c_5: 5 } };
  const onWall = () => ranking(board, figures, true).map(({ id, rank }) => [id, rank]);
  assert.deepEqual(onWall(), [['c_1', 1]]);
  assert.deepEqual(ranking(board, figures).map(({ id }) => id), ['c_2', 'c_5', 'c_1'], 'facilitators see them on their own screen');
  board.apply(['put', 'workshop', 'workshop', { title: 'A', spotlight: 'c_5' }]);
  assert.equal(spotlit(board), undefined);
  board.apply(['set', 'b_1', { open: true }]);
  assert.equal(spotlit(board)?.id, 'c_5');
  assert.deepEqual(onWall(), [['c_5', 1], ['c_1', 2]]);
});

test('R287 results that are shown in a later step belong to that step, too; until then the vote is left behind', () => {
  const phase = (id, place) => ({ id, type: 'phase', title: id, place });
  board = Board.of(model, [MAIN, { id: 'workshop', type: 'workshop', title: 'W', phase: 'ph_2' }, phase('ph_1', 1), phase('ph_2', 2), phase('ph_3', 3), { ...POLL, phase: 'ph_1', state: 'closed' }]);
  assert.deepEqual(leftBehind(board).map(({ id }) => id), ['po_1']);
  assert.deepEqual(['ph_1', 'ph_2', 'ph_3', undefined].map((id) => isOf(poll(), id)), [true, false, false, true]);
  for (const op of stateOps(board, poll(), 'shown')) board.apply(op);
  assert.deepEqual(leftBehind(board), []);
  assert.deepEqual(['ph_1', 'ph_2', 'ph_3', undefined].map((id) => isOf(poll(), id)), [true, true, false, true]);
  for (const op of stateOps(board, poll(), 'closed')) board.apply(op);
  assert.equal(isOf(poll(), 'ph_2'), false);
});
