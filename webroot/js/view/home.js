/** The first page: the code to enter, the workshops this device knows, and a new workshop. */
import { html, nothing, render } from 'lit-html';
import { beginField, earlier, templates } from './begin.js';
import { code, draft, json, keep, keepDraft, keepToken, keepVisit, kept, lang, LANGUAGES, Problem, t, visits } from './device.js';
import { icon, logo } from './marks.js';
import { errorLine, languageChoice, style, title } from './ui.js';
import { yard } from './yard.js';

/** @param {HTMLElement} root @param {import('./join.js').Enter} enter */
export function showHome(root, enter) {
  /** @type {State} */
  const state = { enter, typed: '', codeError: '', createError: '', busy: false, form: { language: lang(), ...draft('create') }, templates: [], again: [] };
  const update = () => render(page(state, update), root);
  title();
  style('/css/screens.css').then(update);
  templates().then(known => {
    state.templates = known;
    if (known.length > 0 && !known.some(({ id }) => id === state.form.template)) delete state.form.template;
    update();
  });
  if (listed().length > 0) earlier(listed()).then(found => { state.again = found; update(); });
}

/**
 * @typedef {{typed: string, codeError: string, createError: string, busy: boolean, form: Record<string, string>, templates: import('./begin.js').Template[], again: import('./begin.js').Earlier[], enter: import('./join.js').Enter}} State
 * @param {State} state @param {() => void} update
 */
const page = (state, update) => html`
  <header class="home-head"><span class="brand">${logo()}<span>Préau</span></span>${languageChoice()}</header>
  <main class="home">
    <div class="home-welcome">
      <h1>${t('home.title')}</h1>
      <p class="lead">${t('home.lead')}</p>
      <button type="button" class="button quiet home-to-create" @click=${toCreate}>${icon('plus')}${t('home.to-create')}</button>
      ${codeForm(state, update)}
      ${known(state, update)}
    </div>
    <figure class="home-picture">${yard()}</figure>
    ${create(state, update)}
  </main>
  <footer class="home-foot"><p>${t('home.foot')}</p></footer>`;

/** Brings the form of a new workshop into view. */
function toCreate() {
  document.getElementById('create-title')?.scrollIntoView();
  document.getElementById('create-name')?.focus({ preventScroll: true });
}

/** @param {State} state @param {() => void} update */
const codeForm = (state, update) => html`<form class="enter" novalidate @submit=${(/** @type {Event} */ event) => submitCode(event, state, update)}>
  <label for="code">${t('home.code')}</label>
  <div class="enter-line">
    <input id="code" class="input code-input" autocomplete="off" autocapitalize="characters" spellcheck="false" inputmode="text" maxlength="12" placeholder="ABCD 2345"
      aria-describedby="code-hint" aria-invalid=${state.codeError ? 'true' : 'false'} .value=${state.typed}
      @input=${(/** @type {Event} */ event) => { state.typed = /** @type {HTMLInputElement} */ (event.target).value; }}>
    <button class="button primary big">${t('home.enter')}</button>
  </div>
  <p id="code-hint" class="soft small">${t('home.code-hint')}</p>
  ${errorLine(state.codeError)}</form>`;

/** @param {Event} event @param {State} state @param {() => void} update */
async function submitCode(event, state, update) {
  event.preventDefault();
  const clean = code(state.typed);
  if (!clean) {
    state.codeError = state.typed.trim() ? t('join.wrong-code') : t('home.no-code');
    update();
    document.getElementById('code')?.focus();
    return;
  }
  const workshop = kept(`preau.code:${clean}`);
  if (workshop && visits().some(visit => visit.id === workshop)) return location.assign(`/w/${workshop}`);
  const { codeProblem, opens, showJoin } = await import('./join.js');
  try {
    const opened = await opens(clean);
    history.pushState(null, '', `/${clean}`);
    await showJoin(/** @type {HTMLElement} */ (document.getElementById('app')), clean, 'code', state.enter, opened);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    state.codeError = codeProblem(error);
    update();
    document.getElementById('code')?.focus();
  }
}

/** Those that the page lists. */
const listed = () => visits().slice(0, 4);

