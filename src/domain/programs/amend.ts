import { type Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

/** When something is due of a place (`*`: all); null: no longer. */
export interface ScheduleChange {
  readonly document: 'stock_report' | 'ship_notice';
  readonly location: string;
  readonly due: { readonly cron: string; readonly timezone: string; readonly grace_minutes: string } | null;
}
export type ToleranceChange = Readonly<Partial<Record<'tolerance_qty' | 'tolerance_pct' | 'value_floor', string>>>;
export interface ThresholdChange {
  readonly sku: string;
  readonly location: string;
  readonly min: string;
  readonly max: string;
}

/** Decimals stay as they are written, and comments where their author put them. */
const open = (text: string): Document => parseDocument(text, { schema: 'failsafe', logLevel: 'error' });
const written = (document: Document): string => document.toString({ lineWidth: 0 });
const mapsIn = (node: unknown): YAMLMap[] => (isSeq(node) ? node.items.filter(isMap) : []);
const said = (map: YAMLMap, key: string): string | undefined => {
  const value = map.get(key);
  return typeof value === 'string' ? value : undefined;
};

/** Read and written once, however much is changed: a file of a thousand items takes its time. */
function amended<C>(text: string, changes: readonly C[], amend: (document: Document, change: C) => void): string {
  const document = open(text);
  for (const c of changes) amend(document, c);
  return written(document);
}

type OfSchedule = Pick<ScheduleChange, 'document' | 'location'>;
const isOf =
  ({ document, location }: OfSchedule) =>
  (map: YAMLMap): boolean =>
    (said(map, 'document') ?? 'stock_report') === document && (said(map, 'location') ?? '*') === location;

/** The text of a program file with other times at which something is due. */
export const withSchedules = (text: string, changes: readonly ScheduleChange[]): string => amended(text, changes, setSchedule);

function setSchedule(document: Document, change: ScheduleChange): void {
  const { document: kind, location, due } = change;
  const reports = document.get('reports');
  const at = mapsIn(reports).findIndex(isOf(change));
  const found = mapsIn(reports)[at];
  if (found && due) for (const [key, value] of Object.entries(due)) found.set(key, value);
  else if (found) {
    (reports as YAMLSeq).delete(at);
    if ((reports as YAMLSeq).items.length === 0) document.delete('reports');
  } else if (due) {
    const row = { document: kind, ...(location === '*' ? {} : { location }), ...due };
    if (isSeq(reports)) reports.add(document.createNode(row));
    else document.set('reports', document.createNode([row]));
  }
}

/** Whether a program file says when something is due of a place. */
export function hasSchedule(text: string): (of: OfSchedule) => boolean {
  const reports = mapsIn(open(text).get('reports'));
  return (of) => reports.some(isOf(of));
}

/** Whether a program file has a line of its own about an item. */
export function hasItem(text: string): (of: Pick<ThresholdChange, 'sku'>) => boolean {
  const skus = new Set(mapsIn(open(text).get('items')).map((i) => said(i, 'sku')));
  return ({ sku }) => skus.has(sku);
}

/** Other tolerances wherever the file says one, and for all of it: what is said of an item or a class would else outweigh it. */
export function withTolerances(text: string, change: ToleranceChange): string {
  const document = open(text);
  for (const [key, value] of Object.entries(change)) {
    document.set(key, value);
    for (const map of [...mapsIn(document.get('items')), ...mapsIn(document.get('classes'))]) if (map.has(key)) map.set(key, value);
  }
  return written(document);
}

/** Other levels of items, each at one place; a line of its own where the file speaks of several places or items at once. */
export const withThresholds = (text: string, changes: readonly ThresholdChange[]): string => amended(text, changes, setThreshold);

function setThreshold(document: Document, { sku, location, min, max }: ThresholdChange): void {
  const own = { sku, location, min, max };
  const items = document.get('items');
  if (!isSeq(items)) {
    document.set('items', document.createNode([{ sku: '*' }, own]));
    return;
  }
  const exactly = mapsIn(items).find((i) => said(i, 'sku') === sku && said(i, 'location') === location);
  if (exactly) {
    exactly.set('min', min);
    exactly.set('max', max);
    return;
  }
  const among = mapsIn(items).find((i) => said(i, 'sku') === sku && namesOf(i).includes(location));
  items.add(among ? apart(among, own) : document.createNode(own));
}

const namesOf = (map: YAMLMap): string[] => {
  const places = map.get('locations');
  return isSeq(places) ? (places.toJSON() as string[]) : [];
};

/** One of several places gets a line of its own, with all else that was said of them. */
function apart(map: YAMLMap, own: ThresholdChange): YAMLMap {
  const line = map.clone() as YAMLMap;
  const places = map.get('locations') as YAMLSeq;
  places.delete(namesOf(map).indexOf(own.location));
  line.delete('locations');
  for (const [key, value] of Object.entries(own)) line.set(key, value);
  if (places.items.length > 0) return line;
  map.delete('locations');
  map.set('location', own.location); // it was the only one: both lines would say the same
  return line;
}
