/** The door of the workshop in large type, for the wall of the room. */
import { html, nothing, render } from 'lit-html';
import { Room } from '../sync/room.js';
import { Problem, spaced, t, tokenOf } from './device.js';
import { logo } from './marks.js';
import { doors } from './ready.js';
import { errorLine, style, title } from './ui.js';

/** @param {HTMLElement} root @param {string} id */
export async function showProjector(root, id) {
  document.documentElement.classList.add('projecting');
  title(t('projector.title'));
  try {
    const [door] = await Promise.all([doors(id), style('/css/screens.css')]);
    const room = new Room({ workshop: id, token: tokenOf(id) ?? '' });
    const update = () => render(page(door, here(room)), root);
    room.addEventListener('people', update);
    room.addEventListener('state', update);
    update();
    (await import('../sync/keeping.js')).openKept(room);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    render(html`<main class="join"><div class="sheet join-sheet">${errorLine(error.message)}<a class="button" href="/">${t('common.home')}</a></div></main>`, root);
  }
}

/** @param {Room} room @returns {number} participants connected now */
const here = room => [...room.people.values()].filter(person => person.here && person.role !== 'facilitator').length;

/** @param {import('./ready.js').Doors} door @param {number} people */
const page = (door, people) => html`<main class="projector">
  <div class="projector-text">
    <p class="projector-brand">${logo()}<span>Préau</span></p>
    <h1 class=${door.title.length > 70 ? 'longer' : door.title.length > 36 ? 'long' : ''}>${door.title}</h1>${door.territory ? html`<p class="projector-territory">${door.territory}</p>` : nothing}
    <ol class="projector-steps"><li><span>${t('projector.go')}</span><strong class="address">${door.short.slice(0, -door.code.length - 1)}</strong></li>
      <li><span>${t('projector.type')}</span><strong class="code">${spaced(door.code)}</strong></li></ol>
    <p class="projector-people" role="status">${t('projector.people', { n: people })}</p>
  </div>
  <figure><img class="qr" src="/api/qr/${door.code}" alt=${t('ready.qr', { address: door.short })}><figcaption>${t('projector.scan')}</figcaption></figure>
</main>`;
