/** What a facilitator does with people, tables, votes and cards. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { awaitOps, endOps, mayAwait, startOps } from '../../../webroot/js/board/agenda.js';
import { Board } from '../../../webroot/js/board/board.js';
import { refusal } from '../../../webroot/js/board/check.js';
import { completed } from '../../../webroot/js/board/model.js';
import { admitOps, askedOf, awaitedOf, awayOf, doneOf, giversOf, handOverOps, handsOf, lowerOps, waitingOf } from '../../../webroot/js/board/crew.js';
import { mergeOps, mergedInto, unmergeOps } from '../../../webroot/js/board/merge.js';
import { anewOps, arrangeOps, atTables, isSeated, mayChangePairs, mayJoin, otherPairsOps, tablesFor } from '../../../webroot/js/board/seating.js';
import { cardsAt, createOps, gatherOps, joinOps, leastFull, lots, mixed, pairsOf, removeOps, rotateOps, seatBack, seatedAt, seatOps, tablesOf } from '../../../webroot/js/board/tables.js';
import { foreseen, hasVote, openOps, stepsOf, talliesOf, tallyOps } from '../../../webroot/js/board/votes.js';
import { MAIN, card, link } from './support/fakes.mjs';
import { model } from './support/model.mjs';

const WORKSHOP = { id: 'workshop', type: 'workshop', title: 'Atelier', language: 'fr' };
const member = (id, values = {}) => ({ id, type: 'member', role: 'participant', ...values });
const guests = (n, family) => Array.from({ length: n }, (_, at) => ({ id: `${family}_${at}`, family }));

let board;

function act(ops) {
  for (const op of ops) {
    const done = completed(model, op, 'p_1');
    assert.equal(refusal(board, op), null, JSON.stringify(op));
    board.apply(done);
  }
}

/** A number between 0 and 1 that is no surprise. */
function chance(seed) {
  let state = seed;
  return () => { state = (state * 1_103_515_245 + 12_345) % 2_147_483_648; return state / 2_147_483_648; };
}

const everybody = () => board.visible('member').map(({ id }) => id);
const holding = (...records) => { board = Board.of(model, [WORKSHOP, MAIN, ...records]); };
const sizes = (seats, tables) => tables.map((table) => [...seats.values()].filter((one) => one === table).length);

beforeEach(() => holding(...['p_1', 'p_2', 'p_3', 'p_4', 'p_5'].map((id) => member(id))));

test('R154 hands are in the order in which they went up', () => {
  act([['set', 'p_3', { hand: 20 }], ['set', 'p_1', { hand: 30 }], ['set', 'p_5', { hand: 10 }]]);
  assert.deepEqual(handsOf(board).map(({ id }) => id), ['p_5', 'p_3', 'p_1']);
  act(lowerOps(handsOf(board)));
  assert.deepEqual(handsOf(board), []);
});

test('who is done, and who has not given anything, is counted of the participants who are here', () => {
  const ph = { id: 'ph', type: 'phase', title: 'Étape', mode: 'shared' };
  holding(ph, member('p_1', { done: 'ph' }), member('p_2', { done: 'other' }), member('p_3', { role: 'facilitator' }), member('p_4', { done: 'ph' }), card('c_1', { phase: 'ph', author: 'p_2' }));
  const asked = askedOf(board, ['p_1', 'p_2', 'p_3']);
  assert.deepEqual(asked.map(({ id }) => id), ['p_1', 'p_2']);
  assert.equal(doneOf(asked, 'ph').length, 1);
  assert.deepEqual([...giversOf(board, ph, undefined)], ['p_2']);
  assert.deepEqual([...giversOf(board, ph, { who: ['p_1'] })], ['p_1']);
  assert.equal(giversOf(board, { ...ph, mode: 'private' }, undefined), null);
  assert.equal(giversOf(board, { ...ph, anonymous: true }, undefined), null);
});

test('R241 R245 a step that asks for cards waits for who gave none and does not listen in it, one with an open vote for who has not voted; one to read, or of one writer, for nobody', () => {
  const ph = { id: 'ph', type: 'phase', title: 'Étape', mode: 'shared' };
  const poll = { id: 'po', type: 'poll', title: 'Vote', phase: 'ph' };
  holding(ph, member('p_1'), member('p_2'), card('c_1', { phase: 'ph', author: 'p_2' }));
  const asked = askedOf(board, ['p_1', 'p_2']);
  const awaited = (phase, open, figures = new Map()) => {
    const found = awaitedOf(board, asked, phase, open, figures);
    return found && [found.for, ...found.members.map(({ id }) => id)];
  };
  assert.deepEqual(awaited(ph), ['cards', 'p_1']);
  assert.deepEqual(awaited({ ...ph, mode: 'read' }, poll, new Map([['po', { who: ['p_1'] }]])), ['votes', 'p_2']);
  const none = new Map([['po', { who: [] }]]);
  assert.deepEqual(awaited(ph, poll, none), ['votes', 'p_1', 'p_2']);
  assert.equal(awaited(ph, poll, new Map([['po', { voted: 1, totals: { c_1: 2 } }]])), null, 'R259 beside totals nobody is told who has voted');
  for (const mode of ['read', 'one']) assert.equal(awaited({ ...ph, mode }), null);
  assert.equal(awaited({ ...ph, anonymous: true }), null);
  assert.deepEqual(awaited({ ...ph, listener: 'p_1' }), ['cards'], 'R245 who listens is not waited for');
  assert.deepEqual(awaited({ ...ph, listener: 'p_1' }, poll, none), ['votes', 'p_1', 'p_2'], 'but votes');
  assert.equal(awaited(undefined), null);
});

