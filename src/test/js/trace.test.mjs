// A real document that two people typed at once, typed again by two clients, as fr.preau.trace does in Java.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { after, apply, before, normal, then } from '../../../webroot/js/board/text.js';
import { seeded } from './support/random.mjs';

const FILE = new URL('../../../../shared/data/editing-trace/friendsforever.json.gz', import.meta.url);
const SEEDS = [1, 2, 3, 4, 5];
/** Where the two raced through a deletion, one waits for the other: see fr.preau.trace.Trace. */
const RACE = 22360;
const RACED = 22368;

const missing = existsSync(FILE) ? false : 'the editing trace is not beside this project';

for (const seed of SEEDS) {
  test(`R67 two people type a real document at once: whatever is delayed, both end with its known text (seed ${seed})`, { skip: missing }, () => replay(trace(), seed));
}

function trace() {
  const { txns, endContent } = JSON.parse(gunzipSync(readFileSync(FILE)).toString());
  const sawOf = [-1, -1];
  const keystrokes = txns.map(({ agent, parents, patches }, index) => {
    for (const parent of parents) if (txns[parent].agent !== agent) sawOf[agent] = Math.max(sawOf[agent], parent);
    const edit = patches.reduce((all, [at, deleted, inserted]) => then(all, normal([at, inserted, -deleted])), []);
    return { author: agent, sawOf: sawOf[agent], waits: index === RACE ? RACED : sawOf[agent], edit };
  });
  return { keystrokes, end: endContent };
}

function replay({ keystrokes, end }, seed) {
  const below = seeded(seed);
  const patience = 1 + below(40);
  const sent = [[], []];
  const typists = [new Typist(keystrokes, 0, sent), new Typist(keystrokes, 1, sent)];
  const wires = [{ out: [], in: [] }, { out: [], in: [] }];
  const edits = [];
  let text = '';
  const order = (who, { revision, edit }) => {
    const accepted = edits.slice(revision).reduce((late, earlier) => after(late, earlier), edit);
    edits.push(accepted);
    text = apply(text, accepted);
    for (const reader of [0, 1]) wires[reader].in.push(reader === who ? () => typists[reader].acknowledged(accepted) : () => typists[reader].take(accepted));
  };
  while (!typists.every((typist) => typist.settled) || wires.some((wire) => wire.out.length + wire.in.length > 0)) {
    const who = below(2);
    const wire = wires[who];
    switch (below(3)) {
      case 0: {
        typists[who].type(1 + below(patience));
        const going = typists[who].send();
        if (going) wire.out.push(going);
        break;
      }
      case 1:
        if (wire.out.length > 0) order(who, wire.out.shift());
        break;
      default:
        wire.in.shift()?.();
    }
  }
  for (const typist of typists) assert.equal(typist.text, end);
  assert.equal(text, end);
}

/** Types one author's part, with one edit under way and what is typed meanwhile joined into the next. */
class Typist {
  text = '';
  #confirmed = [];
  #flying = [];
  #waiting = [];
  /** What is on this screen and was not yet on the author's. */
  #ahead = [];
  #taken = 0;
  #seen = -1;
  #next = 0;

  constructor(keystrokes, author, sent) {
    Object.assign(this, { keystrokes, author, sent });
    this.#skipOthers();
  }

  get settled() {
    return this.#next === this.keystrokes.length && this.#flying.length + this.#waiting.length === 0;
  }

  type(most) {
    for (let typed = 0; typed < most && this.#next < this.keystrokes.length && this.keystrokes[this.#next].waits <= this.#seen; typed++) {
      this.#type(this.#next++);
      this.#skipOthers();
    }
  }

  #type(index) {
    let { edit, sawOf } = this.keystrokes[index];
    while (this.#ahead.length > 0 && this.#ahead[0].index <= sawOf) this.#ahead.shift();
    this.#ahead = this.#ahead.map((other) => {
      const moved = { index: other.index, edit: before(other.edit, edit) };
      edit = after(edit, other.edit);
      return moved;
    });
    this.text = apply(this.text, edit);
    this.#waiting.push({ index, edit });
  }

  send() {
    if (this.#flying.length > 0 || this.#waiting.length === 0) return undefined;
    [this.#flying, this.#waiting] = [this.#waiting, []];
    const revision = this.#confirmed.length;
    this.sent[this.author].push({ revision, pieces: [...this.#flying] });
    return { revision, edit: joined(this.#flying) };
  }

  acknowledged(edit) {
    assert.deepEqual(edit, joined(this.#flying));
    this.#confirmed.push(edit);
    this.#flying = [];
  }

  take(edit) {
    const { revision, pieces } = this.sent[1 - this.author][this.#taken++];
    const between = this.#confirmed.slice(revision);
    const moved = pieces.map((piece) => ({ index: piece.index, edit: over(between, piece.edit, before, after) }));
    assert.deepEqual(edit, joined(moved));
    this.#confirmed.push(edit);
    for (const piece of moved) {
      const here = this.#overOwn(this.#waiting, this.#overOwn(this.#flying, piece.edit));
      this.text = apply(this.text, here);
      this.#ahead.push({ index: piece.index, edit: here });
      this.#seen = piece.index;
    }
  }

  #overOwn(own, remote) {
    let edit = remote;
    own.forEach((mine, at) => {
      own[at] = { index: mine.index, edit: after(mine.edit, edit) };
      edit = before(edit, mine.edit);
    });
    return edit;
  }

  #skipOthers() {
    while (this.#next < this.keystrokes.length && this.keystrokes[this.#next].author !== this.author) this.#next++;
  }
}

/** Brings an edit over others, in place, and them over it. */
function over(others, edit, moveOther, moveEdit) {
  others.forEach((other, at) => {
    others[at] = moveOther(other, edit);
    edit = moveEdit(edit, other);
  });
  return edit;
}

const joined = (pieces) => pieces.reduce((edit, piece) => then(edit, piece.edit), []);
