/** One card or proposal: what it says, its links, changing it. The same on a phone (in a dialog) and beside the map (in a panel). */
import { html, nothing } from 'lit-html';
import { apartOf, isNameless, linksOf } from '../board/sight.js';
import { linkDetails } from './cards.js';
import { coText } from './cotext.js';
import { changesOf, fieldsOf, formFields, formOf, signed, tagsOf } from './form.js';
import { draft, keepDraft, said, t } from './device.js';
import { left, leftOf, leftWords } from './left.js';
import { openLinker, openLinkEditor } from './linker.js';
import { familyMark, icon, kindMark, kindOf, personName } from './marks.js';
import { copyAndSay, errorLine, isOnTop, openDialog, toast } from './ui.js';
import { bin, sayDone } from './place.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../board/model.js').Property} Property
 */

/** The card that is open on a phone: another takes its place, and the same does not open again. @type {{id: string, dialog?: import('./ui.js').Dialog} | undefined} */
let sheet;

/** Opens a card on a phone; follows what others change while it is open. @param {Place} place @param {string} id */
export function openCard(place, id) {
  if (sheet && (sheet.id === id || isOnTop(sheet.dialog))) {
    sheet.id = id;
    sheet.dialog?.update();
    return;
  }
  const below = sheet;
  /** @type {NonNullable<typeof sheet>} */
  const own = sheet = { id };
  own.dialog = openDialog({
    title: () => heading(place, own.id),
    body: self => cardView(place, own.id, { open: next => { own.id = next; self.update(); }, close: self.close }),
    onClose: () => { if (sheet === own) sheet = below; },
  });
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
  const apart = apartOf(board, record, place.room.you.id, place.room.you.role);
  return html`<article class="card-view kind-${kind.colour}">
    <header><p class="kind-name">${kindMark(kind.shape, kind.colour, true)}${kind.label}</p><h3>${record.title}</h3></header>
    ${back(place, record)}${texts(place, record)}${facts(place, record)}
    ${tagsOf(record).length ? html`<p class="tags">${tagsOf(record).map(tag => html`<span class="tag">${tag}</span>`)}</p>` : nothing}
    ${apart ? html`<p class="step-how card-apart">${icon(record.hidden === true ? 'hide' : record.parked === true ? 'park' : 'lock')}<span>${t(`apart.${apart}`)}</span></p>` : nothing}
    ${isNameless(board, record) ? html`<p class="soft small">${t('card.nameless')}</p>` : record.author && record.entered_for !== true && place.room.people.has(record.author) ? html`<p class="soft small">${t('card.by')} ${personName(place, record.author)}${familyOf(place, record.author)}</p>` : nothing}
    ${record.entered_for ? html`<p class="soft small">${t('card.entered-for')}</p>` : nothing}
    <div class="actions">
      ${place.may(['set', id, {}]) ? html`<button type="button" class="button" @click=${() => editCard(place, id)}>${icon('edit')}${t('common.edit')}</button>` : nothing}
      ${place.may(['put', 'link', '', {}]) ? html`<button type="button" class="button" @click=${() => openLinker(place, id)}>${icon('link')}${t('link.to')}</button>` : nothing}
      ${go.show ? html`<button type="button" class="button" @click=${go.show}>${icon('map')}${t('card.show')}</button>` : nothing}
      ${place.may(['del', id]) ? html`<button type="button" class="button danger" @click=${() => bin(place, record, go.close)}>${icon('bin')}${t('common.delete')}</button>` : nothing}
    </div>
    ${steering(place, record)}${links(place, record, go.open)}</article>`;
}

/** What the picture beside a name means. @param {Place} place @param {string} person who is known */
function familyOf({ room: { board, people } }, person) {
  const family = board.model.families.get(people.get(person)?.family ?? '');
  return family ? html`<span aria-hidden="true"> · ${said(family.label)}</span>` : nothing;
}

/** What those who facilitate may do with it. @param {Place} place @param {BoardRecord} record */
function steering(place, record) {
  const deeds = place.deeds([record]);
  return deeds.length === 0 ? nothing : html`<section class="card-steering" aria-label=${t('deed.title')}><h4>${t('deed.title')}</h4>
    ${deeds.some(({ is }) => is) ? html`<p class="chips">${deeds.filter(({ is }) => is).map(({ is }) => html`<span class="chip is-steering">${is}</span>`)}</p>` : nothing}
    <div class="actions">${deeds.map(({ mark, label, run }) => html`<button type="button" class="button" @click=${run}>${mark}${label}</button>`)}</div></section>`;
}