test('R241 participants who are not here are told beside the figures, which count without them', () => {
  holding(member('p_1'), member('p_2'), member('p_3', { role: 'observer' }), member('p_4', { role: 'waiting' }));
  assert.deepEqual(awayOf(board, ['p_1']).map(({ id }) => id), ['p_2']);
  assert.deepEqual(awayOf(board, ['p_1', 'p_2']), []);
});

test('those at the door come in together; the role is handed over so that there always is a facilitator', () => {
  holding(member('p_1', { role: 'facilitator' }), member('p_2', { role: 'waiting' }), member('p_3', { role: 'waiting' }));
  act(admitOps(waitingOf(board)));
  assert.deepEqual(['p_2', 'p_3'].map((id) => board.get(id).role), ['participant', 'participant']);
  const [first, then] = handOverOps('p_1', 'p_2');
  assert.deepEqual([first, then], [['set', 'p_2', { role: 'facilitator' }], ['set', 'p_1', { role: 'participant' }]]);
});

test('R155 lots fill tables that differ by one person at most', () => {
  for (let seed = 1; seed < 40; seed++) {
    const seats = lots(guests(11, 'etat'), ['a', 'b', 'c'], chance(seed));
    assert.deepEqual(sizes(seats, ['a', 'b', 'c']).sort(), [3, 4, 4]);
  }
});

test('R155 mixed tables spread each family over as many tables as it can be', () => {
  const all = [...guests(5, 'citoyen'), ...guests(3, 'entreprise'), ...guests(2, 'etat'), { id: 'nobody' }];
  for (let seed = 1; seed < 40; seed++) {
    const tables = ['a', 'b', 'c', 'd'];
    const seats = mixed(all, tables, chance(seed));
    assert.deepEqual(sizes(seats, tables).sort(), [2, 3, 3, 3]);
    for (const [family, n] of [['citoyen', 5], ['entreprise', 3], ['etat', 2]]) {
      const at = new Set([...seats].filter(([id]) => id.startsWith(family)).map(([, table]) => table));
      assert.equal(at.size, Math.min(n, 4), `${family} ${seed}`);
    }
  }
});

test('R156 each table is made with a board of its own, in one transaction, and goes with it', () => {
  const { ids, ops } = createOps(board, 2, (n) => `Table ${n}`);
  act(ops);
  act(createOps(board, 1, (n) => `Table ${n}`).ops);
  assert.deepEqual(tablesOf(board).map(({ title }) => title), ['Table 1', 'Table 2', 'Table 3']);
  const own = board.get(ids[0]).board;
  assert.equal(board.get(own).table, ids[0]);
  act(seatOps(board, new Map([['p_1', ids[0]], ['p_2', ids[1]]])));
  act(removeOps(board, ids[0]));
  assert.equal(board.get('p_1').table, undefined);
  assert.equal(board.onBoard(own), false);
  assert.deepEqual(seatOps(board, new Map([['p_2', ids[1]], ['p_1', null]])), []);
});

test('R157 everybody goes on to the next table, hosts stay', () => {
  const { ids, ops } = createOps(board, 3, String);
  act(ops);
  act(seatOps(board, new Map([['p_1', ids[0]], ['p_2', ids[0]], ['p_3', ids[1]], ['p_4', ids[2]]])));
  act([['set', 'p_1', { host: true }]]);
  act(rotateOps(board));
  assert.deepEqual(['p_1', 'p_2', 'p_3', 'p_4', 'p_5'].map((id) => ids.indexOf(board.get(id).table)), [0, 1, 2, 0, -1]);
});

test('R237 people go back to where they sat, but for who was seated elsewhere since and for tables that are gone', () => {
  const { ids, ops } = createOps(board, 3, String);
  act(ops);
  act(seatOps(board, new Map([['p_1', ids[0]], ['p_2', ids[1]], ['p_3', ids[2]]])));
  const turn = [...rotateOps(board), ...seatOps(board, new Map([['p_4', ids[0]]]))];
  const back = seatBack(board, turn);
  act(turn);
  act(seatOps(board, new Map([['p_1', ids[2]]])));
  act(removeOps(board, ids[1]));
  act(back(board));
  assert.deepEqual(['p_1', 'p_2', 'p_3', 'p_4'].map((id) => ids.indexOf(board.get(id).table)), [2, -1, 2, -1]);
});

