import fs from 'node:fs';
import path from 'node:path';
import { messagesOf, sourceOf } from '../src/domain/syntax/edi-message';
import { inMemory } from '../src/domain/syntax/byte-source';
import { readEdifact } from '../src/domain/syntax/edifact';
import { readX12 } from '../src/domain/syntax/x12';
import { ediPage } from '../src/domain/inspect/edi-page';
import { allSegments } from '../src/domain/inspect/segments';

const SAMPLES = path.join(__dirname, '../samples');
const FILES = fs
  .readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((f) => /^(x12|edifact)-.*in\.(?!eml)[a-z0-9]+$/.test(f));

/** A place that leads to another segment than the one that was meant would be worse than none. */
test('every segment of every sample stands under the number that reading it gives, however broken the file is', () => {
  expect(FILES.length).toBeGreaterThan(100);
  const wrong: string[] = [];
  let seen = 0;
  for (const file of FILES) {
    const syntax = file.startsWith('x12') ? 'x12' : 'edifact';
    const bytes = fs.readFileSync(path.join(SAMPLES, file));
    const all = new Map([...allSegments(syntax, inMemory(bytes))].map((s) => [s.number, s]));
    const { interchanges } = syntax === 'x12' ? readX12(bytes) : readEdifact(bytes);
    for (const i of interchanges) {
      for (const m of messagesOf(i))
        for (const batch of sourceOf(m).segments)
          for (const s of batch) {
            seen += 1;
            const found = all.get(s.number);
            if (found?.tag !== s.tag || found.bytes[0] !== s.bytes[0]) wrong.push(`${file} ${s.number} ${s.tag}: ${found?.tag}`);
          }
      for (const { place } of i.issues)
        if (place?.in === 'segment' && /^[A-Z0-9]{2,3}$/.test(place.tag) && all.get(place.number)?.tag !== place.tag)
          wrong.push(`${file} segment ${place.number} ${place.tag}: ${all.get(place.number)?.tag}`);
    }
  }
  expect(seen).toBeGreaterThan(1500);
  expect(wrong).toEqual([]);
});

const EDI = [
  'ISA*00*          *00*          *ZZ*PACFAST        *ZZ*BUYER          *261116*0600*U*00401*000000123*0*P*>',
  'GS*PD*PACFAST*BUYER*20261116*0600*45*X*004010',
  'ST*852*0001',
  'XQ*H*20261109*20261115',
  'LIN*1*VN*PF-100*UP*036000291452',
  'ZA*QA*120*EA',
  'SE*5*0001',
  'ST*852*0002',
  'LIN*1*VN*PF-200',
  'SE*3*0002',
  'GE*2*45',
  'IEA*1*000000123',
].join('~\n');
const page = (more: object = {}, which?: { format: string; control: string; nth: number }) =>
  ediPage('x12', inMemory(Buffer.from(`${EDI}~\n`)), { limit: 50, ...more }, which);

test('segments come with their place, depth, elements and our own words', () => {
  const { total, segments, outline } = page({ outline: true });
  expect(total).toBe(12);
  expect(segments.map((s) => `${s.level} ${s.tag}`)).toEqual([
    '0 ISA',
    '1 GS',
    '2 ST',
    '3 XQ',
    '3 LIN',
    '4 ZA',
    '2 SE',
    '2 ST',
    '3 LIN',
    '2 SE',
    '1 GE',
    '0 IEA',
  ]);
  const za = segments[5]!;
  expect([za.number, za.line, za.column, za.says]).toEqual([6, 6, 1, 'says a number of an activity']);
  expect(za.elements[1]).toEqual({ at: 'ZA01', value: 'QA', says: 'which activity: on hand, sold, received …', means: 'available' });
  expect(segments[4]!.elements[4]).toMatchObject({ at: 'LIN04', value: 'UP', means: 'a bar code of 12 digits (UPC)' });
  expect(EDI.slice(...za.bytes)).toBe('ZA*QA*120*EA');
  expect(outline.map((h) => `${h.number} ${h.title}`)).toEqual([
    '1 Interchange 000000123',
    '2 Group 45 (activity reports)',
    '3 852 0001',
    '5 Item 1 PF-100',
    '8 852 0002',
    '9 Item 1 PF-200',
  ]);
});

test('a page begins where it is asked to, at a place, or where the document begins', () => {
  const from = (p: ReturnType<typeof page>): unknown[] => [p.start, p.segments.map((s) => s.number)];
  expect(from(page({ limit: 4, start: 5 }))).toEqual([4, [5, 6, 7, 8]]);
  expect(from(page({ limit: 4, at: 'mail.eml/segment 10 SE' }))).toEqual([8, [9, 10, 11, 12]]);
  const second = { format: 'x12-852', control: '0002', nth: 0 };
  expect(from(page({ limit: 3 }, second))).toEqual([6, [7, 8, 9]]);
  expect(page({ limit: 3 }, second).own).toEqual({ from: 7, to: 9 });
  expect(page({ limit: 3 }, { ...second, nth: 1 }).own).toBeNull();
});

test('what breaks off, stands between interchanges, or has no envelope is shown all the same', () => {
  const tags = (text: string): string[] => [...allSegments('x12', inMemory(Buffer.from(text)))].map((s) => `${s.number} ${s.tag}`);
  expect(tags(EDI.slice(0, EDI.indexOf('SE*5') - 6))).toEqual(['1 ISA', '2 GS', '3 ST', '4 XQ', '5 LIN', '6 ZA']);
  expect(tags('ST*852*0001~ZA*QA*1*EA~SE*3*0001~')).toEqual(['1 ST', '2 ZA', '3 SE']);
  expect(tags(`${EDI}~\nHello there\n${EDI}~`).slice(11, 14)).toEqual(['12 IEA', '13 Hel', '14 ISA']);
});
