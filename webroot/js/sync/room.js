/**
 * A workshop as screens see it: a board that is always ready to be read and changed, the people in it, and one word on the
 * state of the line. Whatever is submitted is shown at once, kept until the server has it, and rolled back if it refuses.
 *
 * Events, each with `detail`: `change` {ids, textsOnly}, `text` {id, field, edit, by, own} for each change of a long text, before the `change`,
 * `state` {state}, also when the line is doubted, `welcome`, `people`, `presence` {ids}, `derived` {ids}, `pending`, `refused` {id} where something was, `status` {storage},
 * `unsent` for what was to be done where one only looks.
 *
 * A facilitator can look at the workshop as a participant (`as`): the board then is without what participants do not see, and nothing is sent.
 *
 * @typedef {import('../board/types.js').Op} Op
 * @typedef {import('./connection.js').State} State
 * @typedef {{name: string, family?: string, organisation?: string, role: string, here: boolean}} Person
 * @typedef {import('./keeper.js').Refused} Refused
 * @typedef {{role: string, sees: (board: import('../board/board.js').Board, you: string) => import('../board/board.js').Board}} As  in which role a facilitator looks on, and what there is of a board then
 * @typedef {{workshop: string, token: string, as?: As, origin?: string, WebSocketClass?: any, model?: Model,
 *            clock?: import('./connection.js').Clock, loadFallback?: import('./connection.js').Options['loadFallback'], ask?: import('./connection.js').Options['ask']}} Options
 */
import { Model, newId } from '../board/model.js';
import { Connection } from './connection.js';
import { Replica, isNothing } from './replica.js';
import { Sending, inParts } from './sending.js';
import { Undo } from './undo.js';

