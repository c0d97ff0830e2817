import type { Element } from '../canonical/vocabulary';
import { LIMITS, NotOpened } from './limits';
import { scanXml } from './xml-file';
import type { XmlHandler, XmlScan } from './xml-scan';
import { XmlBroken } from './xml-text';

export type XmlElement = Element;
type Growing = { -readonly [K in keyof XmlElement]: XmlElement[K] } & { children: Growing[] };

interface Open {
  readonly element: Growing;
  named: Map<string, { readonly first: Growing; count: number }> | undefined; // of its children; most elements have none
  readonly prefixes: ReadonlyMap<string, string>;
}

const LONG = 30;

/** Reads a file whole, as a tree: for documents and lists, which are small beside workbooks. */
export function xmlTree(bytes: Uint8Array): XmlElement {
  const tree = new Tree();
  scanXml(bytes, tree, 'XML');
  return tree.root!;
}

/** `/StockList/Item[3]/Qty`, as XPath has it. */
export function xmlPath(element: XmlElement): string {
  const { parent, name, ordinal } = element;
  return `${parent === null ? '' : xmlPath(parent)}/${name}${ordinal === 0 ? '' : `[${ordinal}]`}`;
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const NO_PREFIXES: ReadonlyMap<string, string> = new Map();

class Tree implements XmlHandler {
  root: XmlElement | null = null;
  private readonly open: Open[] = [];
  private readonly names = new Map<string, string>(); // each once: a list repeats the same few
  private values = 0;

  get place(): string {
    const last = this.open.length > LONG ? undefined : this.open.at(-1); // a path of hundreds of names tells nobody where
    return last ? `in ${xmlPath(last.element)}, ` : '';
  }

  opened(_: number, xml: XmlScan): void {
    const around = this.open.at(-1);
    const attributes = new Map<string, string>();
    let prefixes = around?.prefixes ?? NO_PREFIXES;
    for (const [name, value] of xml.listed()) {
      const declared = /^xmlns(?::(.*))?$/.exec(name);
      if (declared) prefixes = new Map([...prefixes, [declared[1] ?? '', value]]);
      else if (attributes.has(local(name))) throw new XmlBroken(`it says ${JSON.stringify(name)} twice of one element`);
      else attributes.set(this.once(local(name)), value);
    }
    this.values += 1 + attributes.size;
    if (this.values > LIMITS.values) throw new NotOpened('file.too-big', `it holds more than ${LIMITS.values} values, which is the limit`);
    const written = xml.name;
    const namespace = prefixes.get(written.includes(':') ? written.slice(0, written.indexOf(':')) : '') ?? '';
    const name = this.once(local(written));
    const element: Growing = {
      name, namespace, attributes: attributes.size === 0 ? NO_ATTRIBUTES : attributes, children: [], text: '', parent: around?.element ?? null, ordinal: 0,
    }; // prettier-ignore
    if (around) this.add(around, element);
    else this.root = element;
    this.open.push({ element, named: undefined, prefixes });
  }

  private add(open: Open, element: Growing): void {
    open.element.children.push(element);
    const named = (open.named ??= new Map());
    const before = named.get(element.name);
    if (!before) return void named.set(element.name, { first: element, count: 1 });
    before.first.ordinal = 1;
    element.ordinal = ++before.count;
  }

  text(xml: XmlScan): void {
    this.open.at(-1)!.element.text += xml.content;
  }

  closed(): void {
    const { element } = this.open.pop()!;
    element.text = element.text.trim();
  }

  private once(name: string): string {
    const known = this.names.get(name);
    if (known === undefined) this.names.set(name, name);
    return known ?? name;
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
