/**
 * The wall of the room, in large type: before the start how one comes in; then what is asked and the time, the card that everybody
 * looks at, how far a vote is, and how it went; thanks at the end. A facilitator's device shows it, or one that is there for nothing else: nothing that not everybody may see stands on it.
 */
import { html, nothing, render } from 'lit-html';
import { currentPhase, isEnded, phasesOf, workshopOf } from '../board/agenda.js';
import { broughtBy } from '../board/closing.js';
import { gathered } from '../board/phase.js';
import { spotlit, subjectOf } from '../board/sight.js';
import { budgetOf, mostOf } from '../board/ballot.js';
import { isOf, isOpen, isScale, pollsOf, ranking, TOP } from '../board/votes.js';
import { Room } from '../sync/room.js';
import { clock } from './clock.js';
import { Problem, spaced, t } from './device.js';
import { figures } from './ending.js';
import { bar, icon, kindMark, kindOf, logo } from './marks.js';
import { doors } from './ready.js';
import { counted } from './results.js';
import { style, title } from './ui.js';
import { linksLookedAt, lookedAt } from './cards.js';
import { Absence, untilReached } from './wallaway.js';
import { isLong, Pages } from './wallcards.js';
import { seatingIn, Seats, tables } from './walltables.js';
import { yard } from './yard.js';

/**
 * @typedef {import('./ready.js').Doors} Doors
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {{pages: Pages, seated: boolean, alone: boolean}} Shown  seated: whether people have just been seated anew; alone: whether there has been no connection for some time
 */

/** How many results there is room for, and how many where a title takes two lines. */
const MOST = 6;
const MOST_LONG = 5;
/** So many at a table meet two and two, with one more where their number is odd. */
const PAIR = 2;
/** So many letters stand on one line beside the picture, in the largest type of the wall. */
const SHORT_THANKS = 6;

/**
 * @param {HTMLElement} root
 * @param {string} id
 * @param {string} token
 * @param {(why: 'refused' | 'removed') => void} leave when the server no longer lets this device in
 * @returns {Promise<void>} once it is shown; rejected where the server does not let it in
 */
export async function showProjector(root, id, token, leave) {
  title(t('projector.title'));
  const door = await untilReached(root, () => doors(id, token));
  await Promise.all(['/css/screens.css', '/css/step.css', '/css/wall.css'].map(style));
  document.documentElement.classList.add('projecting');
  const room = new Room({ workshop: id, token });
  const draw = () => {
    if (isOut(room)) return;
    const shown = { pages, seated: seats.areFresh(room, topicOf(room)), alone: absence.isLong };
    render(isEnded(room.board) ? farewell(room) : content(room, shown) ? wall(door, room, shown) : entrance(door, room, shown), root);
  };
  const pages = new Pages(draw);
  const seats = new Seats(draw);
  const absence = new Absence(draw);
  room.addEventListener('state', () => {
    if (!isOut(room)) return absence.note(room.state === 'connected');
    for (const one of [pages, seats, absence]) one.stop();
    room.leave();
    document.documentElement.classList.remove('projecting');
    leave(room.state === 'removed' ? 'removed' : 'refused');
  });
  absence.note(false);
  follow(room, draw);
  (await import('../sync/keeping.js')).openKept(room);
}

/** @param {unknown} error with which it was not shown @returns {'refused' | 'removed' | null} why the server does not let this device in, where it said so */
export const refusalOf = error => (!(error instanceof Problem) ? null : error.status === 403 ? 'removed' : 'refused');

/** @param {Room} room @returns {boolean} whether the server no longer lets this device in */
const isOut = ({ state }) => state === 'refused' || state === 'removed';

/** Draws once a frame at most. @param {Room} room @param {() => void} draw */
function follow(room, draw) {
  let asked = false;
  const update = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; draw(); });
  };
  for (const event of ['people', 'state', 'change', 'derived']) room.addEventListener(event, update);
  draw();
}

