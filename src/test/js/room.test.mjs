import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { presenceOf } from '../../../webroot/js/sync/presence.js';
import { sift } from '../../../webroot/js/sync/sound.js';
import { Room } from '../../../webroot/js/sync/room.js';
import { ofParticipant } from '../../../webroot/js/board/sight.js';
import { apply } from '../../../webroot/js/board/text.js';
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
    presenceOf(room).set({ x: i });
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

const PROPOSAL = { id: 'pr_1', type: 'proposal', title: 'Vélo', board: 'main', x: 0, y: 0, state: 'draft', author: 'p_1' };
const inText = (room) => room.board.text('pr_1', 'visee');
const type = (room, edit, how) => room.submit([['text', 'pr_1', 'visee', 0, edit]], how);

function writing(visee = '') {
  const room = newRoom();
  welcome([MAIN, visee ? { ...PROPOSAL, visee } : PROPOSAL]);
  return room;
}

test('R71 one edit of a text is under way; what is typed meanwhile goes into the next', () => {
  const room = writing();
  const id = type(room, ['a']);
  type(room, [1, 'b']);
  type(room, [2, 'c']);
  assert.deepEqual(network.last().of('tx').map((tx) => tx.ops), [[['text', 'pr_1', 'visee', 0, ['a'], 'first']]]);
  assert.equal(inText(room), 'abc');
  assert.equal(room.pending, 2);
  answer(11, { id, ops: [['text', 'pr_1', 'visee', 0, ['a']]] });
  assert.deepEqual(network.last().of('tx').at(-1).ops, [['text', 'pr_1', 'visee', 1, [1, 'bc'], 'first']]);
});

test('R71 an edit that has to wait holds back what was done after it', () => {
  const room = writing();
  const id = type(room, ['a']);
  type(room, [1, 'b']);
  room.submit([['set', 'pr_1', { title: 'Vélos' }]]);
  assert.equal(network.last().of('tx').length, 1);
  answer(11, { id, ops: [['text', 'pr_1', 'visee', 0, ['a']]] });
  assert.deepEqual(network.last().of('tx').slice(1).map((tx) => tx.ops[0][0]), ['text', 'set']);
});

test('R71 an edit is sent again as it was first sent, though others have typed since', () => {
  const room = writing('mer');
  type(room, [3, '!']);
  const [first] = network.last().of('tx');
  answer(11, { id: 'b-1', ops: [['text', 'pr_1', 'visee', 0, ['la ']]] }, 'p_2');
  type(room, [7, '!']);
  assert.equal(inText(room), 'la mer!!');
  network.last().fail();
  room.stop();
  const after = newRoom();
  after.takeOver(sift(JSON.parse(JSON.stringify(room.replica.keepable()))));
  welcome([MAIN, { ...PROPOSAL, visee: 'la mer' }], 11);
  assert.deepEqual(network.last().of('tx'), [first]);
  assert.equal(inText(after), 'la mer!!');
});

test('R72 what a whole state holds already is not shown twice, and what was typed after it is kept', () => {
  const room = writing('mer');
  const id = type(room, [3, '!']);
  type(room, [4, '?']);
  network.last().fail();
  clock.advance(400);
  network.last().open();
  network.last().say({ t: 'welcome', you: { id: 'p_1', role: 'participant' }, seq: 13, records: [MAIN, { ...PROPOSAL, visee: 'la mer!' }], revs: { pr_1: { visee: 2 } }, people: {} });
  assert.equal(inText(room), 'mer!?');
  answer(12, { id, ops: [['text', 'pr_1', 'visee', 1, [6, '!']]] });
  assert.equal(inText(room), 'la mer!?');
  assert.deepEqual(network.last().of('tx').at(-1).ops, [['text', 'pr_1', 'visee', 2, [7, '?'], 'first']]);
});

test('a refused edit is taken out, and what was typed after it stays', () => {
  const room = writing();
  const id = type(room, ['un ']);
  type(room, [3, 'deux']);
  network.last().say({ t: 'reject', id, code: 'too-long', message: 'Trop long.' });
  assert.equal(inText(room), 'deux');
  assert.deepEqual(room.refused.map(({ ops }) => ops), [[['text', 'pr_1', 'visee', 0, ['un ']]]]);
});

