import { readPlace } from '../canonical/place';
import { type XmlElement, xmlPath } from '../syntax/xml-tree';
import { cut, NOTHING, type PageAsked, pageOf, type ShownLine, type ShownPart } from './page';

/** The documents of an XML file as lines, one for each element, each with the path that places have. */
export function treePage(roots: readonly XmlElement[], asked: PageAsked): Omit<ShownPart, 'within'> {
  const place = asked.at === undefined ? undefined : readPlace(asked.at);
  const path = place?.in === 'path' ? place.path : undefined;
  const all = [...new Set(roots.map(topOf))].flatMap((root) => [...walk(root, 0)]);
  const found = path === undefined ? -1 : all.findIndex(({ element }) => path.endsWith(xmlPath(element)));
  const start = pageOf(found >= 0 ? found : (asked.start ?? 0), asked.limit);
  return { ...NOTHING, kind: 'tree', total: all.length, start, lines: all.slice(start, start + asked.limit).map(shownLine) };
}

const topOf = (e: XmlElement): XmlElement => (e.parent === null ? e : topOf(e.parent));

interface At {
  readonly element: XmlElement;
  readonly depth: number;
}
function* walk(element: XmlElement, depth: number): Generator<At> {
  yield { element, depth };
  for (const child of element.children) yield* walk(child, depth + 1);
}

function shownLine({ element, depth }: At): ShownLine {
  const attributes = [...element.attributes].map(([name, value]) => ` ${name}="${value}"`).join('');
  const closing = element.children.length === 0 ? `</${element.name}>` : '';
  return { depth, text: cut(`<${element.name}${attributes}>${element.text}${closing}`), place: xmlPath(element) };
}
