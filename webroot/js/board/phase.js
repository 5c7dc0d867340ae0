/**
 * What the agenda, the polls and the rules about people let somebody do now: the mirror of what the server decides, as
 * facilitation.md says it. Nothing here knows the time or the person but as it is told.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./types.js').Changes} Changes
 * @typedef {import('./types.js').Refusal} Refusal
 * @typedef {import('./board.js').Board} Board
 * @typedef {{id: string, role: string}} You
 */
import { changed } from './board.js';

/** What people give: the phases are about these types alone. */
const GIVEN = new Set(['card', 'proposal', 'link']);

/** @param {Board} board @returns {BoardRecord} what is set of the workshop as a whole */
export const workshopOf = (board) => board.get('workshop') ?? { id: 'workshop', type: 'workshop' };

/** @param {Board} board @param {unknown} id @param {string} type @returns {BoardRecord | undefined} the record of that type, if it is on the board */
export function onBoard(board, id, type) {
  const record = typeof id === 'string' && board.onBoard(id) ? board.get(id) : undefined;
  return record?.type === type ? record : undefined;
}

/** @param {Board} board @returns {BoardRecord | undefined} the step that the workshop is at; none where it is free */
export const currentPhase = (board) => onBoard(board, workshopOf(board).phase, 'phase');

/** @param {Board} board @returns {BoardRecord[]} the agenda, in its order */
export const agenda = (board) => [...board.all()].filter(({ id, type }) => type === 'phase' && board.onBoard(id)).sort((one, other) => Number(one.place ?? 0) - Number(other.place ?? 0) || (one.id < other.id ? -1 : 1));

/** @param {Board} board @param {string} member @returns {BoardRecord | undefined} where they sit */
export const tableOf = (board, member) => onBoard(board, board.get(member)?.table, 'table');

/**
 * The board that somebody gives to now.
 *
 * @param {Board} board
 * @param {You} you
 * @returns {string} its id; empty where they have none: in a phase by table, who sits at none
 */
export function boardFor(board, you) {
  const phase = currentPhase(board);
  if (phase?.mode === 'group' && you.role !== 'facilitator') return onBoard(board, tableOf(board, you.id)?.board, 'board')?.id ?? '';
  return onBoard(board, phase?.board, 'board')?.id ?? 'main';
}

/** @param {BoardRecord} record @returns {boolean} whether it is on no map and in no list, though it is not in the bin */
export const isAside = (record) => record.parked === true || record.status === 'merged' || record.status === 'archived';

/** @param {Board} board @param {BoardRecord} record @returns {boolean} whether nobody but its author sees it yet */
export function isPrivate(board, record) {
  const phase = board.get(String(record.phase ?? ''));
  return phase?.mode === 'private' && phase.revealed !== true && record.shown !== true;
}

/** @param {Board} board @returns {BoardRecord | undefined} what is shown on every screen; nothing that not everybody may see, or that is out of the way */
export function spotlit(board) {
  const id = String(workshopOf(board).spotlight ?? '');
  const record = board.onBoard(id) ? board.get(id) : undefined;
  return record && record.hidden !== true && !isAside(record) && !isPrivate(board, record) ? record : undefined;
}

/** @param {Board} board @param {BoardRecord} record @returns {boolean} whether its author is not told */
export const isNameless = (board, record) => board.get(String(record.phase ?? ''))?.anonymous === true;

/**
 * What is left of the timer.
 *
 * @param {Board} board
 * @param {number} now on the server's clock
 * @returns {{left: number, paused: boolean} | null} left: milliseconds, negative once it is over; null where none is set
 */
export function timeLeft(board, now) {
  const { timer_ends: ends, timer_left: left } = workshopOf(board);
  if (typeof left === 'number') return { left, paused: true };
  return typeof ends === 'number' ? { left: ends - now, paused: false } : null;
}

/**
 * Why somebody may not do something now, although their role lets them.
 *
 * @param {Board} board
 * @param {Op} op  an id of '' asks whether such a thing could be created at all: without a kind, of any kind
 * @param {You} you
 * @param {number} now on the server's clock
 * @returns {Refusal | null} null where they may
 */
export function whyNot(board, op, you, now) {
  const record = op[0] === 'put' ? undefined : board.get(op[1]);
  const type = op[0] === 'put' ? op[1] : record?.type ?? '';
  if (type === 'member') return lastFacilitator(board, op, record);
  if (type === 'ballot') return ballotRefusal(board, op, record);
  if (!GIVEN.has(type) || you.role === 'facilitator' || showsOwn(op, record, you)) return null;
  if (workshopOf(board).locked === true) return { code: 'locked' };
  const phase = currentPhase(board);
  return phase ? phaseRefusal(board, op, record, phase, you, now) : null;
}

/** Who wrote something may always show it. @param {Op} op @param {BoardRecord | undefined} record @param {You} you */
const showsOwn = (op, record, you) => op[0] === 'set' && Object.keys(op[2]).join() === 'shown' && record?.author === you.id;

/** @param {Board} board @param {Op} op @param {BoardRecord | undefined} record @param {BoardRecord} phase @param {You} you @param {number} now @returns {Refusal | null} */
function phaseRefusal(board, op, record, phase, you, now) {
  if (phase.mode === 'read') return { code: 'phase-closed' };
  if (phase.mode === 'one' && phase.writer !== you.id) return { code: 'phase-writer' };
  const timer = timeLeft(board, now);
  if (phase.hard === true && timer && !timer.paused && timer.left <= 0) return { code: 'phase-over' };
  const [type, kind] = op[0] === 'put' ? [op[1], op[3].kind] : [record?.type ?? '', record?.kind];
  if (!mayAdd(board, phase, type, kind)) return { code: 'phase-kind' };
  if (phase.mode !== 'group' && phase.board === undefined) return null;
  const own = boardFor(board, you);
  return own && boardsOf(board, op, record).every((id) => id === own) ? null : { code: 'phase-board' };
}