test('every change of a shown text is told, so that a field can follow it', () => {
  const room = writing('mer');
  let field = 'mer';
  room.addEventListener('text', ({ detail }) => { field = apply(field, detail.edit); });
  type(room, [3, '!']);
  answer(11, { id: 'b-1', ops: [['text', 'pr_1', 'visee', 0, ['la ', -1]]] }, 'p_2');
  room.undo();
  assert.equal(field, 'la er');
  assert.equal(field, inText(room));
});

test('a text as long as it may be goes in transactions that fit a frame, one after the other', () => {
  const room = writing();
  const long = '語😀'.repeat(16_000);
  type(room, [long]);
  for (let seq = 11, sent = 0; room.pending > 0; seq++, sent++) {
    const tx = network.last().of('tx')[sent];
    assert.ok(Buffer.byteLength(JSON.stringify(tx)) < 65_536 && tx.ops[0][4].every((part) => typeof part !== 'string' || part.isWellFormed()));
    answer(seq, tx);
  }
  assert.equal(room.board, room.replica.confirmed);
  assert.equal(inText(room), long);
  room.undo();
  assert.equal(inText(room), '');
});

test('what is created with a long text is written into it right after', () => {
  const room = connected();
  room.submit([['put', 'proposal', 'pr_2', { title: 'Longue', visee: 'é'.repeat(40_000), result: 'court' }]]);
  const [put, text] = network.last().of('tx');
  assert.deepEqual(put.ops, [['put', 'proposal', 'pr_2', { title: 'Longue', result: 'court' }]]);
  assert.deepEqual(text.ops[0].slice(0, 4), ['text', 'pr_2', 'visee', 0]);
  assert.equal(room.board.text('pr_2', 'visee').length, 40_000);
  room.undo();
  assert.equal(room.board.onBoard('pr_2'), false);
});

test('what is told of where one is adds up', () => {
  const room = connected();
  presenceOf(room).set({ x: 1, sel: ['c_1'] });
  presenceOf(room).set({ text: { record: 'pr_1', field: 'visee', at: 2, to: 2 } });
  clock.advance(200);
  presenceOf(room).set({ text: null });
  clock.advance(200);
  assert.deepEqual(network.last().of('presence').map((message) => message.data).slice(-2), [{ x: 1, sel: ['c_1'], text: { record: 'pr_1', field: 'visee', at: 2, to: 2 } }, { x: 1, sel: ['c_1'] }]);
});

const result = (room, edit, how) => room.submit([['text', 'pr_1', 'result', 0, edit]], how);

test('R93 what is typed in several texts in turns, between moves of cards, waits as one edit of each text', () => {
  const room = newRoom();
  room.useModel(model);
  room.replica.replace([MAIN, PROPOSAL, card('c_1')], 10);
  for (let i = 0; i < 100; i++) {
    type(room, [i, 'a']);
    result(room, [i, 'b']);
    if (i % 25 === 0) room.submit([['set', 'c_1', { x: i }]]);
    if (i % 50 === 0) room.submit([['put', 'card', `c_n${i}`, { kind: 'note', title: 'a' }]]);
  }
  assert.equal(room.pending, 2 + 4 + 2);
  welcome([MAIN, PROPOSAL, card('c_1')]);
  assert.deepEqual(network.last().of('tx').filter((tx) => tx.ops[0][0] === 'text').map((tx) => tx.ops[0][4]), [['a'.repeat(100)], ['b'.repeat(100)]]);
});

test('R93 an edit does not go before what it depends on, nor past what it could be told apart from', () => {
  for (const between of [['set', 'pr_1', { title: 'Vélos' }], ['del', 'c_1'], ['restore', 'c_2'], ['del', 'pr_1']]) {
    const room = newRoom();
    room.useModel(model);
    room.replica.replace([MAIN, PROPOSAL, card('c_1')], 10);
    type(room, ['a']);
    room.submit([between]);
    type(room, [1, 'b']);
    assert.deepEqual(room.replica.pending.map((tx) => tx.ops[0][0]), ['text', between[0], 'text'], between[0]);
  }
  const room = newRoom();
  room.useModel(model);
  room.replica.replace([MAIN], 10);
  room.submit([['put', 'proposal', 'pr_2', { title: 'Neuve' }]]);
  room.submit([['text', 'pr_2', 'visee', 0, ['a']]]);
  room.submit([['text', 'pr_2', 'visee', 0, [1, 'b']]]);
  assert.deepEqual(room.replica.pending.map((tx) => tx.ops[0][0]), ['put', 'text']);
});

