/** The people in the cockpit: hands, the door, who is here and what they may be. */
import { html, nothing } from 'lit-html';
import { admitOps, askedOf, awaitedOf, awayOf, handOverOps, handsOf, lowerOps, membersOf, removedOf, waitingOf } from '../board/crew.js';
import { currentPhase } from '../board/agenda.js';
import { seatOps, tablesOf } from '../board/tables.js';
import { isOpen, pollsOf } from '../board/votes.js';
import { compare, json, lang, said, t } from './device.js';
import { familyMark, personName } from './marks.js';
import { button, familyOf, hereIn, icon, nameOf, refocus, set, steer, sure } from './steering.js';

/**
 * @typedef {import('./place.js').Place} Place
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {{by: 'family' | 'table', open: string, quiet: boolean, binned: BoardRecord[], names: Record<string, string>}} State  names: of those in the bin; quiet: only those who are still awaited
 */

/** @type {WeakMap<Place, State>} */
const states = new WeakMap();
const ROLES = /** @type {const} */ (['participant', 'observer', 'facilitator']);
const DOORS = /** @type {const} */ (['open', 'ask', 'closed']);

/** @param {Place} place @returns {State} */
function stateOf(place) {
  const state = states.get(place) ?? { by: 'family', open: '', quiet: false, binned: [], names: {} };
  states.set(place, state);
  return state;
}

/** @param {Place} place */
export const crew = place => html`${hands(place)}${waiting(place)}${people(place)}${door(place)}${removed(place)}`;

/** @param {Place} place */
function hands(place) {
  const up = handsOf(place.room.board);
  if (up.length === 0) return nothing;
  const lower = (/** @type {BoardRecord[]} */ members) => { steer(place, lowerOps(members)); refocus('', '#part-tab-crew'); };
  return html`<section class="calls" aria-labelledby="hands-title"><h3 id="hands-title">${icon('raised')}${t('crew.hands', { n: up.length })}</h3>
    <ol class="crew-list">${up.map(member => html`<li><span class="crew-name">${personName(place, member.id)}<span class="soft small">${since(place, Number(member.hand))}</span></span>
      <button type="button" class="button" aria-label=${t('crew.lower-of', { name: nameOf(place, member.id) })} @click=${() => lower([member])}>${t('crew.lower')}</button></li>`)}</ol>
    ${up.length > 1 ? button('down', t('crew.lower-all'), () => lower(up), { kind: 'quiet' }) : nothing}</section>`;
}

/** @param {Place} place @param {number} at @returns {string} depuis 3 min */
function since(place, at) {
  const minutes = Math.floor((place.room.now - at) / 60_000);
  return minutes < 1 ? t('crew.just-now') : t('crew.since', { time: new Intl.NumberFormat(lang(), { style: 'unit', unit: 'minute', unitDisplay: 'short' }).format(minutes) });
}

/** @param {Place} place */
function waiting(place) {
  const all = waitingOf(place.room.board);
  if (all.length === 0) return nothing;
  return html`<section class="calls" aria-labelledby="waiting-title"><h3 id="waiting-title">${icon('room')}${t('crew.waiting', { n: all.length })}</h3>
    <ul class="crew-list">${all.map(member => html`<li><span class="crew-name">${personName(place, member.id)}</span>
      <span class="crew-ways">${button('check', t('crew.admit'), () => steer(place, admitOps([member])), { name: t('crew.admit-of', { name: nameOf(place, member.id) }) })}
      ${button('close', t('crew.refuse-of', { name: nameOf(place, member.id) }), () => remove(place, member), { kind: 'quiet', bare: true })}</span></li>`)}</ul>
    ${all.length > 1 ? button('people', t('crew.admit-all', { n: all.length }), () => { steer(place, admitOps(all)); refocus('', '#part-tab-crew'); }, { kind: 'primary' }) : nothing}</section>`;
}

/** @param {Place} place */
function people(place) {
  const state = stateOf(place);
  const { board, derived } = place.room;
  const phase = currentPhase(board);
  const here = hereIn(place);
  const poll = pollsOf(board).findLast(one => isOpen(one) && one.way !== 'hands' && one.phase === phase?.id);
  const awaited = awaitedOf(board, askedOf(board, here), phase, poll, derived);
  const quiet = awaited?.members ?? [];
  const voted = new Set(poll ? derived.get(poll.id)?.who : []);
  const away = awayOf(board, here).length;
  const only = state.quiet && quiet.length > 0;
  const inside = membersOf(board).filter(({ id, role, screen }) => role !== 'waiting' && screen !== true && here.includes(id));
  const members = only ? inside.filter(({ id }) => quiet.some(one => one.id === id)) : inside;
  const tables = tablesOf(board);
  const by = tables.length === 0 ? 'family' : state.by;
  return html`<section class="crew" aria-labelledby="crew-title"><div class="part-line"><h3 id="crew-title">${t('crew.here', { n: inside.length })}${away > 0 ? html` <span class="soft small">${t('crew.offline', { n: away })}</span>` : nothing}</h3>
      ${tables.length === 0 ? nothing : html`<div class="switch" role="group" aria-label=${t('crew.by')}>${/** @type {const} */ (['family', 'table']).map(one => html`<button type="button" class="button" aria-pressed=${by === one ? 'true' : 'false'} @click=${() => { state.by = one; place.update(); }}>${t(`crew.by-${one}`)}</button>`)}</div>`}</div>
    ${quiet.length > 0 ? html`<label class="check"><input type="checkbox" .checked=${only} @change=${() => { state.quiet = !only; place.update(); }}><span>${t(`crew.quiet-${awaited?.for ?? 'cards'}`, { n: quiet.length })}</span></label>` : nothing}
    ${groups(place, members, by).map(({ name, mark, members: group }) => html`<h4>${mark}${name}<span class="soft">${group.length}</span></h4>
      <ul class="crew-list">${group.map(member => person(place, member, awaited?.for === 'cards' && quiet.some(({ id }) => id === member.id) ? 'nothing-yet' : voted.has(member.id) ? 'voted' : ''))}</ul>`)}
    ${absent(place, here)}${screens(place, here)}</section>`;
}

