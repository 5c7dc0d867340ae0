/**
 * How each kind of link is drawn. Colours are tokens of kinds, dashes differ where colours are near, so that no two kinds
 * differ by colour alone. A kind that is not listed here is drawn as a plain thin line.
 *
 * @typedef {{colour: string, dash: string, both?: boolean}} LinkStyle  both: heads at both ends, for what has no direction
 *
 * @type {{[kind: string]: LinkStyle}}
 */
const STYLES = {
  influence: { colour: 'terracotta', dash: '' },
  concerne: { colour: 'slate', dash: '9 5' },
  apporte: { colour: 'leaf', dash: '' },
  coopere: { colour: 'board', dash: '14 4', both: true },
  tension: { colour: 'brick', dash: '3 4', both: true },
  depend_de: { colour: 'ochre', dash: '10 4 2 4' },
  detient: { colour: 'ochre', dash: '' },
  manque: { colour: 'brick', dash: '2 6' },
  realise: { colour: 'sky', dash: '' },
  produit: { colour: 'sky', dash: '8 4' },
  repond_a: { colour: 'violet', dash: '' },
  engage: { colour: 'violet', dash: '6 5' },
  renvoie_a: { colour: 'paper', dash: '2 5' },
};

/** @type {LinkStyle} */
const OTHER = { colour: 'paper', dash: '' };

/** @param {string | undefined} kind */
export const linkStyle = (kind) => (kind !== undefined && Object.hasOwn(STYLES, kind) ? STYLES[kind] : OTHER);

/** @param {import('../board/types.js').BoardRecord} link @returns {number} width of its line, in world units */
export const linkWidth = (link) => 1.4 + 1.1 * (typeof link.strength === 'number' ? link.strength - 1 : 0) + (link.kind === 'influence' ? 0.4 : 0);