test('R93 each burst of typing is undone by itself, though it waits in one edit with an earlier one', () => {
  const room = writing();
  network.last().fail();
  type(room, ['un'], { group: 'one' });
  result(room, ['x'], { group: 'two' });
  type(room, [2, ' deux'], { group: 'three' });
  room.undo();
  assert.deepEqual([inText(room), room.board.text('pr_1', 'result')], ['un', 'x']);
  room.undo();
  room.redo();
  room.undo();
  assert.deepEqual([inText(room), room.board.text('pr_1', 'result')], ['un', '']);
  room.undo();
  assert.deepEqual([inText(room), room.canUndo], ['', false]);
});

test('R92 what was typed into a text that is gone is refused as one thing, with what was typed after it', () => {
  const room = writing('mer');
  const id = type(room, [3, ' calme']);
  type(room, [9, ' et']);
  type(room, [3, ' très', 9]);
  result(room, ['x']);
  answer(11, { id: 'b-1', ops: [['del', 'pr_1']] }, 'p_2');
  network.last().say({ t: 'reject', id, code: 'gone', message: 'non' });
  assert.deepEqual(room.refused.map(({ ops }) => ops), [[['text', 'pr_1', 'visee', 0, [3, ' très calme et']]]]);
  assert.deepEqual([inText(room), room.pending, room.canUndoIn({ id: 'pr_1', field: 'visee' })], ['mer', 1, false]);
});

test('R92 where only one edit is refused, what was typed after it goes on; an edit of which nothing is left is not told', () => {
  const room = writing('mer');
  const id = type(room, [3, ' calme']);
  type(room, [9, ' et']);
  network.last().say({ t: 'reject', id, code: 'too-long', message: 'non' });
  assert.deepEqual([inText(room), room.pending, room.refused.length], ['mer et', 1, 1]);
});

test('R92 an edit of which nothing is left is not told as refused', () => {
  const room = writing('mer');
  const id = type(room, [-3]);
  answer(11, { id: 'b-1', ops: [['text', 'pr_1', 'visee', 0, [-3]]] }, 'p_2');
  network.last().say({ t: 'reject', id, code: 'gone', message: 'non' });
  assert.deepEqual([room.refused, room.pending], [[], 0]);
});

test('R120 what is told as refused says which text it was made on, also where a whole state took the place of that', () => {
  const room = newRoom();
  const state = (visee, seq, revision) => {
    network.last().open();
    network.last().say({ t: 'welcome', you: { id: 'p_1', role: 'participant' }, seq, records: [MAIN, { id: 'pr_1', type: 'proposal', title: 'Verger', visee }], revs: { pr_1: { visee: revision } }, people: {} });
  };
  state('Un verger et des ruches', 10, 3);
  const id = type(room, [3, 'grand ', -7]);
  network.last().fail();
  clock.advance(400);
  state('Attention : Un verger et des ruches', 2000, 4);
  network.last().say({ t: 'reject', id, code: 'too-long', message: 'non' });
  assert.deepEqual(room.refused.map(({ ops }) => ops), [[['text', 'pr_1', 'visee', 3, [3, 'grand ', -7]]]]);
  const next = type(room, [12, 'Un grand ']);
  answer(2001, { id: 'b-1', ops: [['text', 'pr_1', 'visee', 4, [-12]]] }, 'p_2');
  network.last().say({ t: 'reject', id: next, code: 'too-long', message: 'non' });
  assert.deepEqual(room.refused.at(-1).ops, [['text', 'pr_1', 'visee', 5, ['Un grand ']]]);
});

