import { Mini, told, useMini } from './mini';

/** Words about one shipment in the orders in which they come, from the file to what is raised (edi.md section 6). */
const live = useMini();

let control = 0;
/** An 856 of shipment S-1, written on a day of November: `06:00` where no time is said. */
function asn(purpose: string, written: string, lines: readonly string[] = ['40'], number = ++control): string {
  const [day, time = '0600'] = written.split(' ');
  const items = lines.flatMap((l, i) => {
    const [quantity, sku = 'BRK'] = l.split(' ');
    return [`HL*${i + 2}*1*I`, `LIN**BP*${sku}`, `SN1**${quantity}*EA`];
  });
  const head = [`BSN*${purpose}*S-1*202611${day}*${time}`, 'HL*1**S', 'DTM*011*20261116', 'DTM*371*20261117', 'N1*ST**92*HAM'];
  return interchange('856', 'SH', purpose === '01' ? head.slice(0, 1) : [...head, ...items], number);
}
function interchange(type: string, group: string, body: readonly string[], number: number): string {
  const isa = `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*${'NORD'.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}`;
  const n = String(number).padStart(9, '0');
  const set = [`ST*${type}*0001`, ...body, `SE*${body.length + 2}*0001`];
  return [`${isa}*261116*0600*U*00401*${n}*0*P*>`, `GS*${group}*A*B*20261116*0600*1*X*004010`, ...set, 'GE*1*1', `IEA*1*${n}`].join('~') + '~'; // prettier-ignore
}
const DESADV: Readonly<Record<string, string>> = { '00': '9', '01': '1', '04': '4', '05': '5', '07': '7' };
/** The same as a DESADV. */
function desadv(purpose: string, written: string, lines: readonly string[] = ['40'], number = ++control): string {
  const items = lines.flatMap((l, i) => {
    const [quantity, sku = 'BRK'] = l.split(' ');
    return [`LIN+${i + 1}++${sku}:IN`, `QTY+12:${quantity}:EA`];
  });
  const [day, time = '0600'] = written.split(' ');
  const head = [`BGM+351+S-1+${DESADV[purpose]!}`, `DTM+137:202611${day}${time}:203`];
  const body = purpose === '01' ? head : [...head, 'DTM+11:20261116:102', 'DTM+132:20261117:102', 'NAD+DP+HAM::92', 'CPS+1', ...items];
  return [`UNB+UNOC:3+NORD:ZZ+BUYER:ZZ+261116:0600+${number}`, 'UNH+1+DESADV:D:96A:UN', ...body, `UNT+${body.length + 2}+1`, `UNZ+1+${number}`].join("'") + "'"; // prettier-ignore
}

const NAMES = { ship_notice: 'S-1', supplier: 'NORD' };
const of = (story: Mini): Promise<readonly string[]> => live(story).then(({ exceptions }) => exceptions.map(told));

