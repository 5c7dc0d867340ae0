/** The agenda and the timer as a facilitator works on them. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { currentPhase, endOps, nextOf, phasesOf, plan, previousOf, startOps } from '../../../webroot/js/board/agenda.js';
import { Board } from '../../../webroot/js/board/board.js';
import { refusal } from '../../../webroot/js/board/check.js';
import { insertOps, moveOps } from '../../../webroot/js/board/order.js';
import { subjectOf } from '../../../webroot/js/board/sight.js';
import { MINUTE, digits, moreTime, pauseTimer, startTimer, stopTimer, timeLeft } from '../../../webroot/js/board/timer.js';
import { MAIN } from './support/fakes.mjs';
import { model } from './support/model.mjs';

const NOW = 1_700_000_000_000;
const WORKSHOP = { id: 'workshop', type: 'workshop', title: 'Atelier', language: 'fr' };
const phase = (id, place, values = {}) => ({ id, type: 'phase', title: id, place, mode: 'shared', ...values });

let board;

beforeEach(() => {
  board = Board.of(model, [WORKSHOP, MAIN, phase('c', 3, { minutes: 20 }), phase('a', 1, { minutes: 10 }), phase('b', 2, { minutes: 15 })]);
});

/** Does it as the server would: nothing that it refuses. */
function act(ops) {
  for (const op of ops) {
    assert.equal(refusal(board, op), null, JSON.stringify(op));
    board.apply(op);
  }
}

const names = () => phasesOf(board).map(({ title }) => title);
const start = (id) => act(startOps(board, id, NOW));

test('R150 phases go on in the order of their places, and back, and skipped ones are passed over', () => {
  act([['set', 'b', { skipped: true }]]);
  assert.equal(nextOf(board)?.id, 'a');
  assert.equal(previousOf(board), undefined);
  start('a');
  assert.equal(nextOf(board)?.id, 'c');
  start('c');
  assert.equal(nextOf(board), undefined);
  assert.equal(previousOf(board)?.id, 'a');
});

test('R150 going back sets an earlier phase and changes no other', () => {
  start('c');
  assert.deepEqual(startOps(board, 'a', NOW), [['set', 'workshop', { phase: 'a', timer_ends: NOW + 10 * MINUTE, timer_left: null }]]);
});

test('R268 a step that is started ends the call to come somewhere: nobody is invited to what the step before was about', () => {
  act([['put', 'card', 'c_1', { kind: 'enjeu', title: 'Se soigner' }], ['set', 'workshop', { gather: 'invite', gather_at: 'c_1' }]]);
  start('a');
  assert.equal(board.get('workshop').gather, undefined);
  assert.equal(board.get('workshop').gather_at, undefined);
});

test('a phase that is started is no longer skipped; one without minutes starts no timer', () => {
  act([['set', 'b', { skipped: true, minutes: null }]]);
  start('b');
  assert.equal(board.get('b').skipped, undefined);
  assert.equal(board.get('workshop').timer_ends, undefined);
  act(endOps());
  assert.equal(currentPhase(board), undefined);
});

test('where the current phase was deleted, the agenda goes on from where it stood', () => {
  start('b');
  act([['del', 'b']]);
  assert.equal(currentPhase(board), undefined);
  assert.equal(nextOf(board)?.id, 'c');
  assert.equal(previousOf(board)?.id, 'a');
});

test('R277 a step that is started leaves no card of the step before in the spotlight, and keeps what the steps are about', () => {
  act([['put', 'card', 'c_1', { kind: 'enjeu', title: 'Se soigner' }], ['set', 'workshop', { spotlight: 'c_1', subject: 'c_1' }]]);
  act(startOps(board, phasesOf(board)[1].id, 0));
  assert.equal(board.get('workshop').spotlight, undefined);
  assert.equal(subjectOf(board)?.id, 'c_1');
  act([['put', 'card', 'c_2', { kind: 'enjeu', title: 'Soins' }], ['put', 'card', 'c_3', { kind: 'enjeu', title: 'Santé' }], ['set', 'c_1', { status: 'merged', into: 'c_2' }], ['set', 'c_2', { status: 'merged', into: 'c_3' }]]);
  assert.equal(subjectOf(board)?.id, 'c_3', 'what it was merged into, in the end');
  act([['set', 'c_3', { hidden: true }]]);
  assert.equal(subjectOf(board), undefined, 'nothing that not everybody may see');
});