test('R186 who lets people write before the first step can have them wait again, until something was written in a step', () => {
  holding({ id: 'ph', type: 'phase', title: 'Étape', mode: 'shared' }, card('c_1'));
  assert.equal(mayAwait(board), false);
  act(endOps());
  assert.equal(mayAwait(board), true);
  act(awaitOps());
  assert.equal(mayAwait(board), false);
  act(startOps(board, 'ph', 0));
  board.apply(['put', 'card', 'c_2', { ...card('c_2'), phase: 'ph' }]);
  act(endOps());
  assert.equal(mayAwait(board), false);
});

test('R276 who is to sit in pairs, or so many at a table, is seated so, nobody alone; pairs that are to be fours join with whom they talked', () => {
  const nine = guests(9, 'p');
  holding(...nine.map(({ id }) => member(id)));
  const taken = () => tablesOf(board).map(({ id }) => seatedAt(board, id).length).filter(Boolean).sort();
  assert.equal(isSeated(board, nine, 2), false);
  assert.equal(mayJoin(board, nine, 4), false);
  act(arrangeOps(board, nine, 2, String, chance(3)).ops);
  assert.deepEqual(taken(), [2, 2, 2, 3]);
  assert.deepEqual([isSeated(board, nine, 2), isSeated(board, nine, 4), mayJoin(board, nine, 4)], [true, false, true]);
  act(joinOps(board));
  assert.deepEqual(taken(), [4, 5]);
  assert.deepEqual([isSeated(board, nine, 2), isSeated(board, nine, 4)], [false, true]);
  act([['set', nine[0].id, { table: null }]]);
  assert.equal(isSeated(board, nine, 4), false, 'one has no table');
});

test('R276 tables are of one size as far as can be, and those that there are already are taken first', () => {
  const nine = guests(9, 'p');
  holding(...nine.map(({ id }) => member(id)));
  act(createOps(board, 1, String).ops);
  const { tables, made, ops } = arrangeOps(board, nine, 5, String, chance(3));
  assert.deepEqual([tables, made.length], [2, 1]);
  act(ops);
  assert.deepEqual(tablesOf(board).map(({ id }) => seatedAt(board, id).length).sort(), [4, 5]);
  assert.deepEqual([1, 2, 3, 6].map((n) => tablesFor(n, 2)), [1, 1, 1, 3]);
});

for (const n of [7, 8, 9, 10]) {
  test(`R276 where one step in pairs follows another, ${n} people meet somebody else each time, also once pairs were formed anew; nobody sits alone, nobody meets their own guest again and again`, () => {
    const all = guests(n, 'p');
    const rounds = Math.floor(n / 2);
    for (let seed = 1; seed <= 30; seed++) {
      holding(...all.map(({ id }) => member(id)));
      act(arrangeOps(board, all, 2, String, chance(seed)).ops);
      act(otherPairsOps(board, everybody()));
      act(arrangeOps(board, all, 2, String, chance(seed + 100)).ops);
      act(createOps(board, 1, String).ops);
      const together = new Map();
      for (let round = 0; round < rounds; round++) {
        const tables = tablesOf(board).map(({ id }) => seatedAt(board, id).map((one) => one.id).sort()).filter(({ length }) => length > 0);
        assert.ok(tables.every(({ length }) => length === 2 || length === 3), `seed ${seed}: ${JSON.stringify(tables)}`);
        for (const [one, two, three] of tables) for (const pair of three ? [[one, two], [one, three], [two, three]] : [[one, two]]) together.set(pair.join(), (together.get(pair.join()) ?? 0) + 1);
        act(otherPairsOps(board, everybody()));
      }
      assert.ok(Math.max(...together.values()) <= (n % 2 === 0 ? 1 : 2), `seed ${seed}: ${JSON.stringify([...together].filter(([, times]) => times > 1))}`);
    }
  });
}

test('R276 people whose phone sleeps keep their seat; who sits alone does not sit as it is asked for; seven in pairs become four and three, with what they wrote', () => {
  const seven = guests(7, 'p');
  holding(...seven.map(({ id }) => member(id)));
  act(arrangeOps(board, seven, 2, String, chance(9)).ops);
  for (const [at, { board: own }] of tablesOf(board).entries()) act([['put', 'card', `c_${at}`, { kind: 'note', title: `${at}`, board: own, x: 0, y: 0 }]]);
  assert.equal(mayJoin(board, seven, 2), false, 'never in a step for two');
  assert.equal(mayJoin(board, seven, 4), true);
  act(joinOps(board));
  assert.deepEqual(tablesOf(board).map(({ id }) => seatedAt(board, id).length).sort(), [3, 4]);
  assert.equal(tablesOf(board).flatMap((table) => cardsAt(board, table.board)).length, 3);
  const six = guests(6, 'q');
  holding(...six.map(({ id }) => member(id)));
  const { ids, ops } = createOps(board, 2, String);
  act(ops);
  act(seatOps(board, new Map(six.map(({ id }, at) => [id, ids[at === 0 ? 1 : 0]]))));
  assert.equal(isSeated(board, six, 4), false);
});

/** Tables at which somebody sits, each with their ids. */
const sitting = () => tablesOf(board).map(({ id }) => seatedAt(board, id).map((one) => one.id).sort()).filter(({ length }) => length > 0);
const hosts = () => board.visible('member').filter(({ host }) => host === true).map(({ id }) => id);

