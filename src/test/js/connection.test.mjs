import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Connection, TIMES } from '../../../webroot/js/sync/connection.js';
import { FakeClock, fakeNetwork } from './support/fakes.mjs';

let clock, network, connection, states, heard, since, fallbacks;

beforeEach(() => {
  clock = new FakeClock();
  network = fakeNetwork();
  states = [];
  heard = [];
  since = undefined;
  fallbacks = [];
  connection = new Connection({
    origin: 'https://preau.example', token: 'secret', clock, WebSocketClass: network.Socket,
    since: () => since, onMessage: (message) => heard.push(message.t), onState: (state) => states.push(state),
    loadFallback: async () => (url) => { fallbacks.push(url); return new network.Socket(url); },
  });
  connection.start();
});

function connect() {
  network.last().open();
  network.last().say({ t: 'welcome' });
}

test('says hello with the token in its first message, never in the address', () => {
  const socket = network.last();
  assert.deepEqual([socket.url, socket.protocol], ['wss://preau.example/ws', 'preau.v1']);
  socket.open();
  assert.deepEqual(socket.sent, [{ t: 'hello', token: 'secret' }]);
});

test('R116 a page that may not connect learns it, though a socket that does not open says nothing, and when it may again', async () => {
  const posted = [];
  let status = 403;
  connection.options.ask = async (url) => { posted.push(url); return status; };
  const failAgain = async () => {
    network.last().fail();
    await new Promise(setImmediate);
  };
  await failAgain();
  assert.deepEqual([posted, connection.barred, states], [['https://preau.example/ws'], true, ['connecting']]);
  clock.advance(TIMES.firstDelay);
  status = 426;
  await failAgain();
  assert.deepEqual([connection.barred, states], [false, ['connecting', 'connecting']]);
  clock.advance(2 * TIMES.firstDelay);
  await failAgain();
  clock.advance(4 * TIMES.firstDelay);
  await failAgain();
  assert.equal(posted.length, 2, 'who may is not asked about again');
});

test('is connected when welcomed, not when the socket opens', () => {
  network.last().open();
  assert.equal(connection.state, 'connecting');
  network.last().say({ t: 'welcome' });
  assert.equal(connection.state, 'connected');
  assert.deepEqual(states, ['connected']);
});

test('comes back after a lost connection and asks for what it missed', () => {
  connect();
  since = 42;
  network.last().fail();
  assert.equal(connection.state, 'reconnecting');
  clock.advance(TIMES.firstDelay);
  network.last().open();
  assert.deepEqual(network.last().sent, [{ t: 'hello', token: 'secret', since: 42 }]);
});

test('R64 waits longer after each failure, up to a limit', () => {
  connect();
  const waits = [];
  for (let i = 0; i < 9; i++) {
    network.last().open();
    const before = network.sockets.length;
    network.last().fail(1013);
    const start = clock.now;
    while (network.sockets.length === before) clock.advance(50);
    waits.push(clock.now - start);
  }
  assert.deepEqual(waits, [400, 800, 1600, 3200, 6400, 12_800, 20_000, 20_000, 20_000]);
});

test('delays are jittered between half and whole', () => {
  clock.random = () => 0;
  connect();
  network.last().fail();
  clock.advance(TIMES.firstDelay / 2);
  assert.equal(network.sockets.length, 2);
});

test('R64 a server that accepts and closes at once does not reset the delay; a stable connection does', () => {
  for (const wait of [400, 800, 1600]) {
    connect();
    network.last().fail();
    clock.advance(wait - 1);
    const before = network.sockets.length;
    clock.advance(1);
    assert.equal(network.sockets.length, before + 1);
  }
  connect();
  for (let i = 0; i < TIMES.stable / TIMES.ping; i++) {
    clock.advance(TIMES.ping);
    network.last().say({ t: 'pong' });
  }
  network.last().fail();
  const before = network.sockets.length;
  clock.advance(400);
  assert.equal(network.sockets.length, before + 1);
});

for (const [code, state] of [[4401, 'refused'], [4403, 'removed']]) {
  test(`stops for good when it is ${state}`, () => {
    connect();
    network.last().fail(code);
    assert.equal(connection.state, state);
    clock.advance(1e6);
    assert.equal(network.sockets.length, 1);
    assert.equal(clock.timers.size, 0);
  });
}

