/**
 * Which page is shown. The server answers every address with the same document:
 * `/` home, `/w/{id}` a workshop, `/w/{id}/ready`, `/w/{id}/projector`, `/{code}` to join, and `/{code}/ecran` or `/{code}/screen` to show the room's screen.
 *
 * @typedef {import('./view/place.js').Place} Place
 */
import { html, render } from 'lit-html';
import { code, keepToken, keepVisit, kept, loadTexts, plain, screenTokenOf, t, tokenOf } from './view/device.js';
import { logo } from './view/marks.js';
import { backFromDialog, leaveDialog, onBack, style, tellWhatIsCut, title } from './view/ui.js';

/** Milliseconds after which somebody who waits is told why. */
const SLOW = 5000;
/** Milliseconds after which what is not needed for a first contribution is fetched. */
const WHEN_QUIET = 1500;
/** Milliseconds after which a window that was to close is one that may not. */
const UNCLOSED = 200;
/** What stands behind a code where a device is to show the room's screen. */
const SCREEN = ['ecran', 'screen'];
const WIDE = window.matchMedia('(min-width: 900px)');
const root = /** @type {HTMLElement} */ (document.getElementById('app'));

/** A facilitator's link carries its token behind `#`: keep it here, out of the address. @param {string} id */
function takeToken(id) {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  keepToken(id, token);
  history.replaceState(null, '', location.pathname + location.search);
}

async function show() {
  const [first = '', id = '', page = ''] = location.pathname.split('/').slice(1).map(decodeURIComponent);
  if (first === 'w' && id) return showWorkshop(id, page);
  if (!first) return (await import('./view/home.js')).showHome(root, enter);
  const clean = code(first);
  if (clean && SCREEN.includes(plain(id))) {
    setTimeout(workOffline, WHEN_QUIET);
    return (await import('./view/screen.js')).openScreen(root, clean);
  }
  const known = clean && kept(`preau.code:${clean}`);
  if (known && tokenOf(known)) return enter(known);
  return join(clean || first, clean ? 'code' : 'wrong');
}

/** @param {string} id @param {string} page */
async function showWorkshop(id, page) {
  takeToken(id);
  if (page === 'projector' && (tokenOf(id) || screenTokenOf(id))) return projector(id);
  if (!tokenOf(id)) return join('', 'stranger');
  if (page === 'ready') return (await import('./view/ready.js')).showReady(root, id);
  return enter(id);
}

/** The screen of the room, as long as the workshop lets this device in: with the person's own token where they have one. @param {string} id */
async function projector(id) {
  setTimeout(workOffline, WHEN_QUIET);
  const token = tokenOf(id);
  if (!token) return (await import('./view/screen.js')).returnScreen(root, id);
  const leave = (/** @type {'refused' | 'removed'} */ why) => (why === 'removed' ? removed(id) : join('', 'refused'));
  const { refusalOf, showProjector } = await import('./view/projector.js');
  try {
    await showProjector(root, id, token, leave);
  } catch (error) {
    const why = refusalOf(error);
    if (!why) throw error;
    await leave(why);
  }
}

/** Was asked to leave, and waits for being let in again. @param {string} id @param {import('./sync/room.js').Room} [room] that this device was in */
async function removed(id, room) {
  const { showRemoved } = await import('./view/removed.js');
  await showRemoved(root, id, { back: () => enter(id), stranger: () => join('', 'refused') });
  if (room && room.refused.length > 0) (await import('./view/refused.js')).openRefused({ room, may: () => false });
}

/** @param {string} typed @param {'code' | 'wrong' | 'stranger' | 'refused'} why @param {import('./sync/room.js').Room} [left] the room that this device was in */
async function join(typed, why, left) {
  const { showJoin } = await import('./view/join.js');
  await showJoin(root, typed, why, enter);
  if (left && left.refused.length > 0) (await import('./view/refused.js')).openRefused({ room: left, may: () => false });
  /** @type {Promise<unknown>} */
  const next = WIDE.matches ? import('./view/desk.js') : import('./view/phone.js');
  next.catch(() => undefined);
}

/**
 * Goes into a workshop whose token this device has.
 *
 * @param {string} id
 * @param {import('./board/model.js').Model} [model] where the page before has it already
 */
async function enter(id, model) {
  if (kept(`preau.removed:${id}`)) return removed(id);
  history.replaceState(null, '', `/w/${id}${location.search}`);
  title(t('workshop.opening'));
  const waiting = (/** @type {string} */ text) => render(html`<main class="opening" role="status">${logo()}<p>${text}</p></main>`, root);
  waiting(t('workshop.opening'));
  const slow = setTimeout(() => waiting(t('workshop.slow')), SLOW);
  const { isEnded, openPlace } = await import('./view/place.js');
  const place = await openPlace(id, model, (why, room) => { clearTimeout(slow); onBack(null); if (why === 'removed') removed(id, room); else join('', why, room); }, () => {
    clearTimeout(slow);
    waiting(t('problem.origin', { origin: location.origin }));
  });
  clearTimeout(slow);
  await arrange(place);
  setTimeout(workOffline, WHEN_QUIET);
  if (place.room.looksOn) showAs(id);
  WIDE.addEventListener('change', () => arrange(place));
  let ended = isEnded(place.room);
  place.room.addEventListener('change', () => { if (isEnded(place.room) !== ended) { ended = !ended; remember(place); } });
  const waits = () => place.room.you.role === 'waiting';
  let waited = waits();
  place.room.addEventListener('people', () => { if (waits() !== waited) { waited = waits(); arrange(place); } });
}

/** Says all the time, in words and with a frame around the page, that this is not how the person usually sees the workshop, and offers the way back. @param {string} id */
function showAs(id) {
  document.documentElement.classList.add('is-as');
  const bar = document.createElement('div');
  bar.className = 'as-bar';
  const back = () => {
    window.close();
    setTimeout(() => location.assign(`/w/${id}`), UNCLOSED);
  };
  render(html`<p class="as-ribbon">${t('room.as-ribbon')}</p><button type="button" class="as-back" @click=${back}>${t('room.as-back')}</button>`, bar);
  document.body.append(bar);
  style('/css/screens.css');
}

/** From the next load on the page opens without the network; over plain HTTP, browsers do not do that. */
function workOffline() {
  navigator.serviceWorker?.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined);
}

/** Lists the workshop on this device's first page. @param {Place} place @returns {string} its title */
function remember({ id, room }) {
  const workshop = room.board.get('workshop');
  const name = String(workshop?.title ?? '');
  keepVisit(id, name, (workshop?.ended ?? null) !== null);
  return name;
}

/** Shows the page for this width. @param {Place} place */
async function arrange(place) {
  const wide = WIDE.matches;
  if (wide) await style('/css/screens.css');
  const showPage = place.room.you.role === 'waiting' ? (await import('./view/doorstep.js')).showDoorstep : wide ? (await import('./view/desk.js')).showDesk : (await import('./view/phone.js')).showPhone;
  if (wide !== WIDE.matches) return;
  document.documentElement.classList.toggle('on-desk', wide && place.room.you.role !== 'waiting');
  title(remember(place));
  const holder = document.createElement('div');
  holder.className = 'place';
  render(holder, root);
  onBack(null);
  await showPage(holder, place);
}

window.addEventListener('popstate', () => { if (!backFromDialog()) location.reload(); });
leaveDialog();
tellWhatIsCut();
await loadTexts();
await show();
window.addEventListener('hashchange', () => location.reload());
