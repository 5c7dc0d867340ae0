/** How long something takes, in words. */
import { t } from './device.js';

/** @param {number} minutes @returns {string} as one says it: 1 h 30 */
export function duration(minutes) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t('begin.minutes', { n: rest });
  return rest === 0 ? t('begin.hours', { hours }) : t('begin.hours-minutes', { hours, minutes: String(rest).padStart(2, '0') });
}
