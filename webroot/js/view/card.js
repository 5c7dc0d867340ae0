/** One card or proposal: what it says, its links, changing it. The same on a phone (in a dialog) and beside the map (in a panel). */
import { html, nothing } from 'lit-html';
import { linkDetails, linksOf } from './cards.js';
import { coText } from './cotext.js';
import { changesOf, fieldsOf, formFields, formOf, signed, tagsOf } from './form.js';
import { draft, keepDraft, said, t } from './device.js';
import { openLinker, openLinkEditor } from './linker.js';
import { familyMark, icon, kindMark, kindOf } from './marks.js';
import { copyAndSay, errorLine, openDialog, toast } from './ui.js';
import { bin, personName, sayDone } from './place.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../board/model.js').Property} Property
 */

/** Opens a card on a phone; follows what others change while it is open. @param {Place} place @param {string} first */
export function openCard(place, first) {
  let id = first;
  const dialog = openDialog({
    title: () => heading(place, id),
    body: self => cardView(place, id, { open: next => { id = next; self.update(); }, close: self.close }),
    onClose: () => place.room.removeEventListener('change', follow),
  });
  const follow = () => dialog.update();
  place.room.addEventListener('change', follow);
}

/** @param {Place} place @param {string} id */
function heading(place, id) {
  const kind = kindOf(place.room.board, place.room.board.get(id) ?? { type: 'card' });
  return html`<span class="kind-name kind-${kind.colour}">${kindMark(kind.shape, kind.colour, true)}${kind.label}</span>`;
}

/**
 * @param {Place} place
 * @param {string} id
 * @param {{open: (id: string) => void, close: () => void, show?: () => void}} go
 */
export function cardView(place, id, go) {
  const { board } = place.room;
  const record = board.get(id);
  if (!record || !board.onBoard(id)) return gone(place, record);
  const kind = kindOf(board, record);
  return html`<article class="card-view kind-${kind.colour}">
    <header><p class="kind-name">${kindMark(kind.shape, kind.colour, true)}${kind.label}</p><h3>${record.title}</h3></header>
    ${texts(place, record)}${facts(place, record)}
    ${tagsOf(record).length ? html`<p class="tags">${tagsOf(record).map(tag => html`<span class="tag">${tag}</span>`)}</p>` : nothing}
    ${record.author && place.room.people.has(record.author) ? html`<p class="soft small">${t('card.by')} ${personName(place, record.author)}</p>` : nothing}
    <div class="actions">
      ${place.may(['set', id, {}]) ? html`<button type="button" class="button" @click=${() => editCard(place, id)}>${icon('edit')}${t('common.edit')}</button>` : nothing}
      ${place.may(['put', 'link', '', {}]) ? html`<button type="button" class="button" @click=${() => openLinker(place, id)}>${icon('link')}${t('link.to')}</button>` : nothing}
      ${go.show ? html`<button type="button" class="button" @click=${go.show}>${icon('map')}${t('card.show')}</button>` : nothing}
      ${place.may(['del', id]) ? html`<button type="button" class="button danger" @click=${() => bin(place, record, go.close)}>${icon('bin')}${t('common.delete')}</button>` : nothing}
    </div>
    ${links(place, record, go.open)}</article>`;
}

/** The long texts, in which those who may change them write right here; the others read what is said of a card first. @param {Place} place @param {BoardRecord} record */
function texts(place, record) {
  if (!place.may(['set', record.id, {}])) return record.body ? html`<p class="long">${record.body}</p>` : nothing;
  return fieldsOf(place.room.board.model, record.type, record.kind).filter(property => property.is === 'text').map(property => coText({ place, id: record.id, property }));
}

/** Where a card was that is open: its texts to be copied, and the ways back. @param {Place} place @param {BoardRecord | undefined} record */
function gone(place, record) {
  if (!record || !place.room.board.inBin(record.id)) return html`<p class="empty">${t('card.gone')}</p>`;
  const { id, title = '' } = record;
  const long = fieldsOf(place.room.board.model, record.type, record.kind).filter(property => property.is === 'text' && record[property.name]);
  const mine = place.room.refused.some(({ ops }) => ops.some(op => op[1] === id));
  return html`<div class="notice bad" role="alert">${icon('bin')}<div><strong>${t('card.in-bin', { title })}</strong><p>${t('card.in-bin-hint')}</p>
    <div class="choices">
      ${mine ? html`<button type="button" class="button primary" @click=${() => place.openRefused()}>${t('reject.content')}</button>` : nothing}
      ${place.may(['restore', id]) ? html`<button type="button" class="button" @click=${() => { if (!place.act([['restore', id]])) toast(t('bin.restored', { title })); }}>${icon('restore')}${t('bin.restore')}</button>` : nothing}
      ${long.map(property => html`<button type="button" class="button" @click=${() => copyAndSay(String(record[property.name]))}>${icon('copy')}${t('card.copy', { field: said(property.label) })}</button>`)}</div></div></div>`;
}

