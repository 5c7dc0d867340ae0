/** What a screen knows of its device. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './support/screen.mjs';

const device = await load('view/device.js');

test('R135 texts that do not come at first are asked for again until they do', async (t) => {
  device.keep('preau.language', 'en');
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { fetch } = globalThis;
  t.after(() => { globalThis.fetch = fetch; });
  const failures = [() => { throw new TypeError('Failed to fetch'); }, () => ({ ok: false, status: 502 })];
  const passing = () => new Promise((resolve) => { setImmediate(resolve); });
  globalThis.fetch = async (path) => (failures.shift() ?? fetch)(path);
  const loaded = device.loadTexts();
  for (const wait of [500, 1000]) {
    await passing();
    t.mock.timers.tick(wait);
  }
  await loaded;
  assert.equal(failures.length, 0);
  assert.notEqual(device.t('common.home'), 'common.home');
});