/** @param {State} state @param {() => void} update */
const known = (state, update) => visits().length === 0 ? nothing : html`<section class="known" aria-labelledby="known-title"><h2 id="known-title">${t('home.known')}</h2>
  <ul>${listed().map(visit => html`<li><a class="known-link" href="/w/${visit.id}"><span>${visit.title || t('home.untitled')}${visit.ended ? html` <span class="known-ended">${t('home.ended')}</span>` : nothing}</span>${icon('next')}</a>${redo(state, visit.id, update)}</li>`)}</ul></section>`;

/** A new workshop with the agenda of this one, where this device facilitates it. @param {State} state @param {string} id @param {() => void} update */
function redo(state, id, update) {
  const found = state.again.find(one => one.id === id);
  if (!found) return nothing;
  const run = () => {
    begin(state, { from: id, begins: found.title, territory: found.territory }, true);
    update();
    toCreate();
  };
  return html`<button type="button" class="button" aria-label=${t('common.action', { action: t('home.redo'), title: found.title })} @click=${run}>${icon('restore')}${t('home.redo')}</button>`;
}

/** What the workshop begins with; from an earlier one it takes title and territory over, to be changed. @param {State} state @param {import('./begin.js').Choice} choice @param {boolean} [all] also in place of what stands in the form */
function begin(state, { territory, ...choice }, all = false) {
  for (const name of ['template', 'from', 'begins']) delete state.form[name];
  Object.assign(state.form, choice);
  if (choice.from !== undefined) {
    if (all || !state.form.title?.trim()) state.form.title = choice.begins ?? '';
    if (all || !state.form.territory?.trim()) state.form.territory = territory ?? '';
  }
  keepDraft('create', state.form);
}

/** @param {State} state @param {() => void} update */
function create(state, update) {
  const change = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    state.form[field.name] = field.value;
    keepDraft('create', state.form);
  };
  return html`<section class="sheet create" aria-labelledby="create-title">
    <h2 id="create-title">${t('home.create')}</h2>
    <p class="soft">${t('home.create-lead')}</p>
    <form class="fields" novalidate @input=${change} @change=${change} @submit=${(/** @type {Event} */ event) => submitCreate(event, state, update)}>
      <div class="field"><label for="create-name">${t('home.create-name')}</label>
        <input id="create-name" class="input" name="title" maxlength="120" required .value=${state.form.title ?? ''} placeholder=${t('home.create-name-example')}></div>
      <div class="field"><label for="create-territory">${t('home.create-territory')} <span class="soft small">${t('common.optional')}</span></label>
        <input id="create-territory" class="input" name="territory" maxlength="120" .value=${state.form.territory ?? ''} placeholder=${t('home.create-territory-example')}></div>
      ${beginField(state.form, state.templates, choice => { begin(state, choice); update(); })}
      <div class="field"><label for="create-language">${t('home.create-language')}</label>
        <select id="create-language" class="input" name="language">${LANGUAGES.map(one => html`<option value=${one} ?selected=${one === state.form.language}>${t(`language.${one}`)}</option>`)}</select></div>
      <div class="field"><label for="create-person">${t('home.create-person')} <span class="soft small">${t('common.optional')}</span></label>
        <input id="create-person" class="input" name="person" maxlength="60" autocomplete="name" aria-describedby="create-person-hint" .value=${state.form.person ?? ''}>
        <p id="create-person-hint" class="hint">${t('home.create-person-hint')}</p></div>
      ${errorLine(state.createError)}
      <button class="button primary" ?disabled=${state.busy}>${icon('plus')}${t('home.create-do')}</button>
    </form></section>`;
}

/** @param {Event} event @param {State} state @param {() => void} update */
async function submitCreate(event, state, update) {
  event.preventDefault();
  if (!state.form.title?.trim()) {
    state.createError = t('home.create-no-name');
    update();
    document.getElementById('create-name')?.focus();
    return;
  }
  Object.assign(state, { busy: true, createError: '' });
  update();
  try {
    const { title: name, territory, language, person, template, from } = state.form;
    const body = { title: name.trim(), ...(territory?.trim() ? { territory: territory.trim() } : {}), ...(person?.trim() ? { name: person.trim() } : {}), language, template, from };
    const made = await json('/api/workshops', { method: 'POST', body, workshop: from });
    keepToken(made.id, made.token);
    keepVisit(made.id, name.trim());
    keep(`preau.code:${made.code}`, made.id);
    keepDraft('create', null);
    location.assign(`/w/${made.id}/ready`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    Object.assign(state, { busy: false, createError: error.message });
    update();
  }
}
