/**
 * The wall of the room, in large type: before the start how one comes in; then what is asked and the time, the card that everybody
 * looks at, how far a vote is, and how it went. It is a facilitator's device that shows it: nothing that not everybody may see stands on it.
 */
import { html, nothing, render } from 'lit-html';
import { currentPhase, phasesOf, workshopOf } from '../board/agenda.js';
import { spotlit } from '../board/sight.js';
import { pollsOf, ranking } from '../board/votes.js';
import { Room } from '../sync/room.js';
import { clock } from './clock.js';
import { Problem, spaced, t, tokenOf } from './device.js';
import { bar, icon, kindMark, kindOf, logo } from './marks.js';
import { doors } from './ready.js';
import { counted } from './results.js';
import { errorLine, style, title } from './ui.js';
import { cardsOf, isLong, Pages } from './wallcards.js';

/**
 * @typedef {import('./ready.js').Doors} Doors
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 */

/** How many results there is room for, and how many where a title takes two lines. */
const MOST = 6;
const MOST_LONG = 5;

/** @param {HTMLElement} root @param {string} id */
export async function showProjector(root, id) {
  document.documentElement.classList.add('projecting');
  title(t('projector.title'));
  try {
    const [door] = await Promise.all([doors(id), style('/css/screens.css'), style('/css/step.css'), style('/css/wall.css')]);
    const room = new Room({ workshop: id, token: tokenOf(id) ?? '' });
    const draw = () => render(content(room, pages) ? wall(door, room, pages) : entrance(door, here(room).length), root);
    const pages = new Pages(draw);
    follow(room, draw);
    (await import('../sync/keeping.js')).openKept(room);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    render(html`<main class="join"><div class="sheet join-sheet">${errorLine(error.message)}<a class="button" href="/">${t('common.home')}</a></div></main>`, root);
  }
}

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

/** @param {string} text @returns {string} a class: longer texts are smaller, so that they fit */
const lengthOf = text => (text.length > 110 ? 'longest' : text.length > 70 ? 'longer' : text.length > 36 ? 'long' : '');

/** What is to be seen now, from what asks most for attention; nothing before the start. @param {Room} room @param {Pages} pages @returns {unknown} */
function content(room, pages) {
  const { board } = room;
  const workshop = workshopOf(board);
  const phase = currentPhase(board);
  const card = spotlit(board);
  if (card) return spotlight(room, card);
  const polls = pollsOf(board).filter(poll => poll.state !== 'closed' && (!phase || poll.phase === undefined || poll.phase === phase.id));
  const poll = polls.findLast(({ state }) => state !== 'shown') ?? polls.at(-1);
  if (poll) return poll.state === 'shown' ? results(room, poll) : vote(room, poll);
  if (phase) return asked(room, phase, pages);
  return workshop.timer_ends !== undefined || workshop.timer_left !== undefined ? html`<p class="wall-clock">${clock(room)}</p>` : null;
}

/** @param {Doors} door @param {Room} room @param {Pages} pages */
function wall(door, room, pages) {
  const { board } = room;
  const phase = currentPhase(board);
  const all = phasesOf(board).filter(({ id, skipped }) => skipped !== true || id === phase?.id);
  return html`<main class="wall"><header class="wall-head"><p class="wall-brand">${logo()}<span>${board.get('workshop')?.title}</span></p>
      ${phase ? html`<p class="wall-step">${t('step.of', { n: all.indexOf(phase) + 1, of: all.length })}</p>` : nothing}${clock(room)}</header>
    ${content(room, pages)}
    <footer class="wall-foot">${workshopOf(board).door === 'closed' ? html`<p class="wall-shut">${icon('lock')}${t('projector.closed')}</p>` : html`<img class="qr" src="/api/qr/${door.code}" alt=${t('ready.qr', { address: door.short })}>
      <p><span>${t('projector.join')}</span><strong class="address">${door.short.slice(0, -door.code.length - 1)}</strong></p><p><span>${t('ready.code')}</span><strong class="code">${spaced(door.code)}</strong></p>`}
      <p class="wall-people" role="status">${people(here(room).length)}</p></footer></main>`;
}