/** Tables with these people, and no others. */
function seatedSo(...groups) {
  holding(...groups.flat().map((id) => member(id)));
  const { ids, ops } = createOps(board, groups.length, String);
  act(ops);
  act(seatOps(board, new Map(groups.flatMap((group, at) => group.map((id) => [id, ids[at]])))));
  return ids;
}

const ids = (...names) => names.map((id) => ({ id }));

test('R276 pairs are no more threes than it takes', () => {
  const all = (n) => guests(n, 'p').map(({ id }) => id);
  const [a, b, c, d, e, f, g, h, i] = all(9);
  seatedSo([a, b, c], [d, e, f], [g, h]);
  assert.equal(isSeated(board, ids(...all(8)), 2), false, 'eight are four pairs');
  seatedSo([a, b, c], [d, e], [f, g], [h, i]);
  assert.equal(isSeated(board, ids(...all(9)), 2), true, 'one of nine is the third of a pair');
});

test('R276 pairs are joined to fours where the last of them, shared out, and who sits nowhere leave no table too large', () => {
  const pairs = [['a', 'b'], ['c', 'd'], ['e', 'f']];
  seatedSo(...pairs);
  assert.equal(mayJoin(board, ids(...pairs.flat()), 4), true);
  board.apply(['put', 'member', 'g', { role: 'participant' }]);
  assert.equal(mayJoin(board, ids(...pairs.flat(), 'g'), 4), false, 'seven at one table');
  seatedSo(['a', 'b'], ['c', 'd']);
  assert.equal(mayJoin(board, ids('a', 'b', 'c', 'd', 'g'), 4), true, 'five are');
});

test('R282 who is seated anew, by lot or in pairs, is no host any more, nor is who goes to another table', () => {
  const all = guests(8, 'p');
  const seated = () => { seatedSo(...[0, 2, 4, 6].map((at) => [all[at].id, all[at + 1].id])); act(otherPairsOps(board, everybody())); };
  const tables = () => tablesOf(board).map(({ id }) => id);
  for (const anew of [() => anewOps(board, lots(all, tables(), chance(5))), () => anewOps(board, mixed(all, tables(), chance(5))), () => arrangeOps(board, all, 2, String, chance(5)).ops, () => joinOps(board)]) {
    seated();
    assert.equal(hosts().length, 4);
    act(anew());
    assert.deepEqual(hosts(), []);
  }
  seated();
  const [host] = hosts();
  act(seatOps(board, new Map([[host, tables().find((id) => id !== board.get(host).table)]])));
  assert.equal(hosts().includes(host), false, 'by hand');
});

test('R282 pairs that changed, then lots, then rotating leave nobody a table to themselves and none empty', () => {
  const all = guests(8, 'p');
  for (let seed = 1; seed <= 30; seed++) {
    seatedSo(...[0, 2, 4, 6].map((at) => [all[at].id, all[at + 1].id]));
    act(otherPairsOps(board, everybody()));
    act(anewOps(board, lots(all, tablesOf(board).map(({ id }) => id), chance(seed))));
    act(rotateOps(board));
    assert.deepEqual(sitting().map(({ length }) => length), [2, 2, 2, 2], `seed ${seed}`);
  }
});

test('R282 where two hosts have a table to themselves, rotating leaves no table empty: one goes on, the host of the next; else both stay', () => {
  const rotated = (groups, chosen) => { seatedSo(...groups); act(chosen.map((id) => ['set', id, { host: true }])); act(rotateOps(board)); return sitting(); };
  assert.deepEqual(rotated([['a', 'b'], ['c', 'd']], ['a', 'b']), [['a', 'c', 'd'], ['b']]);
  assert.deepEqual(hosts(), ['a', 'b']);
  assert.deepEqual(rotated([['a', 'b'], ['c', 'd']], ['a', 'b', 'c']), [['a', 'b', 'd'], ['c']]);
  assert.deepEqual(rotated([['a', 'b', 'e'], ['c', 'd']], ['a', 'b']), [['a', 'b', 'c', 'd'], ['e']]);
});

test('R282 where pairs change, each table has one host, though two hosts sat together', () => {
  seatedSo(['a', 'b'], ['c', 'd'], ['e', 'f']);
  act(['a', 'b'].map((id) => ['set', id, { host: true }]));
  act(otherPairsOps(board, everybody()));
  assert.deepEqual(hosts(), ['a', 'c', 'e']);
  assert.deepEqual(sitting(), [['a', 'f'], ['b', 'c'], ['d', 'e']]);
});

