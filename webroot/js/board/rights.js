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
  const whose = declared.rights[op[0]]?.[who.role];
  if (whose === 'any' || whose === 'own' && record?.author === who.id) return null;
  return { code: 'forbidden', record: id, value: declared.name, limit: op[0], whose: whose ?? 'none' };
}

/**
 * @param {import('./board.js').Board} board
 * @param {import('./types.js').Op} op
 * @param {{id: string, role: string}} who
 */
export const may = (board, op, who) => rightsRefusal(board, op, who) === null;
