/** Cards as people read them: rows, grouped lists with search and filters, links as sentences. */
import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { kindsNamed, phasesOf } from '../board/agenda.js';
import { apartOf, isAside, isForAll, linksOf } from '../board/sight.js';
import { onCards } from '../board/votes.js';
import { signed, tagsOf } from './form.js';
import { compare, plain, said, t } from './device.js';
import { bar as barOf, icon, kindMark, kindOf } from './marks.js';

/**
 * @typedef {import('../board/board.js').Board} Board
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {{search: string, kinds: Set<string>}} Filter
 */

/** @param {BoardRecord} record */
export const isCard = record => record.type === 'card' || record.type === 'proposal';

/** @param {Board} board @param {string} [at] the id of one of the workshop's boards @returns {BoardRecord[]} cards and proposals on it, or on all of them */
export const cardsOf = (board, at) => board.visible().filter(record => isCard(record) && !isAside(record) && (at === undefined || record.board === at));

/**
 * What the room looks at in a step: where people work apart, what of that is shown by now; else all cards of the kinds that it asks for, votes on,
 * or goes on with from the steps before; none where people look back on the workshop itself.
 *
 * @param {Board} board
 * @param {BoardRecord} phase
 * @returns {BoardRecord[]} the latest first
 */
export function lookedAt(board, phase) {
  if (phase.mode === 'read' && phase.vote_way === 'roti') return [];
  const all = cardsOf(board).filter(record => isForAll(board, record)).reverse();
  if (phase.mode === 'group' || phase.mode === 'private') return all.filter(record => record.phase === phase.id);
  const kinds = new Set(cardKinds(board, goneOnWith(board, phase, step => cardKinds(board, step).length > 0)));
  const at = String(phase.board ?? 'main');
  return all.filter(record => (kinds.size === 0 ? record.phase === phase.id : kinds.has(record.kind ?? record.type)) && (record.board === at || record.phase === phase.id));
}

/** @param {Board} board @param {BoardRecord} phase @returns {string[]} the kinds of cards that it asks for or votes on, `proposal` among them */
const cardKinds = (board, phase) => [...kindsNamed(phase, 'add'), ...kindsNamed(phase, 'vote_on')].filter(kind => kind === 'proposal' || board.model.kind('card', kind));

/** @param {Board} board @param {BoardRecord} phase @param {(step: BoardRecord) => boolean} names @returns {BoardRecord} itself, where it names kinds; else the last one before that does */
function goneOnWith(board, phase, names) {
  const steps = phasesOf(board).filter(({ skipped, id }) => skipped !== true || id === phase.id);
  return steps.slice(0, steps.findIndex(({ id }) => id === phase.id) + 1).findLast(names) ?? phase;
}

/** @param {Board} board @param {BoardRecord} phase @returns {import('../board/model.js').Kind[]} the kinds of links that it names */
export function linksAsked(board, phase) {
  const names = new Set(kindsNamed(phase, 'add'));
  return [...board.model.type('link')?.kinds.values() ?? []].filter(({ name }) => names.has(name) || names.has('link'));
}

/** @param {Board} board @param {BoardRecord} phase @returns {BoardRecord[]} the links of the kinds that it names, or goes on with from the steps before, as far as everybody may see them, the latest first; where people work apart, only those of the step */
export function linksLookedAt(board, phase) {
  if (phase.mode === 'read' && phase.vote_way === 'roti') return [];
  const kinds = new Set(linksAsked(board, goneOnWith(board, phase, step => cardKinds(board, step).length > 0 || linksAsked(board, step).length > 0)).map(({ name }) => name));
  const isThere = (/** @type {unknown} */ id) => {
    const card = board.get(String(id));
    return card !== undefined && board.onBoard(card.id) && !isAside(card) && isForAll(board, card);
  };
  const apart = phase.mode === 'group' || phase.mode === 'private';
  return kinds.size === 0 ? [] : board.visible('link').filter(link => kinds.has(String(link.kind)) && (!apart || link.phase === phase.id) && isForAll(board, link) && isThere(link.from) && isThere(link.to)).reverse();
}

