/** What the server did not accept, as people read it. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Board } from '../../../webroot/js/board/board.js';
import { MAIN, card, link } from './support/fakes.mjs';
import { model } from './support/model.mjs';
import { load, read, speak } from './support/screen.mjs';

const { againOf, entries } = await load('view/refused.js');
const { newCardOf, reason, together, wordsOf } = await load('view/deeds.js');
const { problem, why } = await load('view/rules.js');
const { sentence } = await load('view/form.js');

/** Every code that a refusal can have. */
const CODES = ['unknown-type', 'unknown-kind', 'unknown-property', 'unknown-record', 'wrong-type', 'wrong-choice', 'wrong-text', 'wrong-id', 'too-long', 'too-many', 'out-of-range', 'missing-property',
  'fixed-property', 'id-exists', 'gone', 'not-in-bin', 'dangling', 'link-not-allowed', 'link-exists', 'link-loop', 'ahead', 'wrong-edit', 'forbidden', 'unreadable', 'id-reused', 'empty', 'too-many-edits', 'too-many-ops',
  'ended', 'locked', 'phase-closed', 'phase-kind', 'phase-writer', 'phase-listener', 'phase-board', 'phase-over', 'phase-moved', 'phase-written', 'last-facilitator', 'budget', 'cap', 'vote-closed', 'vote-kind'];

let board, room, place;

beforeEach(async () => {
  await speak('en');
  board = Board.of(model, [MAIN, card('c_1', { title: 'Market', body: 'A market. Open on Friday.' }), card('c_2', { title: 'Garden' }), card('c_3', { title: 'Bus' }), link('l_1', 'c_1', 'c_2')]);
  room = { board, you: { id: 'p_1', role: 'participant' }, refused: [], replica: { confirmed: board } };
  place = { room, may: op => why(room, op) === null };
});

const refuse = (code, ...ops) => room.refused.push({ id: `a-${room.refused.length}`, code, message: '« c_1 » n’est plus là', ops, at: 0 });
const shown = () => entries(place, () => undefined).map(read);
const again = ['put', 'link', 'l_2', { kind: 'renvoie_a', from: 'c_1', to: 'c_2' }];

test('R112 whatever is not possible has a sentence, without placeholders and names of programs', () => {
  for (const code of CODES) {
    for (const language of ['fr', 'en']) {
      const why = reason(room, { id: 'a', code, message: '', ops: [again], at: 0 });
      assert.doesNotMatch(why, /[{}]|_|reject|undefined/, `${language} ${code}`);
      assert.doesNotMatch(sentence(model, 'card', 'note', { code, record: 'c_1', property: 'title', min: 1, max: 2, limit: 3, title: 'Market' }), /[{}]|_|re(ject|fusal)|undefined/, code);
    }
  }
  assert.equal(problem(room, [again]), 'This link exists already.');
  board.apply(['del', 'c_1']);
  assert.match(problem(room, [['set', 'c_1', { title: 'New' }]]), /in the bin/);
});

test('R123 what is left of a change that the device kept damaged is shown as it is, beside the others', () => {
  room.refused.push({ id: 'x', code: 'damaged', message: '', ops: [], raw: '{"ops":[["fly"]]}', at: 0 });
  refuse('forbidden', ['set', 'c_1', { title: 'New' }]);
  const [damaged, other] = shown();
  assert.match(damaged, /damaged form/);
  assert.match(damaged, /\{"ops":\[\["fly"\]\]\}/);
  assert.match(other, /Market/);
});

test('R112 the reason is told in the language of the screen, with titles, both ends of a link and labels', async () => {
  const dangling = { id: 'a', code: 'dangling', message: '« from » de l_2 renvoie à « c_1 »', ops: [again], at: 0 };
  board.apply(['del', 'c_1']);
  assert.equal(reason(room, dangling), '“Market” was not on the board any more.');
  await speak('fr');
  assert.equal(reason(room, dangling), '«\u00a0Market\u00a0» n’était plus sur le tableau.');
  await speak('en');
  assert.equal(reason(room, { ...dangling, code: 'gone', ops: [['set', 'l_1', { kind: 'renvoie_a' }]] }), 'When your change arrived, “Market → Garden” was in the bin.');
  assert.equal(reason(room, { ...dangling, code: 'too-long', ops: [['text', 'c_1', 'body', 0, ['x']]] }), '“Details” would have been too long.');
  assert.equal(reason(room, { ...dangling, code: 'of-a-later-server' }), dangling.message);
});