describe.each([
  ['856', asn],
  ['DESADV', desadv],
] as const)('%s', (_, say) => {
  const begin = (...words: readonly string[]): Mini => {
    const story = new Mini({}, {}, '1 00:00');
    words.forEach((w, i) => story.edi(`16 0${8 + i}:00`.replace('010', '10'), w));
    return story;
  };
  const late = (story: Mini): Mini => story.alive('19 08:00').through('19 08:00').reconcile('19 09:00');

  test('the goods are late as long as it stands', async () => {
    expect(await of(late(begin(say('00', '16'))))).toEqual(['ASN_OVERDUE 40 [0] @19 09:00']);
  });
  test('a cancelled one is not waited for, and that it will not come is told', async () => {
    const { exceptions } = await live(late(begin(say('00', '16'), say('01', '16 0700'))));
    expect(exceptions.map(told)).toEqual(['ASN_CHANGED_OR_INVALID @16 09:00']);
    expect(exceptions[0]).toMatchObject({ severity: 'medium', key: 'ASN_CHANGED_OR_INVALID|NORD|S-1' });
    expect(exceptions[0]!.message).toContain('40 of BRK will not come');
  });
  test('until it is announced under another number', async () => {
    const story = begin(say('00', '16'), say('01', '16 0700')).ships('16 12:00', 'S-2', 40, { ETA: '2026-11-25' });
    expect(await of(late(story))).toEqual(['ASN_CHANGED_OR_INVALID @16 09:00 until 16 12:00 fixed_by_supplier']);
  });
  test('and it is grave where it was to keep the item above its minimum', async () => {
    const story = new Mini({}, {}, '1 00:00').count('15 06:00', 90).edi('16 08:00', say('00', '16')).through('16 08:30');
    story.says('16 09:00', '16 07:00', 90).edi('16 10:00', say('01', '16 0700'));
    const { exceptions } = await live(story);
    expect(exceptions.filter((e) => e.type.startsWith('ASN')).map((e) => e.severity)).toEqual(['high']);
  });
  test.each([
    [400, '5', []],
    [90, '30', []],
    [50, '5', []],
    [90, '5', ['high']],
  ])('of %s on hand and 40 announced %s come: news only where that was the cover', async (stock, rest, raised) => {
    const story = new Mini({}, {}, '1 00:00').count('15 06:00', stock).edi('16 08:00', say('00', '16')).through('16 08:30');
    story.says('16 09:00', '16 07:00', stock).edi('16 10:00', say('05', '16 0700', [rest]));
    const { exceptions } = await live(story);
    expect(exceptions.filter((e) => e.type.startsWith('ASN')).map((e) => e.severity)).toEqual(raised);
  });
  test('nor one whose cancellation came first', async () => {
    expect(await of(late(begin(say('01', '16 0700'), say('00', '16'))))).toEqual([]);
  });
  test('of a replaced one the new number is waited for', async () => {
    expect(await of(late(begin(say('00', '16'), say('05', '16 0700', ['30']))))).toEqual(['ASN_OVERDUE 30 [0] @19 09:00']);
  });
  test('and of a replacement that came late nothing', async () => {
    const words = [say('00', '16'), say('05', '16 0800', ['30']), say('05', '16 0700', ['20'])] as const;
    expect(await of(late(begin(...words)))).toEqual(['ASN_OVERDUE 30 [0] @19 09:00']);
  });
  test('an original that came after its replacement is history', async () => {
    expect(await of(late(begin(say('05', '16 0700', ['30']), say('00', '16'))))).toEqual(['ASN_OVERDUE 30 [0] @19 09:00']);
  });
  test('a change that names all lines stands', async () => {
    expect(await of(late(begin(say('00', '16'), say('04', '16 0700', ['25']))))).toEqual(['ASN_OVERDUE 25 [0] @19 09:00']);
  });
  test('one that leaves a line out is a question, and what was announced stays', async () => {
    const said = await of(late(begin(say('00', '16', ['40', '5 OTHER']), say('04', '16 0700', ['25']))));
    expect(said).toEqual(['ITEM_OFF_PROGRAM @16 08:00', 'ASN_CHANGED_OR_INVALID @16 09:00', 'ASN_OVERDUE @19 09:00']); // OTHER is not agreed
  });
  test('a change of what was never announced is a question', async () => {
    expect(await of(late(begin(say('04', '16 0700', ['25']))))).toEqual(['ASN_CHANGED_OR_INVALID @16 08:00']);
  });
  test('a copy of what was never announced is one, too', async () => {
    expect(await of(late(begin(say('07', '16'))))).toEqual(['ASN_CHANGED_OR_INVALID @16 08:00']);
  });
  test.each(['01', '04', '05'])('%s after the goods came changes nothing, and is told', async (purpose) => {
    const story = begin(say('00', '16')).moves('17 10:00', ['17 09:00 receipt 40'], NAMES);
    const { exceptions } = await live(late(story.edi('18 08:00', say(purpose, '18', ['30']))));
    expect(exceptions.map(told)).toEqual(['ASN_CHANGED_OR_INVALID @18 08:00']);
    expect(exceptions[0]!.message).toContain('40 of BRK on 2026-11-17');
    expect(exceptions[0]!.message).toContain('17 10:00 0 17 09:00 receipt 40');
  });
  test.each(['01', '05'])('%s after some of them came neither', async (purpose) => {
    const story = begin(say('00', '16')).moves('17 10:00', ['17 09:00 receipt 15'], NAMES);
    expect(await of(late(story.edi('18 08:00', say(purpose, '18', ['15']))))).toEqual([
      'ASN_CHANGED_OR_INVALID @18 08:00',
      'ASN_OVERDUE 40 [15] @19 09:00',
    ]);
  });
  test('goods that come after their cancellation stay received, and are told', async () => {
    const story = begin(say('00', '16'), say('01', '16 0700')).moves('17 10:00', ['17 09:00 receipt 40'], NAMES);
    const { exceptions } = await live(late(story));
    expect(exceptions.map(told).sort()).toEqual([
      'ASN_CHANGED_OR_INVALID @16 09:00 until 17 10:00 fixed_by_supplier',
      'RECEIPT_VARIANCE 0 [40] @17 10:00',
    ]);
    expect(exceptions.find((e) => e.type === 'RECEIPT_VARIANCE')!.message).toContain('though it was cancelled');
  });
  test('a shipment that was cancelled and is replaced is a question', async () => {
    const words = [say('00', '16'), say('01', '16 0700'), say('05', '16 0800', ['30'])] as const;
    const { exceptions } = await live(late(begin(...words)));
    expect(exceptions.map(told)).toEqual(['ASN_CHANGED_OR_INVALID @16 09:00']);
    expect(exceptions[0]!.message).toContain('whether it is coming after all is not said');
  });
  test('two cancellations are one', async () => {
    expect(await of(late(begin(say('00', '16'), say('01', '16 0700'), say('01', '16 0800'))))).toEqual([
      'ASN_CHANGED_OR_INVALID @16 09:00',
    ]);
  });
});

