const COLOURS = ['violet', 'green', 'blue', 'pink', 'orange', 'slate'];

/**
 * The colour of a person: their family's, or one that is the same for them on every screen.
 *
 * @param {import('../sync/room.js').Room} room
 * @param {string} id
 * @returns {string} as in the style sheets' `family-…`
 */
export function colourOf(room, id) {
  const family = room.model.families.get(room.people.get(id)?.family ?? '');
  return family ? family.colour : COLOURS[[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS.length];
}