/** What a link says, as a sentence. @param {Board} board @param {{kind?: string, from?: unknown, to?: unknown}} link */
export const sentence = (board, { kind, from, to }) => html`<span class="link-sentence"><span>${board.get(String(from))?.title}</span> <strong>${said(board.model.kind('link', kind)?.label)}</strong> <span>${board.get(String(to))?.title}</span></span>`;

/** @param {BoardRecord} record @param {string} search */
export function found(record, search) {
  const wanted = plain(search.trim());
  if (!wanted) return true;
  const words = plain([record.title, record.body, ...tagsOf(record)].filter(Boolean).join(' '));
  return wanted.split(/\s+/).every(word => words.includes(word));
}

/** @param {import('../sync/room.js').Room} room @param {BoardRecord} record @param {(id: string) => void} open @param {boolean} [current] @param {unknown} [votes] */
export function row({ board, you }, record, open, current = false, votes = nothing) {
  const links = linksOf(board, record.id).length;
  const apart = apartOf(board, record, you.id, you.role);
  return guard([record, links, current, apart, votes], () => drawnRow(board, record, links, open, current, apart, votes));
}

/** @param {Board} board @param {BoardRecord} record @param {number} links how many it has @param {(id: string) => void} open @param {boolean} current @param {ReturnType<typeof apartOf>} apart what it is not as the others @param {unknown} votes */
function drawnRow(board, record, links, open, current, apart, votes) {
  const kind = kindOf(board, record);
  return html`<button type="button" class="card-row kind-${kind.colour} ${record.hidden === true ? 'is-hidden' : ''}" data-id=${record.id} aria-current=${current ? 'true' : 'false'} @click=${() => open(record.id)}>
    ${kindMark(kind.shape, kind.colour)}
    <span class="card-text"><span class="visually-hidden">${t('common.name-colon', { name: kind.label })}</span><span class="card-title">${record.title}</span>
      ${apart ? html`<span class="card-note card-apart">${icon(record.hidden === true ? 'hide' : 'lock')}${t(`apart.${apart}`)}</span>` : nothing}
      ${record.body ? html`<span class="card-note clamp">${record.body}</span>` : nothing}${votes}</span>
    ${links ? html`<span class="links-count" title=${t('card.links-count', { n: links })}>${icon('link')}<span aria-hidden="true">${links}</span><span class="visually-hidden">${t('card.links-count', { n: links })}</span></span>` : nothing}</button>`;
}

/**
 * Search and list; drawn again only when they may be different, however often the page is.
 *
 * @param {import('./place.js').Place} place
 * @param {Filter} filter
 * @param {{folded?: boolean, current?: string}} [how] folded: the kinds show on demand; current: the card that is open
 */
export const cardList = (place, filter, { folded = false, current } = {}) => guard([place.version, place.figures, place.at, filter.search, [...filter.kinds].join(), current],
  () => html`${finder(place, filter, folded)}${groupedList(place, filter, current)}`);

/** @param {import('./place.js').Place} place @param {Filter} filter @param {boolean} folded the kinds show on demand */
function finder({ room: { board }, at, update }, filter, folded) {
  const counts = countsByKind(board, at);
  return html`<div class="finder" role="search"><label class="visually-hidden" for="search">${t('list.search')}</label>
    <div class="search-box">${icon('search')}<input id="search" class="input" type="search" autocomplete="off" placeholder=${t('list.search')} .value=${filter.search}
      @input=${(/** @type {Event} */ event) => { filter.search = /** @type {HTMLInputElement} */ (event.target).value; update(); }}></div>
    ${folded ? html`<details class="more" ?open=${filter.kinds.size > 0}><summary>${icon('next')}${t('list.filter')}</summary>${kindsFilter(counts, filter, update)}</details>` : kindsFilter(counts, filter, update)}</div>`;
}

