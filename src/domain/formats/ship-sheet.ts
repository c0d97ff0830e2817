import type { Issue, Row, SaidAsOf, ShipLine } from '../canonical/vocabulary';
import type { Layout } from '../mapping/layout';
import type { ReadingSink } from './format';
import { isBelowZero } from './edi-lines';
import { placeAt, type SheetPlace } from './sheet-cells';
import { COUNTED, LISTED, SheetRows } from './sheet-rows';
import { SheetTally, TOO_MANY } from './sheet-tally';
import { RunningSum } from './sheet-totals';

interface Shipment {
  readonly lines: ShipLine[];
  shippedOn: SaidAsOf;
  expectedOn: SaidAsOf;
}
const NOTHING: SaidAsOf = { said: 'nothing' };

/** A shipping list: rows of one shipment number are one ship notice; a list without a number is one, named by its file. Or a list of what is proposed to be shipped. */
export function readShipSheet(
  rows: Iterable<readonly Row[]>,
  layout: Layout,
  where: SheetPlace,
  receivedAt: string,
  fileName: string,
  sink: ReadingSink,
): void {
  const held: Issue[] = []; // a notice is told before what is wrong with it
  const tally = new SheetTally({ issue: (i) => void held.push(i) }, (row, column) => placeAt(where, layout.headings, row, column), {
    refuseAbove: layout.refuseAbove,
    mapping: layout.name,
  });
  const sheet = new SheetRows(layout, where, receivedAt, (issue) => tally.issue(issue), rows);
  const shipments = new Map<string, Shipment>();
  const measure = layout.measures[0]!;
  const sum = new RunningSum();
  const numbered = layout.columns.shipment !== undefined || layout.constants.shipment !== undefined;
  let last = '';
  tally.notes(layout.notes ?? []);
  let listed = false;
  for (const part of rows) {
    for (const row of part) {
      const read = sheet.read(row);
      listed ||= LISTED.has(read.kind);
      const number = sheet.number(row, measure);
      const isTotal = read.kind === 'total' || (read.kind === 'nameless' && 'amount' in number && sum.isSum(number.amount));
      if (COUNTED.has(read.kind) && !isTotal) tally.row();
      if (read.kind === 'unreadable') tally.code(row, read, 'error');
      else if (read.kind === 'left-out' || read.kind === 'refused') tally.apart(row, read);
      else if (read.kind === 'total' || read.kind === 'nameless') {
        if (isTotal) tally.total(row, []);
        else tally.at(row, 'sheet.no-item', 'the row has a quantity and names no item');
      }
      if (!LISTED.has(read.kind)) continue;
      // A number that stands on the first row of its shipment only, holds until the next one; also where that row is wrong.
      const own = sheet.needed(row, 'shipment');
      last = own === undefined ? '' : own || layout.constants.shipment || (numbered ? last : fileName);
      if (read.kind !== 'line') continue;
      if (read.bad) tally.code(row, read.bad, 'warning');
      if ('wrong' in number) sheet.wrong(row, measure, number.wrong);
      else if ('blank' in number) tally.blank(row);
      if (!('amount' in number)) continue;
      sum.add(number.amount);
      if (isBelowZero(number.amount)) {
        tally.at(
          row,
          'sheet.negative-shipped',
          `${number.amount} were shipped, which is less than nothing; it was not used`,
          measure.column,
        );
        continue;
      }
      const unit = sheet.unit(row, measure, number.unit);
      if (unit === undefined) tally.issue(sheet.noUnit(row, measure, number.unit));
      const [shipped, expected] = [sheet.date(row, 'ship_date'), sheet.date(row, 'eta')];
      const location = sheet.location(row);
      if (unit === undefined || own === undefined || location === undefined) continue;
      const reference = last;
      if (reference === '') {
        tally.at(row, 'sheet.no-shipment', 'the row belongs to no shipment: its number is missing', layout.columns.shipment);
        continue;
      }
      const shipment = shipments.get(reference) ?? {
        lines: [],
        shippedOn: layout.constants.shipDate ?? NOTHING,
        expectedOn: layout.constants.eta ?? NOTHING,
      };
      shipments.set(reference, shipment);
      if (shipped !== undefined && shipped !== 'bad') shipment.shippedOn = shipped;
      if (expected !== undefined && expected !== 'bad') shipment.expectedOn = expected;
      const [order, orderLine, sscc, lot] = (['po', 'po_line', 'sscc', 'lot'] as const).map((f) => sheet.code(row, f));
      const stood = sheet.stood(row, measure);
      shipment.lines.push({
        refs: read.refs,
        location,
        ...(order ? { order } : {}),
        ...(orderLine ? { orderLine } : {}),
        ...(sscc ? { sscc: sscc.replace(/^\(?00\)?(?=\d{18}$)/, '') } : {}),
        ...(lot ? { lot } : {}),
        quantity: { amount: number.amount, unit },
        place: sheet.place(row, measure.column),
        ...(stood === undefined ? {} : { stood }),
      });
    }
  }
  const below = sheet.listEnd?.left((row) => placeAt(where, layout.headings, row));
  if (below) tally.issue(below);
  tally.end(listed, layout.headerRow);
  const refused = held.find((i) => i.code === TOO_MANY);
  for (const [reference, { lines, shippedOn, expectedOn }] of shipments) {
    if (refused) sink.issue(refused); // of each notice of the list
    if (layout.proposes) propose(sink, reference, lines, shippedOn, expectedOn);
    else tellNotice(sink, reference, lines, shippedOn, expectedOn);
  }
  for (const issue of held) if (issue !== refused || shipments.size === 0) sink.issue(issue);
}

type Told = readonly [sink: ReadingSink, reference: string, lines: readonly ShipLine[], shippedOn: SaidAsOf, expectedOn: SaidAsOf];

function tellNotice(...[sink, reference, lines, shippedOn, expectedOn]: Told): void {
  sink.shipNotice({ kind: 'ship_notice', reference, purpose: 'original', shippedOn, expectedOn });
  sink.shipLines(lines);
}

/** What is proposed answers the order that its lines name, where all name the same one; else it bears its own number. */
function propose(...[sink, reference, lines, shippedOn, expectedOn]: Told): void {
  const orders = new Set(lines.map((l) => l.order ?? ''));
  const [order] = orders.size === 1 ? [...orders] : [''];
  sink.proposal({ purpose: '00', answers: '', order: order || reference, on: shippedOn });
  const due = expectedOn.said === 'date' ? { due: expectedOn.date } : {};
  sink.proposalLines(
    lines.map(({ refs, location, orderLine, quantity, place }, i) => ({
      ...{ refs, location, head: i + 1, line: orderLine ?? String(i + 1), says: '', codes: [], quantity, place },
      ...due,
    })),
  );
}
