/** Coming in: the code, a name, and if one likes a family and an organisation. What was typed stays whatever goes wrong. */
import { html, nothing, render } from 'lit-html';
import { code, draft, json, keep, keepDraft, keepToken, lang, Problem, said, spaced, t } from './device.js';
import { familyMark, icon, logo } from './marks.js';
import { errorLine, languageChoice, title } from './ui.js';

/**
 * @typedef {{name: string, label: import('./device.js').Label, colour: string, shape: string}} Family
 * @typedef {(workshop: string, model?: import('../board/model.js').Model) => Promise<void>} Enter
 * @typedef {object} State
 * @property {string} typed the code
 * @property {boolean} codeOpen whether the code can be typed
 * @property {string} codeError
 * @property {string} tried the code that was asked about last
 * @property {string} opens the title of the workshop that it opens
 * @property {string} error
 * @property {boolean} busy
 * @property {Family[]} families
 * @property {any} model as served, once it is there
 * @property {Record<string, string>} form
 * @property {Enter} enter
 */

/**
 * @param {HTMLElement} root
 * @param {string} typed
 * @param {'code' | 'wrong' | 'stranger' | 'refused'} why stranger: a workshop's address on a device that has no token for it
 * @param {Enter} enter
 * @param {string} [opened] the title of the workshop, where it is known already
 */
export async function showJoin(root, typed, why, enter, opened = '') {
  const kept = draft('join');
  /** @type {State} */
  const state = {
    typed: code(typed) ? spaced(code(typed)) : typed, codeOpen: why !== 'code', tried: opened && code(typed), opens: opened, error: '', busy: false, families: [], model: null, enter,
    codeError: why === 'code' ? '' : t(why === 'wrong' ? 'join.wrong-code' : `join.${why}`),
    form: { offered: friendlyName(lang()), ...kept },
  };
  keepDraft('join', state.form);
  const update = () => render(page(state, update), root);
  title(t('join.title'));
  update();
  window.scrollTo(0, 0);
  if (why === 'code') tryCode(state, update);
  state.model = await json('/api/model.json').catch(() => null);
  state.families = Object.entries(state.model?.families ?? {}).map(([name, family]) => ({ name, .../** @type {Omit<Family, 'name'>} */ (family) }));
  update();
}

/** @param {State} state @param {() => void} update */
const page = (state, update) => html`
  <header class="home-head"><a class="brand" href="/">${logo()}<span>Préau</span></a>${languageChoice()}</header>
  <main class="join">
    <form class="sheet join-sheet fields" novalidate @input=${(/** @type {Event} */ event) => change(event, state, update)} @submit=${(/** @type {Event} */ event) => submit(event, state, update)}>
      <div>${state.opens ? html`<p class="join-opens" role="status">${state.opens}</p>` : nothing}<h1>${t('join.title')}</h1><p class="soft">${t('join.lead')}</p></div>
      ${codeField(state, update)}
      ${nameField(state, update)}
      ${familyField(state)}
      <div class="field"><label for="organisation">${t('join.organisation')} <span class="soft small">${t('common.optional')}</span></label>
        <input id="organisation" class="input" name="organisation" maxlength="120" autocomplete="organization" .value=${state.form.organisation ?? ''}></div>
      <div class="join-foot">${errorLine(state.error)}
        <button class="button primary big wide" ?disabled=${state.busy}>${state.busy ? t('join.busy') : t('join.do')}</button>
        <p class="soft small">${t('join.privacy')}</p>${screen(state)}</div>
    </form></main>`;

/** A large screen may be there for the whole room, and not for somebody. @param {State} state */
const screen = ({ opens: title, typed }) => (title && code(typed) && matchMedia('(min-width: 900px)').matches
  ? html`<p class="small"><a href="/${code(typed)}/${t('screen.word')}">${t('ready.screen-here')}</a></p>` : nothing);

/** @param {State} state @param {() => void} update */
const codeField = (state, update) => state.codeOpen
  ? html`<div class="field"><label for="code">${t('join.code')}</label>
      <input id="code" class="input code-input" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12" placeholder="ABCD 2345"
        aria-invalid=${state.codeError ? 'true' : 'false'} .value=${state.typed}>${errorLine(state.codeError)}</div>`
  : html`<p class="join-code"><span class="soft">${t('join.code-is')}</span> <strong class="code">${state.typed}</strong>
      <button type="button" class="button quiet" @click=${() => { state.codeOpen = true; update(); }}>${t('join.change')}</button></p>`;

/** @param {State} state @param {() => void} update */
function nameField(state, update) {
  const another = () => { state.form.offered = friendlyName(lang()); state.form.name = ''; keepDraft('join', state.form); update(); };
  return html`<div class="field"><label for="name">${t('join.name')}</label>
    <input id="name" class="input" name="name" maxlength="60" autocomplete="name" placeholder=${state.form.offered} aria-describedby="name-hint" .value=${state.form.name ?? ''}>
    <p id="name-hint" class="hint">${t('join.name-hint', { name: state.form.offered })}
      <button type="button" class="inline-button" @click=${another}>${t('join.name-other')}</button></p></div>`;
}

/** @param {State} state */
const familyField = state => state.families.length === 0 ? nothing : html`<fieldset class="field"><legend>${t('join.family')} <span class="soft small">${t('common.optional')}</span></legend>
  <div class="choices families">${[{ name: '', label: { fr: t('join.no-family'), en: t('join.no-family') }, colour: '', shape: '' }, ...state.families].map(family => html`<label class="choice">
    <input type="radio" name="family" value=${family.name} ?checked=${(state.form.family ?? '') === family.name}>
    <span>${family.name ? familyMark(family.shape, family.colour) : nothing}${said(family.label)}</span></label>`)}</div></fieldset>`;