/** @param {Place} place @param {BoardRecord} record */
function facts(place, record) {
  const written = place.may(['set', record.id, {}]);
  const shown = fieldsOf(place.room.board.model, record.type, record.kind)
    .filter(property => !['title', 'body'].includes(property.name) && property.is !== 'flags' && record[property.name] !== undefined && !(written && property.is === 'text'));
  return shown.length === 0 ? nothing : html`<dl class="facts">${shown.map(property => html`<div><dt>${said(property.label).replace(/ \(.*\)$/, '')}</dt><dd class="long">${fact(place, property, record[property.name])}</dd></div>`)}</dl>`;
}

/** @param {Place} place @param {Property} property @param {unknown} value */
function fact(place, property, value) {
  if (property.is === 'boolean') return t('common.yes');
  if (property.is === 'integer') return property.min < 0 ? signed(Number(value)) : t('card.of', { value: Number(value), max: property.max });
  if (property.is === 'choice') return said(property.values.get(String(value)));
  if (property.is === 'ref') return place.room.board.get(String(value))?.title ?? '';
  const family = property.is === 'family' ? place.room.board.model.families.get(String(value)) : undefined;
  return family ? html`<span class="person">${familyMark(family.shape, family.colour)}${said(family.label)}</span>` : String(value);
}

/** @param {Place} place @param {BoardRecord} record @param {(id: string) => void} open */
function links(place, record, open) {
  const { board } = place.room;
  const all = linksOf(board, record.id);
  return html`<section class="card-links"><h4>${t('card.links', { n: all.length })}</h4>
    ${all.length === 0 ? html`<p class="soft">${t('card.no-links')}</p>` : nothing}
    <ul>${all.map(link => {
      const out = link.from === record.id;
      const other = board.get(String(out ? link.to : link.from));
      if (!other) return nothing;
      const kind = kindOf(board, other);
      const verb = said(board.model.kind('link', link.kind)?.label);
      const details = linkDetails(board, link);
      return html`<li class="link-row">
        <button type="button" class="link-go" @click=${() => open(other.id)}>
          ${out ? html`<span class="verb">${verb}</span><span class="end kind-${kind.colour}">${kindMark(kind.shape, kind.colour)}${other.title}</span>`
            : html`<span class="end kind-${kind.colour}">${kindMark(kind.shape, kind.colour)}${other.title}</span><span class="verb">${verb} <span aria-hidden="true">↩</span><span class="visually-hidden">${record.title}</span></span>`}
          ${details ? html`<span class="soft small">${details}</span>` : nothing}</button>
        ${place.may(['set', link.id, {}]) ? html`<button type="button" class="button quiet icon-only" aria-label=${t('link.edit', { title: other.title ?? '' })} @click=${() => openLinkEditor(place, link.id)}>${icon('edit')}</button>` : nothing}
        ${place.may(['del', link.id]) ? html`<button type="button" class="button quiet icon-only" aria-label=${t('link.delete', { title: other.title ?? '' })} @click=${() => bin(place, link)}>${icon('bin')}</button>` : nothing}</li>`;
    })}</ul></section>`;
}

/** @param {Place} place @param {string} id */
export function editCard(place, id) {
  const { board } = place.room;
  const before = board.get(id);
  if (!before || !board.onBoard(id)) {
    toast(t('card.gone'));
    return;
  }
  const kind = kindOf(board, before);
  const name = `edit:${place.id}:${id}`;
  let values = { ...formOf(board.model, before), ...draft(name) };
  let error = '';
  openDialog({
    title: t('card.edit', { kind: kind.label }),
    body: dialog => html`<form id="edit-form" novalidate @submit=${(/** @type {Event} */ event) => save(event, dialog)}>
      ${formFields({ board: place.room.board, type: before.type, kind: before.kind, values, prefix: 'edit', editing: property => coText({ place, id, property }), onInput: (field, value) => { values = { ...values, [field]: value }; keepDraft(name, values); dialog.update(); } })}
      ${errorLine(error)}</form>`,
    foot: dialog => html`<button type="button" class="button" @click=${() => { keepDraft(name, null); dialog.close(); }}>${t('common.cancel')}</button>
      <button class="button primary" form="edit-form">${t('common.save')}</button>`,
  });
  /** @param {Event} event @param {import('./ui.js').Dialog} dialog */
  function save(event, dialog) {
    event.preventDefault();
    const changes = changesOf(place.room.board.model, before ?? { id, type: 'card' }, values);
    error = Object.keys(changes).length === 0 ? '' : place.act([['set', id, changes]]);
    if (error) return dialog.update();
    keepDraft(name, null);
    dialog.close();
    if (Object.keys(changes).length > 0) sayDone(place.room, t('card.saved'));
  }
}