test('R120 what was not sent when somebody leaves is told with what was refused before, the edits of one text as one, on what the server has', () => {
  const room = writing('mer');
  const refused = room.submit([['set', 'pr_1', { title: 'Non' }]]);
  network.last().say({ t: 'reject', id: refused, code: 'forbidden', message: 'non' });
  const id = type(room, [3, ' calme']);
  const set = room.submit([['set', 'pr_1', { title: 'Neuf' }]]);
  type(room, [9, ' et']);
  answer(11, { id: 'b-1', ops: [['text', 'pr_1', 'visee', 0, ['la ']]] }, 'p_2');
  room.leave();
  assert.deepEqual(room.refused.map((one) => [one.id, one.code, one.ops]), [
    [refused, 'forbidden', [['set', 'pr_1', { title: 'Non' }]]],
    [id, 'left', [['text', 'pr_1', 'visee', 1, [6, ' calme et']]]],
    [set, 'left', [['set', 'pr_1', { title: 'Neuf' }]]],
  ]);
});

test('R122 of what another page has sent before, whatever may not be in the order is told', () => {
  const room = writing('mer');
  const [done, outrun] = [[3, '!'], [4, '?']].map((edit) => type(room, edit));
  answer(11, { id: done, ops: [['text', 'pr_1', 'visee', 0, [3, '!']]] });
  answer(12, { id: outrun, ops: [['text', 'pr_1', 'visee', 1, [4, 'q']]] });
  assert.deepEqual([inText(room), room.pending], ['mer!q', 0]);
  const reused = type(room, [5, ' et']);
  network.last().say({ t: 'reject', id: reused, code: 'id-reused', message: 'non' });
  room.takeOver(sift({ pending: [{ id: 'z-1', ops: [['text', 'pr_1', 'visee', 0, ['Une ']]] }], texts: [{ id: 'pr_1', field: 'visee', text: 'mer!q', revision: 2 }] }));
  const own = type(room, [4, 'grande ']);
  assert.notEqual(own, 'z-1', 'and is not added to');
  network.last().say({ t: 'reject', id: 'z-1', code: 'id-reused', message: 'non' });
  assert.deepEqual(room.refused.map(({ id, code }) => [id, code]), [[outrun, 'elsewhere'], [reused, 'elsewhere'], ['z-1', 'elsewhere']]);
  room.takeOver(sift({ pending: [{ id: 'z-2', ops: [['set', 'pr_1', { title: 'Neuf' }]] }], texts: [] }), true);
  network.last().say({ t: 'reject', id: 'z-2', code: 'id-reused', message: 'non' });
  assert.equal(room.refused.at(-1).id, 'z-2', 'what this tab had and nobody else may have is told');
});

for (const [how, close] of Object.entries({
  'a close with 4400': (socket) => socket.fail(4400),
  'the word of the server before a close without a code of ours': (socket) => { socket.say({ t: 'error', code: 'malformed', message: '' }); socket.fail(3000); },
})) {
  test(`R134 after ${how} the changes go one by one, and the one that closes the line again is told as not accepted`, () => {
    const room = connected();
    const [good, bad, last] = ['Un', 'Deux', 'Trois'].map((title) => room.submit([['set', 'c_1', { title }]]));
    close(network.last());
    back();
    assert.deepEqual(network.last().of('tx').map(({ id }) => id), [good]);
    answer(11, network.last().of('tx')[0]);
    assert.deepEqual(network.last().of('tx').map(({ id }) => id), [good, bad]);
    close(network.last());
    back(11);
    assert.deepEqual(network.last().of('tx').map(({ id }) => id), [last]);
    answer(12, network.last().of('tx')[0]);
    assert.deepEqual(room.refused.map(({ id, code }) => [id, code]), [[bad, 'unreadable']]);
    for (const title of ['Quatre', 'Cinq']) room.submit([['set', 'c_1', { title }]]);
    assert.equal(network.last().of('tx').length, 3, 'all go at once again');
  });
}

test('R124 what is typed in thousands of places goes in frames and edits that the server takes', () => {
  const room = writing('ab'.repeat(15_000));
  network.last().fail();
  for (let at = 0; at < 7_500; at++) type(room, [2 * at + 1, 'x', -1]);
  room.submit([['text', 'pr_1', 'visee', 0, Array.from({ length: 24_000 }, (_, at) => (at % 2 ? 'y' : 1))]]);
  const move = room.submit([['set', 'pr_1', { x: 1 }]]);
  const shown = inText(room);
  back();
  for (const tx of sendingAll(room)) {
    assert.ok(Buffer.byteLength(JSON.stringify(tx)) <= 65_536);
    assert.ok(tx.ops.every((op) => op[0] !== 'text' || op[4].length <= 1_000));
  }
  assert.deepEqual([network.last().of('tx').at(-1).id, room.refused], [move, []]);
  assert.ok(inText(room) === shown);
});

