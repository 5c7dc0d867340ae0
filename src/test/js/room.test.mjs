import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Room } from '../../../webroot/js/sync/room.js';
import { FakeClock, MAIN, card, fakeNetwork } from './support/fakes.mjs';
import { model } from './support/model.mjs';

let clock, network;

beforeEach(() => {
  clock = new FakeClock();
  network = fakeNetwork();
});

function newRoom() {
  const room = new Room({ workshop: 'w_1', token: 'secret', origin: 'http://here', model, clock, WebSocketClass: network.Socket });
  room.start();
  return room;
}

function welcome(records = [MAIN, card('c_1')], seq = 10) {
  network.last().open();
  network.last().say({ t: 'welcome', workshop: 'w_1', you: { id: 'p_1', role: 'participant' }, seq, time: 0, records, people: { p_1: { name: 'Ana', role: 'participant', here: true } } });
}

const connected = () => { const room = newRoom(); welcome(); return room; };
const answer = (seq, { id, ops }, by = 'p_1') => network.last().say({ t: 'txs', seq, txs: [{ seq, id, by, at: 0, ops }] });

function reconnect(records) {
  network.last().fail();
  clock.advance(400);
  if (records) return welcome(records, 20);
  network.last().open();
  network.last().say({ t: 'welcome', you: { id: 'p_1', role: 'participant' }, seq: 10, txs: [], people: {} });
}

test('knows who it is and who is here once welcomed', () => {
  const room = connected();
  assert.deepEqual(room.you, { id: 'p_1', role: 'participant' });
  assert.equal(room.people.get('p_1').name, 'Ana');
  assert.equal(room.state, 'connected');
});

test('the board is ready when the state says connected', () => {
  const room = newRoom();
  let title;
  room.addEventListener('state', () => { title = room.board.get('c_1')?.title; });
  welcome();
  assert.equal(title, 'c_1');
});

test('shows at once, sends, and counts as pending until acknowledged', () => {
  const room = connected();
  const id = room.submit([['set', 'c_1', { title: 'Neuf' }]]);
  assert.equal(room.board.get('c_1').title, 'Neuf');
  assert.deepEqual(network.last().of('tx'), [{ t: 'tx', id, ops: [['set', 'c_1', { title: 'Neuf' }]] }]);
  assert.equal(room.pending, 1);
  answer(11, { id, ops: [['set', 'c_1', { title: 'Neuf' }]] });
  assert.equal(room.pending, 0);
});

test('transaction ids grow and are not those of another page', () => {
  const room = connected();
  const ids = [1, 2, 3].map((x) => room.submit([['set', 'c_1', { x }]]));
  assert.deepEqual(ids.map((id) => id.slice(id.lastIndexOf('-'))), ['-1', '-2', '-3']);
  assert.match(ids[0], /^[A-Za-z0-9_-]{1,40}$/);
  assert.notEqual(ids[0].split('-')[0], newRoom().submit([]).split('-')[0]);
});

test('R62 what was done without a connection is sent once back, first and in order, with its old ids', () => {
  const room = connected();
  const sent = room.submit([['set', 'c_1', { x: 1 }]]);
  network.last().fail();
  const offline = room.submit([['set', 'c_1', { x: 2 }]]);
  assert.equal(room.board.get('c_1').x, 2);
  clock.advance(400);
  welcome([MAIN, card('c_1')], 12);
  const later = room.submit([['set', 'c_1', { x: 3 }]]);
  assert.deepEqual(network.last().of('tx').map((tx) => tx.id), [sent, offline, later]);
});

test('nothing is sent before the welcome', () => {
  const room = newRoom();
  room.submit([['set', 'c_1', { x: 1 }]]);
  network.last().open();
  assert.deepEqual(network.last().of('tx'), []);
});

test('R80 what the server refuses is rolled back, and listed until it is dismissed', () => {
  const room = connected();
  let told = 0;
  room.addEventListener('refused', () => told++);
  const id = room.submit([['del', 'c_1']]);
  network.last().say({ t: 'reject', id, code: 'forbidden', message: 'Non.' });
  assert.equal(room.board.onBoard('c_1'), true);
  assert.deepEqual(room.refused.map(({ code, message, ops }) => ({ code, message, ops })), [{ code: 'forbidden', message: 'Non.', ops: [['del', 'c_1']] }]);
  assert.equal(room.canUndo, false);
  room.dismiss([id]);
  assert.deepEqual([room.refused, told], [[], 2]);
});

