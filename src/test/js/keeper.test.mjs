import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { PAUSES } from '../../../webroot/js/sync/keeper.js';
import { LEASE } from '../../../webroot/js/sync/lease.js';
import { KEPT } from '../../../webroot/js/sync/keptboard.js';
import { ANSWER } from '../../../webroot/js/sync/tabs.js';
import { FakeStorage } from './support/fakes.mjs';
import { Device } from './support/device.mjs';
import { FakePage, FakeServer, keptBoard } from './support/page.mjs';

const DAY = 24 * 60 * 60 * 1000;
let device, server;

beforeEach(() => {
  device = new Device();
  server = new FakeServer();
});

const newPage = (session) => new FakePage(device, server, session);

async function open(session, wait = 2 * ANSWER) {
  const page = newPage(session);
  page.start();
  await device.pass(wait);
  return page;
}

async function all(...work) {
  await device.quiet();
  return Promise.all(work);
}

/** Another tab of the same browser, by "duplicate". */
const copyOf = (session) => new FakeStorage(session);

test('R76 what was typed outlives a crash of the tab, and another tab sends it', async () => {
  const page = await open();
  const id = (await all(page.type('n')))[0];
  page.crash();
  const other = await open();
  assert.deepEqual(other.pending, [], 'it may be alive yet');
  await device.pass(2 * LEASE);
  assert.deepEqual(other.pending.map((tx) => tx.id), [id]);
  await all(other.sync());
  await device.pass(PAUSES.stamp);
  assert.deepEqual(server.log.map((tx) => tx.id), [id]);
  assert.deepEqual(device.rows('pages').filter((row) => !row.taken), []);
});

test('R76 a crash between any two steps of a write loses nothing that was kept, and leaves no board of two moments', async () => {
  for (let steps = 0; steps < 40; steps++) {
    device = new Device();
    server = new FakeServer();
    const page = await open();
    const first = (await all(page.type('a')))[0];
    await all(page.sync());
    const second = (await all(page.type('n')))[0];
    page.type('o');
    page.sync();
    for (let i = 0; i < steps; i++) await device.step(() => 0);
    page.crash();
    const { kept, truth } = keptBoard(device, server);
    assert.deepEqual(kept, truth, `after ${steps} steps`);
    const other = await open(page.session);
    await all(other.sync());
    assert.deepEqual(server.faults, []);
    for (const id of [first, second]) assert.equal(server.log.filter((tx) => tx.id === id).length, 1, `${id} after ${steps} steps`);
  }
});

test('R76 a crash between any two steps of taking over loses nothing either', async () => {
  for (let steps = 0; steps < 30; steps++) {
    device = new Device();
    server = new FakeServer();
    const page = await open();
    const id = (await all(page.type('n')))[0];
    page.close();
    await device.quiet();
    page.crash();
    const heir = newPage(page.session);
    heir.start();
    for (let i = 0; i < steps; i++) await device.step(() => 0);
    heir.crash();
    const other = await open();
    await device.pass(3 * LEASE);
    assert.deepEqual(other.pending.map((tx) => tx.id), [id], `after ${steps} steps`);
  }
});

test('R121 a take-over that is told as failed loses nothing, whether it was committed or not', async () => {
  for (const committed of [true, false]) {
    device = new Device();
    server = new FakeServer();
    const page = await open();
    const id = (await all(page.type('n')))[0];
    const other = await open();
    page.crash();
    const takesOver = (writes) => writes.some(({ row }) => row?.taken);
    other.at.failing = (writes) => {
      if (takesOver(writes)) other.at.failing = null;
      if (takesOver(writes) && committed) other.at.lying = true;
      return takesOver(writes) && !committed ? new Error('UnknownError') : undefined;
    };
    await device.pass(LEASE + 2 * ANSWER + PAUSES.stamp);
    if (committed) assert.deepEqual(other.pending.map((tx) => tx.id), [id]);
    const own = (await all(other.type('o')))[0];
    await device.pass(2 * LEASE);
    assert.deepEqual([other.at.failing, other.pending.map((tx) => tx.id).sort()], [null, [id, own].sort()], `committed: ${committed}`);
  }
});

test('R77 a reload of the tab has its own changes at once', async () => {
  const page = await open();
  await all(page.type('n'));
  page.crash();
  const again = await open(page.session);
  assert.equal(again.pending.length, 1);
});

