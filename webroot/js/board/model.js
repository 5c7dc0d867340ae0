/**
 * What /api/model.json declares, ready to be asked: the mirror of fr.preau.board.Model, with the labels that screens show.
 *
 * @typedef {{[language: string]: string}} Label
 *
 * @typedef {object} Property
 * @property {string} name
 * @property {'string'|'text'|'number'|'integer'|'boolean'|'choice'|'family'|'flags'|'counts'|'ref'|'kind'|'author'} is
 * @property {number} min       smallest number
 * @property {number} max       largest number; the greatest length of a text or of a flag's key, in UTF-16 code units
 * @property {number} count     how many flags or counts a record may carry
 * @property {Map<string, Label>} values  for choices and families: what is allowed
 * @property {string[]} to      for references: `type` or `type:kind`
 * @property {import('./types.js').Value | undefined} fallback  what a new record gets where nothing is given
 * @property {boolean} required
 * @property {boolean} fixed    stays as it was at creation
 * @property {boolean} hangs    the record leaves the board with the one it points to
 * @property {'facilitator' | 'author' | 'server' | undefined} by  who alone may give it
 * @property {Label | undefined} label
 *
 * @typedef {object} Kind
 * @property {string} name
 * @property {Label} label
 * @property {Label | undefined} hint
 * @property {string} colour    name of a colour token
 * @property {string} shape
 * @property {string[]} from    for links: kinds or types, `*` for any
 * @property {string[]} to
 * @property {boolean} loop     whether a link may come back to its own card
 * @property {Map<string, Property>} properties
 * @property {string[]} texts   names of the long texts among them
 *
 * @typedef {object} Type
 * @property {string} name
 * @property {Label} label
 * @property {Map<string, Property>} properties
 * @property {Map<string, Kind>} kinds
 * @property {string[]} unique  properties that no two records outside the bin may share, together
 * @property {{[verb: string]: {[role: string]: 'any' | 'own'}}} rights
 * @property {string[]} hangsBy names of the properties that it hangs by
 * @property {string[]} texts   names of the long texts that records of every kind may have
 *
 * @typedef {{name: string, label: Label, colour: string, shape: string}} Family
 *
 * @typedef {import('./types.js').BoardRecord} BoardRecord
 */

export class Model {
  /** @param {any} declaration the JSON as served */
  constructor(declaration) {
    this.declaration = declaration;
    /** @type {Map<string, Family>} */
    this.families = mapOf(declaration.families, (name, family) => ({ ...family, name }));
    /** @type {Map<string, Type>} */
    this.types = mapOf(declaration.types, (name, type) => typeOf(name, type, this.families));
    /** @type {number} how many records a workshop may hold, the bin included */
    this.maxRecords = declaration.limits.records;
    /** @type {number} how many operations a transaction may have */
    this.maxOps = declaration.limits.ops;
  }

  /** @param {string} name */
  type(name) {
    return this.types.get(name);
  }

  /**
   * @param {string} type
   * @param {unknown} kind
   */
  kind(type, kind) {
    return typeof kind === 'string' ? this.types.get(type)?.kinds.get(kind) : undefined;
  }

  /**
   * What is declared of a property of a record of this type and kind; `tag:eau` is found as `tag`.
   *
   * @param {string} type
   * @param {unknown} kind
   * @param {string} name
   * @returns {Property | undefined}
   */
  property(type, kind, name) {
    const colon = name.indexOf(':');
    const base = colon < 0 ? name : name.slice(0, colon);
    const property = this.types.get(type)?.properties.get(base) ?? this.kind(type, kind)?.properties.get(base);
    return property && isKeyed(property) === colon >= 0 ? property : undefined;
  }

  /**
   * @param {string} type
   * @param {unknown} kind
   * @returns {Property[]} all properties of records of this type and kind
   */
  properties(type, kind) {
    return [...(this.types.get(type)?.properties.values() ?? []), ...(this.kind(type, kind)?.properties.values() ?? [])];
  }

  /** The names of the long texts of records of this type and kind. @param {string} type @param {unknown} kind @returns {string[]} */
  texts(type, kind) {
    const { texts = [] } = this.types.get(type) ?? {};
    const ofKind = this.kind(type, kind)?.texts ?? [];
    return ofKind.length === 0 ? texts : [...texts, ...ofKind];
  }

  /**
   * @param {string} type
   * @returns {string[]}
   */
  hangsBy(type) {
    return this.types.get(type)?.hangsBy ?? [];
  }

  /**
   * The key that no two records of the type outside the bin may share.
   *
   * @param {string} type
   * @param {{[property: string]: unknown}} values
   * @returns {string | undefined} nothing where the type has no such rule
   */
  uniqueKey(type, values) {
    const unique = this.types.get(type)?.unique ?? [];
    return unique.length === 0 ? undefined : [type, ...unique.map((name) => values[name])].join('\n');
  }

  /**
   * The kinds of links that may go from one record to another, in the order of the model.
   *
   * @param {BoardRecord} from
   * @param {BoardRecord} to
   * @returns {Kind[]}
   */
  linkKinds(from, to) {
    const kinds = [...(this.types.get('link')?.kinds.values() ?? [])];
    return kinds.filter((kind) => joins(kind.from, from) && joins(kind.to, to) && (kind.loop || from.id !== to.id));
  }
}

/** Whether a property has several values, each under a key of its own, as `tag:eau`. @param {Property} property */
export const isKeyed = (property) => property.is === 'flags' || property.is === 'counts';

/**
 * Whether a record may stand at an end of a link.
 *
 * @param {string[]} ends
 * @param {BoardRecord} record
 */
