// The vectors of phases and votes, which Java reads, too: src/test/vectors/{phases,votes}. The rules are their own titles.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { currentPhase, endOps, nextOf, phasesOf, previousOf, startOps } from '../../../webroot/js/board/agenda.js';
import { ballotOf, dotsIn, leftOf } from '../../../webroot/js/board/ballot.js';
import { Board } from '../../../webroot/js/board/board.js';
import { endWorkshopOps, reopenOps } from '../../../webroot/js/board/closing.js';
import { insertOps, moveOps } from '../../../webroot/js/board/order.js';
import { verdict } from '../../../webroot/js/board/verdict.js';
import { areTotalsSeen, mean, ranking, scores, talliesOf } from '../../../webroot/js/board/votes.js';
import { model } from './support/model.mjs';

const read = (file) => JSON.parse(readFileSync(new URL(`../vectors/${file}`, import.meta.url), 'utf8'));

/** The records of a vector over those of its file. */
const recordsOf = (file, vector) => [...new Map([...file.before, ...(vector.before ?? [])].map((record) => [record.id, record])).values()];

/** What somebody holds who is not sent some of it. */
function boardOf(records, unseen = []) {
  const board = new Board(model);
  for (const { deleted, ...record } of records.filter(({ id }) => !unseen.includes(id))) {
    board.apply(['restore', record.id, [record]]);
    if (deleted) board.apply(['del', record.id]);
  }
  return board;
}

for (const name of ['phases/judging.json', 'votes/judging.json']) {
  const file = read(name);
  suite(name, () => {
    for (const vector of file.vectors) {
      test(vector.rule, () => {
        for (const { who, op, is, browser = is, at = file.now } of vector.answers) {
          const board = boardOf(recordsOf(file, vector), { ...file.unseen, ...vector.unseen }[who]);
          const { role } = board.get(who);
          assert.equal(verdict(board, op, { id: who, role }, at)?.code ?? 'ok', browser, `${who} ${JSON.stringify(op)}`);
        }
      });
    }
  });
}

/** What a facilitator does to an agenda. */
const DEEDS = {
  start: (board, now, id) => startOps(board, id, now),
  end: () => endOps(),
  close: (board, now) => endWorkshopOps(board, now),
  reopen: () => reopenOps(),
  insert: (board, now, after) => insertOps(board, 'phase', { title: 'neuve' }, after ?? undefined).ops,
  move: (board, now, id, by) => moveOps(board, id, by),
};

suite('phases/agenda.json', () => {
  const file = read('phases/agenda.json');
  for (const vector of file.vectors) {
    test(vector.rule, () => {
      const board = boardOf(recordsOf(file, vector));
      if (vector.does) {
        const [deed, ...given] = vector.does;
        const ops = DEEDS[deed](board, file.now, ...given);
        assert.deepEqual(ops.map((op) => (op[0] === 'put' ? op.with(2, 'new') : op)), vector.ops);
        for (const op of ops) board.apply(op);
      }
      assert.deepEqual(phasesOf(board).map(({ title }) => title), vector.order);
      assert.deepEqual([currentPhase(board), nextOf(board), previousOf(board)].map((phase) => phase?.id ?? null), [vector.current, vector.next, vector.previous]);
    });
  }
});

suite('votes/counting.json', () => {
  const file = read('votes/counting.json');
  for (const vector of file.vectors) {
    test(vector.rule, () => {
      const records = recordsOf(file, vector);
      const whole = boardOf(records);
      const poll = whole.get('po');
      assert.equal(areTotalsSeen(poll), vector.seen);
      if (vector.scores) return assert.deepEqual(mean(scores(vector)), vector.mean);
      const others = (who) => records.filter(({ type, author }) => type === 'ballot' && author !== who).map(({ id }) => id);
      for (const [who, left] of Object.entries(vector.left)) {
        const board = boardOf(records, others(who));
        const dots = dotsIn(board, poll, ballotOf(board, poll, who));
        assert.deepEqual(Object.fromEntries(dots), vector.dots[who] ?? {}, who);
        assert.equal(leftOf(poll, dots), left, who);
      }
      assert.deepEqual(ranking(whole, vector).map(({ id, n, hands, rank }) => [id, n, hands, rank]), vector.ranking);
      assert.deepEqual(everybodys(whole, poll), vector.totals, 'what each person sees of their own adds up to the totals');
    });
  }
});

/** What all dots come to as each person sees their own, and the hands that were counted. */
function everybodys(board, poll) {
  const sums = {};
  const add = (dots) => { for (const [id, n] of dots) sums[id] = (sums[id] ?? 0) + n; };
  for (const { type, author } of board.all()) if (type === 'ballot') add(dotsIn(board, poll, ballotOf(board, poll, author)));
  for (const { on, count } of talliesOf(board, poll.id)) add(dotsIn(board, { ...poll, budget: Infinity, most: Infinity }, { [`on:${on}`]: count }));
  return sums;
}