test('R77 what a page left behind when it was closed is taken at once by a tab that is open', async () => {
  const page = await open();
  const other = await open();
  await all(page.type('n'));
  page.close();
  await device.quiet();
  page.crash();
  await device.pass(2 * ANSWER);
  assert.equal(other.pending.length, 1);
});

test('R77 a duplicated tab leaves the changes of the living one alone', async () => {
  const page = await open();
  await all(page.type('n'));
  const copy = await open(copyOf(page.session));
  await device.pass(3 * LEASE);
  assert.deepEqual(copy.pending, []);
  assert.equal(page.pending.length, 1);
});

test('R77 a tab that was frozen finds its changes taken over before it sends anything', async () => {
  const page = await open();
  const id = (await all(page.type('a')))[0];
  page.at.frozen = true;
  const other = await open();
  await device.pass(2 * LEASE);
  assert.deepEqual(other.pending.map((tx) => tx.id), [id]);
  other.type('b');
  await device.quiet();
  page.at.frozen = false;
  assert.equal(page.keeper.lapsed, true);
  await all(page.sync());
  assert.deepEqual([page.pending, server.log], [[], []]);
  await all(other.sync());
  await all(page.sync());
  assert.deepEqual([server.log, server.faults], [[{ id, body: 'ab' }], []]);
});

for (const [what, fails] of Object.entries({
  'the browser is asked not to clear it': ({ keeper }, fail) => { keeper.persist = fail; },
  'the tab remembers it': ({ tab }, fail) => { tab.keep = fail; },
  'other tabs are told': ({ keeper }, fail) => { keeper.tabs.tell = fail; },
  'the page is told': ({ keeper }, fail) => { keeper.safe = false; keeper.memory.told = fail; },
})) {
  test(`R77 so does one in which something went wrong as ${what}, once its changes were kept`, async () => {
    const page = await open();
    fails(page, () => { throw new Error('not here'); });
    const id = (await all(page.type('a')))[0];
    page.at.frozen = true;
    const other = await open();
    await device.pass(2 * LEASE);
    assert.deepEqual(other.pending.map((tx) => tx.id), [id]);
    assert.equal(page.keeper.lapsed, true);
  });
}

test('R77 what is typed in the very moment in which it was taken over is shown as not sent, and kept', async () => {
  const page = await open();
  await all(page.type('a'));
  page.at.frozen = true;
  await open();
  await device.pass(2 * LEASE);
  page.at.frozen = false;
  await all(page.type('bc'));
  await device.pass(PAUSES.stamp);
  assert.deepEqual(page.keeper.refused.map(({ code, ops }) => [code, ops]), [['elsewhere', ['abc']]]);
  assert.equal(device.rows('refused').length, 1);
});

test('R77 what others have moved about in the meantime does not count as typed', async () => {
  const page = await open();
  await all(page.type('n'));
  page.at.frozen = true;
  const other = await open();
  await device.pass(2 * LEASE);
  assert.equal(other.pending.length, 1);
  page.at.frozen = false;
  page.pending[0].body = page.pending[0].body.toUpperCase();
  await all(page.keeper.keep());
  assert.deepEqual([page.pending, page.keeper.refused], [[], []]);
});

test('R78 of two tabs the newer confirmed board stays', async () => {
  const one = await open();
  const other = await open();
  await all(one.type('n'));
  await all(one.sync());
  await all(one.type('o'));
  await all(one.sync());
  other.receive(1);
  await device.pass(2 * PAUSES.others);
  assert.equal(device.rows('boards')[0].seq, 2);
  await all(other.type('p'));
  await all(other.sync());
  await device.pass(2 * PAUSES.others);
  const { kept, truth } = keptBoard(device, server);
  assert.equal(device.rows('boards')[0].seq, 3);
  assert.deepEqual(kept, truth);
});

test('R78 the kept board is shown when the page opens', async () => {
  const page = await open();
  await all(page.type('n'));
  await all(page.sync());
  await device.pass(2 * PAUSES.others);
  const later = await open();
  assert.equal(later.shown.seq, 1);
  assert.deepEqual(later.shown.records.map(({ record }) => record.title), ['n']);
  assert.deepEqual(later.shown.people, { p_1: { name: 'Ana' } });
});

