/** What is still being written when a step stops taking it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Board } from '../../../webroot/js/board/board.js';
import { MAIN } from './support/fakes.mjs';
import { model } from './support/model.mjs';
import { load, read, speak } from './support/screen.mjs';

const { late, settle } = await load('view/late.js');

/** What the buttons of a template do, in their order. */
const deeds = (part) => (typeof part === 'function' ? [part] : Array.isArray(part) ? part.flatMap((one) => deeds(one)) : part?.strings ? deeds(part.values) : []);

test('R167 throwing away one text that is held throws away no other, whatever another tab has given or thrown away meanwhile', async () => {
  await speak('en');
  const place = { id: 'w', room: { board: Board.of(model, [MAIN, { id: 'workshop', type: 'workshop', title: 'W' }]), you: { id: 'p_1', role: 'participant' } }, update: () => undefined };
  for (const title of ['Market', 'Garden', 'Bus']) settle(place, { values: { title }, chosen: '', writing: { kind: 'note', phase: 'ph_1' } }, []);
  const dropOf = (n) => deeds(late(place, [])).filter((_, at) => at % 2 === 1)[n];
  const [first, second] = [dropOf(0), dropOf(1)];
  first();
  assert.doesNotMatch(read(late(place, [])), /Market/);
  second();
  const left = read(late(place, []));
  assert.match(left, /Bus/);
  assert.doesNotMatch(left, /Garden|Market/);
});

test('R280 a new step asks again what one wants to give, unless something is begun; a reload in the same step keeps the form that is open', () => {
  const place = { id: 'w', room: { board: Board.of(model, [MAIN, { id: 'workshop', type: 'workshop', title: 'W', phase: 'ph_2' }, { id: 'ph_2', type: 'phase', place: 1, title: 'Link' }]), you: { id: 'p_1', role: 'participant' } }, update: () => undefined };
  const chosen = (form, kinds = ['note', 'enjeu']) => { settle(place, form, kinds); return form.chosen; };
  assert.equal(chosen({ values: {}, chosen: 'note', chosenIn: 'ph_1' }), '');
  assert.equal(chosen({ values: { title: 'Market' }, chosen: 'note', chosenIn: 'ph_1', writing: { kind: 'note', phase: 'ph_1' } }), 'note');
  assert.equal(chosen({ values: {}, chosen: 'note', chosenIn: 'ph_2' }), 'note');
  assert.equal(chosen({ values: {}, chosen: 'note', chosenIn: 'ph_1' }, ['note']), '');
});
