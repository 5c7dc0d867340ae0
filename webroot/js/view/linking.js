/** Where a step asks for links: the way to make one from nothing, and those that one has made in it. */
import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { currentPhase } from '../board/agenda.js';
import { cardsOf, linkDetails, linksAsked, sentence } from './cards.js';
import { said, t } from './device.js';
import { openLinker, openLinkEditor } from './linker.js';
import { icon } from './marks.js';
import { bin } from './place.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** @param {Place} place @returns {import('../board/model.js').Kind[]} the kinds of links that the step names, and that may be made now */
function kindsNow({ room: { board }, may }) {
  const phase = currentPhase(board);
  return phase ? linksAsked(board, phase).filter(({ name }) => may(['put', 'link', '', { kind: name }])) : [];
}

/** The way to link two cards, one choice beside the kinds of cards; nothing where the step does not name links, or there is nothing to link. @param {Place} place */
export function linking(place) {
  const kinds = kindsNow(place);
  if (kinds.length === 0 || cardsOf(place.room.board, place.home).length < 2) return nothing;
  return html`<button type="button" class="kind-button to-link" @click=${() => openLinker(place)}>${icon('link')}<span><strong>${t('link.two')}</strong>
    <span class="card-note clamp">${kinds.map(({ label }) => said(label)).join(', ')}</span></span></button>`;
}

/** The links that one has made in this step, the latest first. @param {Place} place */
export function linked(place) {
  const { board } = place.room;
  const phase = currentPhase(board);
  if (!phase || kindsNow(place).length === 0) return nothing;
  return guard([place.version, phase.id], () => {
    const all = madeIn(place, phase.id);
    return all.length === 0 ? nothing : html`<section class="mine linked" aria-labelledby="linked-title"><div class="mine-head"><h2 id="linked-title" tabindex="-1">${t('link.mine', { n: all.length })}</h2></div>
      <ul class="cards">${all.map(link => line(place, link))}</ul></section>`;
  });
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
  return html`<li class="link-row"><p class="link-go">${sentence(board, link)}
      ${details ? html`<span class="soft small">${details}</span>` : nothing}</p>
    ${place.may(['set', link.id, {}]) ? html`<button type="button" class="button quiet icon-only" aria-label=${t('link.edit-both', { from, to })} @click=${() => openLinkEditor(place, link.id)}>${icon('edit')}</button>` : nothing}
    ${place.may(['del', link.id]) ? html`<button type="button" class="button quiet icon-only" aria-label=${t('link.delete-both', { from, to })} @click=${() => bin(place, link)}>${icon('bin')}</button>` : nothing}</li>`;
}
