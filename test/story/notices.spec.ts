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
  test('a cancelled one is not waited for', async () => {
    expect(await of(late(begin(say('00', '16'), say('01', '16 0700'))))).toEqual([]);
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
    expect(exceptions.map(told)).toEqual(['RECEIPT_VARIANCE 0 [40] @17 10:00']);
    expect(exceptions[0]!.message).toContain('though it was cancelled');
  });
  test('a shipment that was cancelled and is replaced is a question', async () => {
    const words = [say('00', '16'), say('01', '16 0700'), say('05', '16 0800', ['30'])] as const;
    expect(await of(late(begin(...words)))).toEqual(['ASN_CHANGED_OR_INVALID @16 10:00']);
  });
  test('two cancellations are one', async () => {
    expect(await of(late(begin(say('00', '16'), say('01', '16 0700'), say('01', '16 0800'))))).toEqual([]);
  });
});
