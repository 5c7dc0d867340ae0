import { completed } from '../../../../webroot/js/board/model.js';
import { verdict } from '../../../../webroot/js/board/verdict.js';

/** Who sees each type of record that not everybody does, apart from what it hangs on. */
const SEES = {
  card: (board, card, who) => card.author === who.id || (who.role === 'facilitator' || card.hidden !== true) && (card.shown === true || !keepsApart(board.get(card.phase))),
  board: (_, { table, open }, who) => table === undefined || open === true || who.role === 'facilitator' || table === who.table,
  link: (board, link, who) => link.author === who.id || link.shown === true || !keepsApart(board.get(link.phase)) || endsOf(board, link).some(({ shown, phase, author }) => shown === true && phase === link.phase && author === link.author),
  ballot: (_, { author }, who) => author === who.id,
};
/** Properties that say who sees what. */
const DECIDES = { member: ['role', 'table'], board: ['table', 'open'], phase: ['mode', 'anonymous', 'revealed'], card: ['shown', 'hidden', 'board'], proposal: ['shown', 'hidden', 'board'] };
/** What people give, whatever their role. */
const GIVEN = new Set(['card', 'proposal', 'link']);
const ANYBODY = { id: '', role: 'participant' };
/** Somebody who wrote nothing. */
const anybody = ({ role, table }) => ({ id: '', role: role === 'facilitator' ? role : 'participant', table });
const seatOf = ({ role, table }) => `${role === 'facilitator' ? role : 'participant'} ${table ?? ''}`;

const endsOf = (board, { from, to }) => [from, to].flatMap((id) => board.get(id) ?? []);

/** @param {any} phase @returns {boolean} whether what is created in it is its author's alone */
export const keepsApart = (phase) => phase?.mode === 'private' && phase.revealed !== true;
const put = ({ type, id, ...values }) => ['put', type, id, values];
const idOf = (op) => (op[0] === 'put' ? op[2] : op[1]);

function viewer(board, id) {
  const { role = 'observer', table } = board.get(id) ?? {};
  return { id, role, table };
}

function sees(board, record, who) {
  if (who.role === 'waiting') return record.id === 'workshop' || record.id === who.id;
  const type = record.type === 'proposal' ? 'card' : record.type;
  return (SEES[type]?.(board, record, who) ?? true) && board.model.hangsBy(record.type).every((name) => !board.get(record[name]) || sees(board, board.get(record[name]), who));
}

function isNameless(board, record) {
  if (record.type === 'link' && endsOf(board, record).some((end) => isNameless(board, end))) return true;
  return GIVEN.has(record.type) && board.get(record.phase)?.anonymous === true;
}

/** Whether a link says that a facilitator made it, as long as it is in sight for that. */
const tellsFacilitator = (board, { type, shown, phase }) => type === 'link' && shown === true && keepsApart(board.get(phase));

/** A record as somebody who sees it is told of it. */
function view(board, record, who) {
  if (record.type === 'link' && record.shown === true && !tellsFacilitator(board, record)) {
    const { shown, ...unmarked } = record;
    return view(board, unmarked, who);
  }
  if (!isNameless(board, record) || record.author === who.id) return record;
  const { author, ...nameless } = record;
  return nameless;
}

/**
 * What a steered workshop's server lets people do and shows to each of them: the rules of `facilitation.md` over whole boards, told as
 * the room tells them. Remembers how everybody saw the last state.
 */
export class Sight {
  /** The seq of the last transaction that changed who sees what. */
  moved = 0;
  /** Person, or seat of anybody → who they were, and whether they saw each record. */
  #views = new Map();
  #seats;
  /** How each record stood, whoever looked. */
  #whatever;

