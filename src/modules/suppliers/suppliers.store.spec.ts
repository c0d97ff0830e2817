import { useDatabase } from '../../../test/support/database';
import { COMPANY, useFeed } from '../../../test/support/feed';
import { termsAt, unchangedSince } from '../../domain/items/terms';
import { programsOf, suppliersByAddress, suppliersByCode, suppliersByEdiId } from './suppliers.store';

const { db } = useDatabase();
const { load, csv } = useFeed(db);
beforeAll(async () => {
  await load(COMPANY, '2026-11-01T00:00:00Z');
});
const codes = (found: readonly { readonly code: string }[]): string[] => found.map((f) => f.code).sort();

test('by EDI id, exactly', async () => {
  expect(codes(await suppliersByEdiId(db().pool, ['ZZ:NORDBREMS', '01:123456789']))).toEqual(['ACME', 'NORD']);
  expect(await suppliersByEdiId(db().pool, ['ZZ:123456789', 'ZZ:NORD'])).toEqual([]);
});

test('by address: the very address before its domain, and two that share one are both told', async () => {
  await csv(
    'suppliers-m',
    'supplier,name,email_from\nP1,One,@mail.example\nP2,Two,two@mail.example;@shared.example\nP3,Three,@shared.example\n',
  );
  const by = async (address: string): Promise<string[]> => codes(await suppliersByAddress(db().pool, address));
  expect(await by('Anyone@Nord.example')).toEqual(['NORD']);
  expect(await by('lager@nord-logistik.example')).toEqual(['NORD']);
  expect(await by('other@nord-logistik.example')).toEqual([]);
  expect(await by('two@mail.example')).toEqual(['P2']);
  expect(await by('x@mail.example')).toEqual(['P1']);
  expect(await by('x@shared.example')).toEqual(['P2', 'P3']);
});

test('terms at an instant, from the rows that the feed brought', async () => {
  const [nord] = await suppliersByCode(db().pool, ['NORD']);
  const programs = await programsOf(db().pool, [nord!.id]);
  const at = (day: string): ReturnType<typeof termsAt> => termsAt(programs, 'BRK-2210', 'HAM', `2026-11-${day}T12:00:00Z`);
  expect(at('15')).toMatchObject({
    min: '300',
    max: '800',
    lead_time_days: 5,
    tolerance_pct: '5',
    asn: 'required',
    order_days: ['Mon', 'Thu'],
  });
  expect(at('16')).toMatchObject({ min: '450', go_live: '2026-08-31T22:00:00.000Z' });
  expect(unchangedSince(programs, 'BRK-2210', 'HAM', '2026-11-17T12:00:00Z', ['min', 'max'])).toBe('2026-11-15T23:00:00.000Z');
});
