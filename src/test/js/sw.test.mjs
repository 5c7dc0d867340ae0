// The service worker, in a browser whose network and caches are the test's.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';

const source = readFileSync(new URL('../../../webroot/sw.js', import.meta.url), 'utf8');
const ORIGIN = 'https://preau.example';
const pathOf = (asked) => new URL(typeof asked === 'string' ? asked : asked.url, ORIGIN).pathname;

class FakeCache extends Map {
  async match(asked) { return this.get(pathOf(asked))?.clone(); }
  async put(asked, answer) { this.set(pathOf(asked), answer); }
  async delete(asked) { return super.delete(pathOf(asked)); }
  async keys() { return [...super.keys()].map((path) => ({ url: ORIGIN + path })); }
}

/** A browser in which pages are opened, and a server with one version at a time. */
class Browser {
  stores = new Map();
  pages = [];
  server = { version: 'v1', away: false };
  updates = 0;
  skipped = 0;

  caches = {
    open: async (name) => this.stores.get(name) ?? this.stores.set(name, new FakeCache()).get(name),
    has: async (name) => this.stores.has(name),
    keys: async () => [...this.stores.keys()],
    delete: async (name) => this.stores.delete(name),
  };

  fetch = async (asked) => {
    const { version, away } = this.server;
    if (away) throw new TypeError('Failed to fetch');
    const path = pathOf(asked);
    if (path === '/offline.json') return Response.json({ version, files: { '/js/main.js': { type: 'text/javascript', text: `main ${version}` }, '/js/late.js': { type: 'text/javascript', text: `late ${version}` } } });
    if (path === '/api/model.json') return Response.json({ model: version });
    return path.includes('.') ? new Response(`${path} ${version} from the network`) : new Response(`page ${version}`, { headers: { etag: `"${version}"` } });
  };

  /** The worker as this server serves it, once it is installed. */
  async install() {
    const listeners = {};
    const { version } = this.server;
    const self = { location: { origin: ORIGIN }, registration: { update: async () => { this.updates++; } }, skipWaiting: async () => { this.skipped++; },
      clients: { claim: async () => {}, matchAll: async () => this.pages.map((id) => ({ id })) }, addEventListener: (name, listener) => { listeners[name] = listener; } };
    runInNewContext(source.replace("const VERSION = '';", `const VERSION = '${version}';`), { self, caches: this.caches, fetch: this.fetch, Response, URL, setTimeout });
    this.ask = (request, more) => answer(listeners.fetch, { request: { method: 'GET', mode: 'no-cors', headers: new Headers(), ...request, url: ORIGIN + request.path }, ...more });
    await ended(listeners.install);
    await ended(listeners.activate);
    return this;
  }

  async openPage(path = '/w/w_1') {
    const id = `page${this.pages.length}`;
    this.pages.push(id);
    return { id, text: await this.ask({ path, mode: 'navigate' }, { resultingClientId: id }) };
  }

  part(page, path) {
    return this.ask({ path }, { clientId: page.id ?? page });
  }
}

async function answer(listener, event) {
  let answered;
  const waits = [];
  listener({ ...event, respondWith: (result) => { answered = result; }, waitUntil: (wait) => waits.push(wait) });
  const text = answered === undefined ? 'the network, without the worker' : await (await answered).text();
  await Promise.all(waits);
  return text;
}

async function ended(listener) {
  const waits = [];
  listener({ waitUntil: (wait) => waits.push(wait) });
  await Promise.all(waits);
}

test('R78 a page opens without the network, with all its parts', async () => {
  const browser = await new Browser().install();
  browser.server.away = true;
  const page = await browser.openPage('/ABCD2345');
  assert.equal(page.text, 'page v1');
  assert.equal(await browser.part(page, '/js/late.js'), 'late v1');
  assert.equal(await browser.ask({ path: '/api/model.json' }), '{"model":"v1"}');
});

test('R78 a page that was opened with one version gets the parts of that version, whatever the server has by now', async () => {
  const browser = await new Browser().install();
  const old = await browser.openPage();
  browser.server.version = 'v2';
  await browser.install();
  const next = await browser.openPage();
  assert.equal(next.text, 'page v2');
  assert.deepEqual([await browser.part(old, '/js/late.js'), await browser.part(next, '/js/late.js')], ['late v1', 'late v2']);
  browser.pages = [next.id];
  await browser.install();
  assert.deepEqual([...browser.stores.keys()].filter((name) => name.startsWith('preau-v')), ['preau-v2']);
});

test('R78 where the server has a newer version than the worker, the page and its parts come from the server, and the worker is renewed', async () => {
  const browser = await new Browser().install();
  browser.server.version = 'v2';
  const page = await browser.openPage();
  assert.deepEqual([page.text, await browser.part(page, '/js/late.js')], ['page v2', '/js/late.js v2 from the network']);
  assert.equal(browser.updates, 1);
});

test('a server that changes while the worker fetches leaves no half of each', async () => {
  const browser = new Browser();
  const { fetch } = browser;
  browser.fetch = (asked) => {
    if (pathOf(asked) === '/') browser.server.version = 'v2';
    return fetch(asked);
  };
  await assert.rejects(browser.install());
  assert.equal(browser.skipped, 0);
});

test('a page that was there before the worker asks the network, and gets what is kept where there is none', async () => {
  const browser = await new Browser().install();
  assert.equal(await browser.part('before', '/js/late.js'), '/js/late.js v1 from the network');
  browser.server.away = true;
  assert.equal(await browser.part('before', '/js/late.js'), 'late v1');
});

test('R78 nothing that is asked with a token or of the API, but the model, is answered or kept by the worker', async () => {
  const browser = await new Browser().install();
  const without = 'the network, without the worker';
  assert.equal(await browser.ask({ path: '/api/workshops/w_1/state' }), without);
  assert.equal(await browser.ask({ path: '/api/workshops/w_1/exports/nodes.csv', mode: 'navigate' }), without);
  assert.equal(await browser.ask({ path: '/api/model.json', headers: new Headers({ authorization: 'Bearer secret' }) }), without);
  assert.equal(await browser.ask({ path: '/api/join', method: 'POST' }), without);
  assert.equal(await browser.ask({ path: '/sockjs/info' }), without);
  const kept = (await browser.stores.get('preau-v1').keys()).map(({ url }) => url.slice(ORIGIN.length));
  assert.deepEqual(kept.sort(), ['/', '/api/model.json', '/js/late.js', '/js/main.js']);
});
