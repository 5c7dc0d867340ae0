/**
 * Cards that lie on each other once they are shown.
 *
 * @typedef {import('./types.js').Op} Op
 * @typedef {import('./board.js').Board} Board
 */
import { boxesOf, Ground } from './places.js';
import { isAside } from './sight.js';

/**
 * Moves apart what was placed by people who did not see each other's: each of these that lies on another card goes to the nearest free place, in an order that is the same everywhere.
 *
 * @param {Board} board
 * @param {Iterable<string>} ids
 * @returns {Op[]}
 */
export function spreadOps(board, ids) {
  const moving = new Set(ids);
  const all = board.visible().filter((record) => !isAside(record));
  const ops = /** @type {Op[]} */ ([]);
  for (const at of new Set(all.map((record) => record.board))) {
    const here = all.filter((record) => record.board === at);
    const ground = new Ground(boxesOf(here.filter(({ id }) => !moving.has(id))));
    for (const record of here.filter(({ id }) => moving.has(id)).sort((one, other) => (one.id < other.id ? -1 : 1))) {
      const [box] = boxesOf([record]);
      if (!box) continue;
      const place = ground.isTaken(box) ? ground.nearest(box, { height: box.height }) : box;
      if (place !== box) ops.push(['set', record.id, { x: place.x, y: place.y }]);
      ground.take({ ...box, x: place.x, y: place.y });
    }
  }
  return ops;
}
