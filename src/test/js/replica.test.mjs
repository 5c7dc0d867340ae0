import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Replica } from '../../../webroot/js/sync/replica.js';
import { MAIN, card, link } from './support/fakes.mjs';
import { model } from './support/model.mjs';

function replica(records = [MAIN, card('c_1'), card('c_2'), link('l_1', 'c_1', 'c_2')]) {
  const replica = new Replica(model);
  replica.you = 'p_1';
  replica.replace(records, 10);
  return replica;
}

const tx = (seq, id, by, ...ops) => ({ seq, id, by, at: 0, ops });
const titles = (board) => board.visible().filter((record) => record.type === 'card').map((record) => record.title).sort();

test('R61 what is submitted is shown at once and is not confirmed', () => {
  const r = replica();
  const changed = r.submit('a-1', [['set', 'c_1', { title: 'Neuf' }]]);
  assert.equal(r.board.get('c_1').title, 'Neuf');
  assert.equal(r.confirmed.get('c_1').title, 'c_1');
  assert.deepEqual(changed, new Set(['c_1']));
});

test('what is new gets its defaults and its author at once', () => {
  const r = replica();
  r.submit('a-1', [['put', 'card', 'c_3', { kind: 'note', title: 'Trois' }]]);
  assert.deepEqual(r.board.get('c_3'), card('c_3', { title: 'Trois' }));
});

test('the server order wins: a pending change is drawn over what others did, until it is acknowledged in its place', () => {
  const r = replica();
  r.submit('a-1', [['set', 'c_1', { x: 1 }]]);
  r.take([tx(11, 'b-1', 'p_2', ['set', 'c_1', { x: 2, y: 2 }])], 11);
  assert.deepEqual([r.board.get('c_1').x, r.board.get('c_1').y], [1, 2]);
  const { acknowledged } = r.take([tx(12, 'a-1', 'p_1', ['set', 'c_1', { x: 1 }]), tx(13, 'b-2', 'p_2', ['set', 'c_1', { x: 3 }])], 13);
  assert.deepEqual([...acknowledged], ['a-1']);
  assert.equal(r.board.get('c_1').x, 3);
  assert.equal(r.board, r.confirmed);
});

test('another person\'s transaction with the same id acknowledges nothing', () => {
  const r = replica();
  r.submit('a-1', [['set', 'c_1', { x: 1 }]]);
  r.take([tx(11, 'a-1', 'p_2', ['set', 'c_2', { x: 5 }])], 11);
  assert.equal(r.pending.length, 1);
});

test('an acknowledgement of what the state already holds is not applied again', () => {
  const r = replica();
  r.submit('a-1', [['set', 'c_1', { x: 1 }]]);
  r.replace([MAIN, card('c_1', { x: 7 })], 20);
  assert.equal(r.board.get('c_1').x, 1);
  r.take([tx(12, 'a-1', 'p_1', ['set', 'c_1', { x: 1 }])], 12);
  assert.equal(r.board.get('c_1').x, 7);
  assert.equal(r.seq, 20);
});

test('a pending card that the state already holds is shown as the state has it', () => {
  const r = replica();
  r.submit('a-1', [['put', 'card', 'c_3', { kind: 'note', title: 'Trois' }]]);
  r.replace([MAIN, card('c_3', { title: 'Trois, corrigé' })], 20);
  assert.equal(r.board.get('c_3').title, 'Trois, corrigé');
});

