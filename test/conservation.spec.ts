import fc from 'fast-check';
import * as xlsx from 'xlsx';
import { FORMATS } from '../src/domain/formats';
import { CollectingSink } from '../src/domain/formats/format';
import { plan, readTable, type TableContext } from '../src/domain/mapping/read-table';
import { openDelivery } from '../src/domain/syntax';
import { messagesOf, sourceOf } from '../src/domain/syntax/edi-message';
import { readEdifact } from '../src/domain/syntax/edifact';
import { readX12 } from '../src/domain/syntax/x12';

/**
 * Nothing is lost and nothing is made up: whatever a report holds, the lines that are accepted are those that were written with a
 * number, in their order, and every other one is told of. Who writes counts by himself, and knows nothing of how we read.
 */
interface Written {
  readonly item: string;
  readonly quantity: string; // as it stands in the file
  readonly amount: string | null; // what it says; null where it is no number
}
const RECEIVED_AT = '2026-11-17T06:00:00Z';

const number = fc.oneof(
  fc.nat(999_999).map(String),
  fc.tuple(fc.nat(9999), fc.integer({ min: 1, max: 9 })).map(([w, d]) => `${w}.${d}`),
);
const written: fc.Arbitrary<Written[]> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: number.map((quantity) => ({ quantity, amount: quantity as string | null })) },
      { weight: 1, arbitrary: fc.constantFrom('n.b.', '12x5', '1..2', '--3').map((quantity) => ({ quantity, amount: null })) },
      { weight: 1, arbitrary: fc.constant({ quantity: '', amount: null }) },
    ),
    { minLength: 4, maxLength: 60 },
  )
  .filter((all) => all.filter((w) => w.amount !== null).length * 2 > all.length)
  .map((all) => all.map((w, i) => ({ ...w, item: `V${1000 + i}` })));

const x12 = (type: string, group: string, body: readonly string[], end = '~\n'): Buffer =>
  Buffer.from(
    [
      'ISA*00*          *00*          *ZZ*NORDWERK       *ZZ*BUYER          *261117*0600*U*00401*000000001*0*P*>',
      `GS*${group}*NORDWERK*BUYER*20261117*0600*1*X*004010`,
      `ST*${type}*0001`,
      ...body,
      `SE*${body.length + 2}*0001`,
      'GE*1*1',
      'IEA*1*000000001',
    ]
      .map((s) => s + end)
      .join(''),
  );
const edifact = (type: string, body: readonly string[]): Buffer =>
  Buffer.from(
    ["UNA:+.? '", 'UNB+UNOC:3+NORDWERK+BUYER+261117:0600+1', `UNH+1+${type}:D:96A:UN`, ...body, `UNT+${body.length + 2}+1`, 'UNZ+1+1']
      .map((s, i) => (i === 0 ? s : `${s}'`))
      .join('\n'),
  );
const HEADINGS = ['Vendor Part', 'Location', 'On Hand', 'UOM'];
const grid = (all: readonly Written[]): string[][] => [HEADINGS, ...all.map((w) => [w.item, 'HUB-N', w.quantity, 'EA'])];

