import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { ballotRefusal } from '../../../webroot/js/board/ballot.js';
import { Board } from '../../../webroot/js/board/board.js';
import { phasesOf } from '../../../webroot/js/board/agenda.js';
import { boardFor } from '../../../webroot/js/board/phase.js';
import { apartOf, isNameless, isPrivate } from '../../../webroot/js/board/sight.js';
import { timeLeft } from '../../../webroot/js/board/timer.js';
import { notAllowed } from '../../../webroot/js/board/verdict.js';
import { MAIN, card, link } from './support/fakes.mjs';
import { model } from './support/model.mjs';

const NOW = 1_000_000;
const ana = { id: 'p_1', role: 'participant' };
const fay = { id: 'p_9', role: 'facilitator' };
const member = (id, values = {}) => ({ id, type: 'member', role: 'participant', ...values });

let records;

beforeEach(() => {
  records = [MAIN, { id: 'workshop', type: 'workshop', title: 'W', phase: 'ph_1' }, member('p_1', { table: 't_1' }), member('p_2'), member('p_9', { role: 'facilitator' }),
    { id: 't_1', type: 'table', title: 'Tilleuls', board: 'b_1' }, { id: 'b_1', type: 'board', title: 'Tilleuls', table: 't_1' }, { id: 'b_2', type: 'board', title: 'Saules' },
    card('c_1'), card('c_2'), card('c_3', { kind: 'enjeu' }), link('l_1', 'c_1', 'c_2')];
});

const phase = (values) => records.push({ id: 'ph_1', type: 'phase', title: 'P', ...values });
const workshop = (values) => Object.assign(records.find(({ id }) => id === 'workshop'), values);
const code = (op, you = ana, now = NOW) => notAllowed(Board.of(model, records), op, you, now)?.code ?? null;
const put = (kind, values = {}, id = 'c_9') => ['put', 'card', id, { kind, title: 'x', ...values }];

test('R242 what is hidden, private or set aside says so, to each as it concerns them', () => {
  const board = Board.of(model, [...records, { id: 'ph_9', type: 'phase', title: 'Seul', mode: 'private' }]);
  const told = (values, you) => apartOf(board, card('c_1', { author: 'p_1', ...values }), you.id, you.role);
  assert.deepEqual([told({ hidden: true }, fay), told({ hidden: true }, ana), told({ hidden: true, author: 'p_9' }, fay)], ['hidden', 'hidden-own', 'hidden-yours']);
  assert.deepEqual([told({ phase: 'ph_9' }, ana), told({ parked: true }, fay), told({}, fay)], ['own', 'parked', '']);
});

test('R260 a link of a private step is its author’s alone until the step or what they linked is shown; of a step without names it has none', () => {
  const made = (values) => ({ ...link('l_9', 'c_1', 'c_9'), phase: 'ph_9', ...values });
  const board = (phase, card9 = {}) => Board.of(model, [...records, { id: 'ph_9', type: 'phase', title: 'Seul', ...phase }, card('c_9', { author: 'p_1', phase: 'ph_9', ...card9 })]);
  const alone = { mode: 'private' };
  assert.deepEqual([board(alone), board(alone, { shown: true }), board(alone, { shown: true, author: 'p_2' }), board({ ...alone, revealed: true })].map((one) => isPrivate(one, made({}))), [true, false, true, false]);
  assert.equal(isPrivate(board(alone), link('l_8', 'c_1', 'c_2')), false);
  assert.deepEqual([isNameless(board({ anonymous: true }, { phase: undefined }), made({})), isNameless(board({ anonymous: true }), made({ phase: undefined })), isNameless(board({}), made({}))], [true, true, false]);
});

test('R170 without a phase, and in one that names nothing, everything may be added', () => {
  workshop({ phase: undefined });
  assert.equal(code(put('note')), null);
  workshop({ phase: 'ph_1' });
  phase({});
  for (const op of [put('note'), ['set', 'c_1', { x: 2 }], ['put', 'link', 'l_9', { kind: 'renvoie_a', from: 'c_1', to: 'c_3' }], ['put', 'proposal', 'pr_1', { title: 'x' }]]) assert.equal(code(op), null);
});

