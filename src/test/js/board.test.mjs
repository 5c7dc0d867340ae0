/** What is asked of the board as a whole. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Board } from '../../../webroot/js/board/board.js';
import { MAIN, card, link } from './support/fakes.mjs';
import { model } from './support/model.mjs';
import { seeded } from './support/random.mjs';

const member = (id) => ({ id, type: 'member', role: 'participant' });
const TYPES = ['board', 'card', 'link', 'member', 'phase'];

/** What each type has by looking through everything. */
const expected = (board) => TYPES.map((type) => board.visible().filter((record) => record.type === type).map(({ id }) => id).sort());
const told = (board) => TYPES.map((type) => board.visible(type).map(({ id }) => id).sort());

test('what there is of one type is what one finds by looking through everything, whatever was added, changed, deleted, brought back or replaced, and over what is not confirmed yet', () => {
  const base = Board.of(model, [MAIN, card('c_1'), card('c_2'), link('l_1', 'c_1', 'c_2'), member('p_1'), member('p_2')]);
  const ops = [['put', 'member', 'p_3', { role: 'participant' }], ['set', 'p_1', { hand: 5 }], ['del', 'c_2'], ['put', 'phase', 'ph_1', { title: 'Un' }], ['restore', 'c_2'], ['set', 'l_1', { from: 'c_2', to: 'c_1' }],
    ['del', 'p_2'], ['gone', 'p_3'], ['put', 'card', 'c_1', { kind: 'note', title: 'x' }], ['gone', 'c_1'], ['put', 'member', 'p_3', { role: 'observer' }], ['put', 'phase', 'c_1', { title: 'Deux' }]];
  for (let confirmed = 0; confirmed <= ops.length; confirmed++) {
    const pending = base.over();
    ops.slice(confirmed).forEach((op) => {
      pending.apply(op);
      assert.deepEqual(told(pending), expected(pending), `${confirmed} confirmed, then ${JSON.stringify(op)}`);
    });
    assert.deepEqual(told(base), expected(base), `${confirmed} confirmed`);
    if (confirmed < ops.length) base.apply(ops[confirmed]);
  }
  assert.deepEqual(told(base), [['main'], ['c_2'], ['l_1'], ['p_1', 'p_3'], ['c_1', 'ph_1']]);
});

const LINKS = ['l_1', 'l_2', 'l_3', 'l_4', 'l_5'];
const keyOf = (record) => model.uniqueKey(record.type, record);
const keys = [['c_1', 'c_2'], ['c_2', 'c_1']].map(([from, to]) => keyOf(link('l', from, to)));
const holders = (board) => keys.map((key) => [board.holderOf(key), [...board.holdersOf(key)].sort()]);
/** The same by looking through everything. */
const alike = (board) => keys.map((key) => {
  const ids = LINKS.filter((id) => board.get(id) && !board.inBin(id) && keyOf(board.get(id)) === key).sort();
  return [ids[0], ids];
});

/** @param {(n: number) => number} random */
function someOp(random, board) {
  const id = LINKS[random(LINKS.length)];
  if (!board.get(id)) return ['put', 'link', id, random(2) ? link(id, 'c_1', 'c_2') : link(id, 'c_2', 'c_1')];
  return [['del', id], ['restore', id], ['gone', id], ['set', id, { label: 'x' }], ['set', id, { from: 'c_2', to: 'c_1' }]][random(5)];
}

test('R260 seeded: links alike that were made apart are found by what they link, whatever became of the others, over what is not confirmed yet and opened anew', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed);
    const base = Board.of(model, [MAIN, card('c_1'), card('c_2')]);
    for (let step = 0; step < 30; step++) {
      const pending = base.over();
      for (let ahead = random(4); ahead > 0; ahead--) pending.apply(someOp(random, pending));
      assert.deepEqual(holders(pending), alike(pending), `seed ${seed}, step ${step}, not confirmed`);
      base.apply(someOp(random, base));
      assert.deepEqual(holders(base), alike(base), `seed ${seed}, step ${step}`);
      const held = [...base.all()].filter(({ id }) => !base.inBin(id));
      for (const records of [held, held.toReversed()]) assert.deepEqual(holders(Board.of(model, records)), holders(base), `seed ${seed}, step ${step}, opened anew`);
    }
  }
});
