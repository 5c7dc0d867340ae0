import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Board } from '../../../webroot/js/board/board.js';
import { boxesOf, CARD, freePlace, middleOf, overlap } from '../../../webroot/js/board/places.js';
import { spreadOps } from '../../../webroot/js/board/spread.js';
import { MAIN, card as record } from './support/fakes.mjs';
import { model } from './support/model.mjs';

const card = ({ x, y }) => ({ x, y, ...CARD });
const apart = (boxes) => boxes.every((one, at) => boxes.slice(at + 1).every((other) => !overlap(one, other)));

test('a new card lies on no other', () => {
  const boxes = [{ x: 0, y: 0, width: 220, height: 92 }, { x: 240, y: 0, width: 220, height: 300 }];
  assert.ok(apart([...boxes, card(freePlace(boxes, { x: 10, y: 10 }))]));
});

test('a new card stands where it is wished when there is room', () => {
  assert.deepEqual(freePlace([], { x: 10.4, y: 20.6 }), { x: 10, y: 21 });
});

test('300 people who add cards one after another fill the middle, and no card lies on another', () => {
  const boxes = [];
  for (let n = 0; n < 300; n++) boxes.push(card(freePlace(boxes, middleOf(boxes), { among: 12, chance: (n * 0.618) % 1 })));
  assert.ok(apart(boxes));
  assert.ok(Math.max(...boxes.map((box) => Math.abs(box.x))) < 4_000);
  assert.ok(Math.max(...boxes.map((box) => Math.abs(box.y))) < 3_000);
});

test('people who add a card in the same moment seldom take the same place', () => {
  const boxes = [card({ x: 0, y: 0 })];
  const places = Array.from({ length: 12 }, (_, n) => freePlace(boxes, { x: 0, y: 0 }, { among: 12, chance: n / 12 }));
  assert.equal(new Set(places.map(({ x, y }) => `${x} ${y}`)).size, 12);
});

test('a gap between cards is found before the edge of them', () => {
  const boxes = [];
  for (let x = -5; x <= 5; x++) for (let y = -5; y <= 5; y++) if (x || y) boxes.push(card({ x: x * 250, y: y * 140 }));
  const { x, y } = freePlace(boxes, { x: 0, y: 0 });
  assert.deepEqual({ x, y }, { x: 0, y: 0 });
});

test('one card far away does not draw the others after it', () => {
  const boxes = boxesOf([...[0, 250, 500].map((x) => ({ id: `c${x}`, type: 'card', x, y: 0 })), { id: 'far', type: 'card', x: 90_000, y: 90_000 }, { id: 'l', type: 'link' }]);
  assert.equal(boxes.length, 4);
  assert.ok(middleOf(boxes).x <= 500);
});

test('a place among 2,000 cards is found at once', () => {
  const boxes = [];
  for (let n = 0; n < 2_000; n++) boxes.push(card({ x: (n % 50) * 244, y: Math.floor(n / 50) * 134 }));
  const start = performance.now();
  const place = freePlace(boxes, middleOf(boxes), { among: 12, chance: 0.5 });
  assert.ok(performance.now() - start < 2_000);
  assert.ok(apart([card(place), ...boxes.filter((box) => Math.abs(box.x - place.x) < 500 && Math.abs(box.y - place.y) < 500)]));
});

test('cards that people placed without seeing each other\'s are moved apart, those that were seen stay, and each board has its own', () => {
  const ids = Array.from({ length: 60 }, (_, n) => `n_${n}`);
  const board = Board.of(model, [MAIN, { id: 'b_1', type: 'board', title: 'Autre' }, record('seen', { x: 10, y: 10 }), record('far', { x: 10, y: 10, board: 'b_1' }),
    ...ids.map((id, n) => record(id, { x: (n % 4) * 30, y: 0, title: n % 5 ? 'Court' : 'Un titre bien plus long que les autres, qui prend plusieurs lignes sur la carte' }))]);
  for (const op of spreadOps(board, ids)) board.apply(op);
  const boxes = boxesOf(board.visible().filter((one) => one.board === 'main'));
  assert.ok(boxes.every((one, at) => boxes.every((other, to) => at === to || !overlap(one, other))));
  assert.deepEqual([board.get('seen').x, board.get('far').x], [10, 10]);
  assert.deepEqual(spreadOps(board, ids), [], 'what lies apart stays');
});