test('R281 those who are here are seated anew; who is away keeps their table where somebody who is here is seated there, else sits nowhere', () => {
  const all = guests(8, 'p');
  for (let seed = 1; seed <= 30; seed++) {
    seatedSo(...[0, 2, 4, 6].map((at) => [all[at].id, all[at + 1].id]));
    const here = [0, 2, 3, 4].map((at) => all[at]);
    act(arrangeOps(board, here, 2, String, chance(seed)).ops);
    const present = new Set(here.map(({ id }) => id));
    assert.deepEqual(sitting().map((table) => table.filter((id) => present.has(id)).length), [2, 2], `seed ${seed}: nobody's partner is away`);
    assert.deepEqual([1, 5, 6, 7].map((at) => tablesOf(board).findIndex(({ id }) => id === board.get(all[at].id).table)), [0, -1, -1, -1]);
    assert.equal(isSeated(board, here, 2), true);
  }
  const before = sitting();
  act(anewOps(board, new Map()));
  assert.deepEqual(sitting(), before, 'nobody is here');
});

test('R281 people are seated as it is asked for though a phone sleeps, or somebody who went home still has a seat; not where who is here sits alone or nowhere', () => {
  seatedSo(['a', 'b'], ['c', 'd'], ['e', 'f', 'g']);
  const seated = (seats, ...here) => isSeated(board, ids(...here), seats);
  assert.deepEqual([seated(2, 'a', 'b', 'c', 'd', 'e', 'f', 'g'), seated(2, 'a', 'c', 'd', 'e', 'f'), seated(2, 'a', 'c', 'e'), seated(2)], [true, true, true, true]);
  seatedSo(['a', 'b', 'home'], ['c', 'd', 'gone'], ['e', 'f']);
  assert.equal(seated(2, 'a', 'b', 'c', 'd', 'e', 'f'), true);
  assert.equal(seated(2, 'a', 'b', 'c', 'e', 'f'), true, 'and the phone of d sleeps');
  seatedSo(['a', 'b'], ['c'], ['d', 'e', 'f', 'g']);
  assert.equal(seated(2, 'a', 'b', 'c'), false, 'c sits alone');
  act(seatOps(board, new Map([['c', null]])));
  assert.deepEqual([seated(2, 'a', 'b'), seated(2, 'a', 'b', 'c')], [true, false]);
  seatedSo(['a', 'b'], ['c', 'd']);
  assert.equal(seated(4, 'a'), false, 'two tables of two');
});

test('R281 where pairs change, nobody who was one of a pair with somebody away beside them is left alone', () => {
  seatedSo(['0', 'b', 'c'], ['d', 'e'], ['1', 'f', 'g']);
  const here = ['b', 'c', 'd', 'e', 'f', 'g'];
  for (let round = 0; round < 2; round++) {
    const before = sitting();
    act(otherPairsOps(board, here));
    for (const table of sitting()) {
      const present = table.filter((id) => here.includes(id));
      assert.equal(present.length, 2, JSON.stringify(sitting()));
      assert.equal(before.some((one) => present.every((id) => one.includes(id))), false, 'somebody else');
    }
  }
});

test('R283 pairs change once in each step in pairs that follows another, on whatever device, and again once that is taken back', () => {
  seatedSo(['a', 'b'], ['c', 'd']);
  for (const [at, seats] of [2, 2, 2, undefined].entries()) act([['put', 'phase', `ph_${at}`, { title: `${at}`, place: at, mode: 'shared', ...(seats ? { seats } : {}) }]]);
  const elsewhere = () => mayChangePairs(Board.of(model, [...board.all()]));
  const may = (step) => { act(startOps(board, step, 0)); return elsewhere(); };
  assert.deepEqual(['ph_0', 'ph_3', 'ph_1'].map(may), [false, false, true]);
  const first = sitting();
  const ops = otherPairsOps(board, everybody());
  const back = seatBack(board, ops);
  act(ops);
  assert.notDeepEqual(sitting(), first);
  assert.equal(elsewhere(), false);
  act(back(board));
  assert.deepEqual([sitting(), elsewhere()], [first, true]);
  act(ops);
  assert.deepEqual(['ph_0', 'ph_1', 'ph_2'].map(may), [false, false, true]);
  act(otherPairsOps(board, everybody()));
  assert.equal(elsewhere(), false);
});

test('R158 what three tables bring to one lies on nothing of each other', () => {
  const six = guests(6, 'p');
  holding(...six.map(({ id }) => member(id)));
  act(arrangeOps(board, six, 2, String, chance(2)).ops);
  for (const [at, { board: own }] of tablesOf(board).entries()) act([['put', 'card', `c_${at}`, { kind: 'note', title: `${at}`, board: own, x: 0, y: 0 }]]);
  act(joinOps(board));
  const [table] = tablesOf(board);
  assert.equal(new Set(cardsAt(board, table.board).map(({ x, y }) => `${x} ${y}`)).size, 3);
});

test('R237 what is taken back of seating gives the hosts back too', () => {
  const four = guests(4, 'p');
  holding(...four.map(({ id }) => member(id)));
  act(arrangeOps(board, four, 2, String, chance(4)).ops);
  const ops = otherPairsOps(board, everybody());
  const before = four.map(({ id }) => [board.get(id).table, board.get(id).host]);
  const back = seatBack(board, ops);
  act(ops);
  assert.ok(four.some(({ id }) => board.get(id).host === true));
  act(back(board));
  assert.deepEqual(four.map(({ id }) => [board.get(id).table, board.get(id).host]), before);
});