/** @param {Room} room @returns {string[]} participants connected now */
const here = room => [...room.people].filter(([, person]) => person.here && person.role === 'participant').map(([id]) => id);

/** What the wall is about, but for who sits where: the step, the spotlight, what the tables have brought to the common board, how the votes stand. @param {Room} room @returns {string} */
const topicOf = ({ board }) => [workshopOf(board).phase, workshopOf(board).spotlight, gathered(board), ...pollsOf(board).flatMap(({ id, state }) => [id, state])].join(' ');

/** @param {string} text @returns {string} a class: longer texts are smaller, so that they fit */
const lengthOf = text => (text.length > 110 ? 'longest' : text.length > 70 ? 'longer' : text.length > 36 ? 'long' : '');

/** What is to be seen now, from what asks most for attention; nothing before the start. @param {Room} room @param {Shown} shown @returns {unknown} */
function content(room, shown) {
  const { board } = room;
  const workshop = workshopOf(board);
  const phase = currentPhase(board);
  const card = spotlit(board);
  if (card) return spotlight(room, card);
  const polls = pollsOf(board).filter(poll => isOf(poll, phase?.id));
  const poll = polls.findLast(isOpen) ?? polls.at(-1);
  if (poll && !(shown.seated && !isOpen(poll))) return poll.state === 'shown' ? results(room, poll) : vote(room, poll);
  if (phase) return asked(room, phase, shown);
  if (shown.seated) return html`<div class="wall-main with-cards"><h1>${t('projector.tables')}</h1>${tables(seatingIn(room), shown.pages)}</div>`;
  return workshop.timer_ends !== undefined || workshop.timer_left !== undefined ? html`<p class="wall-clock">${clock(room)}</p>` : null;
}

/** @param {Doors} door @param {Room} room @param {Shown} shown */
function wall(door, room, shown) {
  const { board } = room;
  const phase = currentPhase(board);
  const all = phasesOf(board).filter(({ id, skipped }) => skipped !== true || id === phase?.id);
  return html`<main class="wall"><header class="wall-head"><p class="wall-brand">${logo()}<span>${board.get('workshop')?.title}</span></p>
      ${phase ? html`<p class="wall-step">${t('step.of', { n: all.indexOf(phase) + 1, of: all.length })}</p>` : nothing}${clock(room)}</header>
    ${content(room, shown)}
    <footer class="wall-foot">${workshopOf(board).door === 'closed' ? html`<p class="wall-shut">${icon('lock')}${t('projector.closed')}</p>` : html`<img class="qr" src="/api/qr/${door.code}" alt=${t('ready.qr', { address: door.short })}>
      <p><span>${t('projector.join')}</span><strong class="address">${door.short.slice(0, -door.code.length - 1)}</strong></p><p><span>${t('ready.code')}</span><strong class="code">${spaced(door.code)}</strong></p>`}
      <p class="wall-people" role="status">${shown.alone ? offline() : people(here(room).length)}</p></footer></main>`;
}

/** Whether people are at their tables for this step: by table, or two and two, each writing for themselves. @param {Pick<Room, 'board' | 'people'>} room @param {BoardRecord} phase */
export const talks = (room, phase) => phase.mode === 'group' || phase.seats === PAIR && phase.mode === 'private' && phase.revealed !== true && seatingIn(room).every(({ names }) => names.length <= PAIR + 1);

