// Several people write one text at once, over lines that delay, break and come back: the real browser's copy against the least that a server does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, fits, position } from '../../../webroot/js/board/text.js';
import { MAIN } from './support/fakes.mjs';
import { model } from './support/model.mjs';
import { seeded, someEdit } from './support/random.mjs';
import { Sequencer, Writer } from './support/sequencer.mjs';

const SEEDS = 250;
const STEPS = 120;
const PROPOSAL = { id: 'pr_1', type: 'proposal', title: 'Vélo', visee: 'En 2028, tous 😀 mangent local.', board: 'main', x: 0, y: 0, state: 'draft', author: 'p_0' };

const shown = (writer) => writer.replica.board.text('pr_1', 'visee');

/** A seeded run: people type, messages arrive one by one, lines break, pages are reloaded. In the end everything has arrived. */
function run(seed, { people = 3, refuses = false, older = false }, type, check = () => {}) {
  const random = seeded(seed);
  const server = new Sequencer(model, [MAIN, PROPOSAL], () => refuses && random(12) === 0);
  const writers = Array.from({ length: people }, (_, i) => new Writer(`p_${i}`, server));
  server.writers = writers;
  for (const writer of writers) watch(writer);
  for (let step = 0; step < STEPS; step++) {
    const writer = writers[random(people)];
    const what = random(20);
    if (!writer.open) resume(writer, random, older);
    else if (what < 8) type(writer, random, step);
    else if (what < 13) writer.deliverUp();
    else if (what < 18) writer.deliverDown();
    else if (what === 18) writer.cut();
    else reload(writer);
    for (const one of writers) check(one);
  }
  drain(writers, random, older);
  for (const writer of writers) {
    assert.equal(writer.replica.pending.length, 0);
    assert.equal(shown(writer), server.board.text('pr_1', 'visee'));
    assert.equal(writer.replica.board.revision('pr_1', 'visee'), server.board.revision('pr_1', 'visee'));
    assert.deepEqual(writer.replica.keepable(), { pending: [], texts: [] });
  }
  return server;
}

/** Comes back to what was missed, or to a state: the latest, or one that the server had kept, also from before what was shown here. */
function resume(writer, random, older) {
  const { log } = writer.server;
  const kept = Math.max(older ? 0 : writer.reached, log.length - random(4));
  writer.connect([undefined, log.length, kept][random(3)]);
}

/** Follows the shown text as an editor does: by what it is told. */
function watch(writer) {
  writer.onText = ({ edit }) => {
    writer.editor = apply(writer.editor ?? '', edit);
  };
}

function reload(writer) {
  writer.reload();
  writer.editor = undefined;
}

function drain(writers, random, older) {
  for (const writer of writers) if (!writer.open) resume(writer, random, older);
  while (writers.some(({ up, down }) => up.length + down.length > 0)) {
    const writer = writers[random(writers.length)];
    if (random(2) === 0) writer.deliverUp();
    else writer.deliverDown();
  }
}

function edit(writer, made, how) {
  writer.submit(['text', 'pr_1', 'visee', 0, made], how);
  if (writer.editor !== undefined) writer.editor = apply(writer.editor, made);
}

/** @param {Writer} writer whose editor must show what the copy has */
function checkEditor(writer) {
  if (!writer.replica.board.get('pr_1')) return;
  writer.editor ??= shown(writer);
  assert.equal(writer.editor, shown(writer));
}

function forSeeds(property) {
  for (let seed = 1; seed <= SEEDS; seed++) {
    try {
      property(seed);
    } catch (error) {
      error.message = `seed ${seed}: ${error.message}`;
      throw error;
    }
  }
}

test('R70 seeded: whatever everyone types, however the lines break, all end with the text that the server has', () => {
  forSeeds((seed) => run(seed, { refuses: seed % 2 === 0, people: 2 + seed % 3, older: seed % 3 === 0 }, (writer, random) => {
    if (writer.replica.board.get('pr_1')) edit(writer, someEdit(random, shown(writer)));
  }, (writer) => {
    checkEditor(writer);
    assert.ok(shown(writer).isWellFormed());
  }));
});

