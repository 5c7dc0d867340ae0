/**
 * Serves the page without the network. Everything that the page consists of arrives in one file, so that a version is had
 * whole or not at all. Each page keeps the version that it was opened with: the server, asked first, says which one it has; where it
 * is the one that is here, or nobody answers soon, the page and its parts come from here, else from the network while the
 * new version is fetched for next time. Of the API only the model is kept. No request with a token is answered from here.
 */
const VERSION = '';
const STORE = `preau-${VERSION}`;
/** Page (client) → the version that it was opened with. */
const PAGES = 'preau-pages';
const MODEL = '/api/model.json';
/** Milliseconds until what is here serves in place of a server that does not answer. */
const SOON = 2000;

self.addEventListener('install', (event) => event.waitUntil(fetchAll().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim().then(forgetOld)));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || request.headers.has('authorization')) return;
  if (url.pathname === MODEL) event.respondWith(model(request));
  else if (isPage(request, url.pathname)) event.respondWith(page(event));
  else if (isPart(url.pathname)) event.respondWith(part(event, url.pathname));
});

/** Every path without a dot is a screen of the one page, but those of the server's other interfaces. */
const isPage = (request, path) => request.mode === 'navigate' && !path.includes('.') && !isOther(path);
const isPart = (path) => path.includes('.') && !isOther(path);
const isOther = (path) => /^\/(api|health|metrics|ws|sockjs|eventbus)(\/|$)/.test(path);

async function fetchAll() {
  const [all, document, declaration] = await Promise.all(['/offline.json', '/', MODEL].map((path) => fetch(path, { cache: 'no-store' })));
  const { version, files } = await all.json();
  if (version !== VERSION || versionOf(document) !== VERSION) throw new Error('the server has another version by now');
  const store = await caches.open(STORE);
  await store.put('/', document);
  if (declaration.ok) await store.put(MODEL, declaration);
  await Promise.all(Object.entries(files).map(([path, { type, text }]) => store.put(path, new Response(text, { headers: { 'content-type': type } }))));
}

/** @returns the version that the server's page stands for; empty where it is no page of ours */
const versionOf = (answer) => (answer.ok && !answer.redirected ? (answer.headers.get('etag') ?? '').replace(/^W\/|"/g, '') : '');

async function page(event) {
  const store = await caches.open(STORE);
  const here = await store.match('/');
  const asked = fetch(event.request);
  const answer = await (here ? Promise.race([asked.catch(() => undefined), pause()]) : asked);
  const version = answer ? versionOf(answer) : '';
  const serves = here && (version === '' || version === VERSION);
  if (!serves) event.waitUntil(self.registration.update());
  // Before the page can ask for its parts.
  await note(event.resultingClientId, serves ? VERSION : version);
  return serves ? here : answer;
}

async function part(event, path) {
  const version = await versionHad(event.clientId);
  const had = version && await caches.has(`preau-${version}`) ? await (await caches.open(`preau-${version}`)).match(path) : undefined;
  if (had) return had;
  try {
    return await fetch(event.request);
  } catch (error) {
    // A page that was open before this worker came, and lost the network since.
    const here = version ? undefined : await (await caches.open(STORE)).match(path);
    if (here) return here;
    throw error;
  }
}

async function model(request) {
  const store = await caches.open(STORE);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok) await store.put(MODEL, answer.clone());
    return answer;
  });
  const here = await store.match(MODEL);
  if (!here) return asked;
  return await Promise.race([asked.catch(() => undefined), pause()]) ?? here;
}

async function note(client, version) {
  const pages = await caches.open(PAGES);
  await pages.put(`/${client}`, new Response(version));
}

async function versionHad(client) {
  const noted = client && await (await caches.open(PAGES)).match(`/${client}`);
  return noted ? noted.text() : '';
}

/** Forgets the versions that no open page was opened with. */
async function forgetOld() {
  const pages = await caches.open(PAGES);
  const open = new Set((await self.clients.matchAll({ includeUncontrolled: true })).map((client) => `/${client.id}`));
  const used = new Set([STORE, PAGES]);
  for (const request of await pages.keys()) {
    const { pathname } = new URL(request.url);
    if (open.has(pathname)) used.add(`preau-${await (await pages.match(request)).text()}`);
    else await pages.delete(request);
  }
  for (const name of await caches.keys()) if (name.startsWith('preau-') && !used.has(name)) await caches.delete(name);
}

const pause = () => new Promise((resolve) => { setTimeout(() => resolve(undefined), SOON); });
