/**
 * The people of a workshop as its facilitator looks at them: hands, who is done, who has not given anything yet.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 * @typedef {import('./board.js').Board} Board
 */

/** @param {Board} board @returns {BoardRecord[]} everybody who is in, whatever their role */
export const membersOf = (board) => board.visible('member');

/** @param {Board} board @returns {BoardRecord[]} those who were asked to leave, as far as this page knows */
export const removedOf = (board) => board.bin().filter((record) => record.type === 'member');

/** @param {Board} board @returns {BoardRecord[]} those at the door */
export const waitingOf = (board) => membersOf(board).filter((member) => member.role === 'waiting');

/** @param {Board} board @returns {BoardRecord[]} those with a hand up, who has waited longest first */
export const handsOf = (board) => membersOf(board).filter((member) => typeof member.hand === 'number').sort((one, other) => Number(one.hand) - Number(other.hand));

/** @param {Board} board @param {Iterable<string>} here ids @returns {BoardRecord[]} those whom the phases ask: participants who are here */
export function askedOf(board, here) {
  const ids = new Set(here);
  return membersOf(board).filter((member) => member.role === 'participant' && ids.has(member.id));
}

/** @param {BoardRecord[]} asked @param {string} phase */
export const doneOf = (asked, phase) => asked.filter((member) => member.done === phase);

/**
 * Who has given something in a phase, as far as the facilitator may know.
 *
 * @param {Board} board
 * @param {BoardRecord} phase
 * @param {{who?: string[]} | undefined} figures what the server tells of the phase
 * @returns {Set<string> | null} null where nobody is to know
 */
export function giversOf(board, phase, figures) {
  if (figures?.who) return new Set(figures.who);
  if (phase.anonymous === true || phase.mode === 'private' && phase.revealed !== true) return null;
  const cards = [...board.all()].filter((record) => record.phase === phase.id && board.onBoard(record.id));
  return new Set(cards.flatMap((record) => record.author ?? []));
}

/**
 * Whom a phase still waits for: where its poll is open, those who have not voted in it, unless totals are seen, beside which nobody is told who has; else, where everybody adds something, those who have not. A
 * phase to read, or of one writer, waits for nobody else; no phase waits for who listens in it.
 *
 * @param {Board} board
 * @param {BoardRecord[]} asked
 * @param {BoardRecord | undefined} phase
 * @param {BoardRecord | undefined} poll of the phase, open
 * @param {Map<string, {who?: string[]}>} figures what the server tells of phases and polls
 * @returns {{for: 'cards' | 'votes', members: BoardRecord[]} | null} null where that is nobody's to know, or nothing is asked
 */
export function awaitedOf(board, asked, phase, poll, figures) {
  const adds = phase !== undefined && phase.mode !== 'read' && phase.mode !== 'one';
  const voted = poll && figures.get(poll.id)?.who;
  const done = poll ? voted && new Set(voted) : adds ? giversOf(board, phase, figures.get(phase.id)) : null;
  return done ? { for: poll ? 'votes' : 'cards', members: asked.filter(({ id }) => !done.has(id) && (poll || id !== phase?.listener)) } : null;
}

/** @param {Board} board @param {Iterable<string>} here ids @returns {BoardRecord[]} participants who are not here now: the figures count without them */
export function awayOf(board, here) {
  const ids = new Set(here);
  return membersOf(board).filter((member) => member.role === 'participant' && !ids.has(member.id));
}

/** @param {BoardRecord[]} members @returns {Op[]} their hands go down */
export const lowerOps = (members) => members.map(({ id }) => ['set', id, { hand: null }]);

/** Those at the door come in, a screen of the room to look on. @param {BoardRecord[]} waiting @returns {Op[]} */
export const admitOps = (waiting) => waiting.map(({ id, screen }) => ['set', id, { role: screen === true ? 'observer' : 'participant' }]);

/** The one becomes facilitator before the other ceases to be, so that there always is one. @param {string} from @param {string} to @returns {Op[]} */
export const handOverOps = (from, to) => [['set', to, { role: 'facilitator' }], ['set', from, { role: 'participant' }]];