test('R63 undo and redo are ordinary transactions', () => {
  const room = connected();
  room.submit([['set', 'c_1', { title: 'Neuf' }]]);
  assert.equal(room.undo(), true);
  assert.equal(room.board.get('c_1').title, 'c_1');
  assert.equal(room.canRedo, true);
  room.redo();
  assert.equal(room.board.get('c_1').title, 'Neuf');
  assert.equal(network.last().of('tx').length, 3);
  room.submit([['set', 'c_1', { x: 1 }]], { undoable: false });
  room.undo();
  assert.equal(room.board.get('c_1').x, 1);
  assert.equal(room.undo(), false);
});

test('R63 what others changed meanwhile is not undone', () => {
  const room = connected();
  const id = room.submit([['set', 'c_1', { title: 'Neuf', x: 4 }]]);
  answer(11, { id, ops: [['set', 'c_1', { title: 'Neuf', x: 4 }]] });
  answer(12, { id: 'b-1', ops: [['set', 'c_1', { title: 'À eux' }]] }, 'p_2');
  room.undo();
  assert.deepEqual([room.board.get('c_1').title, room.board.get('c_1').x], ['À eux', 0]);
});

test('more than a transaction may hold goes in several, and is undone together', () => {
  const records = [MAIN, ...Array.from({ length: 450 }, (_, i) => card(`c_${i}`))];
  const room = newRoom();
  welcome(records);
  room.submit(records.slice(1).map(({ id }) => ['del', id]));
  assert.deepEqual(network.last().of('tx').map((tx) => tx.ops.length), [200, 200, 50]);
  room.undo();
  assert.equal(room.board.visible().length, 451);
});

test('long texts are cut into transactions that fit a frame', () => {
  const room = connected();
  room.submit(Array.from({ length: 30 }, (_, i) => ['put', 'card', `c_n${i}`, { kind: 'note', title: 'a', body: '語'.repeat(2000) }]));
  for (const tx of network.last().of('tx')) assert.ok(Buffer.byteLength(JSON.stringify(tx)) < 65_536);
  assert.equal(network.last().of('tx').flatMap((tx) => tx.ops).length, 30);
});

test('at most 200 transactions are under way; the rest follows as they are acknowledged', () => {
  const room = newRoom();
  for (let i = 0; i < 300; i++) room.submit([['set', 'c_1', { x: i }]]);
  welcome();
  const sent = network.last().of('tx');
  assert.equal(sent.length, 200);
  network.last().say({ t: 'txs', seq: 20, txs: sent.slice(0, 50).map((tx, i) => ({ seq: 11 + i, id: tx.id, by: 'p_1', at: 0, ops: tx.ops })) });
  assert.equal(network.last().of('tx').length, 250);
});

test('resuming with what was missed does not start afresh', () => {
  const room = connected();
  reconnect();
  assert.equal(room.state, 'connected');
  assert.equal(room.board.get('c_1').title, 'c_1');
});

test('resuming afresh replaces what is held', () => {
  const room = connected();
  const changes = [];
  room.addEventListener('change', (event) => changes.push(event.detail.ids));
  reconnect([MAIN, card('c_2')]);
  assert.equal(room.board.get('c_1'), undefined);
  assert.deepEqual(changes.at(-1), new Set(['main', 'c_1', 'c_2']));
});

test('presence goes out at most ten times a second, the last word always', () => {
  const room = connected();
  for (let i = 0; i < 50; i++) {
    room.setPresence({ x: i });
    clock.advance(20);
  }
  clock.advance(200);
  const told = network.last().of('presence').map((message) => message.data.x);
  assert.ok(told.length <= 12, `${told.length}`);
  assert.equal(told.at(-1), 49);
});

test('others are where they say they are, until they or the connection go', () => {
  const room = connected();
  network.last().say({ t: 'presence', of: { p_2: { x: 1 }, p_1: { x: 9 }, p_3: { x: 2 } } });
  network.last().say({ t: 'presence', of: { p_3: null } });
  assert.deepEqual([...room.presences], [['p_2', { x: 1 }]]);
  network.last().fail();
  assert.equal(room.presences.size, 0);
});

test('people come and go', () => {
  const room = connected();
  network.last().say({ t: 'people', of: { p_2: { name: 'Bob', role: 'participant', here: true }, p_1: null } });
  assert.deepEqual([...room.people.keys()], ['p_2']);
});

test('tells when the storage is away', () => {
  const room = connected();
  let storageState;
  room.addEventListener('status', (event) => { storageState = event.detail.storage; });
  network.last().say({ t: 'status', storage: 'away' });
  assert.equal(storageState, 'away');
});
