/** Cards that lie on each other once they are shown. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Room } from '../../../webroot/js/sync/room.js';
import { spreadAfter } from '../../../webroot/js/sync/spreading.js';
import { FakeClock, MAIN, card, fakeNetwork } from './support/fakes.mjs';
import { model } from './support/model.mjs';

const PHASE = { id: 'ph_1', type: 'phase', title: 'Seul', mode: 'private' };
const SHOW = [['set', 'ph_1', { revealed: true }]];

let clock, network, room, seq;

beforeEach(() => {
  clock = new FakeClock();
  network = fakeNetwork();
  room = new Room({ workshop: 'w_1', token: 'secret', origin: 'http://here', model, clock, WebSocketClass: network.Socket });
  room.start();
  seq = 10;
  welcome({ records: [MAIN, PHASE, card('c_0')] });
});

function welcome(more) {
  network.last().open();
  network.last().say({ t: 'welcome', you: { id: 'p_1', role: 'facilitator' }, people: {}, seq, time: 0, ...more });
}

const say = (ops, id = `b-${seq}`, by = 'p_2') => { seq++; network.last().say({ t: 'txs', seq, txs: [{ seq, id, by, at: 0, ops }] }); };
const reject = (id) => network.last().say({ t: 'reject', id, code: 'forbidden', message: 'non' });

/** Reveals the step. @returns {string} the id of the transaction */
function reveal() {
  const id = room.submit(SHOW, { undoable: false });
  spreadAfter(room, id, (board) => (board.get('ph_1').revealed ? ['c_1', 'c_2'].filter((one) => board.onBoard(one)) : []));
  return id;
}

/** The server has revealed it: two cards come into sight, one upon the other. */
const shown = (id) => say([...SHOW, ...['c_1', 'c_2'].map((one) => ['put', 'card', one, card(one, { x: 500, y: 500, phase: 'ph_1' })])], id, 'p_1');
const moved = () => network.last().of('tx').flatMap(({ ops }) => ops).filter(([verb, , changes]) => verb === 'set' && 'x' in changes).length;

test('R267 cards that lie on each other are moved apart once the reveal has arrived, and once only', () => {
  const id = reveal();
  say([['set', 'c_0', { title: 'Autre' }]]);
  assert.equal(moved(), 0);
  shown(id);
  assert.equal(moved(), 1);
  say([['set', 'c_1', { x: 500, y: 500 }], ['set', 'c_2', { x: 500, y: 500 }]]);
  assert.equal(moved(), 1);
});

test('R267 neither another change that is refused keeps them together, nor one that is read and dismissed', () => {
  const other = room.submit([['set', 'c_0', { title: 'Neuf' }]]);
  const id = reveal();
  reject(other);
  room.dismiss([other]);
  shown(id);
  assert.equal(moved(), 1);
});

test('R267 a reveal that was made without a connection moves them apart when it is back', () => {
  network.last().fail();
  const id = reveal();
  clock.advance(400);
  welcome({ txs: [] });
  shown(id);
  assert.equal(moved(), 1);
});

test('R267 where the reveal is refused nothing is moved, also when somebody else shows them later', () => {
  const id = reveal();
  reject(id);
  shown('b-99');
  assert.equal(moved(), 0);
});