for (const code of [1001, 1006, 1013, 4400, 4408, 4413, 4429]) {
  test(`comes back after close code ${code}`, () => {
    connect();
    network.last().fail(code);
    clock.advance(TIMES.firstDelay);
    assert.equal(network.sockets.length, 2);
  });
}

test('R81 notices within 10 seconds that the other side has silently gone', () => {
  assert.ok(TIMES.ping + TIMES.answer < 10_000);
  connect();
  const dead = network.last();
  clock.advance(TIMES.ping + TIMES.answer - 1);
  assert.equal(connection.state, 'connected');
  assert.equal(dead.of('ping').length, 2);
  clock.advance(1);
  assert.equal(connection.state, 'reconnecting');
  assert.equal(dead.closed, true);
});

test('R81 who hears much says something nevertheless, so that the server notices when this side has gone', () => {
  connect();
  for (let i = 0; i < 100; i++) {
    clock.advance(200);
    network.last().say({ t: 'txs' });
  }
  assert.equal(network.last().of('ping').length, 5);
});

test('R81 a page that was asleep asks at once whether the line is still there', () => {
  connect();
  connection.wake();
  clock.advance(TIMES.answer);
  assert.equal(connection.state, 'reconnecting');
});

test('timers that a browser runs late do not end a line that answers', () => {
  connect();
  for (let i = 0; i < 5; i++) {
    for (const [timer, { run }] of [...clock.timers]) if (clock.timers.delete(timer)) run();
    network.last().say({ t: 'pong' });
  }
  assert.equal(connection.state, 'connected');
});

test('a quiet workshop stays connected by pings', () => {
  connect();
  for (let i = 0; i < 20; i++) {
    clock.advance(TIMES.ping);
    network.last().say({ t: 'pong' });
  }
  assert.equal(connection.state, 'connected');
  assert.equal(network.sockets.length, 1);
  assert.deepEqual(heard, ['welcome']);
});

test('a socket that never opens, or is never welcomed, is given up', () => {
  clock.advance(TIMES.opening + TIMES.firstDelay);
  assert.equal(network.sockets.length, 2);
  network.last().open();
  clock.advance(2 * TIMES.opening);
  assert.equal(network.last().closed, true);
});

test('the welcome gets more time with each failure, since a large board takes long on a slow line', async () => {
  const given = [];
  for (let i = 0; i < 2; i++) {
    network.last().open();
    const start = clock.now;
    const socket = network.last();
    while (!socket.closed) clock.advance(1000);
    given.push(clock.now - start);
    await nextSocket();
  }
  assert.deepEqual(given, [TIMES.opening, 2 * TIMES.opening]);
});

test('what an old socket says or does after it was given up changes nothing', () => {
  connect();
  const old = network.last();
  const late = { message: old.onmessage, close: old.onclose };
  clock.advance(TIMES.ping + TIMES.answer + TIMES.firstDelay);
  connect();
  old.say({ t: 'txs' });
  old.fail(4401);
  late.message({ data: '{"t":"txs"}' });
  late.close({ code: 4401 });
  assert.equal(connection.state, 'connected');
  assert.deepEqual(heard, ['welcome', 'welcome']);
});

test('a frame that is no message closes the connection, which comes back', () => {
  connect();
  network.last().onmessage({ data: '{' });
  assert.equal(connection.state, 'reconnecting');
});

test('R82 takes SockJS where plain WebSockets failed to open twice, and keeps it', async () => {
  network.last().fail();
  clock.advance(400);
  network.last().fail();
  clock.advance(800);
  await turns();
  assert.deepEqual(fallbacks, ['https://preau.example/sockjs']);
  connect();
  assert.equal(connection.state, 'connected');
});

test('R82 where SockJS itself does not come, the line is tried again in time', async () => {
  connection.stop();
  network.sockets.length = 0;
  connection = new Connection({
    origin: 'https://preau.example', token: 'secret', clock, WebSocketClass: network.Socket, since: () => since,
    onMessage: () => {}, onState: (state) => states.push(state), loadFallback: () => new Promise(() => {}),
  });
  connection.start();
  for (let failures = 0; failures < 2; failures++) {
    network.last().fail();
    clock.advance(2_000);
  }
  await turns();
  clock.advance(TIMES.opening);
  await turns();
  await nextSocket();
  connect();
  assert.equal(connection.state, 'connected');
});