/** The long texts, in which those who may change them write right here; the others read what is said of a card first. @param {Place} place @param {BoardRecord} record */
function texts(place, record) {
  if (!place.may(['set', record.id, {}])) return record.body ? html`<p class="long">${record.body}</p>` : nothing;
  return fieldsOf(place.room.board.model, record.type, record.kind).filter(property => property.is === 'text').map(property => coText({ place, id: record.id, property }));
}

/** What somebody wrote while this was in the bin. @param {Place} place @param {BoardRecord} record */
function back(place, record) {
  const words = leftWords(place, record);
  return words === nothing ? nothing : left(html`<p role="status">${t('left.back')}</p>${words}`);
}

/** Where a card was that is open: its texts to be copied, and the ways back. @param {Place} place @param {BoardRecord | undefined} record */
function gone(place, record) {
  if (!record || !place.room.board.inBin(record.id)) return html`<p class="empty">${t('card.gone')}</p>`;
  const { id, title = '' } = record;
  const long = fieldsOf(place.room.board.model, record.type, record.kind).filter(property => property.is === 'text' && record[property.name]);
  const mine = place.room.refused.some(({ ops }) => ops.some(op => op[1] === id));
  return left(html`<div role="alert"><strong>${t('card.in-bin', { title })}</strong><p>${t('card.in-bin-hint')}</p></div>
    ${leftWords(place, record)}
    <div class="choices">
      ${mine ? html`<button type="button" class="button primary" @click=${() => place.openRefused()}>${t('reject.content')}</button>` : nothing}
      ${restoring(place, record)}
      ${long.map(property => html`<button type="button" class="button" @click=${() => copyAndSay(String(record[property.name]))}>${icon('copy')}${t('card.copy', { field: said(property.label) })}</button>`)}</div>`);
}

/** @param {Place} place @param {BoardRecord} record in the bin */
const restoring = (place, { id, title = '' }) => (place.may(['restore', id])
  ? html`<button type="button" class="button" @click=${() => { if (!place.act([['restore', id]])) toast(t('bin.restored', { title })); }}>${icon('restore')}${t('bin.restore')}</button>` : nothing);

/** @param {Place} place @param {BoardRecord} record */
function facts(place, record) {
  const written = place.may(['set', record.id, {}]);
  const shown = fieldsOf(place.room.board.model, record.type, record.kind)
    .filter(property => !['title', 'body'].includes(property.name) && property.is !== 'flags' && record[property.name] !== undefined && !(written && property.is === 'text'));
  const asked = written && record.type === 'proposal' ? fieldsOf(place.room.board.model, record.type, record.kind).filter(property => property.is === 'string' && property.name !== 'title' && !record[property.name]) : [];
  return html`${list(place, record, shown)}${asked.map(({ label }) => html`<p><button type="button" class="button" @click=${() => editCard(place, record.id)}>${icon('plus')}${said(label)}</button></p>`)}`;
}

/** @param {Place} place @param {BoardRecord} record @param {Property[]} shown */
function list(place, record, shown) {
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
          ${out ? html`<span class="verb"><span class="soft">${t('card.this-one')}</span> ${verb}</span><span class="end kind-${kind.colour}">${kindMark(kind.shape, kind.colour)}${other.title}</span>`
            : html`<span class="end kind-${kind.colour}">${kindMark(kind.shape, kind.colour)}${other.title}</span><span class="verb">${verb} <span class="soft">${t('card.this-one-end')}</span></span>`}
          ${details ? html`<span class="soft small">${details}</span>` : nothing}</button>
        ${place.may(['set', link.id, {}]) ? html`<button type="button" class="button quiet icon-only" aria-label=${t('link.edit', { title: other.title ?? '' })} @click=${() => openLinkEditor(place, link.id)}>${icon('edit')}</button>` : nothing}
        ${place.may(['del', link.id]) ? html`<button type="button" class="button quiet icon-only" aria-label=${t('link.delete', { title: other.title ?? '' })} @click=${() => bin(place, link)}>${icon('bin')}</button>` : nothing}</li>`;
    })}</ul></section>`;
}

