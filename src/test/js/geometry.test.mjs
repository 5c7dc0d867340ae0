import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aligned, bounds, boxBetween, centre, contains, curve, edgeOf, neighbour } from '../../../webroot/js/map/geometry.js';

const box = (x, y, width = 100, height = 50) => ({ x, y, width, height });

test('an arrow key goes to the card that is nearest in that direction', () => {
  const boxes = new Map([['a', box(0, 0)], ['right', box(300, 20)], ['far right', box(600, 0)], ['below', box(10, 200)], ['far aside', box(120, 900)]]);
  assert.equal(neighbour(boxes, 'a', 'right'), 'right');
  assert.equal(neighbour(boxes, 'a', 'down'), 'below');
  assert.equal(neighbour(boxes, 'a', 'left'), undefined);
  assert.equal(neighbour(boxes, 'far right', 'left'), 'right');
});

test('every card can be reached by arrow keys from any other on a grid', () => {
  const boxes = new Map();
  for (let i = 0; i < 25; i++) boxes.set(`c${i}`, box((i % 5) * 300 + (i * 37) % 60, Math.floor(i / 5) * 170 + (i * 53) % 50));
  const reached = new Set(['c12']);
  for (const id of reached) {
    for (const direction of ['left', 'right', 'up', 'down']) {
      const next = neighbour(boxes, id, direction);
      if (next) reached.add(next);
    }
  }
  assert.equal(reached.size, 25);
});

test('a link starts and ends outside of its cards', () => {
  const [from, to] = [box(0, 0), box(400, 300)];
  for (const place of [0, 1, -1, 3]) {
    const { start, end } = curve(from, to, place);
    assert.ok(!contains(from, { ...start, width: 0, height: 0 }));
    assert.ok(!contains(to, { ...end, width: 0, height: 0 }));
  }
});

test('links between the same cards fan out', () => {
  const middles = [0, 1, -1, 2].map((place) => curve(box(0, 0), box(400, 0), place).middle.y);
  assert.equal(new Set(middles).size, 4);
  for (const a of middles) for (const b of middles) assert.ok(a === b || Math.abs(a - b) > 12);
});

test('a link to its own card, and one between cards at the same place, can be drawn', () => {
  for (const { start, control, end } of [curve(box(0, 0), box(0, 0), 0), curve(box(5, 5), box(5, 5), -2)]) {
    for (const point of [start, control, end]) assert.ok(Number.isFinite(point.x + point.y));
  }
  assert.ok(Number.isFinite(edgeOf(box(0, 0), centre(box(0, 0))).y));
});

test('cards in a row have their centres at one height', () => {
  const places = aligned(new Map([['a', box(0, 0)], ['b', box(200, 100, 100, 90)]]), 'row');
  assert.equal(places.get('a').y + 25, places.get('b').y + 45);
  assert.equal(places.get('a').x, 0);
});

test('cards that are spread have equal gaps and keep their order and ends', () => {
  const places = aligned(new Map([['a', box(0, 0)], ['c', box(900, 0)], ['b', box(150, 7)]]), 'spread-x');
  assert.deepEqual([...places].map(([id, { x }]) => [id, x]), [['a', 0], ['b', 450], ['c', 900]]);
  assert.equal(places.get('b').y, 7);
});

test('cards that overlap are spread apart', () => {
  const places = aligned(new Map([['a', box(0, 0)], ['b', box(10, 0)]]), 'spread-x');
  assert.ok(places.get('b').x >= 100);
});

test('nothing has no bounds; a frame is the same drawn from any corner', () => {
  assert.equal(bounds([]), null);
  assert.deepEqual(bounds([box(0, 0), box(50, 100)]), box(0, 0, 150, 150));
  assert.deepEqual(boxBetween({ x: 9, y: 2 }, { x: 1, y: 5 }), boxBetween({ x: 1, y: 5 }, { x: 9, y: 2 }));
});
