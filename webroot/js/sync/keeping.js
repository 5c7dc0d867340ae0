/**
 * A room that is kept on the device: shown at once as it was kept, also where the server is not reached, and kept from then on.
 *
 * @typedef {import('./room.js').Room} Room
 * @typedef {import('./keeper.js').Parts} Parts
 * @typedef {Pick<Parts, 'shelf' | 'tab' | 'channel' | 'persist' | 'now'>} Device
 */
import { Model } from '../board/model.js';
import { Keeper } from './keeper.js';
import { IndexedDbShelf } from './shelf.js';
import { sift } from './sound.js';
import { Tab, tabStorage } from './tab.js';
import { channelOf } from './tabs.js';

/**
 * Milliseconds. `model`: for which the server may be asked for its model before the one that is kept serves. `device`: for which the
 * device may be asked what it keeps, and again for what earlier page loads left, before the room goes without it.
 */
export const WAITS = { model: 700, device: 1500 };

/** Opens a room with what is kept; where the device takes long, without, and what it keeps comes in whenever it answers. @param {Room} room not started @param {Device} [device] */
export async function openKept(room, device) {
  const keeper = keeperOf(room, device);
  const asked = room.options.model ? Promise.resolve(room.options.model.declaration) : askModel(room, keeper);
  const opened = keeper.open();
  let kept = await Promise.race([opened, pause(room, WAITS.device).then(() => asked).then(() => null)]);
  if (kept && !room.options.model) kept = await askedAgain(room, keeper, kept, asked);
  if (!room.options.model) room.useModel(await modelOf(kept?.model ? Promise.race([asked, pause(room, WAITS.model).then(() => kept.model)]) : asked, asked));
  if (kept?.board) room.show(kept.board);
  if (kept) await Promise.race([begin(room, keeper), pause(room, WAITS.device)]);
  room.start();
  if (!kept) await goOn(room, keeper, opened);
}

/**
 * Nothing can be shown without a model: where the device did not give one, it is asked again until the server has.
 *
 * @param {Room} room
 * @param {Keeper} keeper
 * @param {Awaited<ReturnType<Keeper['open']>>} kept
 * @param {Promise<any>} asked
 */
async function askedAgain(room, keeper, kept, asked) {
  let given = false;
  asked.then(() => { given = true; });
  while (!kept.model) {
    await Promise.race([asked, pause(room, WAITS.device)]);
    if (given) break;
    kept = await keeper.open();
  }
  return kept;
}

/** @param {Promise<any>} first a declaration, which may be one that was kept @param {Promise<any>} asked that of the server */
async function modelOf(first, asked) {
  try {
    return new Model(await first);
  } catch (error) {
    console.warn('the model that this device kept cannot be understood', error);
    return new Model(await asked);
  }
}

/** Keeps a room from now on. @param {Room} room that is open @param {Device} [device] */
export async function keepOpen(room, device) {
  const keeper = keeperOf(room, device);
  keeper.keepModel(room.model.declaration);
  await goOn(room, keeper, keeper.open());
}

/** Keeps a room that does not come from what is kept. @param {Room} room @param {Keeper} keeper @param {Promise<unknown>} opened */
async function goOn(room, keeper, opened) {
  await opened;
  keeper.replaced(0);
  await begin(room, keeper);
}

/** @param {Room} room @param {Keeper} keeper that is open: of a room that the person has left, nothing is kept */
const begin = (room, keeper) => (room.keepBy(keeper) ? keeper.claim() : keeper.forget());

/** @param {Room} room @param {Device} [device] */
function keeperOf(room, device) {
  const place = `${room.workshop}.${room.options.token.slice(0, 8)}`;
  return new Keeper({ place, memory: memoryOf(room), clock: room.connection.clock, ...(device ?? thisDevice(place)) });
}

/** @param {string} place @returns {Device} */
const thisDevice = (place) => ({
  shelf: new IndexedDbShelf(), tab: new Tab(place, tabStorage()), channel: channelOf(`preau:${place}`),
  persist: () => { globalThis.navigator?.storage?.persist?.().catch(() => undefined); },
});

/** @param {Room} room @returns {import('./keeper.js').Memory} what is to be kept of it */
const memoryOf = (room) => ({
  head: () => ({ seq: room.replica.seq, revs: room.replica.revs, you: room.you }),
  people: () => Object.fromEntries(room.people),
  ids: () => Array.from(room.replica.confirmed.all(), ({ id }) => id),
  record: (id) => {
    const record = room.replica.confirmed.get(id);
    return record && { record, deleted: room.replica.confirmed.inBin(id) };
  },
  pending: () => ({ txs: room.replica.pending, kept: room.replica.keepable() }),
  show: (kept) => room.show(kept),
  resume: (kept, own) => room.takeOver(sift(kept), own),
  listed: (ids) => room.replica.listed(ids),
  drop: (ids) => room.handOver(ids),
  told: () => { room.dispatchEvent(new CustomEvent('refused', { detail: {} })); },
});

/** @param {Room} room @param {Keeper} keeper @returns {Promise<any>} its declaration, once the server gives it */
async function askModel(room, keeper) {
  for (let wait = 500; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      const answer = await fetch(`${room.origin}/api/model.json`);
      if (!answer.ok) throw new Error(String(answer.status));
      const declaration = await answer.json();
      keeper.keepModel(declaration);
      return declaration;
    } catch {
      await pause(room, wait);
    }
  }
}

/** @param {Room} room @param {number} milliseconds @returns {Promise<void>} */
const pause = (room, milliseconds) => new Promise((resolve) => { room.connection.clock.after(() => resolve(), milliseconds); });