/** What people have to do, and below it what the step has brought by now, else who sits where as long as they work apart. @param {Room} room @param {BoardRecord} phase @param {Shown} shown */
function asked(room, phase, { pages, seated }) {
  const { board, derived } = room;
  const { written, of } = derived.get(phase.id) ?? {};
  const present = here(room);
  const done = present.filter(id => board.get(id)?.done === phase.id).length;
  const writer = phase.mode === 'one' ? room.people.get(String(phase.writer))?.name : undefined;
  const silent = phase.mode === 'one' || phase.mode === 'read' ? undefined : room.people.get(String(phase.listener))?.name;
  const cards = [...linksLookedAt(board, phase), ...lookedAt(board, phase)];
  const seating = seated || cards.length === 0 && talks(room, phase) ? seatingIn(room) : [];
  return html`<div class="wall-main ${cards.length > 0 || seating.length > 0 ? 'with-cards' : ''}"><h1 class=${lengthOf(phase.title ?? '')}>${phase.title}</h1>
    ${about(board)}${phase.instruction ? html`<p class="wall-instruction ${lengthOf(String(phase.instruction))}">${phase.instruction}</p>` : nothing}
    ${writer ? html`<p class="wall-how">${icon('edit')}${t('step.writes', { name: writer })}</p>` : nothing}
    ${silent ? html`<p class="wall-how">${icon('people')}${t('step.listens', { name: silent })}</p>` : nothing}
    ${phase.mode === 'private' && phase.revealed !== true ? html`<p class="wall-how">${icon('lock')}${t('projector.private')}</p>` : nothing}
    <div class="wall-figures">${typeof written === 'number' && of && phase.revealed !== true ? figure(t('step.written', { n: written, of }), written / of) : nothing}
      ${done > 0 ? figure(t('projector.done', { n: done, of: present.length }), done / present.length) : nothing}</div>${seating.length > 0 ? tables(seating, pages) : cards.length > 0 ? pages.show(board, cards) : nothing}</div>`;
}

/** What the step is about, where a card was chosen for that. @param {import('../board/board.js').Board} board */
function about(board) {
  const record = subjectOf(board);
  if (!record) return nothing;
  const kind = kindOf(board, record);
  return html`<p class="wall-subject kind-${kind.colour}">${kindMark(kind.shape, kind.colour, true)}<strong>${record.title}</strong></p>`;
}

/** @param {string} words @param {number} share */
const figure = (words, share) => html`<div class="wall-figure"><strong>${words}</strong>${bar(share)}</div>`;

/** @param {Room} room @param {BoardRecord} card */
function spotlight({ board }, card) {
  const kind = kindOf(board, card);
  return html`<div class="wall-main"><article class="wall-card kind-${kind.colour}"><p class="kind-name">${kindMark(kind.shape, kind.colour, true)}${kind.label}</p>
    <h1 class=${lengthOf(card.title ?? '')}>${card.title}</h1>${card.body ? html`<p class="wall-body ${lengthOf(String(card.body))}">${card.body}</p>` : nothing}</article></div>`;
}

/** @param {Room} room @param {BoardRecord} poll that is open, or closed and not shown yet */
function vote(room, poll) {
  const { board } = room;
  const { voted, of, totals } = room.derived.get(poll.id) ?? {};
  const open = isOpen(poll);
  const byHand = poll.way === 'hands';
  const line = (/** @type {string} */ mark, /** @type {string} */ text) => html`<p class="wall-how">${icon(mark)}<span>${text}</span></p>`;
  const about = open && poll.phase !== undefined ? String(board.get(String(poll.phase))?.instruction ?? '') : '';
  return html`<div class="wall-main wall-vote ${about ? 'with-about' : ''}"><h1 class=${lengthOf(poll.title ?? '')}>${poll.title}</h1>${about ? html`<p class="wall-instruction ${lengthOf(about)}">${about}</p>` : nothing}
    ${open ? line(byHand ? 'hand' : 'check', t(byHand ? 'projector.hands' : 'projector.vote')) : line('lock', t('projector.vote-closed'))}
    ${open ? ruleOf(poll) : nothing}
    <div class="wall-figures">${typeof voted === 'number' && of && !byHand ? figure(t('vote.voted', { n: voted, of }), voted / of) : nothing}</div>
    ${poll.open === true && totals ? counted({ room }, poll, { most: MOST_LONG - 1, publicly: true }) : nothing}</div>`;
}

