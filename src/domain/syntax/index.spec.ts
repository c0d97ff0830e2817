import * as xlsx from 'xlsx';
import { type OpenedPart, openDelivery, openSource } from '.';
import { LIMITS } from './limits';
import { crc32, deflateRawSync } from 'node:zlib';
import { storedZip } from './zip';

const text = (s: string): Buffer => Buffer.from(s);
const CSV = 'sku;qty\nA;1\nB;2\n';
const X12 = 'ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*0000*U*00401*000000001*0*P*>~';
const sheet = xlsx.write({ SheetNames: ['S'], Sheets: { S: xlsx.utils.aoa_to_sheet([['sku', 'qty']]) } }, { type: 'buffer' }) as Buffer;
const PDF = text('%PDF-1.7 ...');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]);

const zip = (files: Record<string, Uint8Array>): Uint8Array => storedZip(Object.entries(files).map(([name, bytes]) => ({ name, bytes })));

interface Attached {
  readonly name: string;
  readonly type?: string;
  readonly inline?: boolean;
  readonly bytes: Uint8Array;
}
function mail(attached: readonly Attached[], headers = 'From: Ann <ann@nordwall.example>\n', body = 'Hello'): Buffer {
  const parts = attached.map((a) => {
    const place = a.inline ? `inline; filename="${a.name}"\nContent-ID: <${a.name}>` : `attachment; filename="${a.name}"`;
    const encoded = Buffer.from(a.bytes).toString('base64').replace(/.{76}/g, '$&\n');
    return `--b1\nContent-Type: ${a.type ?? 'application/octet-stream'}\nContent-Transfer-Encoding: base64\nContent-Disposition: ${place}\n\n${encoded}\n`;
  });
  const head = `${headers}To: b@buyer.example\nSubject: Stock 2026-11-16\nMessage-ID: <1@x>\nDate: Mon, 16 Nov 2026 10:00:00 +0100\nMIME-Version: 1.0\n`;
  const all = `${head}Content-Type: multipart/mixed; boundary="b1"\n\n--b1\nContent-Type: text/plain\n\n${body}\n${parts.join('')}--b1--\n`;
  return Buffer.from(all.replace(/\n/g, '\r\n'));
}
const shown = (parts: readonly OpenedPart[]): string[] =>
  parts.map(({ path, content: c }) => `${path ?? '-'} ${c.kind}${'issue' in c ? ` ${c.issue.code}` : ''}`);
const opened = async (bytes: Uint8Array, name = 'file'): Promise<string[]> => shown(await openDelivery(bytes, name));

test.each<[string, Uint8Array, string]>([
  ['nothing', text(''), 'unreadable file.empty'],
  ['blanks', text(' \r\n\t '), 'unreadable file.empty'],
  ['text', text(CSV), 'tables'],
  ['wide text', Buffer.from(`\uFEFF${CSV}`, 'utf16le'), 'tables'],
  ['X12', text(X12), 'x12'],
  ['EDIFACT', text("UNA:+.? 'UNB+UNOC:3+A+B+260101:0000+1'"), 'edifact'],
  ['a workbook', sheet, 'tables'],
  ['a workbook of before 2007', xlsx.write(xlsx.read(sheet), { type: 'buffer', bookType: 'xls' }) as Buffer, 'tables'],
  ['a PDF', PDF, 'unreadable file.unsupported'],
  ['a picture', PNG, 'unreadable file.unsupported'],
  ['a web page that says it is a workbook', text('<html><table><tr><td>1</table>'), 'unreadable file.unsupported'],
  ['XML', text('<?xml version="1.0"?><stock/>'), 'unreadable file.unsupported'],
  ['a letter', zip({ '[Content_Types].xml': text('<x/>'), 'word/document.xml': text('<x/>') }), 'unreadable file.unsupported'],
  ['bytes', Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3]), 'unreadable file.unsupported'],
  ['half an archive', zip({ a: text(CSV) }).subarray(0, 40), 'unreadable file.corrupt'],
  ['half a workbook', sheet.subarray(0, 900), 'unreadable file.corrupt'],
])('%s', async (_, bytes, expected) => expect(await opened(bytes, 'stock.xls')).toEqual([`- ${expected}`]));

