/**
 * IndexedDB behind promises: rows in stores, changed in transactions that are applied whole or not at all and one after the
 * other in all tabs of the device. A transaction lives as long as it is asked something: nothing else may be awaited in it.
 *
 * @typedef {'boards' | 'people' | 'records' | 'pages' | 'refused' | 'models'} Store
 * @typedef {string | [string, string]} Key
 *
 * @typedef {object} Tx
 * @property {(store: Store, key: Key) => Promise<any>} get     undefined where there is none
 * @property {(store: Store, place?: string) => Promise<any[]>} all  those of a place, or of all places
 * @property {(store: Store, row: object) => void} put
 * @property {(store: Store, key: Key) => void} remove
 * @property {(store: Store, place: string) => void} clear      all rows of a place
 *
 * @typedef {object} Shelf
 * @property {<T>(run: (tx: Tx) => Promise<T>) => Promise<T>} read
 * @property {<T>(run: (tx: Tx) => Promise<T>) => Promise<T>} change  done when it is committed; rejected where nothing was changed
 */

const NAME = 'preau';
const VERSION = 1;
/** Store → what its rows are found by. @type {{[store in Store]: string | string[]}} */
const KEYS = { boards: 'place', people: 'place', records: ['place', 'id'], pages: ['place', 'page'], refused: ['place', 'id'], models: 'name' };
/** Milliseconds: a browser whose storage is damaged may never answer, and is not asked again for a while. */
const OPENING = 3000;
const BROKEN = 30_000;

/** @implements {Shelf} */
export class IndexedDbShelf {
  /** @type {Promise<IDBDatabase> | null} */
  #database = null;

  /** @param {IDBFactory} [factory] nothing where the browser has none */
  constructor(factory = factoryOf()) {
    this.factory = factory;
  }

  /** @template T @param {(tx: Tx) => Promise<T>} run @returns {Promise<T>} */
  read(run) {
    return this.#transact('readonly', run);
  }

  /** @template T @param {(tx: Tx) => Promise<T>} run @returns {Promise<T>} */
  change(run) {
    return this.#transact('readwrite', run);
  }

  /** @template T @param {IDBTransactionMode} mode @param {(tx: Tx) => Promise<T>} run @returns {Promise<T>} */
  async #transact(mode, run) {
    const transaction = (await this.#open()).transaction(Object.keys(KEYS), mode);
    const committed = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    });
    committed.catch(() => undefined);
    try {
      const result = await run(askedOf(transaction));
      await committed;
      return result;
    } catch (error) {
      abort(transaction);
      throw error;
    }
  }

  #open() {
    if (!this.#database) {
      this.#database = this.#connect();
      this.#database.catch(() => { setTimeout(() => { this.#database = null; }, BROKEN); });
    }
    return this.#database;
  }

  /** @returns {Promise<IDBDatabase>} */
  #connect() {
    return new Promise((resolve, reject) => {
      if (!this.factory) return reject(new Error('no IndexedDB'));
      setTimeout(() => reject(new Error('IndexedDB does not answer')), OPENING);
      const request = this.factory.open(NAME, VERSION);
      request.onupgradeneeded = () => { for (const [store, keyPath] of Object.entries(KEYS)) request.result.createObjectStore(store, { keyPath }); };
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        // A newer page of another tab needs another version, or the browser has cleared it: the next transaction opens it anew.
        database.onversionchange = () => { database.close(); this.#database = null; };
        database.onclose = () => { this.#database = null; };
        resolve(database);
      };
    });
  }
}

function factoryOf() {
  try {
    return globalThis.indexedDB;
  } catch {
    return undefined;
  }
}

/** @param {IDBTransaction} transaction @returns {Tx} */
function askedOf(transaction) {
  return {
    get: (store, key) => answer(transaction.objectStore(store).get(key)),
    all: (store, place) => answer(transaction.objectStore(store).getAll(place === undefined ? null : within(store, place))),
    put: (store, row) => { transaction.objectStore(store).put(row); },
    remove: (store, key) => { transaction.objectStore(store).delete(key); },
    clear: (store, place) => { transaction.objectStore(store).delete(within(store, place)); },
  };
}

/** @param {Store} store @param {string} place */
const within = (store, place) => (Array.isArray(KEYS[store]) ? IDBKeyRange.bound([place], [place, []]) : IDBKeyRange.only(place));

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** @param {IDBTransaction} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}
