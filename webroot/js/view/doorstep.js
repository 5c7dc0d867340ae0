/** Who waits at the door until a facilitator lets them in: one calm page, which goes on by itself. */
import { html, render } from 'lit-html';
import { t } from './device.js';
import { logo } from './marks.js';
import { connection, drawOn } from './place.js';
import { style } from './ui.js';

/** @param {HTMLElement} root @param {import('./place.js').Place} place */
export async function showDoorstep(root, place) {
  await style('/css/step.css');
  const draw = () => { if (root.isConnected) render(page(place), root); };
  drawOn(place, draw);
}

/** @param {import('./place.js').Place} place */
function page(place) {
  const { board, you, people } = place.room;
  const name = people.get(you.id)?.name ?? '';
  return html`<main class="doorstep" id="content" tabindex="-1">${logo()}
    <h1>${t('doorstep.title')}</h1><p class="lead" role="status">${t('doorstep.lead')}</p>
    <p class="soft">${t(name ? 'doorstep.as' : 'doorstep.for', { title: board.get('workshop')?.title ?? '', name })}</p>
    ${connection(place)}<a class="button" href="/">${t('common.home')}</a></main>`;
}