test('a workbook behind a password is told from one that is not', async () => {
  const name = (s: string): Buffer => Buffer.from(s, 'utf16le');
  const locked = Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(2000),
    name('EncryptedPackage'),
  ]);
  expect(await opened(locked)).toEqual(['- unreadable file.encrypted']);
});

test('archives within archives keep their path; junk beside the lists does not fail them', async () => {
  const inner = zip({ 'b.csv': text(CSV), 'scan.pdf': PDF });
  const outer = zip({ '../../a.csv': text(CSV), 'in.zip': inner, '__MACOSX/._a.csv': text('x'), '.DS_Store': text('x') });
  expect(await opened(outer, 'stock.zip')).toEqual([
    'stock.zip/a.csv tables',
    'stock.zip/in.zip/b.csv tables',
    'stock.zip/in.zip/scan.pdf ignored file.ignored',
  ]);
  expect(await opened(zip({ 'scan.pdf': PDF }), 'z')).toEqual(['z/scan.pdf unreadable file.unsupported']);
});

test('an archive in an archive has an end', async () => {
  let bytes: Uint8Array = text(CSV);
  for (let i = 0; i < 8; i++) bytes = zip({ z: bytes });
  expect(await opened(bytes, 'z')).toEqual(['z/z/z/z/z/z/z unreadable file.too-deep']);
});

test('a mail: sender, subject, what is attached, and not its pictures', async () => {
  const forwarded = mail([{ name: 'b.csv', bytes: text(CSV) }], 'From: Bob <bob@other.example>\n');
  const parts = await openDelivery(
    mail([
      { name: 'stock.xlsx', bytes: sheet },
      { name: 'logo.png', type: 'image/png', inline: true, bytes: PNG },
      { name: 'invite.ics', type: 'text/calendar', bytes: text('BEGIN:VCALENDAR') },
      { name: 'old.eml', type: 'message/rfc822', bytes: forwarded },
    ]),
    'm.eml',
  );
  expect(shown(parts)).toEqual(['m.eml/stock.xlsx tables', 'm.eml/old.eml/b.csv tables']);
  expect(parts[0]).toMatchObject({
    from: 'ann@nordwall.example',
    subject: 'Stock 2026-11-16',
    messageId: '<1@x>',
    sentAt: '2026-11-16T09:00:00.000Z',
    within: 'stock.xlsx',
  });
  expect(parts[1]).toMatchObject({ from: 'ann@nordwall.example' }); // who forwards it answers for it
});

test('two addresses in one From are nobody', async () => {
  const [part] = await openDelivery(mail([{ name: 'a.csv', bytes: text(CSV) }], 'From: a@x.example, b@x.example\n'), 'm.eml');
  expect(part!.from).toBeUndefined();
});

const good = mail([{ name: 'a.csv', bytes: text(CSV.repeat(20)) }]).toString();
test.each<[string, string, string]>([
  ['two From lines', good.replace('To:', 'From: evil@x.example\r\nTo:'), 'unreadable mail.several-senders'],
  ['an end that is missing', good.slice(0, good.lastIndexOf('--b1--')), 'unreadable mail.truncated'],
  ['a cut within the attachment', good.slice(0, good.lastIndexOf('--b1--') - 60), 'unreadable mail.truncated'],
  ['no attachment', mail([]).toString(), 'unreadable mail.no-attachment'],
  ['an absence notice', mail([], 'From: a@x.example\nAuto-Submitted: auto-replied\n').toString(), 'ignored mail.auto-reply'],
  ['a bounce', mail([]).toString().replace('multipart/mixed', 'multipart/report; report-type=delivery-status'), 'ignored mail.bounce'],
])('%s', async (_, eml, expected) => expect(await opened(Buffer.from(eml), 'm.eml')).toEqual([`- ${expected}`]));

test('an attachment with foreign characters is damaged, and what lies beside it is not', async () => {
  const files = ['a.csv', 'b.csv'].map((name) => ({ name, bytes: text(CSV.repeat(20)) }));
  const damaged = mail(files)
    .toString()
    .replace(/\r\n\r\nc2t1/, '\r\n\r\nc2t1§§');
  expect(await opened(Buffer.from(damaged), 'm.eml')).toEqual(['m.eml/a.csv unreadable mail.damaged', 'm.eml/b.csv tables']);
});