/** What one may give: so many votes, or a score, with what its ends mean. @param {BoardRecord} poll */
export function ruleOf(poll) {
  if (isScale(poll)) return html`<dl class="wall-ends">${[0, TOP].map(score => html`<div><dt>${score}</dt><dd>${t(`vote.${poll.way}-${score}`)}</dd></div>`)}</dl>`;
  if (poll.way === 'hands') return nothing;
  const [budget, most] = [budgetOf(poll), mostOf(poll)];
  return html`<p class="wall-rule">${t('polls.budget', { n: budget })}${most < budget ? html`, ${t('projector.most', { n: most })}` : nothing}</p>`;
}

/** @param {Room} room @param {BoardRecord} poll @returns {boolean} whether what is voted for most takes several lines */
const isWordy = ({ board, derived }, poll) => ranking(board, derived.get(poll.id) ?? {}, true).slice(0, MOST).some(({ id }) => isLong(board.get(id)));

/** @param {Room} room @param {BoardRecord} poll that is shown */
function results(room, poll) {
  const wordy = isWordy(room, poll);
  return html`<div class="wall-main wall-results ${wordy ? 'long-titles' : ''}"><h1 class=${lengthOf(poll.title ?? '')}>${poll.title}</h1>${isScale(poll) ? turnout(room, poll) : nothing}${counted({ room }, poll, { most: (wordy ? MOST_LONG : MOST) - (isLong(poll) ? 1 : 0), publicly: true })}</div>`;
}

/** @param {Room} room @param {BoardRecord} poll */
function turnout({ derived }, poll) {
  const { voted, of } = derived.get(poll.id) ?? {};
  return typeof voted === 'number' && voted > 0 && of ? html`<p class="wall-how">${icon('people')}<span>${t('vote.voted', { n: voted, of })}</span></p>` : nothing;
}

/** The last thing that the room sees. @param {Room} room */
function farewell({ board }) {
  const { title: name = '', territory } = workshopOf(board);
  const thanks = t('ended.thanks');
  return html`<main class="wall wall-ended"><header class="wall-head"><p class="wall-brand">${logo()}<span>Préau</span></p></header>
    <div class="wall-main"><div class="farewell"><div class="farewell-words"><p class="farewell-title ${lengthOf(name)}">${name}</p>${territory ? html`<p class="farewell-territory">${territory}</p>` : nothing}
      <h1 class=${thanks.length > SHORT_THANKS ? 'long' : ''}>${thanks}</h1></div><div class="farewell-picture">${yard()}</div>${figures(broughtBy(board, true), ['people', 'cards', 'links', 'proposals'])}</div></div></main>`;
}

/** @param {number} n of participants @returns {string} */
const people = n => (n === 0 ? t('projector.nobody') : t('projector.people', { n }));

/** Who is here is not known then. */
const offline = () => html`<span class="wall-offline">${icon('alert')}${t('projector.offline')}</span>`;

/** @param {Doors} door @param {Room} room @param {Shown} shown */
function entrance(door, room, shown) {
  const shut = workshopOf(room.board).door === 'closed';
  return html`<main class="projector">
  <div class="projector-text">
    <p class="projector-brand">${logo()}<span>Préau</span></p>
    <h1 class=${door.title.length > 70 ? 'longer' : door.title.length > 36 ? 'long' : ''}>${door.title}</h1>${door.territory ? html`<p class="projector-territory">${door.territory}</p>` : nothing}
    ${shut ? html`<p class="wall-shut">${icon('lock')}${t('projector.closed')}</p>` : html`<ol class="projector-steps"><li><span>${t('projector.go')}</span><strong class="address">${door.short.slice(0, -door.code.length - 1)}</strong></li>
      <li><span>${t('projector.type')}</span><strong class="code">${spaced(door.code)}</strong></li></ol>`}
    <p class="projector-people" role="status">${shown.alone ? offline() : room.you.role === 'waiting' ? t('projector.waiting') : people(here(room).length)}</p>
  </div>
  ${shut ? nothing : html`<figure><img class="qr" src="/api/qr/${door.code}" alt=${t('ready.qr', { address: door.short })}><figcaption>${t('projector.scan')}</figcaption></figure>`}
</main>`;
}
