/**
 * What the model says of how a card looks: its colour, shape and words.
 *
 * @typedef {import('../board/types.js').BoardRecord} BoardRecord
 * @typedef {import('../board/model.js').Model} Model
 */

/** Types of records that stand on the map as cards. */
const CARD_TYPES = new Set(['card', 'proposal']);

/** @param {BoardRecord | undefined} record @returns {record is BoardRecord} */
export const isCard = (record) => record !== undefined && CARD_TYPES.has(record.type);

/** @param {BoardRecord | undefined} record @returns {record is BoardRecord} */
export const isLink = (record) => record?.type === 'link';

/** @param {import('../board/model.js').Label | undefined} label @param {string} lang */
export const said = (label, lang) => label?.[lang] ?? label?.fr ?? '';

/** @param {Model} model @param {BoardRecord} record @param {string} lang @returns {{colour: string, shape: string, name: string}} */
export function look(model, record, lang) {
  const kind = model.kind(record.type, record.kind);
  if (kind) return { colour: kind.colour, shape: kind.shape, name: said(kind.label, lang) };
  return { colour: 'board', shape: 'page', name: said(model.type(record.type)?.label, lang) };
}

/** The sign that a card or link carries, as people write it. @param {BoardRecord} record @returns {string} '' for none */
export function signOf(record) {
  const sign = record.type === 'link' ? record.polarity : record.sign;
  return { '+': '+', positive: '+', '-': '−', negative: '−', '?': '?', mixed: '±' }[String(sign)] ?? '';
}

/** What a link says in its middle. @param {Model} model @param {BoardRecord} link @param {string} lang */
export function linkText(model, link, lang) {
  const words = [said(model.kind('link', link.kind)?.label, lang)];
  if (typeof link.mode === 'string') words[0] = said(model.property('link', link.kind, 'mode')?.values.get(link.mode), lang) || words[0];
  for (const name of ['what', 'label']) if (typeof link[name] === 'string' && link[name]) words.push(String(link[name]));
  return words.join(' · ');
}
