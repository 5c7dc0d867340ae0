import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, apply, before, between, endOf, fits, growth, inverse, normal, position, split, then } from '../../../webroot/js/board/text.js';
import { seeded, someEdit, someText } from './support/random.mjs';

const SEEDS = 3_000;

/** Runs a property with this many seeds; a failure names its seed. */
function forSeeds(run) {
  for (let seed = 1; seed <= SEEDS; seed++) {
    try {
      const random = seeded(seed);
      const text = someText(random, seed % 50 === 0 ? 8_000 : 12);
      run(text, () => normal(someEdit(random, text)), random);
    } catch (error) {
      error.message = `seed ${seed}: ${error.message}`;
      throw error;
    }
  }
}

test('an edit has one form', () => {
  assert.deepEqual(normal([0, 2, 3, '', 'a', 'b', -1, 0, -2, 4]), [5, 'ab', -3]);
  assert.deepEqual(normal([-2, 'a']), ['a', -2]);
  assert.deepEqual(normal([7]), []);
});

test('seeded: edits of one text come to the same text in either order', () => {
  forSeeds((text, edit) => {
    const [earlier, later] = [edit(), edit()];
    const end = apply(apply(text, earlier), after(later, earlier));
    assert.equal(end, apply(apply(text, later), before(earlier, later)));
    assert.ok(end.isWellFormed());
  });
});

test('seeded: two edits as one do what both do, in the one form', () => {
  forSeeds((text, edit, random) => {
    const first = edit();
    const next = normal(someEdit(random, apply(text, first)));
    const both = then(first, next);
    assert.equal(apply(text, both), apply(apply(text, first), next));
    assert.deepEqual(normal(both), both);
  });
});

test('seeded: an edit in pieces does the same, and each inserts and holds no more than it may', () => {
  forSeeds((text, edit, random) => {
    const one = edit();
    const [most, parts] = [2 + random(5), 2 + random(5)];
    const pieces = split(one, most, parts);
    assert.equal(pieces.reduce(apply, text), apply(text, one));
    for (const piece of pieces) {
      const inserted = piece.filter((part) => typeof part === 'string');
      assert.ok(piece.length <= parts && inserted.join('').length <= most && inserted.every((part) => part.isWellFormed()));
    }
  });
});

test('seeded: an edit and its inverse leave the text as it was', () => {
  forSeeds((text, edit) => {
    const one = edit();
    assert.equal(apply(apply(text, one), inverse(one, text)), text);
    assert.equal(apply(text, one).length, text.length + growth(one));
    assert.ok(fits(one, text) && fits(inverse(one, text), apply(text, one)));
  });
});

test('seeded: the difference of two texts leads from one to the other and cuts no surrogate pair', () => {
  forSeeds((text, edit, random) => {
    const other = random(2) === 0 ? apply(text, edit()) : someText(random, 12);
    for (const caret of [undefined, random(other.length + 1)]) {
      const difference = between(text, other, caret);
      assert.equal(apply(text, difference), other);
      assert.ok(fits(difference, text) && difference.every((part) => typeof part !== 'string' || part.isWellFormed()));
    }
  });
});

test('seeded: a place moves with the text around it', () => {
  forSeeds((text, edit, random) => {
    const one = edit();
    const at = random(text.length + 1);
    for (const stays of [true, false]) {
      const moved = position(one, at, stays);
      assert.ok(moved >= 0 && moved <= text.length + growth(one));
    }
    assert.ok(position(one, at, true) <= position(one, at, false));
    assert.ok(position(one, 0, true) <= position(one, text.length));
  });
});

test('of two insertions at one place the earlier one stands first', () => {
  assert.deepEqual(after([3, 'b'], [3, 'a']), [4, 'b']);
  assert.deepEqual(before([3, 'a'], [3, 'b']), [3, 'a']);
});

test('what is typed into what another deletes stays', () => {
  assert.deepEqual(after([2, 'x'], [1, -3]), [1, 'x']);
  assert.deepEqual(before([1, -3], [2, 'x']), [1, -1, 1, -2]);
});

test('among equal letters the caret tells which one was typed', () => {
  assert.deepEqual(between('aaa', 'aaaa', 1), ['a']);
  assert.deepEqual(between('aaa', 'aaaa', 4), [3, 'a']);
  assert.deepEqual(between('aaa', 'aa', 1), [1, -1]);
  assert.deepEqual(between('aaa', 'aba', 3), [1, 'b', -1]);
});

test('an emoji that becomes another is replaced whole', () => {
  assert.deepEqual(between('x😀y', 'x😁y'), [1, '😁', -2]);
  assert.deepEqual(between('x😀y', 'x\u{1f900}y'), [1, '\u{1f900}', -2]);
  assert.deepEqual(between('😀', '😀😀', 2), ['😀']);
  assert.equal(fits([2, 'a'], 'x😀'), false);
  assert.equal(fits([1, -3], 'x😀'), false);
});

test('a place stays before what is inserted just there, or moves behind it', () => {
  assert.equal(position([3, 'abc'], 3, true), 3);
  assert.equal(position([3, 'abc'], 3), 6);
  assert.equal(position([1, 'x', -4, 2, 'y'], 3), 2);
  assert.equal(endOf([1, 'x', -4, 2, 'yz']), 6);
});

test('huge and empty texts', () => {
  const huge = 'é'.repeat(50_000);
  assert.equal(apply('', []), '');
  assert.equal(apply('', [huge]), huge);
  assert.equal(apply(huge, [-50_000]), '');
  assert.deepEqual(between(huge, ''), [-50_000]);
  assert.deepEqual(after([50_000, 'x'], [-50_000]), ['x']);
});
