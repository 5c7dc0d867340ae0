import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { PAUSES } from '../../../webroot/js/sync/keeper.js';
import { WAITS, keepOpen, openKept } from '../../../webroot/js/sync/keeping.js';
import { LEASE } from '../../../webroot/js/sync/lease.js';
import { Room } from '../../../webroot/js/sync/room.js';
import { Tab } from '../../../webroot/js/sync/tab.js';
import { ANSWER } from '../../../webroot/js/sync/tabs.js';
import { Device } from './support/device.mjs';
import { FakeStorage, MAIN, card, fakeNetwork } from './support/fakes.mjs';
import { model } from './support/model.mjs';

const PLACE = 'w_1.secret';
const PROPOSAL = { id: 'pr_1', type: 'proposal', title: 'Verger', author: 'p_1' };
let device;

beforeEach(() => { device = new Device(); });

/** A page in a tab of the device, with a network of its own. @param {Promise<void>} [stuck] what the device waits for @param {(at: any) => void} [prepare] its tab */
async function open(session = new FakeStorage(), stuck = null, prepare = () => {}) {
  const at = device.tab();
  const network = fakeNetwork();
  prepare(at);
  at.stuck = stuck;
  const room = new Room({ workshop: 'w_1', token: 'secret', origin: 'http://here', model, clock: at.clock, WebSocketClass: network.Socket });
  openKept(room, partsOf(at, session));
  await device.pass(stuck ? WAITS.device : 2 * ANSWER);
  return { at, network, room, session, welcome: (more) => welcome(network, more), sent: () => network.last().of('tx') };
}

/** A page of somebody who has just come, which nothing keeps yet. */
async function openUnkept() {
  const at = device.tab();
  const network = fakeNetwork();
  const room = new Room({ workshop: 'w_1', token: 'secret', origin: 'http://here', model, clock: at.clock, WebSocketClass: network.Socket });
  room.start();
  await welcome(network);
  return { at, network, parts: partsOf(at), room };
}

const partsOf = (at, session = new FakeStorage()) => ({ shelf: at.shelf, tab: new Tab(PLACE, session), channel: at.channel(), now: at.now, persist: at.persist });

async function welcome(network, more = { records: [MAIN, card('c_1'), PROPOSAL], seq: 10 }) {
  while (network.last().closed) await device.pass(500);
  network.last().open();
  network.last().say({ t: 'welcome', you: { id: 'p_1', role: 'participant' }, people: { p_1: { name: 'Ana', role: 'participant', here: true } }, ...more });
  await device.quiet();
}

const tell = (page, seq, { id, ops }, by = 'p_1') => page.network.last().say({ t: 'txs', seq, txs: [{ seq, id, by, at: 0, ops }] });

const type = (page, edit) => page.room.submit([['text', 'pr_1', 'visee', 0, edit]]);

test('R78 the board is shown as it was kept, without the server, and the server is asked only for what was missed', async () => {
  const page = await open();
  await page.welcome();
  tell(page, 11, { id: 'b-1', ops: [['set', 'c_1', { title: 'Neuf' }]] }, 'p_2');
  tell(page, 12, { id: 'b-2', ops: [['text', 'pr_1', 'visee', 0, ['Un verger']]] }, 'p_2');
  tell(page, 13, { id: 'b-3', ops: [['put', 'card', 'c_2', card('c_2')], ['del', 'c_2']] }, 'p_2');
  await device.pass(2 * PAUSES.others);
  page.at.crash();
  const later = await open();
  assert.equal(later.room.board.get('c_1').title, 'Neuf');
  assert.equal(later.room.board.text('pr_1', 'visee'), 'Un verger');
  assert.equal(later.room.board.inBin('c_2'), true);
  assert.deepEqual([later.room.you.id, later.room.people.get('p_1').name, later.room.people.get('p_1').here], ['p_1', 'Ana', false]);
  later.network.last().open();
  assert.equal(later.network.last().of('hello')[0].since, 13);
  later.network.last().say({ t: 'welcome', you: { id: 'p_1', role: 'participant' }, people: {}, seq: 14, txs: [{ seq: 14, id: 'b-4', by: 'p_2', at: 0, ops: [['text', 'pr_1', 'visee', 1, [9, ' partagé']]] }] });
  assert.equal(later.room.board.text('pr_1', 'visee'), 'Un verger partagé');
});

