import type { Pool } from 'pg';
import { EVERYTHING } from '../../src/modules/access/sees';
import { noteSent } from '../../src/modules/acks/sent.store';
import { putInOutbox } from '../../src/modules/outbox/outbox.store';
import { MEASURES } from '../../src/modules/scorecards/measures';
import { csvOf, pageOf } from '../../src/modules/scorecards/paper';
import { periodFor } from '../../src/modules/scorecards/period';
import { casesOf, scorecard } from '../../src/modules/scorecards/scorecard';
import { inTransaction } from '../../src/database/transaction';
import { Mini, on, useMini } from './mini';

/** Ten days at Hamburg, and each figure of the card of NORD with the list behind it. The 16th of November 2026 is a Monday. */
const live = useMini();
const utc = (when: string): string => new Date(on(when)).toISOString();
const which = { supplier: 'NORD', month: '2026-11', now: utc('20 12:00') };

async function after(story: Mini, look: (pool: Pool) => Promise<void>): Promise<void> {
  let db: Pool | undefined;
  await live(story, (_, d) => Promise.resolve(void (db = d.pool)));
  await look(db!);
}
const behind = async (pool: Pool, key: string): Promise<string[]> =>
  (await casesOf(pool, EVERYTHING, MEASURES.find((m) => m.key === key)!, which))!.map((c) => `${c.at.slice(8, 13)} ${c.what} ${c.of === 0 ? 'left out' : `${c.good}/${c.of}`}: ${c.said}`); // prettier-ignore

const scheduled = (): Mini =>
  new Mini({}, { report_schedules: [{ supplier: 'NORD', document: 'stock_report', cron: '0 8 * * 1-5', timezone: 'Europe/Berlin', grace_minutes: 60 }] }, '13 12:00'); // prettier-ignore

test('reports: in time, late, never', () =>
  after(scheduled().says('16 07:30', '16 07:00', 500).says('17 10:30', '17 07:00', 500).says('19 08:30', '19 07:30', 500), async (pool) => {
    expect(await behind(pool, 'report_timeliness')).toEqual([
      '16T07 stock report due 2026-11-16T07:00Z 1/1: came in time',
      '17T07 stock report due 2026-11-17T07:00Z 0/1: came 1.5 h after its grace',
      '18T07 stock report due 2026-11-18T07:00Z 0/1: never came',
      '19T07 stock report due 2026-11-19T07:00Z 1/1: came in time',
      '20T07 stock report due 2026-11-20T07:00Z 0/1: never came',
    ]);
  }));

test('rows: those that are matched, of those that came', () =>
  after(
    new Mini().list('16 08:00', [
      { 'Your part no': 'BRK', Location: 'HAM', 'On hand': 5, UOM: 'EA' },
      { 'Your part no': 'NOPE', Location: 'HAM', 'On hand': 5, UOM: 'EA' },
      { 'Your part no': 'OTHER', Location: 'HAM', 'On hand': 'many', UOM: 'EA' },
    ]),
    async (pool) => {
      expect(await behind(pool, 'rows_accepted')).toEqual(['16T07 list-1.csv 1/3: 1 of 3 rows; 1 wait for a name, 1 could not be used']);
    },
  ));

test('counts: beside what was counted within a day, carried by what moved; not where we were late ourselves', () =>
  after(
    new Mini()
      .count('16 06:00', 500)
      .says('16 09:00', '16 08:00', 480) // 20 of 500 is within 5 %
      .moves('17 07:00', ['17 06:30 usage 100'])
      .count('17 06:00', 480)
      .says('17 09:00', '17 08:00', 350) // 380 in the book
      .count('18 06:00', 380)
      .says('18 09:00', '18 08:00', 380)
      .moves('19 10:00', ['18 07:00 receipt 50'], { posted_at: on('19 10:00') }),
    async (pool) => {
      expect(await behind(pool, 'count_accuracy')).toEqual([
        '16T07 BRK 1/1: reported 480, counted 500',
        '17T07 BRK 0/1: reported 350, counted 480 and moved -100',
        '18T07 BRK left out: reported 380, counted 380 and moved 50; left out: we posted part of it later',
      ]);
      expect(await behind(pool, 'own_count_accuracy')).toEqual(['17T05 BRK 1/1: book 500, counted 480', '18T05 BRK 1/1: book 380, counted 380']);
    },
  )); // prettier-ignore