test('R284 who linked what was merged meanwhile reads that it is one card by now, or what of it is gone', () => {
  board.apply(['set', 'c_1', { status: 'merged', into: 'c_2' }]);
  const refused = { id: 'a', code: 'link-loop', message: '', ops: [again], at: 0 };
  assert.equal(reason(room, refused), '“Market” and “Garden” have become one card.');
  assert.equal(reason(room, { ...refused, ops: [again.with(3, { ...again[3], to: 'c_1' })] }), 'This link cannot return to its own card.');
  board.apply(['del', 'c_2']);
  assert.equal(reason(room, { ...refused, code: 'dangling', ops: [again.with(3, { ...again[3], to: 'c_3' })] }), '“Market” was not on the board any more.');
});

test('R112 a thing that cannot be told hides no other, and can be dismissed', () => {
  refuse('link-exists', again);
  refuse('gone', ['put', 'card', 'c_9', null]);
  refuse('empty');
  refuse('gone', ['set', 'c_2', { title: 'Garden for all' }]);
  const [exists, ...others] = shown();
  assert.match(exists, /Link from “Market” to “Garden”.*existed already/);
  assert.equal(others.length, 3);
  assert.match(others[0], /I have read it.*c_9/);
  assert.match(others[2], /Changing “Garden”.*Garden for all/);
});

test('R92 what was written into what was created with it is part of it, as it was written', () => {
  refuse('too-many', ['put', 'proposal', 'pr_1', { title: 'Market', visee: 'un marché' }]);
  refuse('unknown-record', ['text', 'pr_1', 'visee', 0, [3, 'grand ']]);
  refuse('unknown-record', ['text', 'pr_1', 'visee', 0, [9, ' couvert']]);
  refuse('unknown-record', ['set', 'pr_1', { title: 'Hall' }]);
  assert.deepEqual(together(room.refused), [['put', 'proposal', 'pr_1', { title: 'Hall', visee: 'un grand marché couvert' }]]);
});

test('R92 what was written is shown in its sentences as they would be, with what was deleted; in a text that is another by now, by itself', () => {
  const edit = ['text', 'c_1', 'body', 0, [10, 'Always open', -4, 4, 'every day', -6]];
  assert.equal(wordsOf(board, [edit]), 'Always open on every day.');
  refuse('gone', edit);
  board.apply(['del', 'c_1']);
  assert.match(shown()[0], /“Open … Friday”.*Always open on every day\./);
  board.apply(['restore', 'c_1']);
  board.apply(['text', 'c_1', 'body', 0, ['Look: ']]);
  assert.equal(wordsOf(board, [edit]), 'Always open … every day');
});

test('R80 a new card takes over all that was refused of the one that is gone', () => {
  refuse('gone', ['set', 'c_1', { title: 'Hall' }]);
  refuse('gone', ['text', 'c_1', 'body', 0, [8, ' hall']]);
  board.apply(['del', 'c_1']);
  const made = newCardOf(room, room.refused[1].ops);
  assert.equal(made.given.title, 'Hall');
  assert.equal(made.given.body, 'A market hall. Open on Friday.');
  assert.deepEqual(made.of, room.refused);
});

test('R92 what has no words does not speak of a text, and what is possible again does not say that it is gone', () => {
  refuse('gone', ['set', 'c_2', { x: 40, y: 2 }]);
  assert.doesNotMatch(shown()[0], /text|copy/i);
  assert.match(shown()[0], /was in the bin.*possible again/);
  board.apply(['del', 'c_2']);
  assert.doesNotMatch(shown()[0], /your text|copy/i);
});

test('R92 several edits of one text come back in the order in which they were made, and none that another page sends', () => {
  refuse('gone', ['text', 'c_1', 'body', 3, ['One. ']]);
  refuse('gone', ['text', 'c_1', 'body', 4, ['Two. ']]);
  const [first, second] = againOf(place, room.refused.flatMap(({ ops }) => ops), []);
  board.apply(first);
  board.apply(second);
  assert.equal(board.text('c_1', 'body'), 'A market. Open on Friday.\nOne. \nTwo. ');
  room.refused.length = 0;
  refuse('elsewhere', ['text', 'c_1', 'body', 0, ['Three.']]);
  assert.doesNotMatch(shown()[0], /Add my text|new card/);
});

