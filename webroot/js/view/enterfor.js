/** A card that a facilitator enters for somebody who has no phone. */
import { html } from 'lit-html';
import { newRecordId } from '../board/model.js';
import { currentPhase } from '../board/agenda.js';
import { placeForNew } from '../board/places.js';
import { draft, keepDraft, t } from './device.js';
import { formFields, valuesOf } from './form.js';
import { kindMark, kindOf } from './marks.js';
import { problem } from './rules.js';
import { errorLine, openDialog, toast } from './ui.js';

/** @typedef {import('./place.js').Place} Place */

/** Who it is for stays in the room: names of people are no part of what is kept of it. @param {Place} place */
export function openEnterFor(place) {
  const { board } = place.room;
  const key = `for:${place.id}`;
  const state = /** @type {{kind: string, values: Record<string, any>, error: string}} */ ({ kind: '', values: {}, ...draft(key), error: '' });
  const phase = currentPhase(board);
  const all = [...board.model.type('card')?.kinds.keys() ?? []];
  const asked = all.filter(kind => phase?.[`add:${kind}`] === true);
  const kinds = (asked.length > 0 ? asked : all).map(kind => kindOf(board, { type: 'card', kind }));
  if (!kinds.some(({ name }) => name === state.kind)) state.kind = kinds[0].name;
  const remember = () => keepDraft(key, { kind: state.kind, values: state.values });
  openDialog({
    title: t('room.for-do'), wide: true,
    body: dialog => html`<form id="for-form" class="fields" novalidate @submit=${(/** @type {Event} */ event) => make(event, dialog)}>
      <p class="soft">${t('room.for-hint')}</p>
      <fieldset class="field"><legend>${t('contribute.kind')}</legend><div class="choices kinds">${kinds.map(kind => html`<label class="choice kind-${kind.colour}"><input type="radio" name="for-kind" .checked=${state.kind === kind.name} @change=${() => { state.kind = kind.name; remember(); dialog.update(); }}>
        <span>${kindMark(kind.shape, kind.colour)}${kind.label}</span></label>`)}</div></fieldset>
      ${formFields({ board, type: 'card', kind: state.kind, values: state.values, prefix: 'for', onInput: (field, value) => { state.values[field] = value; remember(); dialog.update(); } })}
      ${errorLine(state.error)}</form>`,
    foot: dialog => html`<button type="button" class="button" @click=${dialog.close}>${t('common.close')}</button><button class="button primary" form="for-form">${t('contribute.send')}</button>`,
  });
  /** @param {Event} event @param {import('./ui.js').Dialog} dialog */
  function make(event, dialog) {
    event.preventDefault();
    const values = valuesOf(board.model, 'card', state.kind, state.values);
    const at = place.at;
    const spot = placeForNew(place.room.board.visible().filter(record => record.board === at), String(values.title ?? ''));
    const op = /** @type {import('../board/types.js').Op} */ (['put', 'card', newRecordId('card'), { kind: state.kind, ...values, board: at, ...spot, entered_for: true }]);
    state.error = problem(place.room, [op]);
    if (state.error) return dialog.update();
    place.room.submit([op]);
    toast(t('room.for-done', { title: String(values.title) }));
    state.values = {};
    remember();
    dialog.update();
    /** @type {HTMLTextAreaElement | null} */ (document.querySelector('#for-form textarea'))?.focus();
  }
}

