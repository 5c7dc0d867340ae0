/**
 * The words that everything in the browser shares, as types only.
 *
 * @typedef {string | number | boolean} Value
 *
 * @typedef {{[property: string]: Value | null | undefined}} Changes  null removes a property
 *
 * @typedef {{id: string, type: string, kind?: string, title?: string, x?: number, y?: number, from?: string, to?: string,
 *            author?: string, [property: string]: Value | undefined}} BoardRecord
 *   One thing on a board. Never changed in place: changing it makes another.
 *
 * @typedef {(number | string)[]} Edit                        of a long text: see text.js
 *
 * @typedef {{[id: string]: {[field: string]: number}}} Revisions  of long texts, where they are above 0
 *
 * @typedef {["put", string, string, Changes, Revisions?]} Put  type, id, properties; as delivered, the revisions of its long texts
 * @typedef {["set", string, Changes]} Set
 * @typedef {["del", string]} Del
 * @typedef {["restore", string, BoardRecord[]?, Revisions?]} Restore  the records that are back, where the server tells it
 * @typedef {["gone", string]} Gone                           only the server says it
 * @typedef {["text", string, string, number, Edit, "first"?]} Text     id, field, the revision that the edit stands on; first: as it is sent, it stands before what others inserted there meanwhile
 * @typedef {Put | Set | Del | Restore | Gone | Text} Op
 *
 * @typedef {{code: string, [detail: string]: Value}} Refusal  why an operation is not accepted; the details are what its sentence names
 */
export {};
