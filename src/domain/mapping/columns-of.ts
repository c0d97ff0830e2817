import type { ListColumns } from '../acks/reply/problems';
import type { Layout } from './layout';

const [MOST, LONGEST] = [200, 100]; // headings that are kept, and their letters

/** What the columns of a list are called, and which are its names; not those that a mapping made, which stand nowhere in the file. */
export function columnsOf({ headings, items, columns, derived }: Layout): ListColumns {
  const width = Math.min(derived?.width ?? headings.length, MOST);
  const at = { item: items[0]?.column, location: columns.location, uom: columns.uom, as_of: columns.as_of };
  return {
    headings: headings.slice(0, width).map((h) => h.slice(0, LONGEST)),
    at: Object.fromEntries(
      Object.entries(at).flatMap(([field, column]) => (column !== undefined && column < width ? [[field, column]] : [])),
    ),
  };
}
