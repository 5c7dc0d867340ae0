/** The question before something goes in which others are writing. Loaded when it is asked: a first visit does without. */
import { html } from 'lit-html';
import { lang, t } from './device.js';
import { icon } from './marks.js';
import { openDialog } from './ui.js';

/**
 * @param {{title: string, writers: string[]}[]} written what others are writing in, and their names
 * @param {number} n how many things are to go
 * @param {() => void} go
 */
export function askFirst(written, n, go) {
  const says = (/** @type {{title: string, writers: string[]}} */ { title, writers }) => t(n === 1 ? 'bin.writing' : 'bin.writing-in', { n: writers.length, names: named(writers), title });
  let sure = false;
  openDialog({
    title: n === 1 ? t('bin.sure', { title: written[0].title }) : t('bin.sure-all', { n }),
    body: () => html`${written.map(one => html`<p>${says(one)}</p>`)}<p class="soft">${t('bin.stays')}</p>`,
    foot: dialog => html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button>
      <button type="button" class="button danger" @click=${() => { sure = true; dialog.close(); }}>${icon('bin')}${t('bin.anyway')}</button>`,
    onClose: () => { if (sure) go(); },
  });
}

/** @param {string[]} names @returns {string} « Léa et Noé », « Léa et 2 autres personnes » */
const named = names => new Intl.ListFormat(lang(), { type: 'conjunction' }).format(names.length < 3 ? names : [names[0], t('bin.others', { n: names.length - 1 })]);
