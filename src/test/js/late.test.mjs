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