/** @param {Place} place @param {string} id */
export function editCard(place, id) {
  const { room } = place;
  const before = room.board.get(id);
  if (!before || !room.board.onBoard(id)) {
    toast(t('card.gone'));
    return;
  }
  const { model } = room.board;
  const kind = kindOf(room.board, before);
  const name = `edit:${place.id}:${id}`;
  const from = formOf(model, before);
  const { taken, passed } = unsaved(from, draft(name));
  let values = { ...from, ...taken };
  let error = '';
  const isGone = () => !room.board.onBoard(id);
  const texts = model.texts(before.type, before.kind).map((field) => ({ id, field, done: room.doneIn({ id, field }) }));
  const end = (/** @type {import('./ui.js').Dialog} */ dialog) => { keepDraft(name, null); dialog.close(); };
  /** What was typed into the long texts is with the others already: it is undone. */
  const cancel = (/** @type {import('./ui.js').Dialog} */ dialog) => {
    for (const { done, ...text } of texts) while (!isGone() && room.doneIn(text) > done && room.undo(text));
    end(dialog);
  };
  openDialog({
    title: t('card.edit', { kind: kind.label }),
    body: dialog => html`<form id="edit-form" novalidate @submit=${(/** @type {Event} */ event) => save(event, dialog)}>
      ${isGone() ? left(html`<div role="alert"><strong>${t('card.in-bin', { title: before.title ?? '' })}</strong><p>${t('card.edit-in-bin')}</p></div>${leftWords(place, before)}<div class="choices">${restoring(place, before)}</div>`) : nothing}
      ${passed.map(([field, words]) => html`<p class="notice" role="status">${t('card.passed', { field: said(model.property(before.type, before.kind, field)?.label), words: String(words) })}</p>`)}
      ${formFields({ board: room.board, type: before.type, kind: before.kind, values, prefix: 'edit', editing: property => (isGone() ? stays(room.board.text(id, property.name), property) : coText({ place, id, property })),
        onInput: (field, value) => { values = { ...values, [field]: value }; keepDraft(name, { from, values }); dialog.update(); } })}
      ${errorLine(error)}</form>`,
    foot: dialog => html`<button type="button" class="button" @click=${() => cancel(dialog)}>${t('common.cancel')}</button>
      ${!isGone() ? html`<button class="button primary" form="edit-form">${t('common.save')}</button>`
        : place.may(['put', before.type, '', {}]) ? html`<button type="button" class="button primary" @click=${() => anew(dialog)}>${icon('plus')}${t('reject.new')}</button>` : nothing}`,
  });
  /** @param {Event} event @param {import('./ui.js').Dialog} dialog */
  function save(event, dialog) {
    event.preventDefault();
    const changes = changesOf(model, before ?? { id, type: 'card' }, values);
    error = Object.keys(changes).length === 0 ? '' : place.act([['set', id, changes]]);
    if (error) return dialog.update();
    end(dialog);
    if (Object.keys(changes).length > 0) sayDone(room, t('card.saved'));
  }
  /** @param {import('./ui.js').Dialog} dialog */
  async function anew(dialog) {
    const { openCreate } = await import('./create.js');
    const texts = model.texts(before?.type ?? '', before?.kind).map(field => [field, room.board.text(id, field)]);
    const { field, text } = draft(leftOf(place, id));
    dialog.close();
    const given = { ...values, ...Object.fromEntries(texts), ...(field === undefined ? {} : { [field]: text }), chosen: before?.kind ?? before?.type };
    openCreate(place, undefined, /** @type {any} */ (given), () => { for (const done of [name, leftOf(place, id)]) keepDraft(done, null); });
  }
}

/** @param {string} text as it is in the bin @param {Property} property */
const stays = (text, property) => (text ? html`<div class="field"><span class="field-label">${said(property.label)}</span><p class="long">${text}</p></div>` : nothing);

/**
 * What was typed in a form and not saved, against what the form shows now.
 *
 * @param {Record<string, any>} now
 * @param {{from?: Record<string, any>, values?: Record<string, any>}} draft from: what the form showed when it was typed
 * @returns {{taken: Record<string, any>, passed: [string, any][]}} passed: what others have changed since, which stands
 */
export function unsaved(now, { from = {}, values = {} }) {
  const typed = Object.entries(values).filter(([field, value]) => value !== from[field] && value !== now[field]);
  return { taken: Object.fromEntries(typed.filter(([field]) => now[field] === from[field])), passed: typed.filter(([field]) => now[field] !== from[field]) };
}
