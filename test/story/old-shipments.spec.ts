import { Mini, told, useMini } from './mini';

/** What arrived long ago stays arrived, whatever stands open of the supplier's other shipments. */
const live = useMini();
const day = (date: string, time = '08:00'): string => `${date}T${time}:00+01:00`;

const receipt = (id: string, when: string, shipment: string, quantity: number): Record<string, string | number> =>
  ({ id, sku: 'BRK', location: 'HAM', moved_at: when, kind: 'receipt', quantity, uom: 'EA', supplier: 'NORD', ship_notice: shipment }); // prettier-ignore

test('of an old shipment that arrived nothing is raised while a young one is overdue', async () => {
  const story = new Mini({ asn: 'required' }).count('1 06:00', 500).ships('2 08:00', 'OLD', 50, { ETA: '2026-11-03' }).moves('3 12:00', ['3 10:00 receipt 50'], { supplier: 'NORD', ship_notice: 'OLD' }); // prettier-ignore
  const young = { Shipment: 'YOUNG', 'Your part no': 'BRK', Location: 'HAM', 'Shipped qty': 70, UOM: 'EA', ETA: '2027-05-02' };
  story.later(day('2027-04-30'), { movements: [receipt('X', day('2027-04-29'), 'NONE', 1)] });
  story.listAt(day('2027-05-01'), [young]);
  story.later(day('2027-05-20'), { movements: [receipt('Y', day('2027-05-19'), 'NONE', 1)], feeds: [{ location: 'HAM', complete_through: day('2027-05-20', '07:00') }] }); // prettier-ignore
  story.reconcileAt(day('2027-05-20', '09:00')).reconcileAt(day('2027-05-21', '09:00'));
  const { exceptions } = await live(story);
  const about = exceptions
    .filter((e) => /ASN_OVERDUE|RECEIPT_VARIANCE/.test(e.type))
    .map((e) => `${e.key.split('|')[2]} ${told(e).split(' ')[0]}`);
  expect(about).toEqual(['YOUNG ASN_OVERDUE']);
});
