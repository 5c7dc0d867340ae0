/** What a facilitator does with cards, from an open card or from what is selected on the map. */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { isEnded, phasesOf } from '../board/agenda.js';
import { mergedInto, mergeOps, unmergeOps } from '../board/merge.js';
import { newRecordId } from '../board/model.js';
import { boxesOf, freePlace } from '../board/places.js';
import { forScreens, isAside, isNameless, subjectOf } from '../board/sight.js';
import { onCards } from '../board/votes.js';
import { cardsOf, found } from './cards.js';
import { compare, json, t } from './device.js';
import { kindMark, kindOf } from './marks.js';
import { isFacilitator, sayDone } from './place.js';
import { problem } from './rules.js';
import { icon, set, steer } from './steering.js';
import { openDialog, toast } from './ui.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('./place.js').Deed} Deed
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../board/types.js').Op} Op
 */

/** So many cards are offered at a time. */
const OFFERED = 40;

/** Does something that can be undone, and says so. @param {Place} place @param {Op[]} ops @param {string} text @returns {boolean} whether it is on its way */
function act(place, ops, text) {
  const why = problem(place.room, ops);
  if (why) {
    toast(why);
  } else {
    place.room.submit(ops);
    sayDone(place.room, text);
  }
  return !why;
}

/** @param {Place} place @param {BoardRecord[]} records cards and proposals @returns {Deed[]} */
export function deedsOn(place, records) {
  if (!isFacilitator(place) || records.length === 0) return [];
  const cards = records.filter(({ type }) => type === 'card');
  const [one] = records;
  return [...records.length === 1 && !isEnded(place.room.board) ? [spotlight(place, one), ...subject(place, one), ...gatherAt(place, one)] : [],
    ...cards.length > 1 ? [{ mark: icon('merge'), label: t('deed.merge', { n: cards.length }), run: () => merge(place, cards) }] : [],
    ...cards.length > 0 ? [flag(place, cards, 'parked', 'park')] : [], flag(place, records, 'hidden', 'hide'),
    ...records.length === 1 && cards.length === 1 ? [...mergeWith(place, one), { mark: icon('split'), label: t('deed.split'), run: () => split(place, one) }, ...taken(place, one)] : []];
}

/** @param {Place} place @param {BoardRecord} record @returns {Deed} */
function spotlight(place, { id }) {
  const on = place.room.board.get('workshop')?.spotlight === id;
  return { mark: icon('spot'), label: t(on ? 'room.unspot' : 'deed.spotlight'), is: on ? t('step.spotlight') : undefined, run: () => set(place, { spotlight: on ? null : id }) };
}

/** Only of what stands on every screen. @param {Place} place @param {BoardRecord} record @returns {Deed[]} */
function subject(place, { id }) {
  const { board } = place.room;
  const on = subjectOf(board)?.id === id;
  if (!on && (phasesOf(board).length === 0 || !forScreens(board, id))) return [];
  return [{ mark: icon('check'), label: t(on ? 'deed.no-subject' : 'deed.subject'), is: on ? t('step.subject') : undefined, run: () => { if (set(place, { subject: on ? null : id })) toast(t(on ? 'deed.no-subject-done' : 'deed.subject-done')); } }];
}

/** @param {Place} place @param {BoardRecord} record @returns {Deed[]} */
const gatherAt = (place, { id }) => [{ mark: icon('gather'), label: t('deed.gather'), run: () => { if (set(place, { gather: 'invite', gather_at: id })) toast(t('deed.gathered')); } }];

/** Sets something of all, or takes it from all that have it. @param {Place} place @param {BoardRecord[]} records @param {'parked' | 'hidden'} name @param {string} mark @returns {Deed} */
function flag(place, records, name, mark) {
  const on = records.every(record => record[name] === true);
  const run = () => {
    const ops = records.map(({ id }) => /** @type {Op} */ (['set', id, { [name]: on ? null : true }]));
    const spot = place.room.board.get('workshop')?.spotlight;
    if (!on && records.some(({ id }) => id === spot)) ops.push(['set', 'workshop', { spotlight: null }]);
    act(place, ops, t(on ? `deed.un${name}-done` : `deed.${name}-done`, { n: records.length }));
  };
  return { mark: icon(on ? 'restore' : mark), label: t(on ? `room.un${name}` : `deed.${name}`), is: on ? t(`deed.is-${name}`) : undefined, run };
}

