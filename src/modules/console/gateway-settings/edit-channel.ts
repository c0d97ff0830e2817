import { Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { ConfigError } from '../../../platform/errors';

type Channel = Readonly<Record<string, unknown>>;
const isNamed = (node: unknown, kind: string, name: string): node is YAMLMap =>
  isMap(node) && node.get('kind') === kind && node.get('name') === name;

/** One entry of the list put in, in the place of the one of its name; what is the same keeps its line and its remarks. */
export function withChannel(text: string, kind: string, name: string, settings: Channel): string {
  const { document, list } = listOf(text);
  const channel = { kind, name, ...settings };
  const there = list.items.find((i) => isNamed(i, kind, name)) as YAMLMap | undefined;
  if (there) merge(document, there, channel);
  else list.add(document.createNode(channel));
  return document.toString({ lineWidth: 0 });
}

/** Null where there is none of that name. */
export function withoutChannel(text: string, kind: string, name: string): string | null {
  const { document, list } = listOf(text);
  const i = list.items.findIndex((node) => isNamed(node, kind, name));
  if (i === -1) return null;
  list.items.splice(i, 1);
  return list.items.length === 0 ? '' : document.toString({ lineWidth: 0 });
}

function listOf(text: string): { document: Document; list: YAMLSeq } {
  const document: Document = text.trim() === '' ? new Document({ channels: [] }) : parseDocument(text);
  const found: unknown = document.get('channels', true);
  if (isSeq(found)) {
    if (found.items.length === 0) found.flow = false;
    return { document, list: found };
  }
  if (found !== null && typeof found === 'object' && 'value' in found && found.value !== null)
    throw new ConfigError('channels: expected a list');
  document.set('channels', document.createNode([]));
  return { document, list: document.get('channels', true) as unknown as YAMLSeq };
}

function merge(document: Document, map: YAMLMap, wanted: Channel): void {
  for (const { key } of [...map.items]) {
    const name = String((key as { value?: unknown }).value ?? key);
    if (!(name in wanted) || wanted[name] === undefined) map.delete(name);
  }
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined) continue;
    const there: unknown = map.get(name, true);
    const now: unknown =
      there && typeof there === 'object' && 'toJS' in there ? (there as { toJS(d: unknown): unknown }).toJS(document) : there;
    if (JSON.stringify(now) === JSON.stringify(value)) continue;
    if (isMap(there) && typeof value === 'object' && value !== null && !Array.isArray(value)) merge(document, there, value as Channel);
    else map.set(name, document.createNode(value));
  }
}
