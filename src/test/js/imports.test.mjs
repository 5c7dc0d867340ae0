// Who may import whom in webroot/js: board ← sync ← view (screens and map) ← main.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const root = fileURLToPath(new URL('../../../webroot/js/', import.meta.url));
const files = readdirSync(root, { recursive: true }).map(String).filter((name) => name.endsWith('.js'));

/** Folder → the folders that it may import from, beside itself; the root folder is `main`. */
const ALLOWED = { board: [], sync: ['board'], map: ['board', 'sync', 'view'], view: ['board', 'sync', 'map'], main: ['board', 'sync', 'map', 'view'] };

const folderOf = (file) => (file.includes('/') ? file.split('/')[0] : 'main');

function importsOf(file) {
  const source = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return Array.from(source.matchAll(/(?:from\s*|import\s*\(?\s*)['"]([^'"]+)['"]/g), (match) => match[1]);
}

const inside = (file) => importsOf(file).filter((name) => name.startsWith('.')).map((name) => relative(root, join(root, dirname(file), name)));

test('every folder is known', () => {
  assert.deepEqual(files.map(folderOf).filter((folder) => !(folder in ALLOWED)), []);
});

test('modules import only in the direction board ← sync ← view and map ← main', () => {
  const wrong = files.flatMap((file) => inside(file)
    .filter((target) => folderOf(target) !== folderOf(file) && !ALLOWED[folderOf(file)].includes(folderOf(target)))
    .map((target) => `${file} imports ${target}`));
  assert.deepEqual(wrong, []);
});

test('what is imported exists', () => {
  const wrong = files.flatMap((file) => inside(file).filter((target) => !files.includes(target)).map((target) => `${file} imports ${target}`));
  assert.deepEqual(wrong, []);
});

test('board and sync need no library', () => {
  const wrong = files.filter((file) => ['board', 'sync'].includes(folderOf(file)))
    .flatMap((file) => importsOf(file).filter((name) => !name.startsWith('.')).map((name) => `${file} imports ${name}`));
  assert.deepEqual(wrong, []);
});

test('modules do not import each other in a circle', () => {
  const done = new Set();
  const visit = (file, path) => {
    if (path.includes(file)) assert.fail([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file)) return;
    for (const target of inside(file)) if (files.includes(target)) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
});