test('R284 a link that the server let join another card than was meant is held as everybody holds it', () => {
  const records = [MAIN, card('c_1'), card('c_2', { status: 'merged', into: 'c_1' }), card('c_3')];
  const r = replica(records);
  const other = replica(records);
  r.submit('a-1', [['put', 'link', 'l_1', { kind: 'renvoie_a', from: 'c_2', to: 'c_3' }]]);
  r.submit('a-2', [['set', 'l_1', { label: 'Voir' }]]);
  assert.deepEqual([...r.board.hangingOn('c_2')], ['l_1']);
  const made = tx(11, 'a-1', 'p_1', ['put', 'link', 'l_1', { kind: 'renvoie_a', from: 'c_1', to: 'c_3', author: 'p_1' }]);
  const { changed } = r.take([made], 11);
  assert.ok(changed.has('l_1'));
  assert.deepEqual([r.board.get('l_1').from, r.board.get('l_1').label], ['c_1', 'Voir']);
  const labelled = tx(12, 'a-2', 'p_1', ['set', 'l_1', { label: 'Voir' }]);
  r.take([labelled], 12);
  other.take([made, labelled], 12);
  assert.deepEqual(r.board.get('l_1'), other.board.get('l_1'));
  assert.deepEqual([...r.board.hangingOn('c_2')], []);
  assert.deepEqual([...r.board.hangingOn('c_1')], ['l_1']);
});

test('R61 a refused transaction is rolled back alone', () => {
  const r = replica();
  r.submit('a-1', [['del', 'c_1']]);
  r.submit('a-2', [['set', 'c_2', { title: 'Deux' }]]);
  assert.deepEqual(titles(r.board), ['Deux']);
  const { changed, ops } = r.reject('a-1');
  assert.deepEqual(titles(r.board), ['Deux', 'c_1']);
  assert.deepEqual(ops, [['del', 'c_1']]);
  assert.ok(changed.has('c_1') && changed.has('l_1'));
  assert.equal(r.reject('a-1'), undefined);
});

test('R225 what a state has of one alone is held with the rest, and takes the place of what all are told of it', () => {
  const r = replica();
  r.submit('a-1', [['set', 'c_3', { x: 5 }]]);
  r.replace([MAIN, card('c_1'), card('c_2', { author: undefined })], 20, {}, [['put', 'card', 'c_2', card('c_2')], ['put', 'card', 'c_3', card('c_3'), { c_3: { body: 2 } }]]);
  assert.deepEqual(titles(r.board), ['c_1', 'c_2', 'c_3']);
  assert.equal(r.confirmed.get('c_2').author, 'p_1');
  assert.equal(r.confirmed.revision('c_3', 'body'), 2);
  assert.equal(r.board.get('c_3').x, 5, 'what is pending is drawn over it');
});

test('R226 what somebody alone is told takes the place of what the transactions beside it say of the same records', () => {
  const r = replica();
  r.submit('a-1', [['text', 'c_1', 'body', 0, ['À moi']]]);
  r.freeze(1);
  const { changed, others } = r.take([tx(11, 'b-1', null, ['gone', 'c_1'], ['put', 'card', 'c_3', card('c_3')])], 11, [['put', 'card', 'c_1', card('c_1', { title: 'Un' })], ['gone', 'c_2']]);
  assert.deepEqual(titles(r.board), ['Un', 'c_3']);
  assert.equal(r.board.text('c_1', 'body'), 'À moi', 'what is being written there goes on');
  assert.equal(r.pending.length, 1);
  assert.deepEqual(changed, new Set(['c_1', 'l_1', 'c_3', 'c_2']));
  assert.equal(others.length, 1);
});

test('links are told changed when a card of theirs goes or comes back', () => {
  const r = replica();
  assert.deepEqual(r.take([tx(11, 'b-1', 'p_2', ['del', 'c_1'])], 11).changed, new Set(['c_1', 'l_1']));
  assert.equal(r.board.onBoard('l_1'), false);
  const back = r.take([tx(12, 'b-2', 'p_2', ['restore', 'c_1', [card('c_1'), link('l_1', 'c_1', 'c_2')]])], 12);
  assert.deepEqual(back.changed, new Set(['c_1', 'l_1']));
  assert.equal(r.board.onBoard('l_1'), true);
});

test('what comes out of the bin is taken as the server tells it, also where it was never held', () => {
  const r = replica([MAIN]);
  r.take([tx(11, 'b-1', 'p_2', ['restore', 'c_9', [card('c_9', { title: 'Revenue' })]])], 11);
  assert.deepEqual(titles(r.board), ['Revenue']);
});