export const joins = (ends, record) => ends.includes('*') || ends.includes(kindOrType(record));

/** @param {BoardRecord} record */
export const kindOrType = (record) => record.kind ?? record.type;

/**
 * @param {string} name
 * @param {any} declared
 * @param {Map<string, Family>} families
 * @returns {Type}
 */
function typeOf(name, declared, families) {
  const properties = propertiesOf(declared.properties, families);
  return {
    name,
    label: declared.label ?? {},
    properties,
    kinds: mapOf(declared.kinds, (kind, value) => kindOf(kind, value, families)),
    unique: declared.unique ?? [],
    rights: declared.rights ?? {},
    hangsBy: [...properties.values()].filter((property) => property.hangs).map((property) => property.name),
    texts: textsOf(properties),
  };
}

/**
 * @param {string} name
 * @param {any} declared
 * @param {Map<string, Family>} families
 * @returns {Kind}
 */
function kindOf(name, declared, families) {
  const properties = propertiesOf(declared.properties, families);
  return {
    name, label: declared.label, hint: declared.hint, colour: declared.colour ?? 'paper', shape: declared.shape ?? 'note',
    from: declared.from ?? [], to: declared.to ?? [], loop: declared.loop !== false, properties, texts: textsOf(properties),
  };
}

/** @param {Map<string, Property>} properties */
const textsOf = (properties) => [...properties.values()].filter((property) => property.is === 'text').map((property) => property.name);

/**
 * @param {any} declared
 * @param {Map<string, Family>} families
 * @returns {Map<string, Property>}
 */
function propertiesOf(declared, families) {
  return mapOf(declared, (name, value) => ({
    name, is: value.is, min: value.min ?? -Infinity, max: value.max ?? Infinity, count: value.count ?? 0,
    values: value.is === 'family' ? mapOf(Object.fromEntries(families), (_, family) => family.label) : mapOf(value.values, (_, label) => label),
    to: value.to ?? [], fallback: value.default, required: value.required === true, fixed: value.fixed === true,
    hangs: value.hangs === true, by: value.by, label: value.label,
  }));
}

/**
 * @template T
 * @param {{[name: string]: any} | undefined} object
 * @param {(name: string, value: any) => T} make
 * @returns {Map<string, T>}
 */
function mapOf(object, make) {
  return new Map(Object.entries(object ?? {}).map(([name, value]) => [name, make(name, value)]));
}

/**
 * An accepted operation with the defaults that its author left out.
 *
 * @param {Model} model
 * @param {import('./types.js').Op} op
 * @param {string | null} by the participant, who becomes the author of what is created; null for the server
 * @returns {import('./types.js').Op}
 */
export function completed(model, op, by) {
  if (op[0] !== 'put') return op;
  const [verb, type, id, given] = op;
  const values = { ...given };
  for (const [name, value] of Object.entries(values)) if (value === null) delete values[name];
  for (const property of model.properties(type, values.kind)) {
    if (property.fallback !== undefined) values[property.name] ??= property.fallback;
    if (property.is === 'author' && by !== null) values[property.name] = by;
  }
  return [verb, type, id, values];
}

/**
 * Who may do what, as the model declares it: the mirror of fr.preau.workshop.Rights.
 *
 * @param {import('./board.js').Board} board
 * @param {import('./types.js').Op} op
 * @param {{id: string, role: string}} who
 * @returns {import('./types.js').Refusal | null} null where they may; what is about an unknown record is left to the check
 */
export function rightsRefusal(board, op, who) {
  const id = op[0] === 'put' ? op[2] : op[1];
  const record = board.get(id);
  const type = op[0] === 'put' ? op[1] : record?.type;
  const declared = type === undefined ? undefined : board.model.type(type);
  if (!declared) return null;
  const verb = op[0] === 'text' ? 'set' : op[0];
  const whose = declared.rights[verb]?.[who.role];
  const owner = record?.type === 'member' ? record.id : record?.author;
  if (whose !== 'any' && !(whose === 'own' && owner === who.id)) return { code: 'forbidden', record: id, value: declared.name, limit: verb, whose: whose ?? 'none' };
  const values = op[0] === 'put' ? op[3] : op[0] === 'set' ? op[2] : {};
  for (const name of Object.keys(values)) {
    const property = board.model.property(declared.name, record?.kind ?? values.kind, name);
    if (property?.by && !gives(property.by, owner, who, op[0] === 'put')) return { code: 'forbidden', record: id, value: declared.name, limit: verb, whose: property.by, property: property.name };
  }
  return null;
}

/** @param {string} by who alone may give a property @param {unknown} owner @param {{id: string, role: string}} who @param {boolean} isNew */
const gives = (by, owner, who, isNew) => by === who.role || by === 'author' && (who.role === 'facilitator' || isNew || owner === who.id);

/**
 * @param {import('./board.js').Board} board
 * @param {import('./types.js').Op} op
 * @param {{id: string, role: string}} who
 */
export const may = (board, op, who) => rightsRefusal(board, op, who) === null;

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 18;

/**
 * An id that nobody else has: 90 random bits after a prefix that tells people who read logs what it is. Works on plain http,
 * too, where crypto.randomUUID does not exist.
 *
 * @param {string} prefix such as `c_`
 * @returns {string} at most 40 characters of `a-z 2-7 _`
 */
export function newId(prefix = '') {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return prefix + Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}

const PREFIXES = /** @type {Record<string, string>} */ ({ card: 'c_', link: 'l_', proposal: 'pr_' });

/** @param {string} type of the record to be created */
export const newRecordId = (type) => newId(PREFIXES[type] ?? 'r_');