test('R78 a server that came back from an older backup is followed', async () => {
  const page = await open();
  for (const text of ['n', 'o', 'p']) { await all(page.type(text)); await all(page.sync()); }
  await device.pass(2 * PAUSES.others);
  server.log.length = 1;
  page.seq = 1;
  page.records = new Map(Object.entries(server.at(1)));
  page.keeper.replaced(3);
  await device.pass(2 * PAUSES.others);
  const { kept, truth } = keptBoard(device, server);
  assert.equal(device.rows('boards')[0].seq, 1);
  assert.deepEqual(kept, truth);
});

test('R78 rows that were cleared under a page are written anew, whole', async () => {
  const page = await open();
  for (const text of ['n', 'o', 'p']) { await all(page.type(text)); await all(page.sync()); }
  for (const rows of device.stores.values()) rows.clear();
  await all(page.type('q'));
  await all(page.sync());
  await device.pass(2 * PAUSES.others);
  const { kept, truth } = keptBoard(device, server);
  assert.deepEqual(kept, truth);
  assert.equal(Object.keys(kept).length > 0, true);
});

test('R79 where the device keeps nothing it says so, and a reload of the tab has it nevertheless', async () => {
  const page = newPage();
  page.at.failing = () => new Error('QuotaExceededError');
  page.start();
  await device.pass(2 * ANSWER);
  const id = (await all(page.type('n')))[0];
  assert.equal(page.keeper.safe, false);
  page.crash();
  const again = await open(page.session);
  assert.deepEqual(again.pending.map((tx) => tx.id), [id]);
  assert.equal(again.keeper.safe, true);
  assert.equal(again.session.getItem('preau.pending:w.token'), null);
});

test('R79 what could not be written is written as soon as the device can', async () => {
  const page = await open();
  const failing = () => new Error('UnknownError');
  page.at.failing = failing;
  await all(page.type('n'));
  page.at.failing = null;
  await device.pass(PAUSES.stamp);
  assert.deepEqual([page.keeper.safe, device.rows('pages').length], [true, 1]);
  await all(page.sync());
  page.at.failing = failing;
  page.keeper.refuse({ id: 'p-1', code: 'gone', message: 'Non.', ops: [], at: 1 });
  await device.quiet();
  page.at.failing = null;
  await device.pass(PAUSES.stamp);
  assert.deepEqual([page.keeper.safe, device.rows('refused').length], [true, 1]);
});

test('R79 a duplicated tab does not send again what only the living one has', async () => {
  const page = newPage();
  page.at.failing = () => new Error('no');
  page.start();
  await device.pass(2 * ANSWER);
  await all(page.type('n'));
  const copy = await open(copyOf(page.session));
  assert.deepEqual(copy.pending, []);
});

test('R79 a disk too full for the board still keeps what is pending, and the rest when there is room', async () => {
  const page = await open();
  server.take('x-1', 'm');
  page.receive();
  await device.pass(2 * PAUSES.others);
  page.at.failing = (writes) => (writes.some(({ store }) => store === 'records') ? new Error('QuotaExceededError') : undefined);
  server.take('x-2', 'o');
  page.receive();
  await all(page.type('n'));
  assert.equal(page.keeper.safe, true);
  assert.equal(device.rows('pages').length, 1);
  page.at.failing = null;
  await device.pass(2 * PAUSES.stamp);
  const { kept, truth } = keptBoard(device, server);
  assert.deepEqual(kept, truth);
  assert.equal(device.rows('boards')[0].seq, 2);
});

test('R80 what one tab does with the list of what was refused leaves alone what another has not written yet', async () => {
  const refused = (id) => ({ id, code: 'gone', message: 'Non.', ops: [['del', 'c_1']], at: 1 });
  const page = await open();
  const other = await open();
  other.keeper.refuse(refused('b-1'));
  await device.quiet();
  page.keeper.dismiss(['b-1']);
  page.keeper.refuse(refused('a-1'));
  page.keeper.refusals.read({ all: async () => [refused('b-1'), refused('b-2')] });
  other.keeper.refuse(refused('b-2'));
  await device.quiet();
  assert.deepEqual([page, other].map(({ keeper }) => keeper.refused.map(({ id }) => id).sort()), [['a-1', 'b-2'], ['a-1', 'b-2']]);
  assert.deepEqual(device.rows('refused').map(({ id }) => id).sort(), ['a-1', 'b-2']);
});

