/** What modules of the screens need besides a browser: lit-html, the texts, and a page that is nothing but a language. */
import { readFileSync } from 'node:fs';
import { register } from 'node:module';

const library = new URL('../../../../target/webjars/lit-html/node/', import.meta.url);
register(`data:text/javascript,${encodeURIComponent(`export const resolve = (name, context, next) => next(name.replace(/^lit-html$/, 'lit-html/lit-html.js').replace(/^lit-html\\//, '${library}'), context);`)}`);

globalThis.document = { documentElement: {}, createTreeWalker: () => ({}) };
globalThis.HTMLElement ??= class {};
globalThis.customElements ??= { define() {} };
globalThis.fetch = async (path) => ({ ok: true, json: async () => JSON.parse(readFileSync(new URL(`../../../../webroot${path}`, import.meta.url), 'utf8')) });

/** A module of the screens, by its path below js. */
export const load = (path) => import(`../../../../webroot/js/${path}`);

const device = await load('view/device.js');

/** The screen speaks this language from now on. */
export async function speak(language) {
  device.keep('preau.language', language);
  await device.loadTexts();
}

/** What a person reads of a template, without its marks; what its fields hold comes last. */
export function read(template) {
  if (Array.isArray(template)) return template.map(read).join(' ');
  if (!template?.strings) return ['string', 'number'].includes(typeof template) ? String(template) : '';
  const { strings, values } = template;
  const inside = strings.map((part, at) => (part.endsWith('=') ? part : `${part}${read(values[at])}`)).join('').replace(/<[^>]*>/g, ' ').replace(/[ \n]+/g, ' ');
  return [inside, ...values.filter((_, at) => strings[at].endsWith('.value='))].join(' ');
}
