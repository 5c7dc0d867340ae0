import { readFileSync } from 'node:fs';
import { Model } from '../../../../webroot/js/board/model.js';

export const declaration = JSON.parse(readFileSync(new URL('../../../../conf/model.json', import.meta.url), 'utf8'));

/** The model that the server serves. */
export const model = new Model(declaration);
