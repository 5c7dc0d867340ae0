/** A workshop on this device: the line to it, and what the phone's and the large screen's pages have in common. */
import { html, nothing } from 'lit-html';
import { rightsRefusal } from '../board/model.js';
import { Room } from '../sync/room.js';
import { keepToken, t, tokenOf } from './device.js';
import { icon } from './marks.js';
import { holdInPlace, showInDialogs, toast, updateDialogs } from './ui.js';

/**
 * @typedef {{mark: unknown, label: string, run: () => void, is?: string}} Deed  mark: its icon; is: how things stand, where what it does is to take that back
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../sync/room.js').Refused} Refused
 *
 * What every part of the page works with.
 * @typedef {object} Place
 * @property {string} id of the workshop
 * @property {Room} room
 * @property {boolean} storageAway
 * @property {boolean} late whether what was done here takes longer to arrive than one would notice
 * @property {number} version another one whenever cards and links may look different in lists
 * @property {number} figures the same of what the server counts
 * @property {() => void} update draws the page again, soon
 * @property {(id: string) => void | Promise<void>} open shows a card or proposal
 * @property {() => void} look brings the shown board before the person
 * @property {(() => void) | undefined} give brings the person back to where they write, where that is not in sight all the time
 * @property {(records: BoardRecord[]) => Deed[]} deeds what those who facilitate may do with cards; none for the others
 * @property {() => void} openRefused shows what was not accepted
 * @property {(ops: Op[]) => string} act does it, or answers why not, as a sentence
 * @property {(op: Op) => import('../board/types.js').Refusal | null} why not: what the person's role, the phase and the votes do not allow now
 * @property {(op: Op) => boolean} may
 * @property {typeof import('./rules.js') | undefined} rules by which the server will judge, once they are there
 * @property {() => Promise<typeof import('./rules.js')>} judge has them there
 * @property {string} as the role that the person had when the page was opened
 * @property {string} home id of the board that the person gives to now
 * @property {string} at id of the board that is shown: home, unless the person went to another in this phase
 * @property {(board: string) => void} go shows another board, until the workshop goes on to another phase
 */

/** Milliseconds after which what is not needed for a first contribution is fetched. */
const WHEN_QUIET = 1500;
/** Milliseconds after which something that has not arrived is told, although the line seems to be there. */
const LATE = 1000;
/** Milliseconds within which the lists show what is typed. */
const FOLLOW = 1000;

/**
 * Opens what is kept on this device, and connects; done when there is something to show.
 *
 * @param {string} id
 * @param {import('../board/model.js').Model | undefined} model where the page before has it already: the device has nothing of the workshop then
 * @param {(why: 'refused' | 'removed', room: Room) => void} leave when the server no longer lets this device in; the room knows what it never took
 * @param {() => void} barred when the server lets no page of this address in
 * @returns {Promise<Place>}
 */
