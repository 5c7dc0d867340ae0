/** Friendly names for those who prefer not to give theirs. */

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
export function friendlyName(language) {
  if (language !== 'fr') return `${any(ENGLISH_QUALITIES)} ${any(ENGLISH)}`;
  const [noun, gender] = any(FRENCH);
  return `${noun} ${any(QUALITIES)[gender === 'f' ? 1 : 0]}`;
}