test('R136 a workshop that the device has nothing of is kept as soon as the server gives it', async () => {
  const page = await open();
  await page.welcome();
  page.at.crash();
  const later = await open();
  assert.equal(later.room.board.get('c_1').title, 'c_1');
});

test('R136 so is one that a page began without what keeps it', async () => {
  const page = await openUnkept();
  keepOpen(page.room, page.parts);
  await device.quiet();
  page.at.crash();
  const later = await open();
  assert.equal(later.room.board.get('c_1').title, 'c_1');
});

test('R62 a reload keeps what was not acknowledged, and sends it first, in order, with its old ids', async () => {
  const page = await open();
  await page.welcome();
  const ids = [page.room.submit([['set', 'c_1', { title: 'Gardé' }]]), page.room.submit([['text', 'pr_1', 'visee', 0, ['Un verger']]])];
  await device.quiet();
  page.at.crash();
  const again = await open(page.session);
  assert.equal(again.room.pending, 2);
  assert.deepEqual([again.room.board.get('c_1').title, again.room.board.text('pr_1', 'visee')], ['Gardé', 'Un verger']);
  const next = again.room.submit([['set', 'c_1', { x: 1 }]]);
  await again.welcome();
  assert.deepEqual(again.sent().map((tx) => tx.id), [...ids, next]);
});

test('R71 an edit is sent again as it was first sent, also after a reload, though others have typed since', async () => {
  const page = await open();
  await page.welcome();
  page.room.submit([['text', 'pr_1', 'visee', 0, ['mer!']]]);
  await device.quiet();
  const [first] = page.sent();
  tell(page, 11, { id: 'b-1', ops: [['text', 'pr_1', 'visee', 0, ['la ']]] }, 'p_2');
  page.room.submit([['text', 'pr_1', 'visee', 0, [4, '!']]]);
  await device.quiet();
  page.at.crash();
  const again = await open(page.session);
  assert.equal(again.room.board.text('pr_1', 'visee'), 'mer!!la ');
  await again.welcome({ records: [MAIN, { ...PROPOSAL, visee: 'la ' }], revs: { pr_1: { visee: 1 } }, seq: 11 });
  assert.deepEqual(again.sent(), [first]);
  assert.equal(again.room.board.text('pr_1', 'visee'), 'mer!!la ');
});

test('R111 what was kept before and sets a text is resumed as the edit that does so, on what others write meanwhile', async () => {
  const page = await open();
  await page.welcome({ records: [MAIN, card('c_1', { body: 'Un verger' })], seq: 10 });
  const id = page.room.submit([['set', 'c_1', { title: 'Verger', body: 'Un grand verger' }]]);
  const made = page.room.submit([['put', 'card', 'c_2', { kind: 'note', title: 'Neuf', body: 'a' }]]);
  const next = page.room.submit([['set', 'c_2', { body: 'ab' }]]);
  await device.quiet();
  device.rows('pages')[0].kept[0].pending.forEach((tx) => delete tx.sent);
  page.at.crash();
  const again = await open(page.session);
  assert.deepEqual([again.room.board.text('c_1', 'body'), again.room.board.text('c_2', 'body')], ['Un grand verger', 'ab']);
  await again.welcome({ records: [MAIN, card('c_1', { body: 'Un verger, ici' })], revs: { c_1: { body: 1 } }, seq: 11 });
  assert.deepEqual(again.sent(), [
    { t: 'tx', id, ops: [['set', 'c_1', { title: 'Verger' }], ['text', 'c_1', 'body', 1, [3, 'grand '], 'first']] },
    { t: 'tx', id: made, ops: [['put', 'card', 'c_2', { kind: 'note', title: 'Neuf', body: 'a' }]] },
    { t: 'tx', id: next, ops: [['text', 'c_2', 'body', 0, [1, 'b'], 'first']] },
  ]);
  assert.deepEqual([again.room.board.text('c_1', 'body'), again.room.board.text('c_2', 'body')], ['Un grand verger, ici', 'ab']);
});

