/**
 * The pages of one person in one workshop, over all tabs of a browser: each can be asked whether it lives, and told what the
 * others should look at. A page that is frozen or gone does not answer.
 *
 * @typedef {'look' | 'refused' | 'kept'} Word  look: a page has left something; refused: the list of what was refused has changed; kept: a page keeps more or fewer changes
 * @typedef {{postMessage: (message: any) => void, onmessage: ((event: any) => void) | null, close: () => void}} Channel
 */

/** Milliseconds in which a page that lives answers. */
export const ANSWER = 300;

export class Tabs {
  /** @type {Set<string> | null} who has answered, while somebody asks */
  #living = null;

  /**
   * @param {{page: string}} tab whose page load answers
   * @param {Channel | undefined} channel nothing where the browser has none: then nobody is heard
   * @param {import('./connection.js').Clock} clock
   * @param {(word: Word) => void} onWord
   */
  constructor(tab, channel, clock, onWord) {
    this.tab = tab;
    this.channel = channel;
    this.clock = clock;
    if (channel) {
      channel.onmessage = ({ data }) => {
        if (data.t === 'who') this.#say({ t: 'me', page: this.tab.page });
        else if (data.t === 'me') this.#living?.add(data.page);
        else onWord(data.t);
      };
    }
  }

  /** Whether a page that lives can be heard. */
  get heard() {
    return this.channel !== undefined;
  }

  /** @returns {Promise<Set<string>>} the other pages that live */
  async living() {
    if (!this.channel) return new Set();
    const living = this.#living ??= new Set();
    this.#say({ t: 'who' });
    await new Promise((resolve) => this.clock.after(() => resolve(undefined), ANSWER));
    if (this.#living === living) this.#living = null;
    return living;
  }

  /** @param {Word} word */
  tell(word) {
    this.#say({ t: word });
  }

  close() {
    this.channel?.close();
    this.channel = undefined;
  }

  /** @param {object} message */
  #say(message) {
    this.channel?.postMessage(message);
  }
}

/** @param {string} name @returns {Channel | undefined} */
export function channelOf(name) {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
