import type { Cell } from '../canonical/vocabulary';
import { mayBeList, RecordTables, type Values } from './record-tables';
import { type Table, textCell } from './table';
import { type XmlElement, xmlPath } from './xml-tree';

/** XML of no known kind: what repeats is a table, one row for each of it, with what is said of all of them around it. None where nothing does. */
export function xmlTables(root: XmlElement): Table[] {
  const whole = (name: string): string => [xmlPath(root), ...(name === '' ? [] : [name])].join('/');
  const shape = { read: 'XML', between: /[/@]/, whole };
  const found = { records: new RecordTables(shape), repeated: new Set<string>() };
  findRepeated(root, '', found.repeated);
  if (walk(root, '', new Map(), found)) return found.records.tables;
  const alone = new RecordTables(shape);
  alone.add('', valuesOf(root, '', new Map(), found.repeated), 0, () => xmlPath(root));
  return alone.tables.filter(mayBeList);
}

interface Found {
  readonly records: RecordTables;
  readonly repeated: ReadonlySet<string>; // lists, by the names on the way to them, without numbers
}
const below = (key: string, child: XmlElement): string => (key === '' ? child.name : `${key}/${child.name}`);
const isPlain = (e: XmlElement): boolean => e.children.length === 0 && e.attributes.size === 0;

/** What repeats somewhere is a list everywhere, also where there is one of it. Texts that repeat are several values in one. */
function findRepeated(element: XmlElement, key: string, out: Set<string>): void {
  for (const child of element.children) {
    const full = below(key, child);
    if (child.ordinal > 0 && !isPlain(child)) out.add(full);
    findRepeated(child, full, out);
  }
}

/** Whether anything within repeats, whose rows then say what is said here. `around`: what was said on the way. */
function walk(element: XmlElement, name: string, around: Values, { records, repeated }: Found): boolean {
  const said = valuesOf(element, name, around, repeated);
  let listed = false;
  const into = (of: XmlElement, key: string): void => {
    for (const child of of.children) {
      const full = below(key, child);
      if (!repeated.has(full)) into(child, full);
      else {
        listed = true;
        const holds = walk(child, full, said, { records, repeated });
        records.add(full, valuesOf(child, full, said, repeated), said.size, () => xmlPath(child), holds);
      }
    }
  };
  into(element, name);
  return listed;
}

/** Where a value stands is told when it is asked for: a list has millions, and nearly all are right. */
class At {
  constructor(
    readonly cell: Cell,
    private readonly element: XmlElement,
    private readonly attribute?: string,
  ) {}
  get path(): string {
    return this.attribute === undefined ? xmlPath(this.element) : `${xmlPath(this.element)}/@${this.attribute}`;
  }
}

/** What an element says of itself, and those within it of which there is one; plain texts of which there are several, as one. */
function valuesOf(element: XmlElement, name: string, around: Values, repeated: ReadonlySet<string>): Values {
  const said: Values = new Map(around);
  const take = (of: XmlElement, key: string): void => {
    for (const [attribute, value] of of.attributes) said.set(`${key}@${attribute}`, new At(textCell(value), of, attribute));
    const before = of !== element && of.ordinal > 1 ? said.get(key) : undefined;
    if (before) said.set(key, new At(textCell(`${before.cell.shown}, ${of.text}`), of));
    else if (of.text !== '' || isPlain(of)) said.set(key, new At(textCell(of.text), of));
    for (const child of of.children) {
      const full = below(key, child);
      if (!repeated.has(full)) take(child, full);
    }
  };
  take(element, name);
  return said;
}