test('R111 what was sent before and sets a text is sent again as it was, shown once, and told with its words where it is refused', async () => {
  const page = await open();
  await page.welcome({ records: [MAIN, card('c_1', { body: 'Un verger' })], seq: 10 });
  const ids = ['Un grand verger', 'Un grand verger fleuri'].map((body) => page.room.submit([['set', 'c_1', { body }]]));
  page.room.submit([['set', 'c_1', { x: 1 }]]);
  await device.quiet();
  page.at.crash();
  assert.deepEqual(device.rows('pages')[0].kept[0].pending.map(({ sent }) => sent), [true, true, true]);
  const again = await open(page.session);
  await again.welcome({ records: [MAIN, card('c_1', { body: 'Un verger' })], seq: 10 });
  assert.deepEqual(again.sent(), page.sent());
  tell(again, 11, { id: ids[0], ops: [['set', 'c_1', { body: 'Un grand verger' }]] });
  assert.equal(again.room.board.text('c_1', 'body'), 'Un grand verger fleuri');
  again.network.last().say({ t: 'reject', id: ids[1], code: 'fixed-property', message: '…' });
  await device.quiet();
  assert.equal(again.room.board.text('c_1', 'body'), 'Un grand verger');
  assert.deepEqual(again.room.refused.map(({ ops }) => ops), [[['set', 'c_1', { body: 'Un grand verger fleuri' }]]]);
});

test('R77 an edit of a text goes only once it is kept as it goes, and what comes after it waits', async () => {
  const page = await open();
  await page.welcome();
  const edit = page.room.submit([['text', 'pr_1', 'visee', 0, ['a']]]);
  const next = page.room.submit([['set', 'c_1', { x: 1 }]]);
  assert.deepEqual(page.sent(), []);
  while (page.sent().length === 0) await device.step(() => 0);
  const [kept] = device.rows('pages')[0].kept;
  assert.deepEqual([kept.pending[0].id, kept.pending[0].sent], [edit, true]);
  assert.deepEqual(page.sent().map((tx) => tx.id), [edit, next]);
});

test('R77 R91 whatever goes wrong while an edit is kept, it goes once that was tried, though nothing else is done', async () => {
  const page = await open(new FakeStorage(), null, (at) => { at.persist = () => { throw new Error('not here'); }; });
  await page.welcome();
  const edit = page.room.submit([['text', 'pr_1', 'visee', 0, ['a']]]);
  assert.deepEqual(page.sent(), []);
  while (page.sent().length === 0 && await device.step(() => 0));
  assert.deepEqual([page.sent().map((tx) => tx.id), page.room.safe], [[edit], true], 'it is kept, whatever went wrong after that');
  const [kept] = device.rows('pages')[0].kept;
  assert.deepEqual([kept.pending[0].id, kept.pending[0].sent], [edit, true]);
  const next = page.room.submit([['text', 'pr_1', 'visee', 0, [1, 'b']]]);
  tell(page, 11, { id: edit, ops: [['text', 'pr_1', 'visee', 0, ['a']]] });
  assert.deepEqual(page.sent().map((tx) => tx.id), [edit], 'what comes next is tried to be kept first, too');
  await device.quiet();
  assert.deepEqual(page.sent().map((tx) => tx.id), [edit, next]);
});

test('R77 two tabs that were without the server, and one that was closed: everything is sent once', async () => {
  const one = await open();
  const other = await open();
  await one.welcome();
  await other.welcome();
  for (const page of [one, other]) page.network.last().fail();
  const mine = one.room.submit([['set', 'c_1', { title: 'De l’un' }]]);
  const theirs = other.room.submit([['set', 'c_1', { x: 5 }]]);
  await device.quiet();
  one.at.crash();
  await device.pass(2 * LEASE);
  assert.equal(other.room.pending, 2);
  assert.deepEqual([other.room.board.get('c_1').title, other.room.board.get('c_1').x], ['De l’un', 5]);
  await other.welcome({ txs: [], seq: 10 });
  assert.deepEqual(other.sent().map((tx) => tx.id).sort(), [mine, theirs].sort());
});