test('R175 what was written for a private phase and comes after it is sent only where its author says so', () => {
  refuse('phase-moved', ['put', 'card', 'c_9', { kind: 'note', title: 'Between us' }]);
  const [shown1] = shown();
  assert.match(shown1, /everybody will see it.*Between us.*Yes, send it.*No, delete it/);
  assert.doesNotMatch(shown1, /new card/);
  board.apply(['put', 'phase', 'ph_1', { title: 'P', mode: 'read' }]);
  board.apply(['put', 'workshop', 'workshop', { title: 'W', language: 'en', phase: 'ph_1' }]);
  assert.doesNotMatch(shown()[0], /Yes, send it|new card/);
  assert.match(shown()[0], /Copy your text/);
});

test('R228 what came after the end can be given once the workshop is open again; that others will see it is said before', () => {
  board.apply(['put', 'workshop', 'workshop', { title: 'W', language: 'en', ended: 5 }]);
  refuse('ended', ['put', 'card', 'c_9', { kind: 'note', title: 'Between us' }]);
  assert.match(shown()[0], /had ended.*if the facilitator opens the workshop again.*Between us.*Copy/);
  assert.doesNotMatch(shown()[0], /Yes, send it|new card|Do it again/);
  board.apply(['set', 'workshop', { ended: null }]);
  assert.match(shown()[0], /everybody will see it.*Between us.*Yes, send it/);
  board.apply(['put', 'phase', 'ph_1', { title: 'P', mode: 'private' }]);
  board.apply(['set', 'workshop', { phase: 'ph_1' }]);
  assert.doesNotMatch(shown()[0], /everybody will see it/);
  room.refused.length = 0;
  refuse('ended', ['set', 'c_1', { title: 'Renamed' }]);
  board.apply(['set', 'ph_1', { mode: 'shared' }]);
  assert.doesNotMatch(shown()[0], /everybody will see it/, 'a change of a card that all see already');
});

test('R266 who would see it is said before it is given: everybody, one’s table, or nobody else yet', () => {
  board.apply(['put', 'table', 't_1', { title: 'T', board: 'b_1' }]);
  board.apply(['put', 'board', 'b_1', { title: 'T', table: 't_1' }]);
  board.apply(['put', 'member', 'p_1', { role: 'participant', table: 't_1' }]);
  board.apply(['put', 'phase', 'ph_1', { title: 'P', mode: 'group' }]);
  board.apply(['put', 'workshop', 'workshop', { title: 'W', language: 'en', phase: 'ph_1' }]);
  for (const code of ['ended', 'phase-moved']) {
    room.refused.length = 0;
    refuse(code, ['put', 'card', 'c_9', { kind: 'note', title: 'Between us', board: 'b_1' }], ['put', 'link', 'l_9', { kind: 'renvoie_a', from: 'c_9', to: 'c_1' }]);
    assert.match(shown()[0], /your table will see it.*Yes, send it/);
    assert.doesNotMatch(shown()[0], /everybody/);
    board.apply(['set', 'b_1', { open: true }]);
    assert.match(shown()[0], /everybody will see it/);
    board.apply(['set', 'b_1', { open: null }]);
  }
  board.apply(['set', 'ph_1', { mode: 'private' }]);
  room.refused.length = 0;
  refuse('phase-moved', ['put', 'card', 'c_9', { kind: 'note', title: 'Between us', board: 'main' }]);
  assert.match(shown()[0], /nobody else sees it until it is shown.*Yes, send it/);
  assert.doesNotMatch(shown()[0], /everybody/);
});

test('R170 what the phase does not allow is told in a sentence, and not done', () => {
  board.apply(['put', 'phase', 'ph_1', { title: 'P', 'add:enjeu': true }]);
  board.apply(['put', 'workshop', 'workshop', { title: 'W', language: 'en', phase: 'ph_1' }]);
  assert.equal(problem(room, [['set', 'c_1', { title: 'New' }]]), 'This is not what this step asks for.');
  board.apply(['set', 'workshop', { locked: true }]);
  assert.match(problem(room, [['set', 'c_1', { title: 'New' }]]), /has locked the workshop/);
});