const turns = async () => { for (let i = 0; i < 4; i++) await Promise.resolve(); };

/** Time passes until the next socket is asked for. */
async function nextSocket() {
  const before = network.sockets.length;
  while (network.sockets.length === before) {
    clock.advance(100);
    await turns();
  }
}

test('R82 takes SockJS where WebSockets open and nothing comes through them', async () => {
  network.last().open();
  clock.advance(TIMES.opening);
  await nextSocket();
  assert.deepEqual(fallbacks, ['https://preau.example/sockjs']);
  connect();
  assert.equal(connection.state, 'connected');
});

test('a server that sends away whoever comes is no reason for SockJS', async () => {
  for (let i = 0; i < 8; i++) {
    network.last().open();
    network.last().fail(1013);
    await nextSocket();
  }
  assert.deepEqual(fallbacks, []);
});

test('once a plain WebSocket has worked, a server that is down for a moment is no reason for SockJS; a network that blocks them from now on is', async () => {
  connect();
  for (let i = 0; i < 3; i++) {
    network.last().fail();
    await nextSocket();
  }
  assert.deepEqual(fallbacks, []);
  for (let i = 0; i < 3; i++) {
    network.last().fail();
    await nextSocket();
  }
  assert.equal(fallbacks.length, 1);
});

for (const [word, state] of [['token-refused', 'refused'], ['removed', 'removed']]) {
  test(`over SockJS, which has no close codes of ours, it stops when it is told ${word}`, async () => {
    for (let i = 0; i < 2; i++) {
      network.last().fail();
      await nextSocket();
    }
    network.last().open();
    network.last().say({ t: 'error', code: word, message: 'Non.' });
    network.last().fail(3000);
    assert.equal(connection.state, state);
    clock.advance(1e6);
    assert.equal(clock.timers.size, 0);
  });
}

test('leaves no timers behind when it is stopped', () => {
  connect();
  connection.stop();
  assert.equal(clock.timers.size, 0);
  assert.equal(network.last().closed, true);
});

test('R97 when the browser says that the network is gone, the line is doubted at once, and given up soon unless the server answers', () => {
  connect();
  assert.equal(connection.sure, true);
  connection.networkChanged();
  assert.deepEqual([connection.sure, connection.state, network.last().of('ping').length], [false, 'connected', 1]);
  network.last().say({ t: 'pong' });
  assert.deepEqual([connection.sure, states], [true, ['connected', 'connected', 'connected']]);
  clock.advance(TIMES.doubt);
  assert.equal(connection.state, 'connected');
  connection.networkChanged();
  clock.advance(TIMES.doubt);
  assert.deepEqual([connection.sure, connection.state], [false, 'reconnecting']);
});

test('R97 when the browser says that the network is back, the line is tried at once, also where an attempt hangs', () => {
  connect();
  for (let i = 0; i < 4; i++) {
    network.last().fail();
    clock.advance(TIMES.longestDelay);
  }
  const hanging = network.last();
  connection.networkChanged();
  assert.notEqual(network.last(), hanging);
  assert.equal(hanging.closed, true);
  connect();
  assert.equal(connection.sure, true);
});

test('R82 SockJS that comes too late, or not at all, leaves alone a line that has come back meanwhile', async () => {
  connection.stop();
  let fail;
  connection = new Connection({
    origin: 'https://preau.example', token: 'secret', clock, WebSocketClass: network.Socket, since: () => since, onMessage: () => {}, onState: () => {},
    loadFallback: () => new Promise((_, reject) => { fail = reject; }),
  });
  connection.start();
  while (!fail) {
    network.last().fail();
    clock.advance(TIMES.longestDelay);
    await new Promise(setImmediate);
  }
  connection.networkChanged();
  connect();
  fail(new Error('blocked'));
  await new Promise(setImmediate);
  assert.deepEqual([connection.state, network.last().closed], ['connected', false]);
  connection.stop();
});