export async function openPlace(id, model, leave, barred) {
  const ask = async (/** @type {string} */ url) => (await fetch(url, { method: 'POST', credentials: 'omit' })).status;
  const as = new URLSearchParams(location.search).get('as') === 'participant' ? { role: 'participant', sees: (await import('../board/sight.js')).ofParticipant } : undefined;
  const room = new Room({ workshop: id, token: tokenOf(id) ?? '', as, model, ask });
  let gone = { board: '', phase: /** @type {unknown} */ (undefined) };
  /** @type {Place} */
  const place = {
    id, room, storageAway: false, late: false, version: 0, figures: 0, update: () => undefined, open: () => undefined, look: () => undefined, give: undefined, deeds: () => [], openRefused: () => undefined,
    rules: undefined,
    as: '',
    judge: async () => (place.rules ??= await import('./rules.js')),
    act: ops => {
      if (room.looksOn) return t('room.as-unsent');
      const why = place.rules?.problem(room, ops) ?? '';
      if (!why) room.submit(ops);
      return why;
    },
    why: op => (awaits(room) && op[0] === 'put' && WRITTEN.has(op[1]) ? { code: 'not-begun' } : place.rules ? place.rules.why(room, op) : rightsRefusal(room.board, op, room.you)),
    may: op => place.why(op) === null,
    get home() { return place.rules?.boardFor(room.board, room.you) || 'main'; },
    get at() { return gone.phase === room.board.get('workshop')?.phase && room.board.standing(gone.board, 'board') ? gone.board : place.home; },
    go: board => { gone = { board, phase: room.board.get('workshop')?.phase }; place.version++; place.update(); },
  };
  const ready = new Promise(resolve => {
    const look = () => {
      if (room.board.get('workshop')) resolve(undefined);
      else if (room.barred) barred();
    };
    for (const event of ['state', 'change', 'people']) room.addEventListener(event, look);
  });
  room.addEventListener('change', event => { if (!/** @type {CustomEvent<{textsOnly: boolean}>} */ (event).detail.textsOnly) place.version++; });
  room.addEventListener('derived', () => place.figures++);
  followBodies(place);
  room.addEventListener('state', () => {
    if (room.state !== 'refused' && room.state !== 'removed') return place.update();
    place.update = () => undefined;
    showInDialogs(() => nothing);
    if (room.state === 'refused') keepToken(id, null);
    room.leave();
    leave(room.state === 'removed' ? 'removed' : 'refused', room);
  });
  room.addEventListener('refused', () => place.update());
  room.addEventListener('unsent', () => toast(t('room.as-unsent')));
  room.addEventListener('status', event => { place.storageAway = /** @type {CustomEvent<{storage: string}>} */ (event).detail.storage === 'away'; place.update(); });
  watchArrival(place);
  window.addEventListener('beforeunload', event => { if (room.pending > 0 && !room.safe) event.preventDefault(); });
  if (model) room.start();
  else if (as) startUnkept(room);
  else import('../sync/keeping.js').then(({ openKept }) => openKept(room), () => startUnkept(room));
  await ready;
  place.as = room.you.role;
  await followSteering(place);
  if (model) keepSoon(room, matchMedia('(min-width: 900px)').matches ? 0 : WHEN_QUIET);
  return place;
}

/** Of long texts the lists show only what is said of a card; they follow it now and then, since each costs all of its rows. @param {Place} place */
function followBodies(place) {
  let waits = false;
  place.room.addEventListener('text', event => {
    if (waits || /** @type {CustomEvent<import('../sync/texts.js').TextChange>} */ (event).detail.field !== 'body') return;
    waits = true;
    setTimeout(() => {
      waits = false;
      place.version++;
      place.update();
    }, FOLLOW);
  });
}

/** Notices when the same change has been pending for a while. @param {Place} place */
function watchArrival(place) {
  const { room } = place;
  const first = () => room.replica.pending[0]?.id;
  /** @type {string | undefined} */
  let watched;
  const tell = (/** @type {boolean} */ late) => {
    if (place.late === late) return;
    place.late = late;
    place.update();
  };
  const look = () => {
    if (first() === watched) return;
    tell(false);
    const waiting = watched = first();
    if (waiting) setTimeout(() => { if (first() === waiting) tell(true); }, LATE);
  };
  room.addEventListener('pending', look);
}