  /** @param {import('../../../../webroot/js/board/board.js').Board} board @param {string[]} people ids of all who may come */
  constructor(board, people) {
    Object.assign(this, { board, people });
    this.#whatever = this.#forWhomever();
    for (const id of people) this.#views.set(id, this.#viewOf(viewer(board, id)));
    const tables = Array.from(board.all()).filter(({ type }) => type === 'table');
    this.#seats = ['facilitator', 'participant'].flatMap((role) => [undefined, ...tables.map(({ id }) => id)].map((table) => anybody({ role, table })));
    for (const seat of this.#seats) this.#views.set(seatOf(seat), this.#viewOf(seat));
  }

  /** Why this is refused, or null. @param {import('../../../../webroot/js/board/board.js').Board} board @param {{phase: string, shown: boolean}} [written] how it was meant, where for few */
  refusal(board, op, by, written) {
    const who = viewer(board, by);
    const record = op[0] === 'put' ? undefined : board.get(op[1]);
    if (op[0] !== 'put' && (!record || !sees(board, record, who))) return 'unknown-record';
    if (this.#pointsAtUnseen(board, op, record, who)) return 'dangling';
    if (this.#goesFurther(board, op, written, who)) return 'phase-moved';
    const refused = verdict(board, op, { id: by, role: who.role }, 0);
    const first = refused?.code === 'link-exists' ? board.get(refused.value) : undefined;
    const inTheWay = first && [...board.holdersOf(board.model.uniqueKey(first.type, first))];
    return refused && (!inTheWay || inTheWay.some((one) => sees(board, board.get(one), who))) ? refused.code : null;
  }

  #pointsAtUnseen(board, op, record, who) {
    const [type, values] = op[0] === 'put' ? [op[1], op[3]] : op[0] === 'set' ? [record.type, op[2]] : ['', {}];
    return Object.entries(values).some(([name, value]) => {
      const property = value === null ? undefined : board.model.property(type, record?.kind ?? values.kind, name);
      const target = board.get(property?.is === 'ref' ? value : property?.is === 'counts' ? name.slice(name.indexOf(':') + 1) : '');
      return target !== undefined && !sees(board, target, who);
    });
  }

  #goesFurther(board, op, written, who) {
    if (op[0] !== 'put' || !GIVEN.has(op[1]) || written === undefined) return false;
    const then = board.get(written.phase);
    const now = this.phase(board);
    if (!then) return true;
    if (then.anonymous === true && now?.anonymous !== true) return true;
    if (then.mode === 'private') return !written.shown && !keepsApart(now);
    return who.role === 'participant' && then.mode === 'group' && now?.mode !== 'group' && !keepsApart(now);
  }

  phase(board) {
    return board.standing(board.get('workshop')?.phase, 'phase');
  }

  /** Whether what is created now is its author's alone. */
  keepsApart(board) {
    return keepsApart(this.phase(board));
  }

  /** What is created, as it enters the log; a ballot says for whom it is. */
  completed(board, op, by) {
    const made = completed(board.model, op, by);
    const phase = this.phase(board);
    const { table, role } = viewer(board, by);
    if ((made[0] === 'put' ? made[1] : board.get(made[1])?.type) === 'ballot') return this.#spokenFor(board, made, board.get(by)?.family);
    if (!phase || made[0] !== 'put' || !GIVEN.has(made[1])) return made;
    const isForAll = made[1] === 'link' && role === 'facilitator' && keepsApart(phase);
    if (isForAll) return phase.anonymous === true ? made.with(3, { ...made[3], phase: phase.id, shown: true }) : made;
    if (made[1] === 'link') return made.with(3, { ...made[3], phase: phase.id });
    return made.with(3, { ...made[3], phase: phase.id, ...(phase.mode === 'group' && table ? { from_table: table } : {}) });
  }

  #spokenFor(board, op, family) {
    if (op[0] === 'put') return family === undefined ? op : op.with(3, { ...op[3], family });
    return op[0] !== 'set' || board.get(op[1]).family === family ? op : op.with(2, { ...op[2], family: family ?? null });
  }

  /** Whether an operation changes who sees what, on the board before it. */
  decides(op) {
    return op[0] === 'set' && Object.keys(op[2]).some((name) => DECIDES[this.board.get(op[1])?.type]?.includes(name));
  }