test('a report that a system sends by itself is a report', async () => {
  expect(await opened(mail([{ name: 'a.csv', bytes: text(CSV) }], 'From: a@x.example\nAuto-Submitted: auto-generated\n'), 'm')).toEqual([
    'm/a.csv tables',
  ]);
});

test('EDI and lists may stand in the text itself', async () => {
  expect(await opened(mail([], undefined, X12), 'm.eml')).toEqual(['m.eml/body x12']);
  expect(await opened(mail([], undefined, CSV), 'm.eml')).toEqual(['m.eml/body tables']);
});

test('whatever is done to the bytes, there is an answer', async () => {
  let seed = 7;
  const random = (n: number): number => (seed = (seed * 48271) % 2147483647) % n;
  const seeds = [Buffer.from(good), sheet, zip({ 'a.csv': text(CSV), 'b.xlsx': sheet }), text(CSV)];
  for (let i = 0; i < 300; i++) {
    const bytes = Buffer.from(seeds[i % seeds.length]!);
    for (let k = random(4); k >= 0; k--) bytes[random(bytes.length)] = random(256);
    const parts = await openDelivery(bytes.subarray(0, random(2) ? bytes.length : random(bytes.length)), 'f');
    for (const p of parts) if (p.content.kind === 'tables') for (const t of p.content.tables) expect([...t.rows()].flat()).toBeDefined();
    expect(parts.length).toBeGreaterThan(0);
  }
});

test('what stands behind a file that is beyond the limit is named, and not lost without a word', async () => {
  const bomb = new Uint8Array(201 * 1024 * 1024);
  const packed = Buffer.from(zip({ 'a.csv': text(CSV), 'bomb.csv': deflateRawSync(bomb), 'b.csv': text(CSV), 'c.csv': text(CSV) }));
  const central = packed.indexOf('bomb.csv', packed.indexOf('bomb.csv') + 8) - 46;
  packed.writeUInt16LE(8, central + 10);
  packed.writeUInt32LE(crc32(bomb), central + 16);
  expect(await opened(packed, 'z')).toEqual([
    'z/a.csv tables',
    'z/bomb.csv unreadable file.too-big',
    'z/b.csv unreadable file.too-big',
    'z/c.csv unreadable file.too-big',
  ]);
});

describe('what would be held whole is refused beyond its own limit, and before it is read', () => {
  const padded = (begins: string): Buffer => Buffer.concat([Buffer.from(begins), Buffer.alloc(LIMITS.wholeBytes + 1_000_000, ' ')]);
  test.each([
    ['JSON', '[{"a":1}'],
    ['a page', '<html><table>'],
    ['XML', '<?xml version="1.0"?><list>'],
    ['a workbook of 2003', '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'],
    ['a workbook of before 2007', '\xd0\xcf\x11\xe0'],
  ])('%s', async (_, begins) => {
    const bytes = begins.charCodeAt(0) > 127 ? padded('').fill(Buffer.from(begins, 'latin1'), 0, 4) : padded(begins);
    let read = 0;
    const source = { size: bytes.length, read: (from: number, to: number) => ((read += to - from), bytes.subarray(from, to)) };
    for (const parts of [await openSource(source, 'in'), await openDelivery(bytes, 'in')])
      expect(parts.map((p) => 'issue' in p.content && [p.content.issue.code, p.content.issue.detail])).toEqual([
        ['file.too-big', 'the file has 65 MB, and 64 MB is the limit for one of its kind'],
      ]);
    expect(read).toBeLessThan(1024 * 1024);
  });
});

test('a text in which nothing ends a line is refused, and one line less long is read', async () => {
  const codes = async (length: number): Promise<unknown[]> =>
    (await openDelivery(Buffer.from(`a;b\n${'x'.repeat(length)}`), 'in.csv')).map((p) =>
      'issue' in p.content ? p.content.issue.code : p.content.kind,
    );
  expect(await codes(LIMITS.lineCharacters)).toEqual(['tables']);
  expect(await codes(LIMITS.lineCharacters + 1)).toEqual(['file.too-big']);
});