test('R77 a page that was frozen asks the device before it sends anything', async () => {
  const page = await open();
  await page.welcome();
  page.network.last().fail();
  const id = page.room.submit([['set', 'c_1', { title: 'Gardé' }]]);
  await device.quiet();
  page.at.frozen = true;
  const other = await open();
  await device.pass(2 * LEASE);
  page.at.frozen = false;
  await device.pass(1000);
  await page.welcome({ txs: [], seq: 10 });
  assert.deepEqual([page.sent(), page.room.pending, page.room.board.get('c_1').title], [[], 0, 'c_1']);
  await other.welcome({ txs: [], seq: 10 });
  assert.deepEqual(other.sent().map((tx) => tx.id), [id]);
});

test('R77 what waited behind an edit that another page has taken over goes at once', async () => {
  const page = await open();
  await page.welcome();
  type(page, ['a']);
  await device.quiet();
  type(page, [1, 'b']);
  await device.quiet();
  device.rows('pages')[0].left = true;
  page.at.frozen = true;
  const other = await open();
  await device.pass(1000);
  page.at.frozen = false;
  const put = page.room.submit([['put', 'card', 'c_9', { kind: 'note', title: 'Neuf' }]]);
  await device.quiet();
  assert.deepEqual([other.room.pending, page.room.pending, page.sent().at(-1).id], [2, 1, put]);
});

test('R120 what was typed into a change that another page has taken over is told with the text that it was made on', async () => {
  const page = await open();
  await page.welcome({ records: [MAIN, { ...PROPOSAL, visee: 'mer' }], revs: { pr_1: { visee: 3 } }, seq: 10 });
  page.network.last().fail();
  const id = type(page, [3, ' calme']);
  await device.quiet();
  page.at.frozen = true;
  const other = await open();
  await device.pass(2 * LEASE);
  page.at.frozen = false;
  type(page, [9, ' et']);
  await device.pass(PAUSES.stamp);
  const told = ['elsewhere', [['text', 'pr_1', 'visee', 3, [3, ' calme et']]]];
  assert.deepEqual(page.room.refused.map((one) => [one.code, one.ops]), [told]);
  await other.welcome({ records: [MAIN, { ...PROPOSAL, visee: 'mer' }], revs: { pr_1: { visee: 3 } }, seq: 10 });
  other.network.last().say({ t: 'reject', id, code: 'gone', message: 'non' });
  await device.quiet();
  assert.deepEqual(page.room.refused.map((one) => [one.code, one.ops]), [told, ['gone', [['text', 'pr_1', 'visee', 3, [3, ' calme']]]]], 'also where the server refuses what that page sent of it');
});

test('R80 what was refused is there after a reload, with its content', async () => {
  const page = await open();
  await page.welcome();
  const id = page.room.submit([['set', 'c_1', { title: 'Beaucoup d’idées' }]]);
  page.network.last().say({ t: 'reject', id, code: 'gone', message: 'La carte est à la corbeille.' });
  await device.quiet();
  page.at.crash();
  const again = await open(page.session);
  assert.deepEqual(again.room.refused.map(({ code, ops }) => [code, ops]), [['gone', [['set', 'c_1', { title: 'Beaucoup d’idées' }]]]]);
  assert.equal(again.room.pending, 0);
  again.room.dismiss([id]);
  await device.quiet();
  assert.deepEqual(device.rows('refused'), []);
});

test('who does not take part any more has nothing left on the device, and is given what was never sent', async () => {
  const page = await open();
  await page.welcome();
  page.network.last().fail();
  page.room.submit([['set', 'c_1', { title: 'Pas parti' }]]);
  await device.quiet();
  page.room.leave();
  assert.deepEqual(page.room.refused.map(({ code, ops }) => [code, ops]), [['left', [['set', 'c_1', { title: 'Pas parti' }]]]]);
  await device.pass(LEASE);
  for (const name of ['boards', 'people', 'records', 'pages', 'refused']) assert.deepEqual(device.rows(name), [], name);
});

