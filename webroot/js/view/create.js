/** A new card or proposal on a large screen. */
import { html } from 'lit-html';
import { newRecordId } from '../board/model.js';
import { placeForNew } from '../board/places.js';
import { draft, keepDraft, t } from './device.js';
import { formFields, valuesOf } from './form.js';
import { kindMark, kindOf } from './marks.js';
import { errorLine, openDialog, toast } from './ui.js';
import { awaits, sayGiven } from './place.js';
import { problem } from './rules.js';

/** @typedef {import('./place.js').Place} Place */

/** @param {Place} place @param {{x: number, y: number}} [at] where on the map; near the middle if nothing is said @param {{chosen: string, title: string}} [given] what was typed elsewhere @param {() => void} [onMade] */
export function openCreate(place, at, given, onMade) {
  const { board } = place.room;
  const name = `create:${place.id}`;
  const { chosen = '', ...values } = /** @type {Record<string, any>} */ ({ ...draft(name), ...given });
  const state = { chosen: String(chosen), values, error: '' };
  const kinds = [...(board.model.type('card')?.kinds.keys() ?? [])].filter(kind => place.may(['put', 'card', '', { kind }])).map(kind => kindOf(board, { type: 'card', kind }));
  if (place.may(['put', 'proposal', '', {}])) kinds.push(kindOf(board, { type: 'proposal' }));
  if (kinds.length === 0) {
    toast(awaits(place.room) ? t('refusal-form.not-begun') : problem(place.room, [['put', 'card', '', {}]]));
    return;
  }
  if (!kinds.some(kind => kind.name === state.chosen)) state.chosen = kinds.length === 1 ? kinds[0].name : '';
  const remember = () => keepDraft(name, { ...state.values, chosen: state.chosen });
  const typeOf = () => /** @type {[string, string | undefined]} */ (state.chosen === 'proposal' ? ['proposal', undefined] : ['card', state.chosen]);
  openDialog({
    title: t('desk.add'), wide: true,
    body: dialog => html`<form id="create-form" novalidate class="fields" @submit=${(/** @type {Event} */ event) => make(event, dialog)}>
      <fieldset class="field"><legend>${t('contribute.kind')}</legend><div class="choices kinds">${kinds.map(kind => html`<label class="choice kind-${kind.colour}"><input type="radio" name="create-kind" .checked=${state.chosen === kind.name}
        @change=${() => { state.chosen = kind.name; remember(); dialog.update(); }}><span>${kindMark(kind.shape, kind.colour)}${kind.label}</span></label>`)}</div>
        <p class="hint" aria-live="polite">${state.chosen ? kinds.find(kind => kind.name === state.chosen)?.hint : t('contribute.title')}</p></fieldset>
      ${state.chosen ? formFields({ board, type: typeOf()[0], kind: typeOf()[1], values: state.values, prefix: 'create', onInput: (field, value) => { state.values[field] = value; remember(); dialog.update(); } }) : ''}
      ${errorLine(state.error)}</form>`,
    foot: dialog => html`<button type="button" class="button" @click=${dialog.close}>${t('common.cancel')}</button><button class="button primary" form="create-form" ?disabled=${!state.chosen}>${t('contribute.send')}</button>`,
  });

  /** @param {Event} event @param {import('./ui.js').Dialog} dialog */
  function make(event, dialog) {
    event.preventDefault();
    const [type, kind] = typeOf();
    const said = valuesOf(board.model, type, kind, state.values);
    const spot = at ?? placeForNew(place.room.board.visible().filter(record => record.board === place.at));
    const id = newRecordId(type);
    state.error = place.act([['put', type, id, { ...(kind ? { kind } : {}), ...said, board: place.at, ...spot }]]);
    if (state.error) return dialog.update();
    keepDraft(name, null);
    dialog.close();
    onMade?.();
    place.open(id);
    sayGiven(place, String(said.title ?? ''));
  }
}