/** @param {ReturnType<typeof countsByKind>} counts @param {Filter} filter @param {() => void} update */
const kindsFilter = (counts, filter, update) => html`<fieldset class="kinds-filter"><legend class="visually-hidden">${t('list.filter')}</legend><div class="choices">
      ${[...counts].map(([name, { kind, n }]) => html`<label class="choice"><input type="checkbox" .checked=${filter.kinds.has(name)}
        @change=${() => { if (!filter.kinds.delete(name)) filter.kinds.add(name); update(); }}><span>${kindMark(kind.shape, kind.colour)}${kind.label} <span class="soft">${n}</span></span></label>`)}</div></fieldset>`;

/** @param {Board} board @param {string} at in the order of the model */
function countsByKind(board, at) {
  const names = [...(board.model.type('card')?.kinds.keys() ?? []), 'proposal'];
  /** @type {Map<string, {kind: ReturnType<typeof kindOf>, n: number}>} */
  const counts = new Map(names.map(name => [name, { kind: kindOf(board, name === 'proposal' ? { type: name } : { type: 'card', kind: name }), n: 0 }]));
  for (const record of cardsOf(board, at)) {
    const count = counts.get(record.kind ?? record.type);
    if (count) count.n++;
  }
  return new Map([...counts].filter(([, count]) => count.n > 0));
}

/** Kept as long as it says the same, so that rows need not be drawn again. @type {Map<string, unknown>} */
const bars = new Map();

/** @param {ReturnType<typeof onCards>} results @param {string} id how a card did in the vote that is shown */
export function votesOn(results, id) {
  const n = results?.totals.get(id);
  if (!results || !n) return nothing;
  const key = `${n}/${results.top}`;
  const bar = bars.get(key) ?? html`<span class="row-votes">${barOf(n / results.top)}<span>${t('vote.n', { n })}</span></span>`;
  bars.set(key, bar);
  return bar;
}

/** @param {BoardRecord[]} records */
const inOrder = records => records.sort((one, other) => compare(one.title ?? '', other.title ?? ''));

/** @param {import('./place.js').Place} place @param {Filter} filter @param {string} [current] */
function groupedList({ room, at, open, may }, filter, current) {
  const { board, derived } = room;
  const results = onCards(board, derived);
  const all = cardsOf(board, at);
  const shown = all.filter(record => (filter.kinds.size === 0 || filter.kinds.has(record.kind ?? record.type)) && found(record, filter.search));
  if (all.length === 0) return html`<p class="empty">${t(may(['put', 'card', '', {}]) ? 'list.empty' : 'map.nothing')}</p>`;
  if (shown.length === 0) return html`<p class="empty" role="status">${t('list.nothing')}</p>`;
  const groups = [...countsByKind(board, at)].map(([name, { kind }]) => ({ name, kind, records: /** @type {BoardRecord[]} */ ([]) }));
  const byName = new Map(groups.map(group => [group.name, group]));
  for (const record of shown) byName.get(record.kind ?? record.type)?.records.push(record);
  return html`<p class="visually-hidden" role="status">${t('list.count', { n: shown.length })}</p>
    ${repeat(groups.filter(group => group.records.length > 0), group => group.name, group => html`<section class="group"><h3 class="kind-${group.kind.colour}">${kindMark(group.kind.shape, group.kind.colour)}${group.kind.label}<span class="soft">${group.records.length}</span></h3>
      <div class="cards">${repeat(inOrder(group.records), record => record.id, record => row(room, record, open, record.id === current, votesOn(results, record.id)))}</div></section>`)}`;
}

/** @param {Board} board @param {BoardRecord} link @returns {string} what it says of itself: renforce (+), force 2 */
export function linkDetails(board, link) {
  const parts = [];
  for (const property of board.model.kind('link', link.kind)?.properties.values() ?? []) {
    const value = link[property.name];
    if (value === undefined || value === '') continue;
    if (property.is === 'choice') parts.push(said(property.values.get(String(value))));
    else if (property.is === 'boolean') { if (value === true) parts.push(said(property.label).toLowerCase()); }
    else if (property.is === 'integer') { if (value !== property.fallback) parts.push(`${said(property.label).replace(/ \(.*\)/, '').toLowerCase()} ${signed(Number(value))}`); }
    else parts.push(String(value));
  }
  if (link.label) parts.push(String(link.label));
  return parts.join(' · ');
}
