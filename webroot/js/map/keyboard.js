/**
 * The map by keyboard, while the focus is in it: what every gesture does, and nothing while somebody types.
 *
 * @typedef {import('./map.js').StakeMap} StakeMap
 */
import { again } from '../view/place.js';
import { areOff, openHelp } from '../view/shortcuts.js';
import { neighbour } from './geometry.js';

/** @type {{[key: string]: import('./geometry.js').Direction}} */
const DIRECTIONS = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
const STEP = 20;
const SMALL_STEP = 4;

/** @param {StakeMap} map @param {KeyboardEvent} event */
export function onKey(map, event) {
  if (event.isComposing || event.target instanceof Element && event.target.closest('input, textarea, select, dialog')) return;
  const done = event.ctrlKey || event.metaKey ? withControl(map, event) : DIRECTIONS[event.key] ? arrow(map, event) : plain(map, event);
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {StakeMap} map @param {KeyboardEvent} event @returns {boolean} whether it was for the map */
function withControl(map, event) {
  const key = event.key.toLowerCase();
  if (key === 'a') map.selection.set(map.cards.boxes.keys());
  else if (key === 'z' && event.shiftKey || key === 'y') again(map.room, 'redo');
  else if (key === 'z') again(map.room, 'undo');
  else return false;
  return true;
}

/** @param {StakeMap} map @param {KeyboardEvent} event */
function arrow(map, event) {
  const direction = DIRECTIONS[event.key];
  const id = map.current();
  if (event.altKey) {
    if (id === undefined || !map.may(['set', id, {}])) return false;
    map.selection.take(id);
    const step = event.shiftKey ? SMALL_STEP : STEP;
    map.actions.nudge(direction === 'left' ? -step : direction === 'right' ? step : 0, direction === 'up' ? -step : direction === 'down' ? step : 0);
    return true;
  }
  const next = id === undefined ? map.first() : neighbour(map.cards.boxes, id, direction);
  if (next === undefined) return true;
  if (event.shiftKey) map.selection.set([...map.selection.ids, next]);
  map.focusCard(next);
  return true;
}

/** @param {StakeMap} map @param {KeyboardEvent} event */
function plain(map, event) {
  const onCard = event.target instanceof Element && event.target.closest('.map-card') !== null;
  const id = map.current();
  if (event.key.length === 1 && event.key !== ' ' && areOff()) return false;
  switch (event.key) {
    case 'Enter': case 'F2':
      if (!onCard || id === undefined) return false;
      map.actions.edit(id);
      return true;
    case ' ':
      if (!onCard || id === undefined) return false;
      map.selection.toggle(id);
      return true;
    case 'o': case 'O':
      if (id !== undefined) map.onOpen(id);
      return id !== undefined;
    case 'Delete': case 'Backspace': return remove(map, id);
    case 'Escape': return leave(map);
    case 'n': case 'N': map.actions.begin(); return true;
    case 'l': case 'L': return link(map, id);
    case '+': case '=': map.camera.scaleBy(1.3); return true;
    case '-': map.camera.scaleBy(1 / 1.3); return true;
    case '0': map.fit(); return true;
    case '?': openHelp(); return true;
    default: return false;
  }
}

/** @param {StakeMap} map @param {string | undefined} id */
function link(map, id) {
  if (id === undefined || !map.may(['put', 'link', '', {}])) return false;
  map.onLink(id);
  return true;
}

/** @param {StakeMap} map @returns {boolean} whether something was selected; else the page may have something to close */
function leave(map) {
  const some = map.selection.ids.size > 0;
  map.selection.clear();
  return some;
}

/** @param {StakeMap} map @param {string | undefined} id */
function remove(map, id) {
  if (map.room.you.role === 'observer') return false;
  if (map.selection.ids.size === 0 && id !== undefined) map.selection.set([id]);
  if (map.selection.ids.size > 0) map.actions.remove();
  return true;
}
