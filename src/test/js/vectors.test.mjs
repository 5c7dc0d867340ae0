// The vectors that Java reads, too: src/test/vectors/*.json. The rules are their own titles.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { Board } from '../../../webroot/js/board/board.js';
import { completed, refusal } from '../../../webroot/js/board/check.js';
import { model } from './support/model.mjs';

const folder = new URL('../vectors/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  const { before, vectors } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  suite(file, () => {
    for (const vector of vectors) {
      test(vector.rule, () => run([...before, ...(vector.before ?? [])], vector));
    }
  });
}

function run(before, vector) {
  for (const board of [boardOf(before), boardOf(before).over()]) {
    const found = refusal(board, vector.op);
    if (vector.rejected) {
      assert.deepEqual(found, vector.rejected);
      continue;
    }
    assert.equal(found, null);
    board.apply(completed(model, vector.op, vector.by));
    const expected = new Map(before.map((entry) => [entry.id, entry]));
    for (const entry of vector.after) expected.set(entry.id, entry);
    assert.deepEqual(entriesOf(board), expected);
    assert.equal(board.size, expected.size);
    if (vector.visible) assert.deepEqual(board.visible().map((record) => record.id).sort(), [...vector.visible].sort());
  }
}

function boardOf(entries) {
  const board = new Board(model);
  for (const { deleted, ...record } of entries.toSorted((a, b) => Number(b.deleted ?? false) - Number(a.deleted ?? false))) {
    board.apply(['restore', record.id, [record]]);
    if (deleted) board.apply(['del', record.id]);
  }
  return board;
}

function entriesOf(board) {
  return new Map([...board.all()].map((record) => [record.id, board.inBin(record.id) ? { ...record, deleted: true } : record]));
}
