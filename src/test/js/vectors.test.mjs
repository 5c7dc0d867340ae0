// The vectors that Java reads, too: src/test/vectors/*.json. The rules are their own titles.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { Board } from '../../../webroot/js/board/board.js';
import { refusal } from '../../../webroot/js/board/check.js';
import { completed } from '../../../webroot/js/board/model.js';
import { after, apply, before as asBefore, normal } from '../../../webroot/js/board/text.js';
import { model } from './support/model.mjs';

const folder = new URL('../vectors/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const { before, vectors } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  suite(file, () => {
    for (const vector of vectors) {
      test(vector.rule, () => run([...new Map([...before, ...(vector.before ?? [])].map((entry) => [entry.id, entry])).values()], vector));
    }
  });
}

function run(before, vector) {
  for (const board of [boardOf(before), boardOf(before).over()]) {
    const op = present(board, vector);
    const found = refusal(board, op);
    if (vector.rejected) {
      assert.deepEqual(found, vector.rejected);
      continue;
    }
    assert.equal(found, null);
    board.apply(completed(model, op, vector.by));
    const expected = new Map(before.map((entry) => [entry.id, entry]));
    for (const entry of vector.after) expected.set(entry.id, entry);
    assert.deepEqual(entriesOf(board), expected);
    assert.equal(board.size, expected.size);
    if (vector.visible) assert.deepEqual(board.visible().map((record) => record.id).sort(), [...vector.visible].sort());
  }
}

/** An edit of a text on an old revision, brought over those that came in between, as only the server can. */
function present(board, { op, since = [] }) {
  if (op[0] !== 'text') return op;
  return ['text', op[1], op[2], op[3] + since.length, since.reduce((edit, other) => (op[5] === 'first' ? asBefore : after)(edit, normal(other)), normal(op[4]))];
}

function boardOf(entries) {
  const board = new Board(model);
  for (const { deleted, revisions, ...record } of entries.toSorted((a, b) => Number(b.deleted ?? false) - Number(a.deleted ?? false))) {
    board.apply(['restore', record.id, [record], { [record.id]: revisions }]);
    if (deleted) board.apply(['del', record.id]);
  }
  return board;
}

function entriesOf(board) {
  const revisions = board.revisions();
  return new Map([...board.all()].map((record) => [record.id, {
    ...record, ...(board.inBin(record.id) ? { deleted: true } : {}), ...(revisions[record.id] ? { revisions: revisions[record.id] } : {}),
  }]));
}

suite('edits/transform.json', () => {
  for (const { rule, text, earlier, later, laterAfter, earlierBefore, result } of JSON.parse(readFileSync(new URL('edits/transform.json', folder), 'utf8')).vectors) {
    test(rule, () => {
      assert.deepEqual(after(normal(later), normal(earlier)), normal(laterAfter));
      assert.deepEqual(asBefore(normal(earlier), normal(later)), normal(earlierBefore));
      assert.equal(apply(apply(text, normal(earlier)), normal(laterAfter)), result);
      assert.equal(apply(apply(text, normal(later)), normal(earlierBefore)), result);
    });
  }
});
