/** The texts of the screens: complete in both languages, and asked for by their right names. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';

const webroot = new URL('../../../webroot/', import.meta.url);
const read = (path) => readFileSync(new URL(path, webroot), 'utf8');
const texts = { fr: JSON.parse(read('lang/fr.json')), en: JSON.parse(read('lang/en.json')) };
const modules = readdirSync(new URL('js/', webroot), { recursive: true }).map(String).filter((name) => name.endsWith('.js'));
const sources = new Map(modules.map((name) => [name, read(`js/${name}`)]));

test('R65 French and English have the same texts', () => {
  assert.deepEqual(Object.keys(texts.fr).sort(), Object.keys(texts.en).sort());
});

test('both languages fill the same placeholders', () => {
  const placeholders = (text) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort();
  for (const key of Object.keys(texts.fr)) assert.deepEqual(placeholders(texts.fr[key]), placeholders(texts.en[key]), key);
});

test('every plural has a form for any number', () => {
  for (const [language, all] of Object.entries(texts)) {
    for (const [key, text] of Object.entries(all)) if (typeof text === 'object') assert.ok(typeof text.other === 'string', `${language} ${key}`);
  }
});

test('every text that a module asks for exists', () => {
  const missing = [];
  for (const [name, source] of sources) {
    for (const [, key] of source.matchAll(/\bt\(\s*'([^']+)'/g)) if (!(key in texts.fr)) missing.push(`${name}: ${key}`);
    for (const [, prefix] of source.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)) {
      if (!Object.keys(texts.fr).some((key) => key.startsWith(prefix))) missing.push(`${name}: ${prefix}…`);
    }
  }
  assert.deepEqual(missing, []);
});

test('French texts of the screens have French typography', () => {
  for (const [key, text] of Object.entries(texts.fr)) {
    if (/^(refusal|problem)\./.test(key)) continue;
    for (const sentence of typeof text === 'object' ? Object.values(text) : [text]) {
      assert.doesNotMatch(sentence, / [?!;:»]|« |[a-zà-ÿ]'[a-zà-ÿ]/i, key);
    }
  }
});

test('French labels and hints of the model have French typography', () => {
  const said = read('../conf/model.json').matchAll(/"fr": "([^"]*)"/g);
  for (const [, sentence] of said) assert.doesNotMatch(sentence, / [?!;:»]|« /, sentence);
});

test('R112 every advice on what was not accepted has its words, with a text of the person and without', () => {
  for (const how of ['restore', 'apply', 'ask', 'new', 'copy']) {
    for (const key of [`reject.todo-${how}`, `reject.todo-${how}-plain`]) for (const all of Object.values(texts)) assert.equal(typeof all[key], 'string', key);
  }
});

test('R168 no English text holds French words, and every label and hint of the model is said in English', () => {
  const french = /[éèêëàâùûçœ«»]|\b(?:le|la|les|des|une|vous|votre|vos|dans|pour|avec|est|sont|cette|ce qui)\b/i;
  const own = (sentence) => sentence.replaceAll(/Préau|Français|Langue · Language|PREAU_\w+/g, '');
  for (const [key, text] of Object.entries(texts.en)) for (const sentence of typeof text === 'object' ? Object.values(text) : [text]) assert.doesNotMatch(own(sentence), french, key);
  const walk = (value) => {
    if (value === null || typeof value !== 'object') return;
    if (typeof value.fr === 'string') assert.equal(typeof value.en, 'string', value.fr);
    if (typeof value.en === 'string') assert.doesNotMatch(value.en, french, value.en);
    Object.values(value).forEach(walk);
  };
  walk(JSON.parse(read('../conf/model.json')));
});

test('R168 no module says anything but through the texts', () => {
  /** The names that those get who give none are of the language that is chosen. */
  const names = /const FRENCH = [\s\S]*?\n\];|const QUALITIES = [\s\S]*?\n\];/g;
  for (const [name, source] of sources) {
    const code = source.replaceAll(names, '').replaceAll(/\/\*[\s\S]*?\*\/|(?<=\s)\/\/.*$/gm, '').replaceAll(/Préau/g, '');
    assert.doesNotMatch(code, /[éèêëàâùûçœ«»]/i, name);
  }
});