/** The screens of the room, those that are offline last: they show the workshop again once they are back. @param {Place} place @param {string[]} here */
function screens(place, here) {
  const all = membersOf(place.room.board).filter(({ role, screen }) => role !== 'waiting' && screen === true).map(({ id }) => ({ id, away: !here.includes(id) })).sort((one, other) => Number(one.away) - Number(other.away));
  return all.length === 0 ? nothing : html`<ul class="crew-list">${all.map(({ id, away }) => html`<li><span class="crew-name">${icon('screen')}${nameOf(place, id)}${away ? html` <span class="soft small">${t('crew.screen-offline')}</span>` : nothing}</span>
    ${button('close', t('crew.remove'), () => { steer(place, [['del', id]]); refocus('', '#part-tab-crew'); }, { kind: 'quiet', name: t('common.action', { action: t('crew.remove'), title: nameOf(place, id) }) })}</li>`)}</ul>`;
}

/** @param {Place} place @param {BoardRecord[]} members @param {'family' | 'table'} by @returns {{name: string, mark: unknown, members: BoardRecord[]}[]} those without last */
function groups(place, members, by) {
  const { board } = place.room;
  const of = (/** @type {BoardRecord} */ member) => String((by === 'table' ? board.onBoard(String(member.table)) && member.table : familyOf(place, member)) || '');
  const all = by === 'table' ? tablesOf(board).map(({ id, title }) => ({ id, name: title ?? '', mark: /** @type {unknown} */ (icon('seats')) }))
    : [...board.model.families.values()].map(family => ({ id: family.name, name: said(family.label), mark: /** @type {unknown} */ (familyMark(family.shape, family.colour)) }));
  const sorted = members.sort((one, other) => compare(nameOf(place, one.id), nameOf(place, other.id)));
  return [...all, { id: '', name: t(`crew.no-${by}`), mark: nothing }].map(({ id, name, mark }) => ({ name, mark, members: sorted.filter(member => of(member) === id) })).filter(group => group.members.length > 0);
}

/** @param {Place} place @param {BoardRecord} member @param {'' | 'nothing-yet' | 'voted'} how far they are with what is asked now */
function person(place, member, how) {
  const state = stateOf(place);
  const open = state.open === member.id;
  const phase = currentPhase(place.room.board);
  const me = member.id === place.room.you.id;
  const chip = (/** @type {string} */ kind, /** @type {unknown} */ text) => html`<span class="chip ${kind}">${text}</span>`;
  return html`<li class=${open ? 'is-open' : ''}><button type="button" class="crew-head" data-key="person-${member.id}" aria-expanded=${open ? 'true' : 'false'} @click=${() => { state.open = open ? '' : member.id; place.update(); }}>
      <span class="crew-name">${nameOf(place, member.id)}${me ? html` <span class="soft">${t('people.you')}</span>` : nothing}</span>
      <span class="chips">${member.role === 'facilitator' ? chip('is-steering', t('people.facilitator')) : member.role === 'observer' ? chip('', t('people.observer')) : nothing}
        ${member.host === true ? chip('', t('crew.host')) : nothing}${typeof member.hand === 'number' ? chip('is-up', html`${icon('raised')}<span class="visually-hidden">${t('crew.hand')}</span>`) : nothing}
        ${phase && member.done === phase.id ? chip('is-done', html`${icon('check')}<span class="visually-hidden">${t('crew.done')}</span>`) : how ? chip(how === 'voted' ? 'is-done' : '', t(`crew.${how}`)) : nothing}</span>${icon('next')}</button>
    ${open ? deeds(place, member, me) : nothing}</li>`;
}