test('R110 a record that comes with texts already edited comes with their revisions, by which the next edit is told', () => {
  const r = replica([MAIN]);
  r.take([tx(11, 'b-1', 'p_2', ['put', 'proposal', 'pr_1', { title: 'Cantine', board: 'main', visee: 'Tous' }, { pr_1: { visee: 7 } }])], 11);
  assert.equal(r.confirmed.revision('pr_1', 'visee'), 7);
  r.take([tx(12, 'b-2', 'p_2', ['text', 'pr_1', 'visee', 7, [4, ' ici']])], 12);
  assert.equal(r.board.text('pr_1', 'visee'), 'Tous ici');
  assert.deepEqual(r.revs, { pr_1: { visee: 8 } });
});

test('what is no longer for this viewer is forgotten', () => {
  const r = replica();
  r.take([tx(11, 'x-1', 'server', ['gone', 'c_1'])], 11);
  assert.equal(r.board.get('c_1'), undefined);
  assert.equal(r.board.onBoard('l_1'), false);
  assert.equal(r.board.size, 3);
});

test('a record keeps its place among the others when it changes', () => {
  const r = replica();
  r.take([tx(11, 'b-1', 'p_2', ['set', 'c_1', { x: 2 }])], 11);
  assert.deepEqual(r.board.visible().map((record) => record.id), ['main', 'c_1', 'c_2', 'l_1']);
});

test('two pending changes over one another both stand until each is confirmed', () => {
  const r = replica();
  r.submit('a-1', [['put', 'card', 'c_3', { kind: 'note', title: 'Trois' }]]);
  r.submit('a-2', [['put', 'link', 'l_3', { kind: 'renvoie_a', from: 'c_3', to: 'c_1' }]]);
  assert.equal(r.board.onBoard('l_3'), true);
  r.take([tx(11, 'a-1', 'p_1', ['put', 'card', 'c_3', card('c_3', { title: 'Trois' })])], 11);
  assert.equal(r.board.onBoard('l_3'), true);
  assert.equal(r.confirmed.get('l_3'), undefined);
  assert.deepEqual([...r.board.hangingOn('c_1')].sort(), ['l_1', 'l_3']);
});

test('seeded: replicas that saw the same transactions in any batches are equal, whatever was pending in between', () => {
  for (let seed = 1; seed <= 200; seed++) simulate(seed);
});

/** Three replicas and a server that puts their transactions in one order, delivered in batches of random sizes. */
function simulate(seed) {
  let state = seed;
  const random = (n) => { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor(state / 65536) % n; };
  const start = [MAIN, ...Array.from({ length: 5 }, (_, i) => card(`c_${i}`))];
  const people = [0, 1, 2].map((i) => {
    const replica = new Replica(model);
    replica.you = `p_${i}`;
    replica.replace(start, 0);
    return { replica, seen: 0, sent: 0 };
  });
  const log = [];
  const deliver = (person, count) => {
    const txs = log.slice(person.seen, person.seen + count);
    person.seen += txs.length;
    if (txs.length > 0) person.replica.take(txs, person.seen);
  };
  for (let step = 0; step < 60; step++) {
    const i = random(3);
    const person = people[i];
    if (random(2) === 0) {
      const op = someOp(random, step);
      person.replica.submit(`${i}-${step}`, [op]);
      log.push(tx(log.length + 1, `${i}-${step}`, `p_${i}`, op[0] === 'put' ? ['put', 'card', op[2], card(op[2], { author: `p_${i}` })] : op));
    } else {
      deliver(person, 1 + random(4));
    }
  }
  for (const person of people) {
    deliver(person, log.length);
    assert.equal(person.replica.pending.length, 0, `seed ${seed}`);
    assert.deepEqual(seen(person.replica), seen(people[0].replica), `seed ${seed}`);
  }
}

function someOp(random, step) {
  const id = `c_${random(5)}`;
  return [['set', id, { x: step }], ['del', id], ['restore', id], ['put', 'card', `c_n${step}`, { kind: 'note', title: 'n' }]][random(4)];
}

const seen = ({ board }) => new Map(board.visible().map((record) => [record.id, record]));