export class Room extends EventTarget {
  #client = newId();
  #counter = 0;
  #made = 0;
  #undo = new Undo();
  #running = false;
  #left = false;
  /** Milliseconds by which the server's clock is ahead of this device's. */
  #ahead = 0;
  /** What keeps this workshop on the device; nothing before it is there. @type {import('./keeper.js').Keeper | null} */
  #keeper = null;
  /** What was refused before it was there. @type {Refused[]} */
  #refused = [];
  /** The board as one looks at it in another role; made anew once something has changed. @type {import('../board/board.js').Board | undefined} */
  #seen = undefined;
  #sending = new Sending({
    replica: () => this.replica, keeper: () => this.#keeper, keep: () => this.#keep(), isOpen: () => this.state === 'connected',
    send: (frame) => this.connection.send(frame), refuse: (id, code) => this.#rejected({ id, code, message: '' }),
  });

  /** @param {Options} options */
  constructor(options) {
    super();
    this.options = options;
    this.origin = options.origin ?? globalThis.location?.origin ?? '';
    this.workshop = options.workshop;
    this.model = options.model ?? new Model({ families: {}, types: {}, limits: { records: 0, ops: 200 } });
    this.replica = new Replica(this.model);
    this.you = { id: '', role: 'observer' };
    /** @type {Map<string, Person>} */
    this.people = new Map();
    /** Figures that only the server knows, by the id of the phase or poll that they are about. @type {Map<string, any>} */
    this.derived = new Map();
    /** What others told of where they are, by participant. @type {Map<string, any>} */
    this.presences = new Map();
    this.connection = new Connection({
      origin: this.origin, token: options.token, WebSocketClass: options.WebSocketClass, clock: options.clock, loadFallback: options.loadFallback, ask: options.ask,
      since: () => this.replica.seq,
      onMessage: (message) => this.#hear(message),
      onState: (state, unread) => this.#lineChanged(state, unread),
    });
  }

  /** @returns {State} */
  get state() {
    return this.connection.state;
  }

  /** The board with everything that was done here. */
  get board() {
    const { as } = this.options;
    return as ? this.#seen ??= as.sees(this.replica.board, this.you.id) : this.replica.board;
  }

  /** Whether one looks at the workshop in another role than one's own, in which nothing can be done. */
  get looksOn() {
    return this.options.as !== undefined;
  }


  /** The time on the server's clock, as far as one knows it: epoch milliseconds. */
  get now() {
    return Date.now() + this.#ahead;
  }

  /** How many transactions the server has not acknowledged yet. */
  get pending() {
    return this.replica.pending.length;
  }

  /** How often something was done here, undone and done again. */
  get made() {
    return this.#made;
  }

  get canUndo() {
    return this.#undo.canUndo;
  }

  get canRedo() {
    return this.#undo.canRedo;
  }

  /** @param {import('./undo.js').Place} within */
  canUndoIn(within) {
    return this.#undo.canUndoIn(within);
  }

  /** @param {import('./undo.js').Place} within */
  doneIn(within) {
    return this.#undo.doneIn(within);
  }

  /** @param {import('./undo.js').Place} within */
  canRedoIn(within) {
    return this.#undo.canRedoIn(within);
  }

  /** Whether what is done now goes out at once, as far as one can know. */
  get online() {
    return this.connection.sure;
  }

  /** Whether the server lets no page of this address connect. */
  get barred() {
    return this.connection.barred;
  }

  /** Whether what is pending outlives this page. */
  get safe() {
    return this.#keeper?.safe ?? false;
  }

  /** How many changes the person's other pages keep on this device. */
  get elsewhere() {
    return this.#keeper?.elsewhere ?? 0;
  }

  /** What the server did not accept, until it is dismissed. @returns {Refused[]} */
  get refused() {
    return this.#keeper?.refused ?? this.#refused;
  }

  /** @param {string[]} ids of what was refused and is not to be shown any more */
  dismiss(ids) {
    this.#refused = this.#refused.filter(({ id }) => !ids.includes(id));
    this.#keeper?.dismiss(ids);
    this.#emit('refused', {});
  }

  /** Opens the line; the state and the events tell how it goes. */
  start() {
    if (this.#running || this.#left) return;
    this.#running = true;
    this.connection.start();
  }

  stop() {
    this.#running = false;
    this.connection.stop();
    this.#keeper?.close();
  }

  /** Forgets the workshop on this device: the person does not take part any more. What was not sent counts as refused, as long as the page lives. */
  leave() {
    this.#left = true;
    const unsent = this.replica.listed(this.replica.pending.map(({ id }) => id)).map((one) => ({ ...one, code: 'left', message: '', at: Date.now() }));
    this.#refused = [...this.refused, ...unsent];
    this.stop();
    this.#keeper?.forget();
    this.#keeper = null;
  }

  /** From now on this keeps everything on the device. @param {import('./keeper.js').Keeper} keeper @returns {boolean} false where the person has left: there is nothing to keep */
  keepBy(keeper) {
    if (this.#left) return false;
    for (const refused of this.#refused) keeper.refuse(refused);
    this.#refused = [];
    this.#keeper = keeper;
    this.#emit('refused', {});
    return true;
  }

  /** Takes a model, before anything else. @param {Model} model */
  useModel(model) {
    this.model = model;
    this.replica = new Replica(model);
  }

  /** Shows what was kept, until the server says how it is now. @param {import('./keptboard.js').Kept} kept */
  show({ seq, revs, you, people, records }) {
    this.you = you;
    this.replica.you = you.id;
    this.people = new Map(Object.entries(people).map(([id, person]) => [id, /** @type {Person} */ ({ ...person, here: false })]));
    const ids = this.replica.replace(records.map(({ record }) => record), seq, revs);
    for (const { record, deleted } of records) if (deleted) this.replica.confirmed.apply(['del', record.id]);
    this.#tell(ids);
    this.#emit('people', {});
  }

  /**
   * Sends what another page load had pending; what of it is damaged counts as refused.
   *
   * @param {{sound: import('./replica.js').Kept, damaged: unknown[]}} kept
   * @param {boolean} [own] whether that was in this tab, which may have typed more than others know
   */
  takeOver({ sound, damaged }, own) {
    for (const one of damaged) this.#refuse({ id: newId(), code: 'damaged', message: '', ops: [], raw: JSON.stringify(one), at: Date.now() });
    this.#tell(this.replica.resume(sound, own));
    this.#emit('pending', {});
    this.#sending.go();
  }

  /** Leaves to another page what was pending here. @param {string[]} ids */
  handOver(ids) {
    const changed = this.replica.forget(ids);
    for (const id of ids) this.#undo.forget(id);
    this.#sending.settled(ids);
    this.#tell(changed);
    this.#emit('pending', {});
    this.#sending.go();
  }

  /**
   * Does something: it is shown at once, kept, and sent as soon as possible. What is more than a transaction may hold goes in several.
   *
   * @param {Op[]} ops
   * @param {{undoable?: boolean, group?: string}} [how] actions of one group are undone together
   * @returns {string} the id of the (last) transaction
   */
  submit(ops, { undoable = true, group } = {}) {
    return this.#submit(ops, undoable ? 'new' : null, group);
  }

  /** @param {import('./undo.js').Place} [within] only what was done in this text @returns {boolean} whether there was anything to undo */
  undo(within) {
    return this.#again(this.#undo.undo(this.board, within), 'undo');
  }

  /** @param {import('./undo.js').Place} [within] @returns {boolean} */
  redo(within) {
    return this.#again(this.#undo.redo(this.board, within), 'redo');
  }

  /** What undo or redo would do now. @param {'undo' | 'redo'} as @returns {Op[]} */
  ahead(as) {
    return this.#undo.ahead(this.board, as);
  }

  /** For whom something done now is: for its author or one table alone, or for all without a name; nothing of it where it is for all as it is. @returns {import('./sending.js').Apart} */
  #apart() {
    const phase = this.board.get(String(this.board.get('workshop')?.phase ?? ''));
    const own = phase?.mode === 'private' && phase.revealed !== true;
    if (phase?.mode !== 'group' && phase?.anonymous !== true && !own) return {};
    return phase.mode === 'private' && !own ? { phase: phase.id, shown: true } : { phase: phase.id };
  }

  /** @param {Op[]} ops @param {'new' | 'undo' | 'redo' | null} as @param {string} [group] */
  #submit(ops, as, group) {
    if (this.looksOn) {
      this.#emit('unsent', {});
      return '';
    }
    const changed = /** @type {Set<string>} */ (new Set());
    const parts = inParts(ops, this.model);
    const apart = this.#apart();
    const together = group ?? (parts.length > 1 ? newId() : undefined);
    const texts = /** @type {import('./texts.js').TextChange[]} */ ([]);
    let id = '';
    this.#made++;
    for (const part of parts) {
      id = this.replica.joins(part, apart) ?? `${this.#client}-${++this.#counter}`;
      if (as) this.#undo.note(this.board, id, part, { group: together, as });
      for (const touched of this.replica.submit(id, part, apart)) changed.add(touched);
      for (const op of part) if (op[0] === 'text') texts.push({ id: op[1], field: op[2], edit: op[4], by: this.you.id, own: true });
    }
    if (!as) for (const text of texts) this.#undo.noteText(text);
    this.#keep();
    this.#sending.go();
    this.#tell(changed, { own: texts, textsOnly: ops.every(isEdit) });
    return id;
  }

  /** @param {Op[]} ops @param {'undo' | 'redo'} as @returns {boolean} whether there was anything to do */
  #again(ops, as) {
    if (ops.length > 0) this.#submit(ops, as);
    else this.#emit('change', { ids: new Set() });
    return ops.length > 0;
  }

  /** @param {any} message */
  #hear(message) {
    switch (message.t) {
      case 'welcome': return this.#welcome(message);
      case 'txs': return this.#take(message.txs, message.seq, message.own);
      case 'reject': return this.#rejected(message);
      case 'people': return this.#peopleChanged(message.of);
      case 'presence': return this.#presencesChanged(message.of);
      case 'derived': return this.#derivedChanged(message.of);
      case 'status': return this.#emit('status', { storage: message.storage });
    }
  }

  /** @param {any} message */
  #welcome(message) {
    this.you = this.#as(message.you);
    this.replica.you = message.you.id;
    this.people = new Map(Object.entries(message.people));
    this.derived.clear();
    if (Number.isFinite(message.time)) this.#ahead = message.time - Date.now();
    this.#sending.startAfresh();
    const asked = this.replica.seq ?? 0;
    if (message.records) this.#tell(this.replica.replace(message.records, message.seq, message.revs, message.own));
    else this.#take(message.txs, message.seq, message.own);
    if (message.records) this.#keeper?.replaced(asked);
    this.#keeper?.peopleChanged();
    this.#emit('people', {});
    this.#sending.go();
    this.#emit('welcome', {});
  }

  /** @param {import('./replica.js').Tx[]} txs @param {number} seq @param {import('./replica.js').Op[]} [own] */
  #take(txs, seq, own) {
    const { changed, acknowledged, others, outrun } = this.replica.take(txs, seq, own);
    for (const tx of others) this.#undo.noteOthers(tx.ops);
    this.#keeper?.changed(changed);
    this.#followRole();
    for (const one of outrun) this.#refuse({ ...one, code: 'elsewhere', message: '', at: Date.now() });
    if (acknowledged.size > 0) {
      this.#sending.settled(acknowledged);
      this.#keep();
      this.#sending.go();
    }
    this.#tell(changed, { textsOnly: txs.every((tx) => tx.ops.every(isEdit)) });
  }

  /** @param {Set<string>} ids of what changed @param {{own?: import('./texts.js').TextChange[], textsOnly?: boolean}} [what] own: what was typed here just now; textsOnly: nothing but long texts has changed */
  #tell(ids, { own, textsOnly = false } = {}) {
    const texts = own ?? this.replica.takeTextChanges();
    if (this.looksOn) {
      const before = this.#seen;
      this.#seen = undefined;
      ids = new Set([...ids, ...[...before?.all() ?? [], ...this.board.all()].map(({ id }) => id)]);
    }
    if (!own) for (const text of texts) this.#undo.noteText(text);
    for (const text of texts) this.#emit('text', text);
    if (ids.size > 0 || own) this.#emit('change', { ids, textsOnly });
  }

  /** What the server knows by this id as another page sent it before is in the order; what was added to it since, on whatever page, is not. @param {{id: string, code: string, message: string}} message */
  #rejected({ id, code, message }) {
    const rolledBack = this.replica.reject(id);
    if (!rolledBack) return;
    this.#tell(rolledBack.changed);
    this.#sending.settled(rolledBack.ids);
    for (const one of rolledBack.ids) this.#undo.forget(one);
    const told = code === 'id-reused' ? { code: 'elsewhere', message: '' } : { code, message };
    if (!isNothing(rolledBack.ops)) this.#refuse({ id, ...told, ops: rolledBack.ops, at: Date.now() });
    this.#emit('pending', {});
    this.#sending.go();
  }

  /** @param {{[id: string]: Person | null}} of */
  #peopleChanged(of) {
    update(this.people, of);
    this.#keeper?.peopleChanged();
    this.#emit('people', {});
  }

  /** @param {{id: string, role: string}} you @returns {{id: string, role: string}} a facilitator as whom they want to see the workshop */
  #as(you) {
    return this.options.as && you.role === 'facilitator' ? { ...you, role: this.options.as.role } : you;
  }

  /** A facilitator may have made this person something else. */
  #followRole() {
    const role = this.replica.confirmed.get(this.you.id)?.role;
    if (typeof role !== 'string') return;
    const you = this.#as({ ...this.you, role });
    if (you.role === this.you.role) return;
    this.you = you;
    this.#keeper?.peopleChanged();
    this.#emit('people', {});
  }

  /** @param {{[id: string]: any}} of */
  #derivedChanged(of) {
    update(this.derived, of);
    this.#emit('derived', { ids: new Set(Object.keys(of)) });
  }

  /** @param {{[id: string]: object | null}} of */
  #presencesChanged(of) {
    delete of[this.you.id];
    update(this.presences, of);
    this.#emit('presence', { ids: new Set(Object.keys(of)) });
  }

  /** @param {State} state @param {string} [unread] */
  #lineChanged(state, unread) {
    if (state !== 'connected') {
      const ids = new Set(this.presences.keys());
      this.presences.clear();
      this.#emit('presence', { ids });
      const unreadable = this.#sending.broken(unread);
      if (unread && unreadable) this.#rejected({ id: unreadable, code: unread, message: '' });
    }
    this.#emit('state', { state });
  }

  /** @param {Refused} refused */
  #refuse(refused) {
    if (this.#keeper) this.#keeper.refuse(refused);
    else this.#refused = [...this.#refused, refused];
    this.#emit('refused', { id: refused.id });
  }

  /** @returns {Promise<boolean> | undefined} done when it is kept as it is now */
  #keep() {
    const kept = this.#keeper?.keep();
    this.#emit('pending', {});
    return kept;
  }

  /** @param {string} type @param {object} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {Map<string, any>} map @param {{[id: string]: any}} of what changed; null: gone */
function update(map, of) {
  for (const [id, value] of Object.entries(of)) {
    if (value === null) map.delete(id);
    else map.set(id, value);
  }
}

/** @param {Op} op whether it is the edit of a long text */
const isEdit = (op) => op[0] === 'text';