/** Where a finger selects one card at a time, and in lists. @param {Place} place @param {BoardRecord} record @returns {Deed[]} */
const mergeWith = (place, record) => (record.status === 'merged' || !place.room.board.visible('card').some(other => other.id !== record.id && other.board === record.board && !isAside(other)) ? [] : [{ mark: icon('merge'), label: t('deed.merge-with'), run: () => chooseOthers(place, record) }]);

/** @param {Place} place @param {BoardRecord} record @returns {BoardRecord[]} the other cards of its board, those of its kind first */
function besides({ room: { board } }, { id, kind, board: at }) {
  const others = cardsOf(board, String(at)).filter(other => other.type === 'card' && other.id !== id);
  return others.sort((one, other) => Number(other.kind === kind) - Number(one.kind === kind) || compare(one.title ?? '', other.title ?? ''));
}

/** Asks which cards say the same. @param {Place} place @param {BoardRecord} record */
function chooseOthers(place, record) {
  const chosen = /** @type {Set<string>} */ (new Set());
  let search = '';
  const present = () => besides(place, record).filter(({ id }) => chosen.has(id));
  openDialog({
    title: t('deed.merge-with-title', { title: record.title ?? '' }),
    body: dialog => {
      const all = besides(place, record);
      const hits = [...all.filter(({ id }) => chosen.has(id)), ...all.filter(other => !chosen.has(other.id) && found(other, search))];
      const listed = hits.slice(0, Math.max(OFFERED, chosen.size));
      return html`<p class="soft">${t('deed.merge-with-hint')}</p>
        <div class="search-box">${icon('search')}<input class="input" type="search" autocomplete="off" aria-label=${t('list.search')} placeholder=${t('list.search')} .value=${search}
          @input=${(/** @type {Event} */ event) => { search = /** @type {HTMLInputElement} */ (event.target).value; dialog.update(); }}></div>
        <p class="visually-hidden" role="status">${t('list.count', { n: hits.length })}</p>
        ${hits.length === 0 ? html`<p class="empty">${t('list.nothing')}</p>` : nothing}
        <div class="offers" role="group" aria-label=${t('deed.merge-with-hint')}>${repeat(listed, ({ id }) => id, ({ id, title, kind: name }) => {
          const kind = kindOf(place.room.board, { type: 'card', kind: name });
          return html`<label class="choice kind-${kind.colour}"><input type="checkbox" name="with" .checked=${chosen.has(id)} @change=${() => { if (!chosen.delete(id)) chosen.add(id); dialog.update(); }}>
            <span>${kindMark(kind.shape, kind.colour)}<span><span class="visually-hidden">${t('common.name-colon', { name: kind.label })}</span>${title}</span></span></label>`;
        })}</div>${hits.length > listed.length ? html`<p class="soft small">${t('link.more', { n: hits.length - listed.length })}</p>` : nothing}`;
    },
    foot: dialog => html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button>
      <button type="button" class="button primary" ?disabled=${present().length === 0} @click=${() => { const others = present(); dialog.close(); merge(place, [record, ...others]); }}>${icon('merge')}${t('deed.merge-next')}</button>`,
  });
}

/** Asks which of the cards stays. @param {Place} place @param {BoardRecord[]} cards */
function merge(place, cards) {
  const { board } = place.room;
  let into = cards[0].id;
  openDialog({
    title: t('deed.merge', { n: cards.length }),
    body: dialog => html`<fieldset class="field"><legend>${t('deed.stays')}</legend><div class="offers">${cards.map(card => {
      const kind = kindOf(board, card);
      const about = aboutOf(place, card);
      return html`<label class="choice kind-${kind.colour}"><input type="radio" name="into" .checked=${card.id === into} @change=${() => { into = card.id; dialog.update(); }}><span>${kindMark(kind.shape, kind.colour)}<span>${card.title}${about ? html`<small>${about}</small>` : nothing}</span></span></label>`;
    })}</div></fieldset><p role="status">${t('deed.remains', { title: board.get(into)?.title ?? '', n: cards.length - 1 })}</p><p class="soft">${t('deed.merge-hint')}</p>`,
    foot: dialog => html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button><button type="button" class="button primary" @click=${() => go(dialog)}>${icon('merge')}${t('deed.merge-do')}</button>`,
  });
  /** @param {import('./ui.js').Dialog} dialog */
  function go(dialog) {
    dialog.close();
    const ops = mergeOps(board, cards.filter(({ id }) => id !== into && board.onBoard(id)).map(({ id }) => id), into);
    act(place, ops, t('deed.merged', { n: cards.length, title: board.get(into)?.title ?? '' }));
  }
}