  /**
   * What everybody is told of a transaction that the board has now.
   *
   * @param {any} tx
   * @param {boolean} decides whether it changed who sees what
   * @returns {Map<string, {tx: any, shared: any, isElsewhere: boolean, made: Map<string, string>}>} by person; tx: null for nothing; shared: the same as anybody is
   *     told who goes the same way; isElsewhere: their role has become another; made: what records that it is about look like to them from now on
   */
  told(tx, decides) {
    if (decides) this.moved = tx.seq;
    const now = this.#forWhomever();
    const differs = (id) => this.#whatever.has(id) && this.#whatever.get(id) !== now.get(id);
    const was = new Map(this.#views);
    for (const id of this.people) this.#views.set(id, this.#viewOf(viewer(this.board, id)));
    for (const seat of this.#seats) this.#views.set(seatOf(seat), this.#viewOf(seat));
    const ops = (before, who, after) => (decides ? this.#sighted(tx, before, after, who, differs) : tx.ops.map((op) => this.#shown(op, who)).filter(Boolean));
    const told = new Map(this.people.map((id) => {
      const [before, after] = [was.get(id), this.#views.get(id)];
      const who = viewer(this.board, id);
      const isElsewhere = before.role !== after.role;
      const mine = ops(before, who, after);
      const shared = ops(was.get(seatOf(before)), anybody(who), this.#views.get(seatOf(who)));
      const about = isElsewhere ? after.records.keys() : [...tx.ops, ...mine].map(idOf);
      const as = (seen) => (isElsewhere || seen.length === 0 && tx.by !== id ? null : { ...tx, ...this.#signed(tx, id), ops: seen });
      return [id, { tx: as(mine), shared: as(shared), isElsewhere, made: new Map(Array.from(about, (one) => [one, this.look(one, who)])) }];
    }));
    this.#whatever = now;
    return told;
  }

  /**
   * What somebody is told beside what anybody is who goes the same way, once the board has all of it: what only they see, or see otherwise.
   *
   * @param {string} id
   * @param {{tx: any, shared: any}[]} told of the transactions of one commit
   * @returns {any[] | null} null where that says too little, since it is their own record that something was done to
   */
  own(id, told) {
    const who = viewer(this.board, id);
    const [mine, shared] = ['tx', 'shared'].map((name) => told.flatMap((one) => one[name]?.ops ?? []));
    const about = (ops, one) => JSON.stringify(ops.filter((op) => idOf(op) === one));
    const own = [...new Set([...mine, ...shared].map(idOf))].filter((one) => about(mine, one) !== about(shared, one));
    const ops = own.map((one) => {
      const { held, seen } = this.#views.get(id).records.get(one);
      return seen ? this.#whole(one, who) : held ? null : ['gone', one];
    });
    return ops.includes(null) ? null : ops;
  }

  #signed(tx, id) {
    const nameless = tx.by !== id && tx.ops.some((op) => this.board.get(idOf(op)) && isNameless(this.board, this.board.get(idOf(op))));
    return nameless ? { id: `anonymous-${tx.seq}`, by: null } : {};
  }

  /** What stays in sight, or in the bin, changes as it does for all; then what came into sight, whole, and what went out of it. Of what was never in sight nothing is said. */
  #sighted(tx, before, after, who, differs) {
    const moved = new Map();
    for (const [id, now] of after.records) {
      const was = before.records.get(id);
      if (now.seen && (!was?.seen || differs(id))) moved.set(id, this.#whole(id, who));
      else if (was?.held && !now.held) moved.set(id, ['gone', id]);
    }
    return [...tx.ops.map((op) => (moved.has(idOf(op)) || !before.records.get(idOf(op))?.held ? null : this.#shown(op, who))).filter(Boolean), ...moved.values()];
  }

  #whole(id, who) {
    const revs = this.board.revisions()[id];
    return [...put(view(this.board, this.board.get(id), who)), ...revs ? [{ [id]: { ...revs } }] : []];
  }

  #shown(op, who) {
    const record = this.board.get(idOf(op));
    if (!record || !sees(this.board, record, who)) return null;
    if (op[0] === 'put') return put(view(this.board, { type: op[1], id: op[2], ...op[3] }, who));
    if (op[0] !== 'restore') return op;
    return ['restore', op[1], op[2].filter((back) => sees(this.board, back, who)).map((back) => view(this.board, back, who)), op[3]];
  }

  /** All that somebody sees, as a welcome has it. @param {string} id */
  state(id) {
    return this.#stateOf(viewer(this.board, id));
  }

  /**
   * The same in two parts: what anybody in their role sees, and what they see beyond that, or otherwise.
   *
   * @param {string} id
   * @returns {{records: any[], revs: object, own: any[]}}
   */
  parted(id) {
    const who = viewer(this.board, id);
    if (who.role === 'waiting') return { ...this.#stateOf(who), own: [] };
    const shared = this.#stateOf({ ...anybody(who), table: undefined });
    const all = new Map(shared.records.map((record) => [record.id, JSON.stringify(record)]));
    const own = this.#stateOf(who).records.filter((record) => all.get(record.id) !== JSON.stringify(record));
    return { ...shared, own: own.map((record) => this.#whole(record.id, who)) };
  }

  #stateOf(who) {
    const records = this.board.visible().filter((record) => sees(this.board, record, who)).map((record) => view(this.board, record, who));
    const revisions = this.board.revisions();
    return { records, revs: Object.fromEntries(records.flatMap((record) => (revisions[record.id] ? [[record.id, revisions[record.id]]] : []))) };
  }

  /** @returns {string} somebody's role now */
  role(id) {
    return viewer(this.board, id).role;
  }

  /** A record as somebody reads it; '' where they do not. */
  look(id, who) {
    const record = this.board.onBoard(id) ? this.board.get(id) : undefined;
    return record && sees(this.board, record, who) ? lookOf(view(this.board, record, who), this.board.revision(id, 'visee')) : '';
  }

  #viewOf(who) {
    return { ...who, records: new Map(Array.from(this.board.all(), (record) => {
      const held = sees(this.board, record, who);
      return [record.id, { held, seen: held && this.board.onBoard(record.id) }];
    })) };
  }

  /** Whether each record has no author to tell, whether all see it, and whether it says that a facilitator made it. */
  #forWhomever() {
    return new Map(Array.from(this.board.all(), (record) => [record.id, `${isNameless(this.board, record)} ${sees(this.board, record, ANYBODY)} ${tellsFacilitator(this.board, record)}`]));
  }
}

/** @param {object} record @param {number} revision of its aim @returns {string} the same for what people read as the same */
export const lookOf = (record, revision) => JSON.stringify([Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)), revision]);