test('R278 what tables wrote of what a step for all asks for or votes on is counted until it is brought together, or shown to everybody', () => {
  const { ids, ops } = createOps(board, 2, String);
  act(ops);
  const [one, other] = ids.map((id) => board.get(id).board);
  for (const [id, at, kind] of [['a', one, 'enjeu'], ['b', other, 'enjeu'], ['c', other, 'note']]) act([['put', 'card', id, { kind, title: id, board: at }]]);
  const step = (values) => atTables(board, { id: 'ph', type: 'phase', ...values });
  assert.deepEqual([step({ 'add:enjeu': true }), step({ mode: 'read', 'vote_on:enjeu': true }), step({ 'add:usage': true }), step({ mode: 'group', 'add:enjeu': true }), step({}), step({ mode: 'read' }), step({ mode: 'read', vote_way: 'dots', votes: 2 })], [2, 2, 0, 0, 3, 0, 3]);
  act([['set', 'c', { parked: true }]]);
  assert.equal(step({}), 2, 'but what is set aside');
  act([['set', one, { open: true }]]);
  assert.equal(step({ 'add:enjeu': true }), 1);
  act(gatherOps(board));
  assert.equal(step({ 'add:enjeu': true }), 0);
});

test('R158 in 1-2-4-all pairs become fours, with what they wrote, and nobody is left over', () => {
  assert.deepEqual([1, 2, 5, 12, 13].map(pairsOf), [1, 1, 2, 6, 6]);
  holding(...guests(11, 'p').map(({ id }) => member(id)));
  const { ids, ops } = createOps(board, pairsOf(11), String);
  act(ops);
  act(seatOps(board, lots(guests(11, 'p'), ids, chance(7))));
  for (const [at, id] of ids.entries()) act([['put', 'card', `c_${at}`, { kind: 'note', title: `${at}`, board: board.get(id).board, x: 10 * at, y: 5 }]]);
  act(joinOps(board));
  const left = tablesOf(board);
  assert.deepEqual(left.map(({ id }) => seatedAt(board, id).length).sort(), [3, 4, 4], 'three stay as they are');
  assert.equal(left.flatMap((table) => cardsAt(board, table.board)).length, 5);
  act(joinOps(board));
  act(joinOps(board));
  assert.deepEqual(tablesOf(board).map(({ id }) => seatedAt(board, id).length), [11]);
  assert.deepEqual(joinOps(board), []);
});

test('R158 who comes late, and sits nowhere yet, is seated where the fewest are when pairs become fours', () => {
  holding(...guests(8, 'p').map(({ id }) => member(id)), ...guests(3, 'late').map(({ id }) => member(id)));
  const { ids, ops } = createOps(board, 4, String);
  act(ops);
  act(seatOps(board, lots(guests(8, 'p'), ids, chance(7))));
  act(joinOps(board, guests(3, 'late').map(({ id }) => id)));
  assert.deepEqual(tablesOf(board).map(({ id }) => seatedAt(board, id).length).sort(), [5, 6]);
});

test('R159 what tables wrote goes to the main board, table beside table, and on no other', () => {
  const { ids, ops } = createOps(board, 2, String);
  act(ops);
  const [one, other] = ids.map((id) => board.get(id).board);
  act([['put', 'card', 'm', { kind: 'note', title: 'm', x: 100, y: 40 }]]);
  for (const [id, at, x] of [['a', one, -500], ['b', one, 0], ['c', other, 900]]) act([['put', 'card', id, { kind: 'note', title: id, board: at, x, y: x }]]);
  act(gatherOps(board));
  assert.equal(cardsAt(board, 'main').length, 4);
  assert.deepEqual(['m', 'a', 'b', 'c'].map((id) => board.get(id).x), [100, 480, 980, 1360]);
  assert.equal(board.get('a').y, 40);
  assert.equal(board.get('b').y - board.get('a').y, 500);
  assert.deepEqual(gatherOps(board), []);
});

test('a vote that a phase foresees is opened with its settings, without those that its way has no use for', () => {
  const ph = { id: 'ph', type: 'phase', title: 'Choisir', votes: 3, most: 2, 'vote_on:enjeu': true, vote_open: true };
  holding(ph);
  assert.equal(hasVote(ph), true);
  assert.equal(hasVote({ id: 'x', type: 'phase' }), false);
  assert.deepEqual(foreseen(ph), { title: 'Choisir', phase: 'ph', way: 'dots', budget: 3, most: 2, open: true, 'on:enjeu': true });
  assert.deepEqual(foreseen({ ...ph, vote_way: 'roti' }), { title: 'Choisir', phase: 'ph', way: 'roti', open: true });
  const { id, ops } = openOps(board, foreseen(ph));
  act(ops);
  assert.deepEqual(stepsOf(board.get(id)), ['closed']);
  assert.deepEqual(stepsOf({ state: 'closed' }), ['shown', 'open']);
});

