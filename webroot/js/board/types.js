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
 * @typedef {["put", string, string, Changes]} Put            type, id, properties
 * @typedef {["set", string, Changes]} Set
 * @typedef {["del", string]} Del
 * @typedef {["restore", string, BoardRecord[]?]} Restore     the records that are back, where the server tells it
 * @typedef {["gone", string]} Gone                           only the server says it
 * @typedef {Put | Set | Del | Restore | Gone} Op
 *
 * @typedef {{code: string, [detail: string]: Value}} Refusal  why an operation is not accepted; the details are what its sentence names
 */
export {};
