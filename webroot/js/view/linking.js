/** Where a step is about links: the way to make one from nothing, all that there are, and those that one has made in it. */
import { html, nothing } from 'lit-html';
import { currentPhase } from '../board/agenda.js';
import { cardsOf, linkDetails, linksAsked, linksLookedAt, sentence } from './cards.js';
import { said, t } from './device.js';
import { folded } from './folded.js';
import { openLinker, openLinkEditor } from './linker.js';
import { icon } from './marks.js';
import { bin } from './place.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** Up to so many are open to be read. */
const FEW = 6;

/** @param {Place} place @returns {import('../board/model.js').Kind[]} the kinds of links that the step names, and that may be made now */
function kindsNow({ room: { board }, may }) {
  const phase = currentPhase(board);
  return phase ? linksAsked(board, phase).filter(({ name }) => may(['put', 'link', '', { kind: name }])) : [];
}

/** The way to link two cards, one choice beside the kinds of cards, and the links that the step is about; nothing where it is not about links. @param {Place} place */
export function linking(place) {
  const kinds = kindsNow(place);
  if (kinds.length === 0 || cardsOf(place.room.board, place.home).length < 2) return there(place);
  return html`<button type="button" class="kind-button to-link" @click=${() => openLinker(place)}>${icon('link')}<span><strong>${t('link.two')}</strong>
    <span class="card-note clamp">${kinds.map(kind => asksFor(place.room.board, kind)).join(', ')}</span></span></button>${there(place)}`;
}

/** What the link says, and where it joins one kind with one, which. @param {import('../board/board.js').Board} board @param {import('../board/model.js').Kind} kind @returns {string} */
function asksFor(board, { label, from, to }) {
  const [start, end] = [from, to].map(ends => (ends.length === 1 && ends[0] !== '*' ? said(board.model.kind('card', ends[0])?.label) : ''));
  return start && end ? t('link.joins', { link: said(label), from: start, to: end }) : said(label);
}

/** The links that the step is about, to be read aloud and corrected: at once where there is nothing else to do. @param {Place} place */
function there(place) {
  const { board } = place.room;
  const phase = currentPhase(board);
  const all = phase ? linksLookedAt(board, phase) : [];
  if (!phase || all.length === 0) return nothing;
  return folded(place, `links ${phase.id}`, t('link.all', { n: all.length }), () => html`<ul class="cards">${all.map(link => line(place, link))}</ul>`, { open: phase.mode === 'read' && all.length <= FEW, kind: 'links-there' });
}

/** The links that one has made in this step, the latest first, as lines of a list. @param {Place} place */
export function linked(place) {
  const phase = currentPhase(place.room.board);
  return phase && kindsNow(place).length > 0 ? madeIn(place, phase.id).map(link => line(place, link)) : [];
}

/** @param {Place} place @param {string} phase @returns {BoardRecord[]} what waits to be sent is of the step that it was made in */
function madeIn({ room: { board, you, replica } }, phase) {
  const waiting = new Set(replica.pending.flatMap(tx => (tx.phase === phase ? tx.ops.map(op => op[2]) : [])));
  return board.visible('link').filter(link => link.author === you.id && (link.phase === phase || waiting.has(link.id))).reverse();
}

/** @param {Place} place @param {BoardRecord} link */
function line(place, link) {
  const { board } = place.room;
  const [from, to] = [link.from, link.to].map(id => board.get(String(id))?.title ?? '');
  const details = linkDetails(board, link);
  return html`<li class="link-row"><p class="link-go">${sentence(board, link)}${details ? html`<span class="soft small">${details}</span>` : nothing}</p>
    ${place.may(['set', link.id, {}]) ? html`<button type="button" class="button quiet icon-only" aria-label=${t('link.edit-both', { from, to })} @click=${() => openLinkEditor(place, link.id)}>${icon('edit')}</button>` : nothing}
    ${place.may(['del', link.id]) ? html`<button type="button" class="button quiet icon-only" aria-label=${t('link.delete-both', { from, to })} @click=${() => bin(place, link)}>${icon('bin')}</button>` : nothing}</li>`;
}