/** Whose words they are, as far as that may be known, and how many votes the card has where totals are seen. @param {Place} place @param {BoardRecord} card @returns {string} */
function aboutOf({ room: { board, derived, people } }, card) {
  const name = isNameless(board, card) || card.entered_for === true ? undefined : people.get(card.author ?? '')?.name;
  const votes = onCards(board, derived)?.totals.get(card.id);
  return [card.entered_for === true ? t('card.entered-for') : name ? t('deed.words-of', { name }) : '', votes ? t('vote.n', { n: votes }) : ''].filter(Boolean).join(' · ');
}

/** The cards that went into this one, each of which can be taken out. @param {Place} place @param {BoardRecord} record @returns {Deed[]} */
const taken = (place, record) => mergedInto(place.room.board, record.id).map(({ id, title }) => ({ mark: icon('restore'), label: t('deed.unmerge', { title: title ?? '' }), run: () => unmerge(place, id) }));

/** Its links are in the bin, of which this page may not know. @param {Place} place @param {string} id */
async function unmerge(place, id) {
  const { room } = place;
  const answer = await json(`/api/workshops/${place.id}/bin`, { workshop: place.id }).catch(() => null);
  if (!answer) {
    toast(t('deed.unmerge-later'));
    return;
  }
  const binned = [...answer.records ?? answer, ...room.board.bin()].filter((/** @type {BoardRecord} */ link) => !room.board.onBoard(link.id));
  room.submit(unmergeOps(room.board, id, binned));
  sayDone(room, t('deed.unmerged', { title: room.board.get(id)?.title ?? '' }));
}

/** A part of a card becomes a card of its own, beside it. @param {Place} place @param {BoardRecord} record */
function split(place, record) {
  let title = '';
  openDialog({
    title: t('deed.split'),
    body: () => html`<p class="soft">${t('deed.split-hint', { title: record.title ?? '' })}</p><form id="split-form" novalidate @submit=${submit}>
      <div class="field"><label for="split-title">${t('deed.split-title')}</label><input id="split-title" class="input" maxlength="120" autofocus .value=${title} @input=${(/** @type {Event} */ event) => { title = /** @type {HTMLInputElement} */ (event.target).value; }}></div></form>`,
    foot: dialog => html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button><button class="button primary" form="split-form">${icon('split')}${t('deed.split-do')}</button>`,
  });
  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    const { board } = place.room;
    const near = boxesOf(board.visible().filter(other => other.board === record.board));
    const spot = freePlace(near, { x: Number(record.x ?? 0), y: Number(record.y ?? 0) });
    const id = newRecordId('card');
    const form = /** @type {HTMLElement} */ (event.target);
    if (act(place, [['put', 'card', id, { kind: record.kind, title: title.trim(), board: record.board, ...spot, split_from: record.id }]], t('deed.splitted', { title: title.trim() }))) form.closest('dialog')?.close();
  }
}