test('R124 undoing what was typed in thousands of places goes in edits that the server takes', () => {
  const room = writing('ab'.repeat(3_000));
  room.submit([['text', 'pr_1', 'visee', 0, Array.from({ length: 6_000 }, (_, at) => (at % 2 ? 'y' : 1))]]);
  assert.equal([...sendingAll(room)].length, 6);
  room.undo();
  for (const tx of sendingAll(room, 6)) assert.ok(tx.ops.every((op) => op[4].length <= 1_000));
  assert.ok(inText(room) === 'ab'.repeat(3_000));
});

test('R124 what no frame can hold is told as not accepted, and goes on no more', () => {
  const room = writing('ab');
  network.last().fail();
  const long = room.submit([['set', 'pr_1', { title: 'é'.repeat(40_000) }]]);
  const move = room.submit([['set', 'pr_1', { x: 1 }]]);
  back();
  assert.deepEqual([...sendingAll(room)].map(({ id }) => id), [move]);
  assert.deepEqual(room.refused.map(({ id, code }) => [id, code]), [[long, 'too-large']]);
});

/** The line comes back, and nothing has happened since. */
function back(seq = 10) {
  clock.advance(1_000);
  network.last().open();
  network.last().say({ t: 'welcome', you: { id: 'p_1', role: 'participant' }, seq, txs: [], people: {} });
}

/** Acknowledges one change after the other, until all are. @returns the changes */
function* sendingAll(room, sent = 0) {
  for (; room.pending > 0; sent++) {
    const tx = network.last().of('tx')[sent];
    yield tx;
    answer(11 + sent, tx);
  }
}

test('R226 what stands beside what all are told takes its place, with a state, with what was missed and with a commit', () => {
  const room = newRoom();
  const own = (title) => [['put', 'card', 'c_1', { kind: 'note', title, board: 'main', author: 'p_1' }]];
  const you = { id: 'p_1', role: 'participant' };
  network.last().open();
  network.last().say({ t: 'welcome', you, seq: 10, own: own('Mine'), records: [MAIN, card('c_1'), card('c_2')], people: {} });
  assert.deepEqual([room.board.get('c_1').title, room.board.get('c_1').author], ['Mine', 'p_1']);
  network.last().say({ t: 'txs', seq: 11, own: [...own('Mine again'), ['gone', 'c_2']], txs: [{ seq: 11, id: 'anonymous-11', by: null, at: 0, ops: [['put', 'card', 'c_1', { kind: 'note', title: 'All', board: 'main' }]] }] });
  assert.deepEqual([room.board.get('c_1').title, room.board.get('c_1').author, room.board.get('c_2')], ['Mine again', 'p_1', undefined]);
  network.last().fail();
  clock.advance(400);
  network.last().open();
  network.last().say({ t: 'welcome', you, seq: 12, own: own('Mine at last'), txs: [{ seq: 12, id: 'a-1', by: 'p_2', at: 0, ops: [['set', 'c_1', { title: 'All' }]] }], people: {} });
  assert.equal(room.board.get('c_1').title, 'Mine at last');
});

test('figures of the server are there by what they are about, and start afresh with each welcome', () => {
  const room = connected();
  network.last().say({ t: 'derived', of: { ph_1: { written: 7, of: 12 } } });
  assert.deepEqual([...room.derived], [['ph_1', { written: 7, of: 12 }]]);
  network.last().say({ t: 'derived', of: { ph_1: null } });
  assert.equal(room.derived.size, 0);
  network.last().say({ t: 'derived', of: { ph_2: { written: 1, of: 2 } } });
  reconnect();
  assert.equal(room.derived.size, 0);
});

test('who is made a facilitator is one at once', () => {
  const room = newRoom();
  welcome([MAIN, { id: 'p_1', type: 'member', role: 'participant' }]);
  network.last().say({ t: 'txs', seq: 11, txs: [{ seq: 11, id: 'x-1', by: 'p_2', at: 0, ops: [['set', 'p_1', { role: 'facilitator' }]] }] });
  assert.equal(room.you.role, 'facilitator');
});