const WRITERS: Readonly<Record<string, (all: readonly Written[]) => Buffer>> = {
  '852.edi': (all) => x12('852', 'PD', ['XQ*H*20261116', 'N1*RL*Hub*92*HUB-N', ...all.flatMap((w) => [`LIN**VN*${w.item}`, `ZA*OH*${w.quantity}*EA`]), `CTT*${all.length}`]), // prettier-ignore
  'sdq.edi': (all) => x12('852', 'PD', ['XQ*H*20261116', ...all.flatMap((w) => [`LIN**VN*${w.item}`, 'ZA*OH', `SDQ*EA*92*HUB-N*${w.quantity}`]), `CTT*${all.length}`]), // prettier-ignore
  '846.edi': (all) => x12('846', 'IB', ['BIA*25*DD*1*20261116', 'N1*WH*Hub*92*HUB-N', ...all.flatMap((w, i) => [`LIN*${i + 1}*VN*${w.item}`, `QTY*17*${w.quantity}*EA`]), `CTT*${all.length}`]), // prettier-ignore
  '856.edi': (all) => x12('856', 'SH', ['BSN*00*SH1*20261116*0800*0001', 'HL*1**S', 'N1*ST*Hub*92*HUB-N', 'HL*2*1*O', 'PRF*PO1', ...all.flatMap((w, i) => [`HL*${i + 3}*2*I`, `LIN**VN*${w.item}`, `SN1**${w.quantity}*EA`]), `CTT*${all.length}`]), // prettier-ignore
  'invrpt.edi': (all) => edifact('INVRPT', ['BGM+35+1+9', 'DTM+366:20261116:102', 'NAD+WH+HUB-N::92', ...all.flatMap((w, i) => [`LIN+${i + 1}++${w.item}:VN`, `QTY+145:${w.quantity}:PCE`])]), // prettier-ignore
  'desadv.edi': (all) => edifact('DESADV', ['BGM+351+DES-1+9', 'DTM+11:20261116:102', 'NAD+DP+HUB-N::92', 'CPS+1', ...all.flatMap((w, i) => [`LIN+${i + 1}++${w.item}:VN`, `QTY+12:${w.quantity}:PCE`])]), // prettier-ignore
  'list.csv': (all) => Buffer.from(grid(all).map((r) => r.join(';')).join('\r\n')), // prettier-ignore
  'quoted.csv': (all) => Buffer.from(`${grid(all).map((r) => r.map((c) => `"${c}"`).join(',')).join('\n')}\n`), // prettier-ignore
  'list.json': (all) => Buffer.from(JSON.stringify(grid(all).slice(1).map((r) => Object.fromEntries(r.map((c, i) => [HEADINGS[i], c]))))), // prettier-ignore
  'list.xlsx': (all) => workbook(all, 'xlsx'),
  'list.xls': (all) => workbook(all, 'biff8'),
  'list.ods': (all) => workbook(all, 'ods'),
};
/** Numbers as numbers, and anything else as text. */
function workbook(all: readonly Written[], bookType: xlsx.BookType): Buffer {
  const book = xlsx.utils.book_new();
  const cells = [HEADINGS, ...all.map((w) => [w.item, 'HUB-N', w.amount === null ? w.quantity : Number(w.amount), 'EA'])];
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(cells), 'Stock');
  return xlsx.write(book, { type: 'buffer', bookType }) as Buffer;
}

async function read(bytes: Buffer, name: string): Promise<CollectingSink> {
  const sink = new CollectingSink();
  const context: TableContext = { fileName: name, subject: '', within: null, receivedAt: RECEIVED_AT, supplier: null, mappings: [] };
  for (const { content } of await openDelivery(bytes, name)) {
    if (content.kind === 'tables')
      for (const table of content.tables) {
        const planned = plan(table, context);
        if ('layout' in planned) readTable(table, planned.layout, context, sink);
        else sink.issue(planned.issue);
      }
    if (content.kind !== 'x12' && content.kind !== 'edifact') continue;
    const { interchanges } = content.kind === 'x12' ? readX12(content.source) : readEdifact(content.source);
    for (const m of interchanges.flatMap(messagesOf).map(sourceOf))
      FORMATS.find((f) => f.claims(m))!.read(m, { fileName: name, receivedAt: RECEIVED_AT }, sink);
  }
  return sink;
}

test.each(Object.entries(WRITERS))('%s: each line that was written is accepted or told of', (name, write) =>
  fc.assert(
    fc.asyncProperty(written, async (all) => {
      const sink = await read(write(all), name);
      const lines = [...sink.reports, ...sink.notices].flatMap((d) => [...d.lines]);
      const accepted = lines.map((l) => `${l.refs[0]!.value} ${l.quantity.amount}`);
      expect(accepted).toEqual(all.filter((w) => w.amount !== null).map((w) => `${w.item} ${w.amount}`));
      expect(new Set(lines.map((l) => JSON.stringify(l.place))).size).toBe(lines.length);
      const bad = all.filter((w) => w.amount === null && w.quantity !== '');
      expect(sink.issues.filter((i) => i.severity === 'error').map((i) => i.value)).toEqual(bad.map((w) => w.quantity));
      const blank = all.length - lines.length - bad.length;
      expect(sink.issues.some((i) => i.severity === 'warning')).toBe(blank > 0);
    }),
    { numRuns: 40 },
  ),
);
