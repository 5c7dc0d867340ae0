// A text field in which several write at once: the real field's logic and room, a field and a server that are the test's.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { after, before, normal } from '../../../webroot/js/board/text.js';
import { Room } from '../../../webroot/js/sync/room.js';
import { Writing } from '../../../webroot/js/view/writing.js';
import { FakeClock, MAIN, fakeNetwork } from './support/fakes.mjs';
import { model } from './support/model.mjs';
import { seeded, someEdit, someText } from './support/random.mjs';

const PLACE = { id: 'pr_1', field: 'visee' };

/** What a `textarea` has of what is needed here; keyboards act on it as browsers have them do. */
class Area extends EventTarget {
  #value = '';
  selectionStart = 0;
  selectionEnd = 0;
  selectionDirection = 'none';
  scrollHeight = 0;
  clientHeight = 0;

  get value() { return this.#value; }

  set value(text) {
    this.#value = text;
    this.selectionStart = this.selectionEnd = text.length;
  }

  setSelectionRange(start, end, direction = 'none') {
    [this.selectionStart, this.selectionEnd, this.selectionDirection] = [start, end, direction];
  }

  fire(type, about = {}) {
    const event = Object.assign(new Event(type, { cancelable: true }), about);
    this.dispatchEvent(event);
    return event;
  }

  /** Replaces the selection. */
  type(text) {
    this.fire('beforeinput', { inputType: 'insertText' });
    const start = this.selectionStart;
    this.#value = this.#value.slice(0, start) + text + this.#value.slice(this.selectionEnd);
    this.selectionStart = this.selectionEnd = start + text.length;
    this.fire('input');
  }

  /** Replaces the word under way, which the selection stands behind. */
  compose(text) {
    if (this.word === undefined) {
      this.word = '';
      this.fire('compositionstart');
    }
    this.setSelectionRange(this.selectionEnd - this.word.length, this.selectionEnd);
    this.word = text;
    this.type(text);
  }

  endComposition() {
    this.word = undefined;
    this.fire('compositionend');
  }
}

let network, area, room, history, seq;

beforeEach(() => begin('En 2028'));

function begin(text) {
  [network, area, history, seq] = [fakeNetwork(), new Area(), [], 10];
  globalThis.document = Object.assign(new EventTarget(), { activeElement: area });
  room = new Room({ workshop: 'w_1', token: 't', origin: 'http://here', model, clock: new FakeClock(), WebSocketClass: network.Socket });
  room.start();
  network.last().open();
  const proposal = { id: 'pr_1', type: 'proposal', title: 'Vélo', visee: text, board: 'main', x: 0, y: 0, state: 'draft', author: 'p_1' };
  network.last().say({ t: 'welcome', you: { id: 'p_1', role: 'participant' }, seq, records: [MAIN, proposal], people: {} });
  return new Writing(area, room, PLACE, { onChange: () => {}, topOf: () => 0 });
}

const text = () => room.board.text('pr_1', 'visee');

function commit(id, by, edit) {
  const revision = history.push(edit) - 1;
  network.last().say({ t: 'txs', seq: ++seq, txs: [{ seq, id, by, at: 0, ops: [['text', 'pr_1', 'visee', revision, edit]] }] });
}

/** Somebody else's edit of what is confirmed arrives. */
const others = (edit) => commit(`b-${seq}`, 'p_2', normal(edit));

/** The server takes the edit that is under way. */
function acknowledge() {
  const { id, sent } = room.replica.pending[0] ?? {};
  if (sent) commit(id, 'p_1', history.slice(sent[0][3]).reduce((edit, other) => (sent[0][5] === 'first' ? before : after)(edit, other), sent[0][4]));
}

const afterTheEvents = () => new Promise((done) => setTimeout(done));

test('R74 what is composed stays as the keyboard has it, goes out all the same, and what others typed follows it', async () => {
  area.setSelectionRange(7, 7);
  area.compose('に');
  others(['Oui. ']);
  area.compose('にほ');
  assert.equal(area.value, 'En 2028にほ');
  assert.equal(text(), 'Oui. En 2028にほ');
  area.compose('日本');
  area.endComposition();
  await afterTheEvents();
  assert.equal(area.value, 'Oui. En 2028日本');
  assert.equal(area.selectionStart, area.value.length);
});

test('R74 a word that a keyboard only has in hand holds nothing back', () => {
  area.fire('compositionstart');
  others(['Oui. ']);
  assert.equal(area.value, 'Oui. En 2028');
});

test('R74 a selection stays on its words, a caret before what is typed just there', () => {
  area.setSelectionRange(3, 7, 'backward');
  others([3, 'été ', 4, ', oui']);
  assert.equal(area.value.slice(area.selectionStart, area.selectionEnd), '2028');
  assert.equal(area.selectionDirection, 'backward');
  area.setSelectionRange(2, 2);
  others([2, ' cet']);
  assert.equal(area.selectionStart, 2);
});

test('R73 undo and redo of the keyboard and of the menu are those of the text', () => {
  area.setSelectionRange(7, 7);
  area.type(' !');
  others(['Oui. ']);
  assert.equal(area.fire('keydown', { key: 'z', ctrlKey: true }).defaultPrevented, true);
  assert.equal(area.value, 'Oui. En 2028');
  assert.equal(area.fire('beforeinput', { inputType: 'historyRedo' }).defaultPrevented, true);
  assert.equal(area.value, 'Oui. En 2028 !');
  area.fire('keydown', { key: 'Z', metaKey: true, shiftKey: true });
  area.fire('beforeinput', { inputType: 'historyUndo' });
  assert.equal(area.value, 'Oui. En 2028');
  assert.equal(area.selectionStart, 12);
});

test('strokes at one place are undone together, deletions and those elsewhere by themselves', () => {
  area.setSelectionRange(7, 7);
  for (const letter of ', oui') area.type(letter);
  for (const at of [11, 10]) {
    area.setSelectionRange(at, at + 1);
    area.type('');
  }
  area.setSelectionRange(0, 0);
  area.type('¡');
  const seen = [];
  while (room.undo(PLACE)) seen.push(area.value);
  assert.deepEqual(seen, ['En 2028, o', 'En 2028, oui', 'En 2028']);
});

test('what may not stand in a text does not come into the field', () => {
  area.setSelectionRange(2, 2);
  area.type('a\u0000b\ud83d');
  assert.equal(area.value, 'Enab 2028');
  assert.equal(area.selectionStart, 4);
  assert.equal(text(), 'Enab 2028');
});

test('R70 R74 seeded: the field shows what the room has, and nothing comes into a word that is composed', async () => {
  for (let seed = 1; seed <= 150; seed++) {
    const random = seeded(seed);
    const writing = begin(someText(random, 10));
    const boundary = () => Array.from(area.value).slice(0, random(Array.from(area.value).length + 1)).join('').length;
    for (let step = 0; step < 60; step++) {
      const what = random(10);
      if (what < 3) others(someEdit(random, room.replica.confirmed.text('pr_1', 'visee')));
      else if (what < 5) acknowledge();
      else if (what === 5 && area.word !== undefined) area.endComposition();
      else if (area.word !== undefined || what === 6) area.compose(someText(random, 3));
      else {
        const [start, end] = [boundary(), boundary()].sort((one, other) => one - other);
        area.setSelectionRange(start, end);
        area.type(someText(random, 2));
      }
      if (area.word !== undefined) assert.equal(area.value.slice(area.selectionEnd - area.word.length, area.selectionEnd), area.word, `seed ${seed}`);
      else if (what !== 5) assert.equal(area.value, text(), `seed ${seed}`);
      if (what === 5) await afterTheEvents();
    }
    if (area.word !== undefined) area.endComposition();
    await afterTheEvents();
    while (room.pending > 0) acknowledge();
    assert.equal(area.value, text(), `seed ${seed}`);
    assert.equal(area.value, room.replica.confirmed.text('pr_1', 'visee'), `seed ${seed}`);
    writing.close();
  }
});