test('R71 R72 seeded: nothing that was typed is lost, doubled or out of sight, also through reloads and whole states', () => {
  forSeeds((seed) => {
    const typed = new Tokens();
    const server = run(seed, {}, (writer, random) => {
      if (writer.replica.board.get('pr_1')) edit(writer, [boundary(shown(writer), random), typed.next(writer)]);
    }, (writer) => {
      checkEditor(writer);
      if (!writer.replica.board.get('pr_1')) return;
      for (const [token, author] of typed.authors) {
        const times = shown(writer).split(token).length - 1;
        assert.ok(author === writer ? times === 1 : times <= 1, `${writer.you} sees ${token} ${times} times`);
      }
    });
    for (const token of typed.authors.keys()) assert.equal(server.board.text('pr_1', 'visee').split(token).length, 2, token);
  });
});

test('R73 seeded: undo and redo take out and put back what one typed, and nothing of the others', () => {
  forSeeds((seed) => {
    const typed = new Tokens();
    run(seed, {}, (writer, random) => {
      if (!writer.replica.board.get('pr_1')) return;
      const before = shown(writer);
      const as = random(4) === 0 && writer.undo.canUndo ? 'undo' : random(4) === 0 && writer.undo.canRedo ? 'redo' : undefined;
      if (!as) return edit(writer, [boundary(before, random), typed.next(writer)], { group: random(2) === 0 ? 'burst' : undefined });
      for (const op of writer.undo[as](writer.replica.board)) {
        assert.ok(fits(op[4], before));
        edit(writer, op[4], { as });
      }
      assert.deepEqual(typed.ofOthers(shown(writer), writer), typed.ofOthers(before, writer));
    }, checkEditor);
  });
});

test('R88 seeded: what somebody writes at one place stays in one piece, whoever begins to write there at the same time', () => {
  forSeeds((seed) => {
    const random = seeded(seed);
    const server = new Sequencer(model, [MAIN, PROPOSAL]);
    const words = ['ensemble', 'toujours', 'demain'].slice(0, 2 + seed % 2);
    const writers = words.map((word, i) => Object.assign(new Writer(`p_${i}`, server), { left: [...word], caret: PROPOSAL.visee.length }));
    server.writers = writers;
    for (const writer of writers) {
      writer.connect();
      writer.onText = ({ edit }) => { writer.caret = position(edit, writer.caret, true); };
    }
    drain(writers, random);
    while (writers.some(({ left }) => left.length > 0)) {
      const writer = writers[random(writers.length)];
      const what = random(3);
      if (what === 0) writer.deliverUp();
      else if (what === 1) writer.deliverDown();
      else if (writer.left.length > 0) {
        writer.submit(['text', 'pr_1', 'visee', 0, [writer.caret, writer.left.shift()]]);
        writer.caret++;
      }
    }
    drain(writers, random);
    const end = server.board.text('pr_1', 'visee');
    for (const word of words) assert.ok(end.includes(word), end);
  });
});

/** Every stroke types a letter of its own, so that it can be told whose it is, and whether it is there. */
class Tokens {
  authors = new Map();

  next(writer) {
    const token = String.fromCodePoint((this.authors.size % 2 === 0 ? 0x4e00 : 0x1f600) + this.authors.size);
    this.authors.set(token, writer);
    return token;
  }

  ofOthers(text, writer) {
    return [...text].filter((letter) => this.authors.get(letter) !== writer);
  }
}

/** A place that cuts no surrogate pair. */
function boundary(text, random) {
  const letters = [...text];
  return letters.slice(0, random(letters.length + 1)).join('').length;
}

test('R73 seeded: undoing everything, with nobody else there, leaves the text as it was', () => {
  forSeeds((seed) => {
    const random = seeded(seed);
    const server = new Sequencer(model, [MAIN, PROPOSAL]);
    const writer = new Writer('p_1', server);
    server.writers = [writer];
    writer.connect();
    drain([writer], random);
    for (let i = 0; i < 12; i++) {
      edit(writer, someEdit(random, shown(writer)), { group: `burst ${i >> random(3)}` });
      if (random(2) === 0) writer.deliverUp();
      if (random(2) === 0) writer.deliverDown();
    }
    const end = shown(writer);
    while (writer.undo.canUndo) writer.again('undo');
    assert.equal(shown(writer), PROPOSAL.visee);
    while (writer.undo.canRedo) writer.again('redo');
    assert.equal(shown(writer), end);
    drain([writer], random);
    assert.equal(shown(writer), server.board.text('pr_1', 'visee'));
  });
});