const WORKSHOP = { id: 'workshop', type: 'workshop', title: 'W', phase: 'ph_1' };
const PHASE = { id: 'ph_1', type: 'phase', title: 'P', mode: 'private' };

test('R175 a change that is for few says in which phase it was made, also when it is sent later or again', () => {
  const room = newRoom();
  welcome([MAIN, WORKSHOP, PHASE, card('c_1')]);
  network.last().fail();
  room.submit([['set', 'c_1', { x: 1 }]]);
  clock.advance(400);
  welcome([MAIN, { ...WORKSHOP, phase: 'ph_2' }, PHASE, { ...PHASE, id: 'ph_2' }, card('c_1')], 12);
  room.submit([['set', 'c_1', { x: 2 }]]);
  assert.deepEqual(network.last().of('tx').map((tx) => tx.phase), ['ph_1', 'ph_2']);
  network.last().fail();
  clock.advance(2000);
  welcome([MAIN, { ...WORKSHOP, phase: undefined }, PHASE, card('c_1')], 12);
  room.submit([['set', 'c_1', { x: 3 }]]);
  assert.deepEqual(network.last().of('tx').map((tx) => tx.phase), ['ph_1', 'ph_2', undefined]);
  assert.ok(!('phase' in network.last().of('tx')[2]));
});

test('R255 what is added to a step without names after its reveal says that all see it by now, also when it is sent later or from another page', () => {
  const room = newRoom();
  const shown = { ...PHASE, anonymous: true, revealed: true };
  welcome([MAIN, WORKSHOP, { ...PHASE, anonymous: true }, card('c_1')]);
  room.submit([['put', 'card', 'c_2', { kind: 'note', title: 'before' }]]);
  network.last().fail();
  clock.advance(400);
  welcome([MAIN, WORKSHOP, shown, card('c_1')], 12);
  network.last().fail();
  room.submit([['put', 'card', 'c_3', { kind: 'note', title: 'after' }]]);
  room.submit([['text', 'c_1', 'body', 0, ['a']]]);
  const other = newRoom();
  welcome([MAIN, WORKSHOP, shown, card('c_1')], 12);
  other.takeOver(sift(JSON.parse(JSON.stringify(room.replica.keepable()))));
  assert.deepEqual(network.last().of('tx').map(({ phase, shown: seen }) => [phase, seen]), [['ph_1', undefined], ['ph_1', true], ['ph_1', true]]);
});

test('R175 the phase of what is pending is kept with it, and goes along to the page that takes it over', () => {
  const room = newRoom();
  welcome([MAIN, WORKSHOP, PHASE, card('c_1')]);
  network.last().fail();
  const id = room.submit([['put', 'card', 'c_2', { kind: 'note', title: 'private' }]]);
  const kept = JSON.parse(JSON.stringify(room.replica.keepable()));
  const other = newRoom();
  welcome([MAIN, { ...WORKSHOP, phase: undefined }, PHASE, card('c_1')], 12);
  other.takeOver(sift(kept));
  assert.deepEqual(network.last().of('tx').map((tx) => [tx.id, tx.phase]), [[id, 'ph_1']]);
});

test('R175 what is typed in another phase is another change', () => {
  const room = newRoom();
  welcome([MAIN, WORKSHOP, PHASE, { ...PHASE, id: 'ph_2' }, card('c_1')]);
  network.last().fail();
  room.submit([['text', 'c_1', 'body', 0, ['a']]]);
  room.submit([['text', 'c_1', 'body', 0, [1, 'b']]]);
  assert.equal(room.pending, 1);
  room.replica.confirmed.apply(['set', 'workshop', { phase: 'ph_2' }]);
  room.replica.take([], 10);
  room.submit([['text', 'c_1', 'body', 0, [2, 'c']]]);
  assert.deepEqual(room.replica.pending.map(({ phase }) => phase), ['ph_1', 'ph_2']);
});