test('R170 a phase that names kinds lets those be added and changed, and links only where it says so', () => {
  phase({ 'add:enjeu': true });
  assert.equal(code(put('enjeu')), null);
  assert.equal(code(put('note')), 'phase-kind');
  assert.equal(code(['set', 'c_1', { x: 2 }]), 'phase-kind');
  assert.equal(code(['text', 'c_3', 'body', 0, ['a']]), null);
  assert.equal(code(['del', 'c_1']), 'phase-kind');
  assert.equal(code(['put', 'proposal', 'pr_1', { title: 'x' }]), 'phase-kind');
  assert.equal(code(['put', 'link', 'l_9', { kind: 'renvoie_a', from: 'c_1', to: 'c_3' }]), null);
  assert.equal(code(['put', 'link', 'l_9', { kind: 'influence', from: 'c_3', to: 'c_3' }]), 'phase-kind');
  assert.equal(code(['put', 'card', '', {}]), null);
});

test('R170 links alone, all of them or some, and proposals alone', () => {
  phase({ 'add:link': true });
  assert.equal(code(['put', 'link', 'l_9', { kind: 'influence', from: 'c_3', to: 'c_3' }]), null);
  assert.equal(code(['put', 'card', '', {}]), 'phase-kind');
  records.pop();
  phase({ 'add:concerne': true });
  assert.equal(code(['put', 'link', '', {}]), null);
  assert.equal(code(['put', 'link', 'l_9', { kind: 'renvoie_a', from: 'c_1', to: 'c_3' }]), 'phase-kind');
  records.pop();
  phase({ 'add:proposal': true });
  assert.equal(code(['put', 'proposal', 'pr_1', { title: 'x' }]), null);
  assert.equal(code(put('note')), 'phase-kind');
});

test('R170 nobody changes anything in a reading phase, one person in a phase of one, facilitators always', () => {
  phase({ mode: 'read' });
  assert.equal(code(put('note')), 'phase-closed');
  assert.equal(code(put('note'), fay), null);
  records.pop();
  phase({ mode: 'one', writer: 'p_2' });
  assert.equal(code(put('note')), 'phase-writer');
  assert.equal(code(put('note'), { id: 'p_2', role: 'participant' }), null);
});

test('R170 a lock stops what people give, not their hands; time stops only where the phase is hard', () => {
  phase({ mode: 'shared' });
  workshop({ locked: true });
  assert.equal(code(put('note')), 'locked');
  assert.equal(code(['set', 'p_1', { hand: 5 }]), null);
  assert.equal(code(['set', 'c_1', { shown: true }]), null);
  workshop({ locked: undefined, timer_ends: NOW });
  assert.equal(code(put('note')), null);
  records.pop();
  phase({ hard: true });
  assert.equal(code(put('note'), ana, NOW - 1), null);
  assert.equal(code(put('note'), ana, NOW), 'phase-over');
  workshop({ timer_ends: undefined, timer_left: 0 });
  assert.equal(code(put('note')), null);
});

test('R171 in a phase by table one gives to the board of the own table, and to no other', () => {
  phase({ mode: 'group' });
  const board = Board.of(model, records);
  assert.equal(boardFor(board, ana), 'b_1');
  assert.equal(boardFor(board, { id: 'p_2', role: 'participant' }), '');
  assert.equal(boardFor(board, fay), 'main');
  assert.equal(code(put('note')), 'phase-board');
  assert.equal(code(put('note', { board: 'b_1' })), null);
  assert.equal(code(['set', 'c_1', { board: 'b_1' }]), 'phase-board');
  assert.equal(code(['put', 'link', 'l_9', { kind: 'renvoie_a', from: 'c_1', to: 'c_2' }]), 'phase-board');
  assert.equal(code(put('note', { board: 'b_1' }), { id: 'p_2', role: 'participant' }), 'phase-board');
  assert.equal(code(['put', 'card', '', {}], { id: 'p_2', role: 'participant' }), 'phase-board');
});

