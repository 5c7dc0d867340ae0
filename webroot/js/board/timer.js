/**
 * The timer of a workshop: what is left of it, and what the buttons change. Either it runs (`timer_ends`) or it is paused
 * (`timer_left`). Times are those of the server's clock, in epoch milliseconds.
 *
 * @typedef {import('./types.js').Changes} Changes
 * @typedef {import('./board.js').Board} Board
 */
export const MINUTE = 60_000;
/** What the model lets be left of a paused timer. */
const LONGEST = 24 * 60 * MINUTE;

/** @param {number} minutes 0: there is none @param {number} now @returns {Changes} */
export const startTimer = (minutes, now) => ({ timer_ends: minutes > 0 ? Math.round(now + minutes * MINUTE) : null, timer_left: null });

/** @returns {Changes} */
export const stopTimer = () => ({ timer_ends: null, timer_left: null });

/**
 * What is left of the timer.
 *
 * @param {Board} board
 * @param {number} now on the server's clock
 * @returns {{left: number, paused: boolean} | null} left: milliseconds, negative once it is over; null where none is set
 */
export function timeLeft(board, now) {
  const { timer_ends: ends, timer_left: left } = /** @type {Changes} */ (board.get('workshop') ?? {});
  if (typeof left === 'number') return { left, paused: true };
  return typeof ends === 'number' ? { left: ends - now, paused: false } : null;
}

/** Pauses what runs, and lets go on what is paused. @param {Board} board @param {number} now @returns {Changes} */
export function pauseTimer(board, now) {
  const time = timeLeft(board, now);
  if (!time) return {};
  if (time.paused) return { timer_ends: Math.round(now + time.left), timer_left: null };
  return { timer_ends: null, timer_left: Math.round(Math.min(LONGEST, Math.max(0, time.left))) };
}

/** One minute more; where it is over, one from now. @param {Board} board @param {number} now @returns {Changes} */
export function moreTime(board, now) {
  const time = timeLeft(board, now);
  if (!time) return startTimer(1, now);
  const left = Math.max(0, time.left) + MINUTE;
  return time.paused ? { timer_left: Math.min(LONGEST, left) } : { timer_ends: Math.round(now + left) };
}

/** @param {number} left milliseconds @returns {string} 4:05, 1:02:30; a second that has begun counts whole, so that 0:00 is the end */
export function digits(left) {
  const seconds = Math.ceil(Math.abs(left) / 1000);
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds % 3600 / 60);
  return `${left < 0 && seconds > 0 ? '−' : ''}${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}
