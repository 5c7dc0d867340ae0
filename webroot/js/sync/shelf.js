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
 * @property {<T>(run: (tx: Tx) => Promise<T>) => Promise<T>} change  done when it is committed; rejected where nothing was changed, or where
 *     that took too long: then it may have been all the same
 */

const NAME = 'preau';
const VERSION = 1;
/** Store → what its rows are found by. @type {{[store in Store]: string | string[]}} */
const KEYS = { boards: 'place', people: 'place', records: ['place', 'id'], pages: ['place', 'page'], refused: ['place', 'id'], models: 'name' };
/** Milliseconds: a browser whose storage is damaged may never answer, nor end a transaction, and is not asked again for a while. */
export const TIMES = { opening: 3000, transaction: 5_000, broken: 30_000 };

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
    const database = await this.#open();
    const transaction = database.transaction(Object.keys(KEYS), mode);
    const committed = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    });
    committed.catch(() => undefined);
    try {
      return await inTime(TIMES.transaction, () => this.#giveUp(database), async () => {
        const result = await run(askedOf(transaction));
        await committed;
        return result;
      });
    } catch (error) {
      abort(transaction);
      throw error;
    }
  }

  #open() {
    return this.#database ?? this.#use(this.#connect());
  }

  /** @param {Promise<IDBDatabase>} database until it fails, and for a while after that */
  #use(database) {
    this.#database = database;
    database.catch(() => { setTimeout(() => { if (this.#database === database) this.#database = null; }, TIMES.broken); });
    return database;
  }

  /** @param {IDBDatabase} database that does not end its transactions */
  #giveUp(database) {
    database.close();
    this.#use(Promise.reject(new Error('IndexedDB does not answer')));
  }

  /** @returns {Promise<IDBDatabase>} */
  #connect() {
    return new Promise((resolve, reject) => {
      if (!this.factory) return reject(new Error('no IndexedDB'));
      let late = false;
      setTimeout(() => {
        late = true;
        reject(new Error('IndexedDB does not answer'));
      }, TIMES.opening);
      const request = this.factory.open(NAME, VERSION);
      request.onupgradeneeded = () => { for (const [store, keyPath] of Object.entries(KEYS)) request.result.createObjectStore(store, { keyPath }); };
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        if (late) return database.close();
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

/** @template T @param {number} milliseconds @param {() => void} late @param {() => Promise<T>} run @returns {Promise<T>} rejected where it takes longer */
async function inTime(milliseconds, late, run) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => {
      late();
      reject(new Error('takes too long'));
    }, milliseconds);
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([run(), over]));
  } finally {
    clearTimeout(timer);
  }
}

/** @param {IDBTransaction} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}