/** @param {Room} room @param {BoardRecord} phase @param {Pages} pages */
function asked(room, phase, pages) {
  const { board, derived } = room;
  const { written, of } = derived.get(phase.id) ?? {};
  const present = here(room);
  const done = present.filter(id => board.get(id)?.done === phase.id).length;
  const writer = phase.mode === 'one' ? room.people.get(String(phase.writer))?.name : undefined;
  const silent = phase.mode === 'one' || phase.mode === 'read' ? undefined : room.people.get(String(phase.listener))?.name;
  const cards = cardsOf(board, phase);
  return html`<div class="wall-main ${cards.length > 0 ? 'with-cards' : ''}"><h1 class=${lengthOf(phase.title ?? '')}>${phase.title}</h1>
    ${phase.instruction ? html`<p class="wall-instruction ${lengthOf(String(phase.instruction))}">${phase.instruction}</p>` : nothing}
    ${writer ? html`<p class="wall-how">${icon('edit')}${t('step.writes', { name: writer })}</p>` : nothing}
    ${silent ? html`<p class="wall-how">${icon('people')}${t('step.listens', { name: silent })}</p>` : nothing}
    ${phase.mode === 'private' && phase.revealed !== true ? html`<p class="wall-how">${icon('lock')}${t('projector.private')}</p>` : nothing}
    <div class="wall-figures">${typeof written === 'number' && of && phase.revealed !== true ? figure(t('step.written', { n: written, of }), written / of) : nothing}
      ${done > 0 ? figure(t('projector.done', { n: done, of: present.length }), done / present.length) : nothing}</div>${cards.length > 0 ? pages.show(board, cards) : nothing}</div>`;
}

/** @param {string} words @param {number} share */
const figure = (words, share) => html`<div class="wall-figure"><strong>${words}</strong>${bar(share)}</div>`;

/** @param {Room} room @param {BoardRecord} card */
function spotlight({ board }, card) {
  const kind = kindOf(board, card);
  return html`<div class="wall-main"><article class="wall-card kind-${kind.colour}"><p class="kind-name">${kindMark(kind.shape, kind.colour, true)}${kind.label}</p>
    <h1 class=${lengthOf(card.title ?? '')}>${card.title}</h1>${card.body ? html`<p class="wall-body ${lengthOf(String(card.body))}">${card.body}</p>` : nothing}</article></div>`;
}

/** @param {Room} room @param {BoardRecord} poll that is open */
function vote(room, poll) {
  const { voted, of } = room.derived.get(poll.id) ?? {};
  const seen = poll.open === true && room.derived.get(poll.id)?.totals;
  return html`<div class="wall-main wall-vote"><h1 class=${lengthOf(poll.title ?? '')}>${poll.title}</h1>
    <p class="wall-how">${icon(poll.way === 'hands' ? 'hand' : 'check')}${t(poll.way === 'hands' ? 'projector.hands' : 'projector.vote')}</p>
    <div class="wall-figures">${typeof voted === 'number' && of && poll.way !== 'hands' ? figure(t('vote.voted', { n: voted, of }), voted / of) : nothing}</div>
    ${seen ? counted({ room }, poll, { most: MOST_LONG - 1, publicly: true }) : nothing}</div>`;
}

/** @param {Room} room @param {BoardRecord} poll @returns {boolean} whether what is voted for most takes several lines */
const isWordy = ({ board, derived }, poll) => ranking(board, derived.get(poll.id) ?? {}, true).slice(0, MOST).some(({ id }) => isLong(board.get(id)));

/** @param {Room} room @param {BoardRecord} poll that is shown */
function results(room, poll) {
  const wordy = isWordy(room, poll);
  return html`<div class="wall-main wall-results ${wordy ? 'long-titles' : ''}"><h1 class=${lengthOf(poll.title ?? '')}>${poll.title}</h1>${counted({ room }, poll, { most: (wordy ? MOST_LONG : MOST) - (isLong(poll) ? 1 : 0), publicly: true })}</div>`;
}

/** @param {number} n of participants @returns {string} */
const people = n => (n === 0 ? t('projector.nobody') : t('projector.people', { n }));

/** @param {Doors} door @param {number} present how many participants */
const entrance = (door, present) => html`<main class="projector">
  <div class="projector-text">
    <p class="projector-brand">${logo()}<span>Préau</span></p>
    <h1 class=${door.title.length > 70 ? 'longer' : door.title.length > 36 ? 'long' : ''}>${door.title}</h1>${door.territory ? html`<p class="projector-territory">${door.territory}</p>` : nothing}
    <ol class="projector-steps"><li><span>${t('projector.go')}</span><strong class="address">${door.short.slice(0, -door.code.length - 1)}</strong></li>
      <li><span>${t('projector.type')}</span><strong class="code">${spaced(door.code)}</strong></li></ol>
    <p class="projector-people" role="status">${people(present)}</p>
  </div>
  <figure><img class="qr" src="/api/qr/${door.code}" alt=${t('ready.qr', { address: door.short })}><figcaption>${t('projector.scan')}</figcaption></figure>
</main>`;
