import fs from 'node:fs';
import path from 'node:path';
import { built } from './built';
import { bytes, insideBase64, insideTnef, insideZip, type Mutator, pieces } from './mutate';
import { verdict } from './verdict';
import type { Promised } from './whole';

export interface Target {
  readonly name: string;
  readonly samples: RegExp; // of paths below samples/
  readonly seeds?: () => Promise<readonly Buffer[]>; // and what is made of them
  readonly mutators: readonly Mutator[];
  readonly read: (bytes: Buffer) => Promise<void>;
  readonly fileName?: string;
  readonly whole?: Promised; // a sample is damaged once, and must not be taken for the whole
}

const SAMPLES = path.join(__dirname, '../../samples');
export const samplesOf = (pattern: RegExp): { name: string; bytes: Buffer }[] =>
  fs
    .readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((f) => pattern.test(f))
    .sort()
    .map((name) => ({ name, bytes: fs.readFileSync(path.join(SAMPLES, name)) }));

const { openCsv } = built<typeof import('../../src/modules/feed/csv-rows')>('modules/feed/csv-rows');
const { openNdjson } = built<typeof import('../../src/modules/feed/ndjson-rows')>('modules/feed/ndjson-rows');
const { RowChecker } = built<typeof import('../../src/modules/feed/check-rows')>('modules/feed/check-rows');
const { KINDS } = built<typeof import('../../src/modules/feed/kinds')>('modules/feed/kinds/index');

/** In chunks that cut letters and lines, as a stream does. */
async function* chunks(b: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < b.length; at += 97) yield b.subarray(at, at + 97);
}

async function feed(open: (b: Buffer) => ReturnType<typeof openCsv>, b: Buffer): Promise<void> {
  const { headings, rows, place } = await open(b);
  const checkers = KINDS.map((k) => new RowChecker(k, headings)).filter((c) => !c.unusable);
  for await (const batch of rows)
    for (const row of batch) {
      if (!Number.isInteger(row.number) || !place(row.number)) throw new Error('a row has no place');
      for (const c of checkers) c.read(row);
    }
}

const xlsxCompanions = async (type: 'xls' | 'ods' | 'xlsb' | 'xlml'): Promise<Buffer[]> => {
  const xlsx = await import('xlsx');
  return samplesOf(/^(stock|ship)-sheet\/(?!damaged-|breaks-off).*in\.xlsx$/).map(
    ({ bytes: b }) => xlsx.write(xlsx.read(b), { type: 'buffer', bookType: type, compression: true }) as Buffer,
  );
};
const attachmentsOf = (pattern: RegExp): Buffer[] =>
  samplesOf(new RegExp(`${pattern.source}.*in\\.eml$`)).flatMap(({ bytes: b }) =>
    [...b.toString('latin1').matchAll(/\r?\n\r?\n((?:[A-Za-z0-9+/]{4,}={0,2}\r?\n?)+)/g)].map((m) => Buffer.from(m[1]!, 'base64')),
  );
const starting =
  (...magic: readonly string[]): ((b: Buffer) => boolean) =>
  (b) =>
    magic.some((m) => b.toString('latin1', 0, m.length) === m);

const SHEET = 'Artikel;Lager;Bestand;Stand\nBRK-2210;HAM;412;15.11.2026\nBRK-2240;HAM;96;15.11.2026\n';
const ndjson = samplesOf(/^feed\/company\/(counts|movements|items).*csv$/).map(({ bytes: b }) => {
  const [head, ...lines] = b.toString().trim().split(/\r?\n/).slice(0, 60);
  const keys = head!.split(',');
  return Buffer.from(lines.map((l) => JSON.stringify(Object.fromEntries(l.split(',').map((v, i) => [keys[i], v])))).join('\n'));
});