/** @param {Event} event @param {State} state @param {() => void} update */
function change(event, state, update) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.name === 'code') {
    state.typed = field.value;
    tryCode(state, update);
  } else {
    state.form[field.name] = field.value;
    keepDraft('join', state.form);
  }
}

/**
 * Asks what a code opens, so that nobody fills in a form for nothing.
 *
 * @param {string} clean
 * @returns {Promise<string>} the title of the workshop; rejected with a Problem that says what is wrong with the code
 */
export const opens = async clean => (await json('/api/join?dryRun=true', { method: 'POST', body: { code: clean } })).title;

/** @param {Problem} problem @returns {string} what to say of a code that did not open */
export function codeProblem(problem) {
  if (problem.status === 404) return t('join.unknown-code');
  return problem.status === 429 ? t('join.too-many', { n: Math.ceil((problem.retryAfter ?? 60) / 60) }) : problem.message;
}

/** @param {State} state @param {() => void} update */
async function tryCode(state, update) {
  const clean = code(state.typed);
  if (!clean || clean === state.tried) return;
  state.tried = clean;
  const asked = () => clean === code(state.typed) && !state.busy;
  try {
    const title = await opens(clean);
    if (asked()) Object.assign(state, { opens: title, codeError: '' });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (!asked()) return;
    if (error.status === 403) state.error = error.message;
    // Where the server is away, joining will say so.
    if (error.status !== 404) return update();
    Object.assign(state, { opens: '', codeError: t('join.unknown-code'), codeOpen: true });
    return stopAtCode(update);
  }
  update();
}

/** @param {Event} event @param {State} state @param {() => void} update */
async function submit(event, state, update) {
  event.preventDefault();
  if (state.busy) return;
  const clean = code(state.typed);
  Object.assign(state, { error: '', codeError: clean ? '' : t('join.wrong-code'), codeOpen: state.codeOpen || !clean });
  if (!clean) return stopAtCode(update);
  state.busy = true;
  update();
  try {
    const { name, family, organisation, offered } = state.form;
    const joined = await json('/api/join', { method: 'POST', body: {
      code: clean, name: name?.trim() || offered, ...(family ? { family } : {}), ...(organisation?.trim() ? { organisation: organisation.trim() } : {}),
    } });
    keepToken(joined.workshop, joined.token);
    keep(`preau.code:${clean}`, joined.workshop);
    keepDraft('join', null);
    const { Model } = await import('../board/model.js');
    await state.enter(joined.workshop, state.model ? new Model(state.model) : undefined);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    state.busy = false;
    if (error.status === 404) {
      Object.assign(state, { codeError: codeProblem(error), codeOpen: true, opens: '' });
      return stopAtCode(update);
    }
    state.error = codeProblem(error);
    update();
  }
}

/** @param {() => void} update */
function stopAtCode(update) {
  update();
  document.getElementById('code')?.focus();
}

/* Friendly names for those who prefer not to give theirs. */

/** @type {[string, 'm' | 'f'][]} */
const FRENCH = [
  ['Hirondelle', 'f'], ['Mésange', 'f'], ['Alouette', 'f'], ['Bergeronnette', 'f'], ['Huppe', 'f'], ['Chouette', 'f'], ['Libellule', 'f'], ['Coccinelle', 'f'],
  ['Loutre', 'f'], ['Pervenche', 'f'], ['Capucine', 'f'], ['Martinet', 'm'], ['Merle', 'm'], ['Pinson', 'm'], ['Rossignol', 'm'], ['Chardonneret', 'm'],
  ['Écureuil', 'm'], ['Hérisson', 'm'], ['Tilleul', 'm'], ['Marronnier', 'm'], ['Coquelicot', 'm'], ['Bleuet', 'm'],
];
/** @type {[string, string][]} */
const QUALITIES = [
  ['bleu', 'bleue'], ['doré', 'dorée'], ['matinal', 'matinale'], ['joyeux', 'joyeuse'], ['tranquille', 'tranquille'], ['curieux', 'curieuse'], ['vif', 'vive'],
  ['rieur', 'rieuse'], ['discret', 'discrète'], ['voyageur', 'voyageuse'], ['malin', 'maligne'], ['bavard', 'bavarde'], ['fidèle', 'fidèle'], ['cuivré', 'cuivrée'],
];
const ENGLISH = ['swallow', 'lark', 'wagtail', 'owl', 'dragonfly', 'otter', 'robin', 'finch', 'nightingale', 'squirrel', 'hedgehog', 'linden', 'poppy', 'cornflower'];
const ENGLISH_QUALITIES = ['Blue', 'Golden', 'Early', 'Merry', 'Quiet', 'Curious', 'Lively', 'Laughing', 'Roaming', 'Clever', 'Faithful', 'Copper'];

/** @template T @param {T[]} list @returns {T} */
const any = list => /** @type {T} */ (list[crypto.getRandomValues(new Uint32Array(1))[0] % list.length]);

/** @param {string} language @returns {string} « Hirondelle bleue » */
function friendlyName(language) {
  if (language !== 'fr') return `${any(ENGLISH_QUALITIES)} ${any(ENGLISH)}`;
  const [noun, gender] = any(FRENCH);
  return `${noun} ${any(QUALITIES)[gender === 'f' ? 1 : 0]}`;
}
