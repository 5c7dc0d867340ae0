/** Changing a card in its form. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './support/screen.mjs';

const { unsaved } = await load('view/card.js');

test('R115 what was typed and not saved comes back, but for what others have changed since, which is told', () => {
  const from = { title: 'Market', family: 'association', tag: 'food' };
  const draft = { from, values: { ...from, title: 'Market hall', tag: 'food, winter' } };
  assert.deepEqual(unsaved(from, draft), { taken: { title: 'Market hall', tag: 'food, winter' }, passed: [] });
  assert.deepEqual(unsaved({ ...from, title: 'Night market', family: 'etat' }, draft), { taken: { tag: 'food, winter' }, passed: [['title', 'Market hall']] });
  assert.deepEqual(unsaved({ ...from, title: 'Market hall' }, draft), { taken: { tag: 'food, winter' }, passed: [] });
  assert.deepEqual(unsaved(from, {}), { taken: {}, passed: [] });
});