test('R171 a phase on a board of its own is about that board', () => {
  phase({ board: 'b_2' });
  assert.equal(boardFor(Board.of(model, records), ana), 'b_2');
  assert.equal(code(put('note')), 'phase-board');
  assert.equal(code(put('note', { board: 'b_2' })), null);
  records.pop();
  phase({});
  assert.equal(code(put('note', { board: 'b_2' })), null);
});

test('R172 a ballot stays within budget and cap, and is for what is voted on, while the vote is open', () => {
  const found = (op) => ballotRefusal(Board.of(model, records), op)?.code ?? null;
  records.push({ id: 'po_1', type: 'poll', title: 'V', way: 'dots', budget: 3, most: 2, 'on:note': true });
  assert.equal(found(['put', 'ballot', 'r_1', { poll: 'po_1', 'on:c_1': 2, 'on:c_2': 1 }]), null);
  assert.equal(found(['put', 'ballot', 'r_1', { poll: 'po_1', 'on:c_1': 3 }]), 'cap');
  assert.equal(found(['put', 'ballot', 'r_1', { poll: 'po_1', 'on:c_1': 2, 'on:c_2': 2 }]), 'budget');
  assert.equal(found(['put', 'ballot', 'r_1', { poll: 'po_1', 'on:c_3': 1 }]), 'vote-kind');
  assert.equal(found(['put', 'ballot', 'r_1', { poll: 'po_1', score: 3 }]), 'vote-kind');
  records.push({ id: 'r_1', type: 'ballot', poll: 'po_1', author: 'p_1', 'on:c_1': 2, 'on:c_2': 1 });
  assert.equal(found(['set', 'r_1', { 'on:c_2': 2 }]), 'budget');
  assert.equal(found(['set', 'r_1', { 'on:c_1': 1, 'on:c_2': 2 }]), null);
  records.find(({ id }) => id === 'po_1').state = 'closed';
  assert.equal(found(['set', 'r_1', { 'on:c_1': null }]), 'vote-closed');
});

test('R173 the last facilitator neither goes nor becomes something else', () => {
  assert.equal(code(['del', 'p_9'], fay), 'last-facilitator');
  assert.equal(code(['set', 'p_9', { role: 'observer' }], fay), 'last-facilitator');
  records.push(member('p_8', { role: 'facilitator' }));
  assert.equal(code(['set', 'p_9', { role: 'observer' }], fay), null);
});

test('a card of a private phase is its author’s until the phase or the card is shown; an anonymous one names nobody', () => {
  phase({ mode: 'private', anonymous: true });
  const board = Board.of(model, records);
  assert.equal(isPrivate(board, card('c_8', { phase: 'ph_1' })), true);
  assert.equal(isPrivate(board, card('c_8', { phase: 'ph_1', shown: true })), false);
  assert.equal(isPrivate(board, card('c_8')), false);
  assert.equal(isNameless(board, card('c_8', { phase: 'ph_1' })), true);
  board.apply(['set', 'ph_1', { revealed: true }]);
  assert.equal(isPrivate(board, card('c_8', { phase: 'ph_1' })), false);
});

test('the time left is told by the server’s clock, or stands while it is paused; the agenda is in its order', () => {
  workshop({ timer_ends: NOW + 5000 });
  assert.deepEqual(timeLeft(Board.of(model, records), NOW), { left: 5000, paused: false });
  workshop({ timer_ends: undefined, timer_left: 7000 });
  assert.deepEqual(timeLeft(Board.of(model, records), NOW), { left: 7000, paused: true });
  records.push({ id: 'ph_b', type: 'phase', title: 'B', place: 2 }, { id: 'ph_a', type: 'phase', title: 'A', place: 1 });
  assert.deepEqual(phasesOf(Board.of(model, records)).map(({ title }) => title), ['A', 'B']);
});