/** @param {Place} place @param {BoardRecord} member @param {boolean} me */
function deeds(place, member, me) {
  const { board } = place.room;
  const id = `person-${member.id}`;
  const change = (/** @type {import('../board/types.js').Changes} */ changes) => steer(place, [['set', member.id, changes]]);
  const select = (/** @type {string} */ key, /** @type {string} */ label, /** @type {string} */ value, /** @type {[string, string][]} */ options, /** @type {(chosen: string | null) => void} */ choose) => html`<div class="field"><label for="${id}-${key}">${label}</label>
    <select class="input" id="${id}-${key}" @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value || null)}>${options.map(([one, name]) => html`<option value=${one} ?selected=${one === value}>${name}</option>`)}</select></div>`;
  const tables = tablesOf(board);
  return html`<div class="crew-more">
    ${me ? nothing : html`<fieldset class="field"><legend>${t('crew.role')}</legend><div class="choices">${ROLES.map(role => html`<label class="choice"><input type="radio" name="${id}-role" .checked=${member.role === role} @change=${() => change({ role })}>
      <span>${said(board.model.property('member', undefined, 'role')?.values.get(role))}</span></label>`)}</div></fieldset>`}
    <div class="pairs">${select('family', said(board.model.property('member', undefined, 'family')?.label), familyOf(place, member) ?? '', [['', t('crew.no-family')], ...[...board.model.families.values()].map(family => /** @type {[string, string]} */ ([family.name, said(family.label)]))], family => change({ family }))}
      ${tables.length > 0 ? select('table', said(board.model.property('member', undefined, 'table')?.label), String(member.table ?? ''), [['', t('crew.no-table')], ...tables.map(({ id: table, title }) => /** @type {[string, string]} */ ([table, title ?? '']))], table => steer(place, seatOps(board, new Map([[member.id, table]])))) : nothing}</div>
    ${tables.length > 0 && member.table ? html`<label class="check"><input type="checkbox" .checked=${member.host === true} @change=${() => change({ host: member.host === true ? null : true })}><span>${t('crew.host')}<small>${t('crew.host-hint')}</small></span></label>` : nothing}
    <div class="phase-deeds">${typeof member.hand === 'number' ? button('down', t('crew.lower'), () => steer(place, lowerOps([member]))) : nothing}
      ${me ? nothing : button('close', t('crew.remove'), () => remove(place, member), { kind: 'danger' })}</div>
    ${me ? nothing : html`<div class="crew-hand-over"><p class="soft small">${t('crew.hand-over-hint')}</p>${button('transfer', t('crew.hand-over'), () => handOver(place, member), { kind: 'quiet' })}</div>`}</div>`;
}

/** @param {Place} place @param {BoardRecord} member */
function handOver(place, member) {
  const name = nameOf(place, member.id);
  sure({ title: t('crew.hand-over-to', { name }), text: t('crew.hand-over-text', { name }), go: t('crew.hand-over-do', { name }), danger: false }, () => steer(place, handOverOps(place.room.you.id, member.id)));
}

/** @param {Place} place @param {BoardRecord} member */
function remove(place, member) {
  const name = nameOf(place, member.id);
  sure({ title: t('crew.remove-sure', { name }), text: t('crew.remove-text'), go: t('crew.remove') }, () => { steer(place, [['del', member.id]]); refocus('', '#part-tab-crew'); });
}

/** Those who were here before. @param {Place} place @param {string[]} here */
function absent(place, here) {
  const away = membersOf(place.room.board).filter(({ id, role, screen }) => role !== 'waiting' && screen !== true && !here.includes(id));
  return away.length === 0 ? nothing : html`<details class="more"><summary>${icon('next')}${t('crew.away', { n: away.length })}</summary><ul class="crew-list">${away.map(member => person(place, member, ''))}</ul></details>`;
}

/** @param {Place} place */
function door(place) {
  const now = String(place.room.board.get('workshop')?.door ?? 'open');
  return html`<section class="door"><fieldset class="field"><legend><h3>${t('crew.door')}</h3></legend><div class="choices">${DOORS.map(one => html`<label class="choice"><input type="radio" name="door" .checked=${now === one} @change=${() => set(place, { door: one })}>
    <span>${said(place.room.board.model.property('workshop', undefined, 'door')?.values.get(one))}</span></label>`)}</div><p class="hint">${t(`crew.door-${now}`)}</p></fieldset></section>`;
}

/** @param {Place} place */
function removed(place) {
  const state = stateOf(place);
  const { board } = place.room;
  const all = new Map([...state.binned, ...removedOf(board)].filter(({ id }) => !board.onBoard(id)).map(member => [member.id, member]));
  const load = async () => {
    const answer = await json(`/api/workshops/${place.id}/bin`, { workshop: place.id }).catch(() => ({ records: [] }));
    state.binned = answer.records.filter((/** @type {BoardRecord} */ { type }) => type === 'member');
    state.names = answer.names ?? {};
    place.update();
  };
  const name = (/** @type {string} */ id) => state.names[id] ?? nameOf(place, id);
  return html`<details class="more" @toggle=${load}><summary>${icon('next')}${t('crew.removed')}</summary>
    ${all.size === 0 ? html`<p class="soft">${t('crew.removed-none')}</p>` : html`<ul class="crew-list">${[...all.values()].map(({ id }) => html`<li><span class="crew-name">${name(id)}</span>
      ${button('restore', t('crew.readmit'), () => steer(place, [['restore', id]]), { name: t('crew.readmit-of', { name: name(id) }) })}</li>`)}</ul>`}</details>`;
}