test('R151 a new phase comes right after the one that was meant, the others staying as they are', () => {
  const { id, ops } = insertOps(board, 'phase', { title: 'neuve' }, 'a');
  act(ops);
  assert.equal(ops.length, 1);
  assert.match(id, /^ph_/);
  assert.deepEqual(names(), ['a', 'neuve', 'b', 'c']);
  act(insertOps(board, 'phase', { title: 'fin' }).ops);
  assert.deepEqual(names(), ['a', 'neuve', 'b', 'c', 'fin']);
});

test('R151 a phase moves by one step, to both ends and no further', () => {
  act(moveOps(board, 'c', -1));
  assert.deepEqual(names(), ['a', 'c', 'b']);
  act(moveOps(board, 'c', -1));
  assert.deepEqual(names(), ['c', 'a', 'b']);
  assert.deepEqual(moveOps(board, 'c', -1), []);
  act(moveOps(board, 'c', 1));
  assert.deepEqual(names(), ['a', 'c', 'b']);
  assert.deepEqual(moveOps(board, 'b', 1), []);
});

test('R151 however often one inserts at one place, the order holds', () => {
  for (let i = 0; i < 60; i++) act(insertOps(board, 'phase', { title: `${i}` }, 'a').ops);
  assert.deepEqual(names(), ['a', ...Array.from({ length: 60 }, (_, i) => `${59 - i}`), 'b', 'c']);
  for (let i = 0; i < 60; i++) act(moveOps(board, 'a', 1));
  assert.deepEqual(names().slice(58), ['1', '0', 'a', 'b', 'c']);
});

test('R152 the planned end is that of all phases to come, from what the current one has left', () => {
  assert.equal(plan(board, NOW).end, NOW + 45 * MINUTE);
  start('a');
  const { starts, end, minutes } = plan(board, NOW + 4 * MINUTE);
  assert.deepEqual([...starts], [['b', NOW + 10 * MINUTE], ['c', NOW + 25 * MINUTE]]);
  assert.equal(end, NOW + 45 * MINUTE);
  assert.equal(minutes, 45);
});

test('R152 who is late ends later by as much; a skipped phase takes no time', () => {
  start('a');
  act([['set', 'b', { skipped: true }]]);
  assert.equal(plan(board, NOW + 13 * MINUTE).end, NOW + 33 * MINUTE);
  act([['set', 'workshop', stopTimer()]]);
  assert.equal(plan(board, NOW).end, NOW + 30 * MINUTE);
});

test('R153 the timer runs or is paused, never both', () => {
  act([['set', 'workshop', startTimer(5, NOW)]]);
  assert.deepEqual(timeLeft(board, NOW + MINUTE), { left: 4 * MINUTE, paused: false });
  act([['set', 'workshop', pauseTimer(board, NOW + MINUTE)]]);
  assert.equal(board.get('workshop').timer_ends, undefined);
  assert.deepEqual(timeLeft(board, NOW + 9 * MINUTE), { left: 4 * MINUTE, paused: true });
  act([['set', 'workshop', pauseTimer(board, NOW + 9 * MINUTE)]]);
  assert.equal(board.get('workshop').timer_left, undefined);
  assert.equal(board.get('workshop').timer_ends, NOW + 13 * MINUTE);
});

test('R153 a minute more is one from now where the time is over', () => {
  act([['set', 'workshop', startTimer(1, NOW)]]);
  act([['set', 'workshop', moreTime(board, NOW)]]);
  assert.equal(timeLeft(board, NOW).left, 2 * MINUTE);
  act([['set', 'workshop', moreTime(board, NOW + 10 * MINUTE)]]);
  assert.equal(timeLeft(board, NOW + 10 * MINUTE).left, MINUTE);
  act([['set', 'workshop', pauseTimer(board, NOW + 10 * MINUTE)]]);
  act([['set', 'workshop', moreTime(board, NOW)]]);
  assert.deepEqual(timeLeft(board, NOW), { left: 2 * MINUTE, paused: true });
  act([['set', 'workshop', stopTimer()]]);
  assert.equal(timeLeft(board, NOW), null);
});

test('a time is read as people say it', () => {
  assert.deepEqual([0, 1, 59_001, 60_000, 245_000, 3_750_000, -61_000].map(digits), ['0:00', '0:01', '1:00', '1:00', '4:05', '1:02:30', '−1:01']);
});
