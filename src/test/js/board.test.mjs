/** What is asked of the board as a whole. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Board } from '../../../webroot/js/board/board.js';
import { MAIN, card, link } from './support/fakes.mjs';
import { model } from './support/model.mjs';

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