test('hands are counted once for each thing, and a count can be set right or taken away', () => {
  holding({ id: 'po', type: 'poll', title: 'Qui ?', way: 'hands', state: 'open' }, card('c_1'));
  act(tallyOps(board, 'po', { on: 'c_1' }, 4));
  act(tallyOps(board, 'po', { score: 3 }, 2));
  assert.deepEqual(tallyOps(board, 'po', { on: 'c_1' }, 4), []);
  act(tallyOps(board, 'po', { on: 'c_1' }, 5));
  assert.deepEqual(talliesOf(board, 'po').map(({ count }) => count), [5, 2]);
  act(tallyOps(board, 'po', { on: 'c_1' }, 0));
  assert.deepEqual(talliesOf(board, 'po').map(({ count }) => count), [2]);
  assert.deepEqual(tallyOps(board, 'po', { on: 'c_1' }, 0), []);
  act(tallyOps(board, 'po', { on: 'c_1' }, 1));
});

test('R289 who comes after the others is seated at the table at which the fewest sit', () => {
  const table = (id, place) => ({ id, type: 'table', title: id, place });
  holding(table('t_1', 1), table('t_2', 2), member('p_1', { table: 't_1' }), member('p_2', { table: 't_1' }), member('p_3', { table: 't_2' }), member('p_4'), member('p_5'));
  assert.deepEqual([...leastFull(board, ['p_4', 'p_5'])], [['p_4', 't_2'], ['p_5', 't_1']]);
  holding(member('p_4'));
  assert.deepEqual([...leastFull(board, ['p_4'])], []);
});

const merging = () => holding(card('c_1'), card('c_2'), card('c_3'), card('c_4'), link('l_1', 'c_2', 'c_4'), link('l_2', 'c_3', 'c_4'), link('l_3', 'c_1', 'c_2'));
const pairs = () => board.visible().filter(({ type }) => type === 'link').map(({ from, to }) => `${from}→${to}`).sort();

test('R160 the links of merged cards go over to the one that stays, once each, and none to itself', () => {
  merging();
  act(mergeOps(board, ['c_2', 'c_3'], 'c_1'));
  assert.deepEqual(pairs(), ['c_1→c_4']);
  assert.deepEqual(mergedInto(board, 'c_1').map(({ id }) => id), ['c_2', 'c_3']);
});

test('R260 a link that goes over with a merged card does not say in which step it was made: the server does', () => {
  merging();
  for (const record of board.visible().filter(({ type }) => type === 'link')) board.apply(['set', record.id, { phase: 'ph', shown: true }]);
  const made = mergeOps(board, ['c_2', 'c_3'], 'c_1').filter(([verb]) => verb === 'put');
  assert.equal(made.length > 0, true);
  for (const [, , , values] of made) assert.deepEqual(['phase' in values, 'shown' in values], [false, false]);
});

test('R161 a card that is taken apart again has its links back, and the other keeps its own', () => {
  merging();
  act(mergeOps(board, ['c_2'], 'c_1'));
  act(unmergeOps(board, 'c_2', board.bin()));
  assert.deepEqual(pairs(), ['c_1→c_2', 'c_2→c_4', 'c_3→c_4']);
  assert.equal(board.get('c_2').status, 'active');
  assert.equal(board.get('c_2').into, undefined);
});

/** Five cards with some links between them, no two alike. */
function someLinks(next) {
  const ends = new Set(Array.from({ length: 1 + Math.floor(next() * 6) }, () => `${1 + Math.floor(next() * 5)}${1 + Math.floor(next() * 5)}`).filter(([from, to]) => from !== to));
  holding(...['1', '2', '3', '4', '5'].map((n) => card(`c_${n}`)), ...[...ends].map(([from, to], at) => link(`l_${at}`, `c_${from}`, `c_${to}`)));
}

const drawFrom = (next, all) => all[Math.floor(next() * all.length)];
const standing = () => board.visible('card').filter(({ status }) => status !== 'merged').map(({ id }) => id);
const mergedNow = () => board.visible('card').filter(({ status }) => status === 'merged').map(({ id }) => id);

test('R161 however cards linked to one another were merged, taken out in any order they have the links that were drawn, and no other', () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const next = chance(seed * 7919);
    someLinks(next);
    const before = pairs();
    for (let times = 1 + Math.floor(next() * 3); times > 0 && standing().length > 1; times--) {
      const into = drawFrom(next, standing());
      act(mergeOps(board, standing().filter((id) => id !== into && next() < 0.5), into));
    }
    while (mergedNow().length > 0) {
      act(unmergeOps(board, drawFrom(next, mergedNow()), board.bin()));
      assert.equal(board.visible('link').some(({ merged }) => merged === true), false, `seed ${seed}: none on the board is as in the bin`);
    }
    assert.deepEqual(pairs(), before, `seed ${seed}`);
    assert.equal(board.bin().every(({ merged }) => merged === true), true, 'and nothing lies in the bin as thrown away');
  }
});

test('R161 where one of two cards with the same link is taken out, the other that stays in keeps it', () => {
  merging();
  act(mergeOps(board, ['c_2', 'c_3'], 'c_1'));
  act(unmergeOps(board, 'c_2', board.bin()));
  assert.deepEqual(pairs(), ['c_1→c_2', 'c_1→c_4', 'c_2→c_4']);
});

