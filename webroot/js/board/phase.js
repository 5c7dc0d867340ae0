/**
 * What a phase lets somebody do: the mirror of fr.preau.workshop.Agenda, as facilitation.md says it. Nothing here knows the time or
 * the person but as it is told.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./types.js').Changes} Changes
 * @typedef {import('./types.js').Refusal} Refusal
 * @typedef {import('./board.js').Board} Board
 * @typedef {{id: string, role: string}} You
 */
import { currentPhase, isEnded, kindsNamed, workshopOf } from './agenda.js';
import { isOfTable, keepsApart } from './sight.js';

/** What people give: the phases are about these types alone. */
const GIVEN = new Set(['card', 'proposal', 'link']);
/** The board of what names none. */
const MAIN = 'main';

/** @param {Board} board @param {string} member @returns {BoardRecord | undefined} where they sit */
export const tableOf = (board, member) => board.standing(board.get(member)?.table, 'table');

/** @param {Board} board @returns {number} how many of the tables' cards and proposals are on the common board by now */
export const gathered = (board) => [...board.visible('card'), ...board.visible('proposal')].filter((record) => record.from_table !== undefined && record.board === MAIN).length;

/**
 * The board that somebody gives to now.
 *
 * @param {Board} board
 * @param {You} you
 * @returns {string} its id; empty where they have none: in a phase by table, who sits at none
 */
export function boardFor(board, you) {
  const phase = currentPhase(board);
  if (phase?.mode === 'group' && you.role !== 'facilitator') return homeIn(board, phase, you) ?? '';
  return board.standing(phase?.board, 'board')?.id ?? MAIN;
}

/** @param {Board} board @param {BoardRecord} phase @param {You} you @returns {string | undefined} the board on which a participant works in a phase; undefined for all of them, or, by table, for none */
const homeIn = (board, phase, you) => board.standing(phase.mode === 'group' ? tableOf(board, you.id)?.board : phase.board, 'board')?.id;

/**
 * Why somebody may not do something now, although their role lets them. What only the server can know it decides alone: whether
 * something that arrives late would reach more people than it was written for.
 *
 * @param {Board} board
 * @param {Op} op  an id of '' asks whether such a thing could be created at all: without a kind, of any kind
 * @param {You} you
 * @param {number} now on the server's clock
 * @returns {Refusal | null} null where they may
 */
export function phaseRefusal(board, op, you, now) {
  const record = op[0] === 'put' ? undefined : board.get(op[1]);
  const type = op[0] === 'put' ? op[1] : record?.type ?? '';
  if (type !== '' && you.role !== 'facilitator' && isEnded(board)) return { code: 'ended' };
  if (breaksPromise(board, op, record)) return { code: 'phase-written' };
  if (!GIVEN.has(type) || you.role !== 'participant' || showsOwn(op, record, you)) return null;
  if (workshopOf(board).locked === true) return { code: 'locked' };
  const phase = currentPhase(board);
  if (takesAway(board, op, phase, you)) return { code: 'phase-board' };
  return phase ? refusalIn(board, phase, op, record, you, now) : null;
}

/** @param {Board} board @param {BoardRecord} phase @param {Op} op @param {BoardRecord | undefined} record @param {You} you @param {number} now @returns {Refusal | null} */
function refusalIn(board, phase, op, record, you, now) {
  if (phase.mode === 'read') return { code: 'phase-closed' };
  if (phase.mode === 'one' && phase.writer !== you.id) return { code: 'phase-writer' };
  if (phase.mode !== 'one' && phase.listener === you.id) return { code: 'phase-listener' };
  if (isOver(board, phase, now)) return { code: 'phase-over' };
  const [type, kind] = op[0] === 'put' ? [op[1], op[3].kind] : [record?.type ?? '', record?.kind];
  const asks = op[0] === 'put' && op[2] === '' && kind === undefined;
  if (asks ? !takesSome(board, phase, type) : !takes(board, phase, type, kind)) return { code: 'phase-kind' };
  const home = homeIn(board, phase, you);
  if (home === undefined) return phase.mode === 'group' ? { code: 'phase-board' } : null;
  return boardsOf(board, op, record).every((id) => id === home) ? null : { code: 'phase-board' };
}

/** @param {Board} board @param {BoardRecord} phase @param {number} now @returns {boolean} whether it ends on time, and the timer has run out */
function isOver(board, phase, now) {
  const ends = workshopOf(board).timer_ends;
  return phase.hard === true && typeof ends === 'number' && now >= ends;
}

/** @param {Board} board @param {BoardRecord} phase @param {string} type @param {unknown} kind @returns {boolean} whether such things are added and changed in it; with cards of any kind go the links that only say « see also » */
function takes(board, phase, type, kind) {
  const named = kindsNamed(phase, 'add');
  return named.length === 0 || named.includes(String(kind ?? type)) || type === 'link' && named.includes('link')
    || kind === 'renvoie_a' && named.some((name) => board.model.kind('card', name));
}

/** @param {Board} board @param {BoardRecord} phase @param {string} type @returns {boolean} whether anything of the type is */
function takesSome(board, phase, type) {
  const kinds = [...board.model.type(type)?.kinds.keys() ?? []];
  return kinds.length === 0 ? takes(board, phase, type, undefined) : kinds.some((kind) => takes(board, phase, type, kind));
}

/** @param {Board} board @param {Op} op @param {BoardRecord | undefined} record @returns {string[]} the boards that it is about, what is on none being on the main one; none where it is only asked for */
function boardsOf(board, op, record) {
  const place = (/** @type {Changes | undefined} */ one) => String(one?.board ?? MAIN);
  const values = /** @type {Changes} */ (op[0] === 'put' ? op[3] : op[0] === 'set' ? op[2] : {});
  if (op[0] === 'put' && op[2] === '') return [];
  if ((op[0] === 'put' ? op[1] : record?.type) === 'link') {
    const from = board.get(String(op[0] === 'put' ? values.from : record?.from));
    return [from ? place(from) : ''];
  }
  if (op[0] === 'put') return [place(values)];
  return [place(record), ...'board' in values ? [place(values)] : []];
}

/** Who wrote something may always show it. @param {Op} op @param {BoardRecord | undefined} record @param {You} you */
const showsOwn = (op, record, you) => op[0] === 'set' && Object.keys(op[2]).join() === 'shown' && record?.author === you.id;

/** @param {Board} board @param {Op} op @param {BoardRecord | undefined} now the phase @param {You} you @returns {boolean} whether a card would leave the sight of people who see it, for a board that is not everybody's */
function takesAway(board, op, now, you) {
  const to = op[0] === 'set' && typeof op[2].board === 'string' ? board.get(op[2].board) : undefined;
  return to !== undefined && isOfTable(to) && !(now && homeIn(board, now, you) === to.id);
}

/**
 * Whether what people wrote for themselves, or without their names, would be shown otherwise by a change of the phase than by its
 * reveal; as far as this browser holds any of it.
 *
 * @param {Board} board @param {Op} op @param {BoardRecord | undefined} phase
 */
function breaksPromise(board, op, phase) {
  if (op[0] !== 'set' || phase?.type !== 'phase') return false;
  const named = phase.anonymous === true && 'anonymous' in op[2] && op[2].anonymous !== true;
  const shared = keepsApart(phase) && 'mode' in op[2] && op[2].mode !== 'private';
  return (named || shared) && [...board.all()].some((record) => record.phase === phase.id && GIVEN.has(record.type));
}