const whole = (name: string, promised: Promised, samples: RegExp, seeds?: Target['seeds']): Target => ({
  ...{ name: `whole-${name}`, whole: promised, samples, mutators: [], fileName: NAMES[name] ?? `in.${name}` },
  ...(seeds ? { seeds } : {}),
  read: (b) => verdict(b, NAMES[name] ?? `in.${name}`),
});
const NAMES: Readonly<Record<string, string>> = { x12: 'in.edi', edifact: 'in.edi', mail: 'in.eml' };
const NONE = /^$/;
const packed = async (...magic: readonly string[]): Promise<Buffer[]> => attachmentsOf(/^mail\//).filter(starting(...magic));

/** One for each reader. A new format is a line here, and its samples are what is damaged. */
export const TARGETS: readonly Target[] = [
  { name: 'x12', samples: /^x12-.*\/in\./, mutators: [bytes, pieces('~', '*', '\n')], read: (b) => verdict(b, 'in.edi') },
  { name: 'edifact', samples: /^edifact-.*\/in\./, mutators: [bytes, pieces("'", '+', ':')], read: (b) => verdict(b, 'in.edi') },
  {
    name: 'delimited',
    samples: /^(stock|ship)-sheet\/.*in\.(csv|txt|tsv)$/,
    mutators: [bytes, pieces('\n', ';', ',', '\t', '"')],
    read: (b) => verdict(b, 'in.csv'),
  },
  {
    name: 'html',
    samples: /^(stock|ship)-sheet\/page.*in\.(html?|xls)$/,
    mutators: [bytes, pieces('<', '>', '"', '&')],
    read: (b) => verdict(b, 'in.html'),
  },
  {
    name: 'json',
    samples: /^(stock|ship)-sheet\/.*in\.(nd)?json$/,
    mutators: [bytes, pieces('{', '}', ',', '"', ':')],
    read: (b) => verdict(b, 'in.json'),
  },
  {
    name: 'xml',
    samples: /^(ubl|gs1)-.*\/in\.xml$|\/xml-.*\/in\.xml$/,
    mutators: [bytes, pieces('<', '>', '"', '/', ' ')],
    read: (b) => verdict(b, 'in.xml'),
  },
  {
    name: 'xlsx',
    samples: /^(stock|ship)-sheet\/.*in\.xls[xm]$/,
    mutators: [bytes, insideZip(bytes), insideZip(pieces('<', '>', '"', ' ')), insideZip(pieces('<', '"'))],
    read: (b) => verdict(b, 'in.xlsx'),
  },
  {
    name: 'xls',
    samples: /^(stock|ship)-sheet\/(?!page).*in\.(xls|ods|xlsb)$/,
    seeds: async () => (await Promise.all((['xls', 'ods', 'xlsb', 'xlml'] as const).map(xlsxCompanions))).flat(),
    mutators: [bytes, insideZip(bytes), insideZip(pieces('<', '"'))],
    read: (b) => verdict(b, 'in.xls'),
  },
  {
    name: 'mail',
    samples: /^mail\/.*in\.eml$/,
    mutators: [bytes, pieces('\r\n', '\r\n\r\n', '--', ';', '='), insideBase64],
    read: (b) => verdict(b, 'in.eml'),
  },
  {
    name: 'zip',
    samples: /in\.(zip|gz|tar|tgz)$/,
    seeds: async () => attachmentsOf(/^mail\/(zip|gz|tar|mail-in|seven|rar)/).filter(starting('PK', '\x1f\x8b', '7z', 'Rar!')),
    mutators: [bytes, insideZip(bytes), insideZip(pieces('\n', ';'))],
    read: (b) => verdict(b, 'in.zip'),
  },
  {
    name: 'tnef',
    samples: /in\.tnef$/,
    seeds: async () => attachmentsOf(/^mail\/winmail/).filter(starting('x\x9f>"')),
    mutators: [bytes, insideTnef, insideTnef],
    read: (b) => verdict(b, 'winmail.dat'),
  },
  {
    name: 'signed',
    samples: /in\.p7m$/,
    seeds: async () => attachmentsOf(/^mail\/(signed|encrypted)/).filter(starting('0')),
    mutators: [bytes],
    read: (b) => verdict(b, 'smime.p7m'),
  },
  {
    name: 'feed-csv',
    samples: /^feed\/company\/.*csv$/,
    mutators: [bytes, pieces('\n', ',', '"')],
    read: (b) => feed((x) => openCsv(chunks(x)), b),
  },
  {
    name: 'feed-ndjson',
    samples: /^feed\/.*ndjson$/,
    seeds: async () => ndjson,
    mutators: [bytes, pieces('\n', ',', '"', ':', '{')],
    read: (b) => feed((x) => openNdjson(() => chunks(x)), b),
  },
  {
    name: 'mapping',
    samples: /mapping\.yaml$/,
    mutators: [bytes, pieces('\n', ':', ' ', ',')],
    read: (b) => verdict(Buffer.from(SHEET), 'in.csv', b.toString('utf8')),
  },
  whole('x12', 'counts', /^x12-.*\/in\./),
  whole('edifact', 'counts', /^edifact-.*\/in\./),
  whole('csv', 'nothing', /^(stock|ship)-sheet\/.*in\.(csv|txt|tsv)$/),
  whole('xlsx', 'sums', /^(stock|ship)-sheet\/.*in\.xls[xm]$/),
  whole('zip', 'sums', NONE, () => packed('PK')),
  whole('gz', 'sums', NONE, () => packed('\x1f\x8b')),
  whole('tar', 'ends', NONE, async () => (await packed('')).filter((b) => b.toString('latin1', 257, 262) === 'ustar')),
  whole('mail', 'ends', /^mail\/.*in\.eml$/),
];