test('R160 cards that are linked to one another leave no link of theirs behind', () => {
  holding(card('c_1'), card('c_2'), card('c_4'), link('l_1', 'c_2', 'c_1'));
  assert.deepEqual(mergeOps(board, ['c_1', 'c_2'], 'c_4').map(([verb, id]) => `${verb} ${id}`), ['set l_1', 'del l_1', 'set c_1', 'set c_2']);
});

test('R161 a link that somebody throws away while its card is merged stays in the bin, too', () => {
  merging();
  act(mergeOps(board, ['c_2'], 'c_3'));
  const over = board.visible('link').find(({ from, to }) => from === 'c_1' && to === 'c_3');
  act([['del', over.id]]);
  act(unmergeOps(board, 'c_2', board.bin()));
  assert.deepEqual(pairs(), ['c_2→c_4', 'c_3→c_4']);
});

test('R161 what people changed in a link while its card was merged stays with it', () => {
  merging();
  act(mergeOps(board, ['c_2'], 'c_3'));
  const over = board.visible('link').find(({ from, to }) => from === 'c_1' && to === 'c_3');
  act([['set', over.id, { label: 'souvent' }]]);
  act(unmergeOps(board, 'c_2', board.bin()));
  assert.deepEqual(pairs(), ['c_1→c_2', 'c_2→c_4', 'c_3→c_4']);
  assert.deepEqual([board.get('l_3').label, board.get('l_3').merged], ['souvent', undefined]);
});

test('R161 a link whose other end is in the bin while its card is taken out is there again with that end', () => {
  merging();
  act(mergeOps(board, ['c_2'], 'c_1'));
  act([['del', 'c_4']]);
  act(unmergeOps(board, 'c_2', board.bin()));
  act([['restore', 'c_4']]);
  assert.equal(pairs().includes('c_2→c_4'), true);
});

test('R161 what was drawn between two cards comes back before what only stands for another link, which waits for its own', () => {
  holding(card('c_1'), card('c_2'), card('c_3'), link('l_1', 'c_2', 'c_3'), link('l_2', 'c_1', 'c_3'));
  act(mergeOps(board, ['c_2', 'c_3'], 'c_1'));
  act(unmergeOps(board, 'c_3', board.bin()));
  assert.deepEqual(board.visible('link').map(({ id }) => id), ['l_2']);
  act(unmergeOps(board, 'c_2', board.bin()));
  assert.deepEqual(board.visible('link').map(({ id }) => id).sort(), ['l_1', 'l_2']);
});

test('R161 one that waits behind a link like it takes its place where that goes, not where a link of another kind does', () => {
  const influence = (id, from) => ({ ...link(id, from, 'c_4'), kind: 'influence' });
  holding(...['c_1', 'c_2', 'c_3', 'c_4'].map((id) => card(id, { kind: 'enjeu' })), link('l_1', 'c_2', 'c_4'), influence('l_2', 'c_3'), influence('l_3', 'c_1'));
  act(mergeOps(board, ['c_2', 'c_3'], 'c_1'));
  act([['del', 'l_3']]);
  act(unmergeOps(board, 'c_2', board.bin()));
  assert.deepEqual(board.visible('link').map(({ id }) => id), ['l_1']);
});

test('R161 links whose long ids begin alike are told apart', () => {
  const long = (end) => `l_imported-from-the-old-map-of-2019-${end}`;
  holding(card('c_1'), card('c_2'), card('c_3'), card('c_4'), link(long('a'), 'c_2', 'c_3'), link(long('b'), 'c_2', 'c_4'));
  act(mergeOps(board, ['c_2'], 'c_1'));
  assert.deepEqual(pairs(), ['c_1→c_3', 'c_1→c_4']);
  for (const { id } of board.visible('link')) assert.equal(id.length <= 40, true);
  act(unmergeOps(board, 'c_2', board.bin()));
  assert.deepEqual(pairs(), ['c_2→c_3', 'c_2→c_4']);
});

test('R161 a link that somebody had put into the bin before stays there', () => {
  merging();
  act([['del', 'l_1']]);
  act(mergeOps(board, ['c_2'], 'c_1'));
  act(unmergeOps(board, 'c_2', board.bin()));
  assert.deepEqual(pairs(), ['c_1→c_2', 'c_3→c_4']);
  act([['del', 'l_3']]);
  act(mergeOps(board, ['c_2'], 'c_1'));
  act(unmergeOps(board, 'c_2', board.bin()));
  assert.deepEqual(pairs(), ['c_3→c_4'], 'also one that had come back with the card before');
});

test('R161 also after it went on with the card that it was in', () => {
  merging();
  act(mergeOps(board, ['c_2'], 'c_1'));
  act(mergeOps(board, ['c_1'], 'c_3'));
  act(unmergeOps(board, 'c_1', board.bin()));
  assert.deepEqual(pairs(), ['c_1→c_4', 'c_3→c_4']);
  act(unmergeOps(board, 'c_2', board.bin()));
  assert.deepEqual(pairs(), ['c_1→c_2', 'c_2→c_4', 'c_3→c_4']);
});