test('R180 what goes out of somebody’s sight leaves their page; what they did to it and had not sent is told with its words, and it can come back', () => {
  const room = writing('mer');
  const id = type(room, [3, ' calme']);
  network.last().say({ t: 'txs', seq: 11, txs: [{ seq: 11, id: 'b-1', by: 'p_2', at: 0, ops: [['gone', 'pr_1']] }] });
  assert.equal(room.board.get('pr_1'), undefined);
  assert.equal(room.pending, 1);
  network.last().say({ t: 'reject', id, code: 'unknown-record', message: 'non' });
  assert.deepEqual(room.refused.map((one) => [one.code, one.ops[0][4]]), [['unknown-record', [3, ' calme']]]);
  const { id: _, type: __, ...values } = { ...PROPOSAL, visee: 'mer d’huile' };
  network.last().say({ t: 'txs', seq: 12, txs: [{ seq: 12, id: 'b-2', by: 'p_2', at: 0, ops: [['put', 'proposal', 'pr_1', values, { pr_1: { visee: 4 } }]] }] });
  assert.deepEqual([inText(room), room.replica.confirmed.revision('pr_1', 'visee')], ['mer d’huile', 4]);
});

test('R180 a welcome on an open connection takes the place of all that was held, and what is pending is sent again', () => {
  const room = newRoom();
  welcome([MAIN, card('c_1'), { id: 'p_1', type: 'member', role: 'participant' }]);
  const id = room.submit([['put', 'card', 'c_2', { kind: 'note', title: 'x' }]]);
  network.last().say({ t: 'welcome', workshop: 'w_1', you: { id: 'p_1', role: 'observer' }, seq: 12, time: 0, records: [MAIN, { id: 'p_1', type: 'member', role: 'observer' }], people: {} });
  assert.deepEqual([room.you.role, room.board.get('c_1'), room.board.get('c_2').title], ['observer', undefined, 'x']);
  assert.deepEqual(network.last().of('tx').map((tx) => tx.id), [id, id]);
});

test('R253 a facilitator who looks on as a participant has what participants see, as it changes, and sends nothing', () => {
  const room = new Room({ workshop: 'w_1', token: 'secret', origin: 'http://here', model, clock, WebSocketClass: network.Socket, as: { role: 'participant', sees: ofParticipant } });
  room.start();
  network.last().open();
  const board = (id, values) => ({ id, type: 'board', title: id, ...values });
  network.last().say({ t: 'welcome', workshop: 'w_1', you: { id: 'p_1', role: 'facilitator' }, seq: 10, time: 0, people: {}, records: [MAIN, { id: 't_1', type: 'table', title: 'Tilleuls', board: 'b_1' }, board('b_1', { table: 't_1' }),
    card('c_1', { author: 'p_2' }), card('c_2', { hidden: true, author: 'p_2' }), card('c_3', { hidden: true }), card('c_4', { board: 'b_1', author: 'p_2' }),
    { id: 'l_1', type: 'link', kind: 'influence', from: 'c_1', to: 'c_2' }, { id: 'ta_1', type: 'tally', poll: 'po_1', count: 3 }] });
  const seen = () => room.board.visible().filter(({ type }) => ['card', 'link', 'board', 'tally'].includes(type)).map(({ id }) => id).sort();
  assert.equal(room.you.role, 'participant');
  assert.deepEqual(seen(), ['c_1', 'c_3', 'main']);
  let told = [];
  room.addEventListener('change', ({ detail }) => { told = [...detail.ids]; });
  answer(11, { id: 'x-1', ops: [['set', 'c_2', { hidden: null }]] });
  assert.deepEqual(seen(), ['c_1', 'c_2', 'c_3', 'l_1', 'main']);
  assert.ok(told.includes('l_1'), 'what hangs on it is drawn again');
  answer(12, { id: 'x-2', ops: [['set', 'c_1', { hidden: true }]] });
  assert.deepEqual(seen(), ['c_2', 'c_3', 'main']);
  assert.ok(told.includes('l_1'), 'what hung on it is drawn again');
  answer(13, { id: 'x-3', ops: [['set', 'b_1', { open: true }]] });
  assert.deepEqual(seen(), ['b_1', 'c_2', 'c_3', 'c_4', 'main']);
  let unsent = 0;
  room.addEventListener('unsent', () => unsent++);
  presenceOf(room).set({ x: 1 });
  assert.equal(room.submit([['set', 'c_2', { title: 'Neuf' }]]), '');
  assert.equal(room.board.get('c_2').title, 'c_2');
  assert.deepEqual([unsent, room.pending, room.canUndo], [1, 0, false]);
  assert.deepEqual(['tx', 'presence'].map((t) => network.last().of(t)), [[], []]);
});
