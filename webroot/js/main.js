/**
 * Which page is shown. The server answers every address with the same document:
 * `/` home, `/w/{id}` a workshop, `/w/{id}/ready`, `/w/{id}/projector`, and `/{code}` to join.
 */
import { code, keepToken, kept, loadTexts, tokenOf } from './view/device.js';

/** A facilitator's link carries its token behind `#`: keep it here, out of the address. @param {string} id */
function takeToken(id) {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  keepToken(id, token);
  history.replaceState(null, '', location.pathname);
}

/** @param {HTMLElement} root */
async function show(root) {
  const [first = '', id = '', page = ''] = location.pathname.split('/').slice(1).map(decodeURIComponent);
  if (first === 'w' && id) {
    takeToken(id);
    if (!tokenOf(id)) return (await import('./view/join.js')).showJoin(root, '', 'stranger');
    if (page === 'ready') return (await import('./view/ready.js')).showReady(root, id);
    if (page === 'projector') return (await import('./view/projector.js')).showProjector(root, id);
    return (await import('./view/workshop.js')).showWorkshop(root, id);
  }
  if (first) return showCode(root, code(first), first);
  return (await import('./view/home.js')).showHome(root);
}

/** @param {HTMLElement} root @param {string} clean @param {string} typed */
async function showCode(root, clean, typed) {
  const known = clean && kept(`preau.code:${clean}`);
  if (known && tokenOf(known)) {
    history.replaceState(null, '', `/w/${known}`);
    return (await import('./view/workshop.js')).showWorkshop(root, known);
  }
  return (await import('./view/join.js')).showJoin(root, clean || typed, clean ? 'code' : 'wrong');
}

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
await loadTexts();
await show(root);
window.addEventListener('popstate', () => location.reload());
window.addEventListener('hashchange', () => location.reload());