describe('a notice that is none', () => {
  const begin = (...body: readonly string[]): Mini => new Mini().edi('16 08:00', interchange('856', 'SH', body, ++control));
  const head = (id: string): string[] => [`BSN*00*${id}*20261116*0600`, 'HL*1**S', 'DTM*011*20261116', 'DTM*371*20261117', 'N1*ST**92*HAM'];
  test('since it names no item, until it is sent again', async () => {
    const story = begin(...head('S-1')).edi('16 10:00', asn('00', '16 0900'));
    expect(await of(story)).toEqual(['ASN_CHANGED_OR_INVALID @16 08:00 until 16 10:00 fixed_by_supplier']);
  });
  test('since its levels lie in one that there is not', async () => {
    const { exceptions } = await live(begin(...head('S-1'), 'HL*2*7*I', 'LIN**BP*BRK', 'SN1**40*EA'));
    expect(exceptions.map((e) => [e.type, e.severity, e.key])).toEqual([['ASN_CHANGED_OR_INVALID', 'medium', 'ASN_CHANGED_OR_INVALID|NORD|S-1']]); // prettier-ignore
  });
});

describe('an order that a notice names', () => {
  const order = (po: string) => ({ po, line: '1', supplier: 'NORD', sku: 'BRK', location: 'HAM', ordered_at: '2026-11-10', due_on: '2026-11-30', quantity: 40, uom: 'EA', status: 'open' }); // prettier-ignore
  const ships = (story: Mini, at: string, id: string, po: string): Mini => story.ships(at, id, 40, { 'PO number': po, ETA: '2026-11-30' });
  const known = (): Mini => new Mini({ managed_by: 'buyer' }).count('1 06:00', 500).feed('12 08:00', { orders: [order('4711'), order('4712')] }).through('15 08:00'); // prettier-ignore
  test('is one that we made out, with leading zeros or without', async () => {
    expect(await of(ships(ships(known(), '16 08:00', 'S-1', '4711'), '16 09:00', 'S-2', '004712'))).toEqual([]);
  });
  test('or one that nobody made out, until it is known', async () => {
    const story = ships(ships(known(), '16 08:00', 'S-1', '4711'), '16 09:00', 'S-2', '9999');
    const { exceptions } = await live(story.through('16 12:00').feed('17 08:00', { orders: [order('9999')] }));
    expect(exceptions.map(told)).toEqual(['ASN_CHANGED_OR_INVALID @16 12:00 until 17 08:00 fixed_by_supplier']);
    expect(exceptions[0]!.message).toContain('names order 9999, which we never made out');
  });
  test('or one that comes with the export of the evening', async () => {
    const story = ships(ships(known(), '16 08:00', 'S-1', '4711'), '16 09:00', 'S-2', '9999');
    expect(await of(story.feed('16 17:00', { orders: [order('9999')], feeds: [{ location: 'HAM', complete_through: '2026-11-16T16:30:00+01:00' }] }))).toEqual([]); // prettier-ignore
  });
  test.each<[string, () => Mini]>([
    ['where no order of the supplier is known', () => ships(new Mini(), '16 09:00', 'S-2', '9999').through('16 12:00')],
    [
      'where its notices bear numbers of its own',
      () => ships(ships(known(), '16 08:00', 'S-1', 'X-1'), '16 09:00', 'S-2', 'X-2').through('16 12:00'),
    ],
    ['while our data do not reach beyond it', () => ships(ships(known(), '16 08:00', 'S-1', '4711'), '25 09:00', 'S-2', '9999')],
  ])('is not asked for %s', async (_, story) => {
    expect((await of(story())).filter((t) => t.startsWith('ASN_CHANGED'))).toEqual([]);
  });
});