test('R101 a page knows how many changes the other pages of the person keep, until they are sent or taken over', async () => {
  const one = await open();
  const other = await open();
  await one.welcome();
  one.room.submit([['set', 'c_1', { title: 'Un' }]]);
  one.room.submit([['set', 'c_1', { body: 'Deux' }]]);
  await device.quiet();
  assert.deepEqual([one.room.elsewhere, other.room.elsewhere], [0, 2]);
  tell(one, 11, { id: one.sent()[0].id, ops: one.sent()[0].ops });
  await device.quiet();
  assert.equal(other.room.elsewhere, 1);
  one.at.crash();
  await device.pass(2 * LEASE + 2 * ANSWER);
  assert.deepEqual([other.room.pending, other.room.elsewhere], [1, 0]);
});

/** What a device waits for that does not answer before it is told to. */
function stuck() {
  let answer, fail;
  const until = new Promise((resolve, reject) => { answer = resolve; fail = reject; });
  until.catch(() => undefined);
  return { until, answer, fail };
}

test('R91 a device that does not answer does not keep the page from going on; what it keeps comes in when it does', async () => {
  const before = await open();
  await before.welcome();
  const old = before.room.submit([['set', 'c_1', { title: 'D’avant' }]]);
  await device.quiet();
  before.at.crash();
  const { until, answer } = stuck();
  const page = await open(before.session, until);
  await page.welcome();
  const now = page.room.submit([['text', 'pr_1', 'visee', 0, ['Maintenant']]]);
  assert.deepEqual([page.sent().map(({ id }) => id), page.room.safe], [[now], false]);
  answer();
  page.at.stuck = null;
  await device.pass(2 * ANSWER);
  assert.deepEqual([page.sent().map(({ id }) => id), page.room.safe], [[now, old], true]);
  assert.deepEqual(device.rows('boards')[0].seq, 10);
  assert.equal(device.rows('records').length, 3);
});

test('R91 a write that takes long is told as not kept; once it is given up, everything goes without, and stands in the tab', async () => {
  const page = await open();
  await page.welcome();
  const { until, fail } = stuck();
  page.at.stuck = until;
  const edit = page.room.submit([['text', 'pr_1', 'visee', 0, ['a']]]);
  const move = page.room.submit([['set', 'c_1', { x: 1 }]]);
  await device.pass(PAUSES.patience);
  assert.deepEqual([page.sent(), page.room.safe], [[], false]);
  fail(new Error('takes too long'));
  await device.quiet();
  assert.deepEqual(page.sent().map(({ id }) => id), [edit, move]);
  assert.match(page.session.getItem(`preau.pending:${PLACE}`), /"a"/);
  page.at.stuck = null;
  page.room.submit([['set', 'c_1', { x: 2 }]]);
  await device.quiet();
  assert.deepEqual([page.room.safe, page.session.getItem(`preau.pending:${PLACE}`), device.rows('pages').length], [true, null, 1]);
});

test('who leaves before anything is kept has nothing on the device afterwards', async () => {
  const { network, parts, room } = await openUnkept();
  room.leave();
  keepOpen(room, parts);
  await device.pass(LEASE);
  for (const name of ['boards', 'people', 'records', 'pages', 'refused']) assert.deepEqual(device.rows(name), [], name);
  room.start();
  assert.equal(network.sockets.length, 1, 'and does not go back');
});

test('R91 a device that failed when the page opened gives what it keeps once it answers: the board, where the server has not, and what was refused', async () => {
  const before = await open();
  await before.welcome();
  const id = before.room.submit([['set', 'c_1', { title: 'Neuf' }]]);
  before.network.last().say({ t: 'reject', id, code: 'gone', message: 'non' });
  await device.pass(2 * PAUSES.others);
  before.at.crash();
  const failing = (at) => { at.failing = () => new Error('UnknownError'); };
  for (const [session, welcome, shown] of [[before.session, undefined, ['main', 'c_1', 'pr_1']], [new FakeStorage(), { records: [MAIN, card('c_2')], seq: 11 }, ['main', 'c_2']]]) {
    const page = await open(session, null, failing);
    if (welcome) await page.welcome(welcome);
    page.at.failing = null;
    await device.pass(LEASE + 2 * ANSWER);
    assert.deepEqual([page.room.refused.map((one) => one.id), page.room.safe, page.room.board.visible().map((record) => record.id)], [[id], true, shown]);
  }
});

