import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IndexedDbShelf, TIMES } from '../../../webroot/js/sync/shelf.js';

/** A browser's IndexedDB of which the test ends the transactions, or does not. */
class Browser {
  transactions = [];
  opened = 0;
  answers = true;

  open() {
    this.opened++;
    const request = {};
    if (this.answers) queueMicrotask(() => { request.result = { transaction: () => this.#begin(), close: () => {} }; request.onsuccess(); });
    return request;
  }

  #begin() {
    const transaction = { aborted: false, abort: () => { transaction.aborted = true; }, objectStore: () => ({ put: () => {} }) };
    this.transactions.push(transaction);
    return transaction;
  }
}

const settled = () => new Promise((resolve) => { setImmediate(resolve); });

test('R91 a transaction that the browser never ends is given up, and the browser is not asked again for a while', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const browser = new Browser();
  const shelf = new IndexedDbShelf(browser);
  const change = () => shelf.change(async (tx) => tx.put('models', { name: 'a' }));
  const refused = assert.rejects(change());
  await settled();
  t.mock.timers.tick(TIMES.transaction);
  await refused;
  assert.equal(browser.transactions[0].aborted, true, 'it will never be committed');
  await assert.rejects(change());
  assert.equal(browser.opened, 1);
  t.mock.timers.tick(TIMES.broken);
  const done = change();
  await settled();
  browser.transactions[1].oncomplete();
  await done;
  assert.equal(browser.opened, 2);
});

test('R91 a browser that does not open its storage is given up as well', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const browser = new Browser();
  browser.answers = false;
  const refused = assert.rejects(new IndexedDbShelf(browser).read(async () => undefined));
  t.mock.timers.tick(TIMES.opening);
  await refused;
});