test('ship notices: before the goods, and right; and our own postings', () =>
  after(
    new Mini({ asn: 'required' })
      .ships('10 08:00', 'S1', 200)
      .moves('11 12:00', ['11 10:00 receipt 200'], { supplier: 'NORD', ship_notice: 'S1' })
      .ships('12 08:00', 'S2', 100)
      .moves('14 12:00', ['12 10:00 receipt 90'], { supplier: 'NORD', ship_notice: 'S2', posted_at: on('14 12:00'), final: 'yes' })
      .ships('18 08:00', 'S3', 100)
      .moves('17 12:00', ['17 10:00 receipt 100'], { supplier: 'NORD', ship_notice: 'S3' })
      .ships('19 07:00', 'S4', 60)
      .moves('19 12:00', ['19 10:00 receipt 40'], { supplier: 'NORD', ship_notice: 'S4' }),
    async (pool) => {
      expect((await behind(pool, 'asn_timeliness')).filter((c) => c.includes('shipment'))).toEqual([
        '11T09 shipment S1 1/1: announced before',
        '12T09 shipment S2 1/1: announced before',
        '17T09 shipment S3 0/1: announced after it had arrived',
        '19T09 shipment S4 1/1: announced before',
      ]);
      expect(await behind(pool, 'asn_accuracy')).toEqual([
        '11T09 BRK of shipment S1 1/1: announced 200, arrived 200',
        '12T09 BRK of shipment S2 0/1: announced 100, arrived 90',
        '17T09 BRK of shipment S3 1/1: announced 100, arrived 100',
        '19T09 BRK of shipment S4 left out: announced 60, arrived 40; left out: the rest may still come',
      ]);
      const own = (await scorecard(pool, EVERYTHING, which))!.figures.find((f) => f.key === 'own_postings')!;
      expect([own.good, own.of, own.percent, own.median_hours]).toEqual([3, 4, '75.0', '0.0']);
    },
  ));

test('days between min and max, from the first count on; nothing where a program has neither or is managed by the buyer', async () => {
  const story = (program: Record<string, string>): Mini =>
    new Mini(program).count('16 08:00', 300).says('16 09:00', '16 08:30', 300).moves('18 09:00', ['18 08:00 usage 250']).moves('19 09:00', ['19 08:00 receipt 900']); // prettier-ignore
  await after(story({}), async (pool) =>
    expect(await behind(pool, 'time_in_range')).toEqual(['20T00 BRK 2/4: min 100, max 800; below on 1, above on 1 of 4 days']),
  );
  await after(story({ managed_by: 'buyer' }), async (pool) => expect(await behind(pool, 'time_in_range')).toEqual([]));
});

test('answers: to EDI of ours, and ours to exceptions', () =>
  after(new Mini().count('16 06:00', 500).says('16 09:00', '16 08:00', 200).alive('17 08:00').reconcile('17 09:00'), async (pool) => {
    await inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ id: string }>('select id from supplier');
      for (const [n, answer] of [['1', '16 12:00'], ['2', '18 12:00'], ['3', null]] as const) {
        const [outboxId] = await putInOutbox(client, [{ eventKey: n, target: 'x', kind: 'folder', payload: { name: 'o', base64: '' } }], utc('16 10:00')); // prettier-ignore
        await client.query(`update outbox set state = 'sent', sent_at = $2 where id = $1`, [outboxId, utc('16 10:00')]);
        const numbers = { own: 'o', partner: 'p', interchange: n, group: n, message: '0001', reference: `PO-${n}` };
        const id = await noteSent(client, { supplierId: rows[0]!.id, kind: 'x12-850', ...numbers, bytes: Buffer.from('x'), outboxId: outboxId!, at: utc('16 10:00'), withinHours: null }); // prettier-ignore
        if (answer) await client.query(`insert into edi_answer select $1, gen_random_uuid(), 1, 'accepted', '', false, 'p', $2`, [id, utc(answer)]);
      }
    });
    expect(await behind(pool, 'answers_in_time')).toEqual([
      '16T09 x12-850 PO-1 1/1: accepted',
      '16T09 x12-850 PO-2 0/1: accepted',
      '16T09 x12-850 PO-3 0/1: no answer',
    ]);
    expect(await behind(pool, 'own_answers')).toEqual([expect.stringMatching(/^1[67]T0\d \w+ BRK 0\/1: nobody has taken it up$/)]);
    const card = (await scorecard(pool, EVERYTHING, which))!;
    expect(card.figures.find((f) => f.key === 'answers_in_time')).toMatchObject({ good: 1, of: 3, percent: '33.3', median_hours: '26.0' });
    expect(csvOf(card)).toContain('supplier,answers_in_time,EDI of ours acknowledged in time,1,3,33.3,26.0,0,');
    expect(pageOf(card)).toContain('1 of 3');
  })); // prettier-ignore

test('who sees another supplier gets nothing, who sees another place none of its cases', () =>
  after(new Mini().count('16 06:00', 500).says('16 09:00', '16 08:00', 480), async (pool) => {
    expect(await scorecard(pool, { suppliers: ['OTHER'], locations: null }, which)).toBeUndefined();
    const card = (await scorecard(pool, { suppliers: null, locations: ['BRE'] }, which))!;
    expect(card.figures.map((f) => f.of)).toEqual(MEASURES.map(() => 0));
  }));

test.each([
  ['2026-11', 'Europe/Berlin', '2026-10-31T23:00:00.000Z', '2026-11-30T23:00:00.000Z'],
  ['2026-03', 'Europe/Berlin', '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z'],
  [undefined, 'UTC', '2026-08-22T11:00:00.000Z', '2026-11-20T11:00:00.000Z'],
])('the period of %s in %s', (month, zone, from, to) => expect(periodFor(month, zone, '2026-11-20T11:00:00.000Z')).toEqual({ from, to }));