/** @param {Board} board @param {BoardRecord} phase @param {string} type @param {unknown} kind of any kind without */
function mayAdd(board, phase, type, kind) {
  const named = Object.keys(phase).filter((name) => name.startsWith('add:')).map((name) => name.slice(4));
  if (named.length === 0 || named.includes(type) && type !== 'card') return true;
  const ofType = (/** @type {string} */ name) => named.filter((one) => board.model.kind(name, one));
  const kinds = type === 'link' && ofType('card').length > 0 ? [...ofType('link'), 'renvoie_a'] : ofType(type);
  return kind === undefined ? kinds.length > 0 : kinds.includes(String(kind));
}

/** @param {Board} board @param {Op} op @param {BoardRecord | undefined} record @returns {string[]} the boards that it is about */
function boardsOf(board, op, record) {
  const values = /** @type {Changes} */ (op[0] === 'put' ? op[3] : op[0] === 'set' ? op[2] : {});
  const { type, from } = op[0] === 'put' ? { type: op[1], from: values.from } : record ?? { type: '', from: '' };
  if (type === 'link') return from ? [String(board.get(String(from))?.board)] : [];
  if (op[0] === 'put') return op[2] === '' ? [] : [String(values.board ?? 'main')];
  return [record?.board, values.board].flatMap((id) => (typeof id === 'string' ? id : []));
}

/** @param {Board} board @param {Op} op @param {BoardRecord | undefined} record @returns {Refusal | null} */
function lastFacilitator(board, op, record) {
  const leaves = op[0] === 'del' || op[0] === 'set' && op[2].role !== undefined && op[2].role !== 'facilitator';
  if (!leaves || record?.role !== 'facilitator') return null;
  const another = [...board.all()].some(({ id, type, role }) => type === 'member' && role === 'facilitator' && id !== record.id && board.onBoard(id));
  return another ? null : { code: 'last-facilitator' };
}

/** @param {Board} board @param {Op} op @param {BoardRecord | undefined} record @returns {Refusal | null} */
function ballotRefusal(board, op, record) {
  if (op[0] !== 'put' && op[0] !== 'set') return null;
  const ballot = op[0] === 'put' ? op[3] : changed(record ?? { id: op[1], type: 'ballot' }, op[2]);
  const poll = onBoard(board, ballot.poll, 'poll');
  if (!poll || (poll.state ?? 'open') !== 'open' || poll.way === 'hands') return { code: 'vote-closed' };
  const given = dotsOf(op[0] === 'put' ? op[3] : op[2]);
  const scored = typeof (op[0] === 'put' ? op[3] : op[2]).score === 'number';
  const isDots = poll.way === 'dots';
  if (isDots ? scored : given.size > 0) return { code: 'vote-kind' };
  if ([...given.keys()].some((id) => !votedOn(poll, board.get(id) ?? { id, type: '' }))) return { code: 'vote-kind' };
  const had = dotsOnEach(board, record ?? {});
  const dots = dotsOnEach(board, ballot);
  if ([...dots].some(([id, n]) => n > mostOf(poll) && n > (had.get(id) ?? 0))) return { code: 'cap', limit: mostOf(poll) };
  return sumOf(dots) > budgetOf(poll) && sumOf(dots) > sumOf(had) ? { code: 'budget', limit: budgetOf(poll) } : null;
}

/** @param {BoardRecord} poll @returns {number} how many dots a person has */
export const budgetOf = (poll) => (typeof poll.budget === 'number' ? poll.budget : 1);

/** @param {BoardRecord} poll @returns {number} how many of them may be on one thing */
export const mostOf = (poll) => (typeof poll.most === 'number' ? poll.most : budgetOf(poll));

/** @param {Map<string, number>} dots */
export const sumOf = (dots) => [...dots.values()].reduce((sum, n) => sum + n, 0);

/** @param {Board} board @param {string} id @returns {string} what it was merged into, or itself */
function standsFor(board, id) {
  const seen = new Set();
  let at = id;
  for (let record = board.get(at); record?.status === 'merged' && typeof record.into === 'string' && !seen.has(at); record = board.get(at)) {
    seen.add(at);
    at = record.into;
  }
  return at;
}

/** @param {Board} board @param {{[property: string]: unknown}} ballot @returns {Map<string, number>} the dots on each thing that is on the board, those on what was merged on what it was merged into */
export function dotsOnEach(board, ballot) {
  const dots = /** @type {Map<string, number>} */ (new Map());
  for (const [id, n] of dotsOf(ballot)) {
    const to = standsFor(board, id);
    if (board.onBoard(to)) dots.set(to, (dots.get(to) ?? 0) + n);
  }
  return dots;
}

/** @param {{[property: string]: unknown}} ballot @returns {Map<string, number>} id → dots */
export const dotsOf = (ballot) => new Map(Object.entries(ballot).flatMap(([name, value]) => (name.startsWith('on:') && typeof value === 'number' ? [[name.slice(3), value]] : [])));

/** @param {BoardRecord} poll @param {BoardRecord} record @returns {boolean} whether the poll is about such things */
export function votedOn(poll, record) {
  const kinds = Object.keys(poll).filter((name) => name.startsWith('on:')).map((name) => name.slice(3));
  return kinds.length === 0 || kinds.includes(record.kind ?? record.type);
}