/** What keeps a workshop did not come: it works without, and is kept once it has. @param {Room} room */
async function startUnkept(room) {
  const { Model } = await import('../board/model.js');
  for (let wait = 500; ; wait = Math.min(2 * wait, 10_000)) {
    try {
      room.useModel(new Model(await (await fetch('/api/model.json')).json()));
      break;
    } catch {
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }
  room.start();
  keepSoon(room);
}

/** One that is seen as somebody else is not kept: the device would begin with it. @param {Room} room which nothing keeps yet @param {number} [wait] milliseconds: a large screen need not be sparing at first */
function keepSoon(room, wait = WHEN_QUIET) {
  if (room.looksOn) return;
  setTimeout(() => import('../sync/keeping.js').then(({ keepOpen }) => keepOpen(room), () => keepSoon(room)), wait);
}

/**
 * What was not accepted, as people see it: a list for each thing. All that was typed into a text is one, and so is all that was
 * changed of a card, and what was created with what was written into it.
 *
 * @param {Refused[]} refused
 * @returns {Refused[][]}
 */
export function things(refused) {
  const created = new Set(refused.flatMap(({ ops }) => ops.flatMap(op => (op[0] === 'put' ? [op[2]] : []))));
  /** @type {Map<string, Refused[]>} */
  const things = new Map();
  for (const one of refused) {
    const [op] = one.ops;
    const about = op?.[0] === 'put' ? op[2] : op?.[1];
    const key = one.ops.length !== 1 || op[0] === 'del' || op[0] === 'restore' ? one.id : created.has(about) ? about : op[0] === 'text' ? `${about} ${op[2]}` : `${about} set`;
    things.set(key, [...things.get(key) ?? [], one]);
  }
  return [...things.values()];
}

/** @param {Room} room whether the facilitator has begun something that is shown on every screen */
export function isSteered({ board }) {
  const workshop = board.get('workshop') ?? {};
  return ['ended', 'phase', 'locked', 'spotlight', 'gather', 'timer_ends', 'timer_left'].some(name => Object.hasOwn(workshop, name));
}

/** As board/agenda.js has it, which a first visit does without. @param {Room} room whether the workshop was brought to an end */
export const isEnded = ({ board }) => (board.get('workshop')?.ended ?? null) !== null;

/** @param {Room} room whether there is an agenda that has not begun, so that people wait to be told what to do */
export function isAwaited({ board }) {
  const { phase, free, ended } = board.get('workshop') ?? { id: 'workshop', type: 'workshop' };
  if (phase !== undefined || free === true || ended !== undefined) return false;
  return board.visible('phase').some(({ skipped }) => skipped !== true);
}

/** @param {Room} room who is in the room: not those who wait at its door, nor its screen */
export const presentIn = ({ board, people, you }) => [...people].filter(([id, person]) => (person.here || id === you.id) && person.role !== 'waiting' && board.get(id)?.screen !== true).map(([id, person]) => ({ id, ...person }));

/** What people write. */
const WRITTEN = new Set(['card', 'proposal', 'link']);

/** @param {Room} room whether this person is to wait for the first step */
export const awaits = room => room.you.role === 'participant' && isAwaited(room);

/** Has the rules there as soon as there is something that they are about. @param {Place} place */
async function followSteering(place) {
  const { room } = place;
  const load = async () => {
    await place.judge().catch(() => undefined);
    place.version++;
    place.update();
  };
  room.addEventListener('change', () => { if (!place.rules && isSteered(room)) load(); });
  setTimeout(load, WHEN_QUIET);
  if (isSteered(room)) await load();
}

/** Says what this person did, with a way to undo it for as long as they have done nothing else. @param {Room} room @param {string} text @param {number} [made] how much was done by then */
export function sayDone(room, text, made = room.made) {
  if (room.looksOn) return;
  const close = toast(text, { label: t('common.undo'), run: () => { if (room.made === made) again(room, 'undo'); } });
  const until = new AbortController();
  const stop = () => { until.abort(); close(); };
  room.addEventListener('refused', event => { if (/** @type {CustomEvent<{id?: string}>} */ (event).detail.id !== undefined) stop(); }, until);
  room.addEventListener('change', () => { if (room.made !== made) stop(); }, until);
}

/** Says what has become of what was just added: that it is there only when the server has it. @param {Place} place @param {string} title */
export async function sayGiven(place, title) {
  const { room } = place;
  const { made } = room;
  const id = room.replica.pending.at(-1)?.id;
  const sent = room.online && await arrived(room, id);
  if (room.made !== made || room.refused.some(refused => refused.id === id)) return;
  const how = sent ? 'sent' : !room.safe ? 'waiting' : room.online ? 'sending' : 'kept';
  sayDone(room, t(`contribute.${how}`, { title }), made);
}

/** @param {Room} room @param {string | undefined} id of a transaction @returns {Promise<boolean>} whether the server has it, or has refused it, soon */
export function arrived(room, id) {
  const under = () => room.replica.pending.some(tx => tx.id === id);
  const over = new AbortController();
  return new Promise(resolve => {
    const look = () => {
      if (under() && room.online) return;
      over.abort();
      resolve(!under());
    };
    for (const event of ['pending', 'state']) room.addEventListener(event, look, over);
    setTimeout(() => { over.abort(); resolve(!under()); }, LATE);
    look();
  });
}

/** Puts a card, proposal or link into the bin. @param {Place} place @param {BoardRecord} record @param {() => void} [gone] called when it went */
export function bin(place, record, gone = () => undefined) {
  unlessWritten(place.room, [record.id], () => {
    const why = place.act([['del', record.id]]);
    if (why) {
      toast(why);
    } else {
      sayDone(place.room, t('card.binned', { title: record.title ?? t('card.link') }));
      gone();
    }
  });
}

/** Undoes what this person did last, or does again what they undid; asks first where that bins what others are writing in. @param {Room} room @param {'undo' | 'redo'} as */
export function again(room, as) {
  unlessWritten(room, room.ahead(as).flatMap(op => (op[0] === 'del' ? [op[1]] : [])), () => { room[as](); });
}

/** Asks first where others are writing in what is to go. @param {Room} room @param {string[]} ids @param {() => void} go */
export function unlessWritten(room, ids, go) {
  const written = ids.map(id => ({ title: room.board.get(id)?.title ?? t('card.link'), writers: writersIn(room, id) })).filter(({ writers }) => writers.length > 0);
  if (written.length === 0) return go();
  import('./askfirst.js').then(({ askFirst }) => askFirst(written, ids.length, go), () => toast(t('problem-page.unreachable')));
}

/** @param {Room} room @param {string} id @returns {string[]} the names of those who are writing in it */
const writersIn = (room, id) => [...room.presences].flatMap(([person, { text }]) => (text?.record === id ? room.people.get(person)?.name ?? [] : []));

/** @param {Place} place the state of the connection, always visible */
export function connection(place) {
  const { online, pending, elsewhere, safe } = place.room;
  const n = pending + elsewhere;
  const say = (/** @type {string} */ how, /** @type {string} */ key) => html`<span class="connection ${how}" role="status">${t(`connection.${key}`, { n })}${elsewhere > 0 && key !== 'connected' ? ` ${t('connection.tabs')}` : ''}</span>`;
  if (online && place.storageAway) return say('away', 'storage');
  if (online && place.late && pending > 0) return safe ? say('waiting', 'sending') : say('away', 'sending-here');
  if (online) return say('', 'connected');
  const where = place.room.barred ? 'barred' : navigator.onLine ? 'again' : 'offline';
  const what = n === 0 ? '' : safe ? '-kept' : '-here';
  return say(where === 'again' && (n === 0 || safe) ? 'waiting' : 'away', `${where}${what}`);
}

/** @param {Refused[]} thing whether its author only has to say yes or no: it is for all to see by now, and was not when it was written */
export const isAsked = thing => thing.every(({ code }) => code === 'phase-moved');

/** @param {Place} place that something was not accepted, or waits for a yes, with the way to it, on one line */
export function rejections(place) {
  const all = things(place.room.refused);
  const n = all.length;
  if (n === 0) return nothing;
  const asks = all.every(isAsked);
  return html`<div class="rejected ${asks ? 'asks' : ''}" role="alert">${icon(asks ? 'help' : 'alert')}<strong>${t(asks ? 'reject.asks' : 'reject.title', { n })}</strong>
    <button type="button" class="button" aria-label=${asks ? nothing : t('reject.content')} @click=${() => place.openRefused()}>${t(asks ? 'reject.decide' : 'reject.see')}</button></div>`;
}

/** What holds for the workshop as a whole, beside its title: that it is locked, and for those who facilitate, who does not get in. @param {Place} place */
export function standing({ room }) {
  const { locked, door } = /** @type {Partial<BoardRecord>} */ (room.board.get('workshop') ?? {});
  const sign = (/** @type {string} */ mark, /** @type {string} */ key) => html`<span class="head-sign">${icon(mark)}${t(key)}</span>`;
  return html`<p class="head-signs" role="status">${locked === true ? sign('lock', 'head.locked') : nothing}${room.you.role === 'facilitator' && (door === 'closed' || door === 'ask') ? sign('room', `head.door-${door}`) : nothing}</p>`;
}

/** @param {Place} place */
export const isFacilitator = place => place.room.you.role === 'facilitator';

/** Draws at most once a frame, the open dialogs too: they cover the head of the page, and show in its place how things stand. @param {Place} place @param {() => void} drawPage */
export function drawOn(place, drawPage) {
  const draw = () => holdInPlace(() => {
    drawPage();
    updateDialogs();
  });
  showInDialogs(() => html`${connection(place)}${rejections(place)}`);
  let asked = false;
  place.update = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; draw(); });
  };
  const { room } = place;
  const update = () => place.update();
  for (const event of ['change', 'people', 'pending', 'derived']) room.addEventListener(event, update);
  window.addEventListener('online', update);
  window.addEventListener('offline', update);
  draw();
}