test('R91 a device that failed when the page opened without the network gives the workshop once it answers', async (t) => {
  const { fetch } = globalThis;
  t.after(() => { globalThis.fetch = fetch; });
  globalThis.fetch = async () => { throw new TypeError('Failed to fetch'); };
  const before = await openUnkept();
  keepOpen(before.room, before.parts);
  await device.quiet();
  before.at.crash();
  const at = device.tab();
  at.failing = () => new Error('UnknownError');
  const room = new Room({ workshop: 'w_1', token: 'secret', origin: 'http://here', clock: at.clock, WebSocketClass: fakeNetwork().Socket });
  openKept(room, partsOf(at));
  await device.pass(LEASE);
  at.failing = null;
  await device.pass(LEASE);
  assert.equal(room.board.get('c_1')?.title, 'c_1');
});

test('R123 what is kept and cannot be understood holds nothing up', async () => {
  const session = new FakeStorage();
  const bad = { pending: 5 };
  session.setItem(`preau.pending:${PLACE}`, JSON.stringify(bad));
  const page = await open(session);
  await page.welcome();
  page.network.last().fail();
  const id = page.room.submit([['set', 'c_1', { title: 'Gardé' }]]);
  await device.quiet();
  device.rows('pages')[0].kept.unshift(bad);
  page.at.crash();
  const again = await open(page.session);
  await again.welcome();
  assert.deepEqual(again.sent().map((tx) => tx.id), [id]);
  assert.deepEqual(again.room.refused.map(({ code, raw }) => [code, raw]), [['damaged', '{"pending":5}'], ['damaged', '{"pending":5}']]);
});

for (const [what, ops] of Object.entries({
  verb: [['fly', 'c_1']], values: [['put', 'card', 'n_1', null]], id: [['del', 7]], list: 'none', edit: [['text', 'pr_1', 'visee', 0, [1, null]]], text: [['text', 'pr_1', 'lost', 0, ['x']]],
})) {
  test(`R123 a change with a wrong ${what} that another page left is not sent but shown as refused, and what follows it is sent`, async () => {
    const { page, id } = await crashed();
    const bad = { id: 'a-1', ops };
    device.rows('pages')[0].kept.unshift({ pending: [bad, { id: 'a-2', ops: [['set', 'c_1', { x: 1 }]] }], texts: [{ id: 'pr_1', field: 'visee', text: 'abc', revision: 0 }, { id: 'pr_1', field: 'lost' }] });
    const again = await open(page.session);
    await again.welcome();
    assert.deepEqual(again.sent().map((tx) => tx.id), ['a-2', id]);
    assert.deepEqual(again.room.refused.map(({ code, raw }) => [code, raw]), [['damaged', JSON.stringify(bad)]]);
  });
}

test('R123 what one page left and cannot be read keeps nobody from what another has left', async () => {
  const { page, id } = await crashed();
  const [row] = device.rows('pages');
  for (const kept of [undefined, null, 5]) device.stores.get('pages').set(`old-${kept}`, { ...row, page: `old-${kept}`, kept, left: true });
  const again = await open(page.session);
  await again.welcome();
  assert.deepEqual(again.sent().map((tx) => tx.id), [id]);
});

for (const [what, damage] of Object.entries({
  'who one is': () => delete device.rows('boards')[0].you,
  'a record': () => delete device.rows('records')[0].record,
  'its seq': () => { device.rows('boards')[0].seq = 'x'; },
})) {
  test(`R123 a kept board without ${what} counts as none, and what is pending is sent`, async () => {
    const { page, id } = await crashed();
    damage();
    const again = await open(page.session);
    await again.welcome();
    assert.deepEqual(again.sent().map((tx) => tx.id), [id]);
  });
}

/** A page that crashed with a change that it kept. */
async function crashed() {
  const page = await open(new FakeStorage());
  await page.welcome();
  page.network.last().fail();
  const id = page.room.submit([['set', 'c_1', { title: 'Gardé' }]]);
  await device.quiet();
  page.at.crash();
  return { page, id };
}
