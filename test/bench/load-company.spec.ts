import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { inMemory } from '../../src/domain/syntax/byte-source';
import { readDelivery } from '../../src/modules/pipeline/read-delivery';
import type { Told } from '../../src/modules/pipeline/told';
// eslint-disable-next-line @typescript-eslint/no-require-imports
const company = require('../../bench/lib/load-company.cjs') as {
  LINES: number;
  mail: (n: number, now: string) => { attachments: { filename: string; content: Buffer }[] };
};

const NOW = '2026-11-24T06:00:00.000Z';

/** What a report says, without the numbers that only tell one interchange from another. */
const said = (n: number): string => {
  const { content } = company.mail(n, NOW).attachments[0]!;
  return content
    .toString('latin1')
    .split('~\n')
    .filter((s) => !/^(ISA|GS|GE|IEA)\*/.test(s))
    .join('~\n');
};

test('a supplier whose reports are offered at a steady pace never says the same twice: that would be held, and not be read', () => {
  const hour = Array.from({ length: 18_000 / 20 }, (_, k) => k * 20).filter((n) => Math.floor(n / 20) % 5 < 3);
  const bodies = hour.map((n) => createHash('sha256').update(said(n)).digest('hex'));
  expect(new Set(bodies).size).toBe(hour.length);
});

test.each([
  ['X12', 0],
  ['delimited text', 60],
  ['a workbook', 80],
])('%s: every line of the mail is read, and there is nothing to say about it', async (_, n) => {
  const bytes = await new MailComposer(company.mail(n, NOW)).compile().build();
  const told: Told[] = [];
  await readDelivery(
    inMemory(bytes),
    { name: 'stock.eml', receivedAt: '2026-11-24T06:10:00.000Z' },
    {
      tell: (t) => void told.push(t),
      layout: async () => ({ supplier: 'SUP0', locale: null, files: [] }),
      sha256: () => '',
    },
  );
  expect(told.flatMap((t) => (t.tell === 'issues' ? t.issues : []))).toEqual([]);
  const lines = told.flatMap((t) => (t.tell === 'lines' ? Buffer.from(t.copy).toString().trimEnd().split('\n') : []));
  expect(lines).toHaveLength(company.LINES);
});