test('R80 what the server refused is kept until it is dismissed, in all tabs', async () => {
  const page = await open();
  const other = await open();
  page.keeper.refuse({ id: 'p-1', code: 'gone', message: 'Non.', ops: [['set', 'c_1', { title: 'Neuf' }]], at: 1 });
  await device.quiet();
  assert.equal(other.keeper.refused.length, 1);
  page.crash();
  const later = await open(page.session);
  assert.deepEqual(later.keeper.refused.map(({ id, ops }) => [id, ops]), [['p-1', [['set', 'c_1', { title: 'Neuf' }]]]]);
  later.keeper.dismiss(['p-1']);
  await device.quiet();
  assert.deepEqual([device.rows('refused'), other.keeper.refused], [[], []]);
});

test('who does not take part any more leaves nothing on the device', async () => {
  const page = await open();
  await all(page.type('n'));
  await all(page.sync());
  await all(page.type('o'));
  page.keeper.forget();
  await device.pass(2 * LEASE);
  for (const name of ['boards', 'people', 'records', 'pages', 'refused']) assert.deepEqual(device.rows(name), [], name);
  assert.deepEqual(device.timers, []);
});

test('workshops of long ago are forgotten, unless something of them was never sent', async () => {
  const rows = device.stores.get('boards');
  for (let i = 0; i < 20; i++) rows.set(`["w${i}"]`, { place: `w${i}`, at: i });
  device.stores.get('records').set('["w0","c"]', { place: 'w0', id: 'c' });
  device.stores.get('pages').set('["w1","p"]', { place: 'w1', page: 'p', beat: 0, kept: [[]] });
  await open();
  assert.equal(rows.size, KEPT.workshops + 1);
  assert.equal(rows.has('["w1"]'), true);
  assert.deepEqual(device.rows('records'), []);
  device.now = (KEPT.days + 1) * DAY;
  await open();
  assert.deepEqual(device.rows('boards').map((row) => row.place), ['w1']);
});

test('R77 seeded: whatever tabs do, crash, freeze and come back, every kept change arrives once, with one body', async () => {
  for (let seed = 1; seed <= 40; seed++) await simulate(seed);
});

async function simulate(seed) {
  let state = seed;
  const random = (n) => { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor(state / 65536) % n; };
  device = new Device();
  server = new FakeServer();
  const pages = [];
  const kept = new Set();
  const dead = [];
  const some = () => pages[random(pages.length)];
  const come = (session) => { const page = newPage(session); pages.push(page); page.start(); };
  const go = (page) => { page.crash(); pages.splice(pages.indexOf(page), 1); dead.push(page.session); };
  const type = (page) => { page.type('abcdefghijklmnopqrstuvwxyz'[random(26)]).then((id) => { if (page.keeper.safe) kept.add(id); }); };
  const acts = [
    () => type(some()),
    () => type(some()),
    () => { const page = some(); if (page.open && !page.at.frozen) page.sync(); },
    () => { if (pages.length < 4) come(); },
    () => { if (pages.length < 4) come(copyOf(some().session)); },
    () => { if (pages.length > 1) go(some()); },
    () => { if (pages.length > 1) { const page = some(); page.close(); if (random(2)) go(page); } },
    () => { if (dead.length > 0 && pages.length < 4) come(dead.splice(random(dead.length), 1)[0]); },
    () => { const page = some(); page.at.frozen = !page.at.frozen; },
    () => device.pass(random(2 * LEASE)),
  ];
  come();
  for (let i = 0; i < 60; i++) {
    const frozen = pages.every((page) => page.at.frozen);
    if (!frozen || random(3) === 0) await acts[random(acts.length)]();
    for (let steps = random(12); steps > 0; steps--) await device.step(random);
    const { kept: rows, truth } = keptBoard(device, server);
    assert.deepEqual(rows, truth, `seed ${seed}: the rows are a board that never was`);
  }
  for (const page of pages) page.at.frozen = false;
  await device.pass(4 * LEASE);
  for (let i = 0; i < 3; i++) for (const page of pages) { page.sync(); await device.pass(2 * LEASE); }
  assert.deepEqual(server.faults, [], `seed ${seed}`);
  const arrived = new Set(server.log.map((tx) => tx.id));
  const shown = new Set(device.rows('refused').map((row) => row.id));
  assert.deepEqual([...kept].filter((id) => !arrived.has(id) && !shown.has(id)), [], `seed ${seed}: lost`);
  assert.deepEqual(pages.flatMap((page) => page.pending), [], `seed ${seed}: still pending`);
  assert.deepEqual(device.rows('pages').filter((row) => !row.taken), [], `seed ${seed}: left behind`);
}
