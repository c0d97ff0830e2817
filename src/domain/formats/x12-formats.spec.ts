import { showPlace } from '../canonical/place';
import { readX12 } from '../syntax/x12';
import { FORMATS } from '.';
import { CollectingSink } from './format';

/** Reads the segments of one set, written with `*`, as their type's format does. */
function read(type: string, ...body: string[]): CollectingSink {
  const text = [`ST*${type}*0001`, ...body, `SE*${body.length + 2}*0001`].map((s) => `${s}~`).join('\n');
  const [set] = readX12(Buffer.from(text)).interchanges[0]!.sets;
  const message = { syntax: 'x12', type, control: set!.control, segments: set!.segments() } as const;
  const sink = new CollectingSink();
  FORMATS.find((f) => f.claims(message))!.read(message, { fileName: 'in', within: 'a.zip', receivedAt: '2026-11-23T06:00:00Z' }, sink);
  return sink;
}
const at = (location: { qualifier: string; value: string } | null): string =>
  location === null ? 'nowhere' : `${location.qualifier}:${location.value}`;
const stock = (s: CollectingSink): string[] =>
  s.reports.flatMap((r) => r.lines.map((l) => `${l.refs[0]!.value} ${l.measure} ${l.quantity.amount}${l.quantity.unit} ${at(l.location)}`));
const shipped = (s: CollectingSink): string[] =>
  s.notices.flatMap((n) =>
    n.lines.map((l) => `${l.refs[0]!.value} ${l.quantity.amount}${l.quantity.unit} ${l.order ?? '-'} ${at(l.location)}`),
  );
const told = (s: CollectingSink): string[] => s.issues.map((i) => `${i.code} ${i.place ? showPlace(i.place) : ''}`);

const XQ = 'XQ*H*20261122';
const RL = 'N1*RL*Hub*92*HUB-N';
const LIN = 'LIN*1*BP*A-1';

describe('852', () => {
  test.each([
    ['a number as it is written', [XQ, RL, LIN, 'ZA*OH*012.50*EA'], ['A-1 on_hand 012.50EA 92:HUB-N']],
    ['zero, which is a number', [XQ, RL, LIN, 'ZA*OH*0*EA'], ['A-1 on_hand 0EA 92:HUB-N']],
    ['a minus, which stays', [XQ, RL, LIN, 'ZA*QS*-3*EA'], ['A-1 sold -3EA 92:HUB-N']],
    ['no unit', [XQ, RL, LIN, 'ZA*OH*5'], ['A-1 on_hand 5 92:HUB-N']],
    [
      'SDQ and not the total besides',
      [XQ, RL, LIN, 'ZA*OH*5*EA', 'SDQ*EA*92*S1*2*S2*3'],
      ['A-1 on_hand 2EA 92:S1', 'A-1 on_hand 3EA 92:S2'],
    ],
    ['two SDQ of one activity', [XQ, LIN, 'ZA*OH', 'SDQ**92*S1*2', 'SDQ*CA*UL*S2*3'], ['A-1 on_hand 2 92:S1', 'A-1 on_hand 3CA UL:S2']],
    [
      'a place within each location is none of its own',
      [XQ, LIN, 'ZA*OH', `SDQ*EA*92${'*S*1'.repeat(10)}*BIN`],
      Array<string>(10).fill('A-1 on_hand 1EA 92:S'),
    ],
    ['the best role of the heading', [XQ, 'N1*SN*Store*92*S', RL, 'N1*FR*Us*92*X', LIN, 'ZA*OH*1*EA'], ['A-1 on_hand 1EA 92:HUB-N']],
    ['a name where there is no code', [XQ, 'N1*RL*Hub North', LIN, 'ZA*OH*1*EA'], ['A-1 on_hand 1EA :Hub North']],
    [
      'a switch between lines',
      [XQ, RL, LIN, 'ZA*OH*1*EA', 'N1*ST*x*92*S9', LIN, 'ZA*OH*2*EA'],
      ['A-1 on_hand 1EA 92:HUB-N', 'A-1 on_hand 2EA 92:S9'],
    ],
    [
      'a switch within a line',
      [XQ, RL, LIN, 'ZA*OH*1*EA', 'N1*RL*x*92*S9', 'ZA*OH*2*EA'],
      ['A-1 on_hand 1EA 92:HUB-N', 'A-1 on_hand 2EA 92:S9'],
    ],
    [
      'a switch to who knows where',
      [XQ, RL, LIN, 'ZA*OH*1*EA', 'N1*RL', LIN, 'ZA*OH*2*EA'],
      ['A-1 on_hand 1EA 92:HUB-N', 'A-1 on_hand 2EA nowhere'],
    ],
    ['QTY below LIN, from another list', [XQ, RL, LIN, 'QTY*17*4*EA'], ['A-1 on_hand 4EA 92:HUB-N']],
    ['QTY below ZA only describes it', [XQ, RL, LIN, 'ZA*QS*4*EA', 'QTY*17*9*EA'], ['A-1 sold 4EA 92:HUB-N']],
    ['a line number left out', [XQ, RL, 'LIN*UP*012345678905*IN*A-1', 'ZA*OH*1*EA'], ['012345678905 on_hand 1EA 92:HUB-N']],
    ['empty pairs', [XQ, RL, 'LIN*1*UP****VN*V-1', 'ZA*OH*1*EA'], ['V-1 on_hand 1EA 92:HUB-N']],
  ])('%s', (_, body, lines) => {
    const s = read('852', ...body);
    expect(stock(s)).toEqual(lines);
    expect(told(s)).toEqual([]);
  });

  test.each([
    ['a blank quantity', ['ZA*OH**EA'], 'x12.no-quantity a.zip/segment 5 ZA02'],
    ['an unreadable one', ['ZA*OH*1,5*EA'], 'x12.not-a-number a.zip/segment 5 ZA02'],
    ['an exponent', ['ZA*OH*1E5*EA'], 'x12.not-a-number a.zip/segment 5 ZA02'],
    ['a blank one in SDQ', ['ZA*OH', 'SDQ*EA*92*S1*'], 'x12.no-quantity a.zip/segment 6 SDQ04'],
    ['one that is nowhere', ['ZA*OH', 'SDQ*EA*92**7'], 'x12.no-location a.zip/segment 6 SDQ03'],
    ['an out-of-stock quantity', ['ZA*QO*4*EA'], 'x12.activity-not-used a.zip/segment 5 ZA01'],
    ['a code of nobody', ['ZA*!!*4*EA'], 'x12.activity-not-used a.zip/segment 5 ZA01'],
    ['a beginning balance without a period', ['ZA*QB*4*EA'], 'x12.activity-not-used a.zip/segment 5 ZA01'],
  ])('%s makes no line, and never a zero', (_, body, issue) => {
    const s = read('852', XQ, RL, LIN, ...body);
    expect(stock(s)).toEqual([]);
    expect(told(s)).toEqual([issue, 'x12.no-lines a.zip']);
  });

  test('what is told besides', () => {
    expect(told(read('852', XQ, 'LIN*1*LT*L5', 'ZA*OH*1'))).toEqual(['x12.no-item a.zip/segment 3 LIN', 'x12.no-lines a.zip']);
    expect(told(read('852', XQ, LIN, 'ZA*OH*6', 'SDQ*EA*92*S1*2*S2*3'))).toEqual(['x12.sum-differs a.zip/segment 4 ZA02']);
    expect(told(read('852', XQ, LIN, 'ZA*OH*6', 'CTT*2'))).toEqual(['x12.line-count a.zip/segment 5 CTT01']);
    expect(told(read('852', 'XQ*H*20261322', LIN, 'ZA*OH*6'))).toEqual(['x12.not-a-date a.zip/segment 2 XQ02']);
    expect(told(read('852', 'BSN*00*S*20261122', LIN, 'ZA*OH*6'))).toEqual(['x12.not-as-labelled a.zip/segment 2 BSN']);
  });

  test('balances are of the last day, movements of the period, beginning balances of the first day', () => {
    const [report] = read('852', 'XQ*H*20261116*20261122', RL, LIN, 'ZA*QE*5', 'ZA*QB*9', 'ZA*QS*4').reports;
    expect(report!.asOf).toEqual({ said: 'date', date: '2026-11-22' });
    expect(report!.lines.map((l) => l.asOf)).toEqual([
      undefined,
      { said: 'date', date: '2026-11-16' },
      { said: 'date', date: '2026-11-16', to: '2026-11-22' },
    ]);
    expect(read('852', 'XQ*H*950613').reports[0]!.asOf).toEqual({ said: 'date', date: '1995-06-13' });
    expect(read('852').reports[0]!.asOf).toEqual({ said: 'nothing' });
  });

  test('lines come in batches', () => {
    const sizes: number[] = [];
    const sink = new (class extends CollectingSink {
      override stockLines(batch: Parameters<CollectingSink['stockLines']>[0]): void {
        sizes.push(batch.length);
      }
    })();
    const body = Array.from({ length: 2500 }, (_, i) => `LIN*${i}*BP*A${i}~ZA*OH*${i}~`).join('');
    const [set] = readX12(Buffer.from(`ST*852*0001~${XQ}~${body}SE*5003*0001~`)).interchanges[0]!.sets;
    FORMATS[0]!.read({ syntax: 'x12', type: '852', control: '', segments: set!.segments() }, { fileName: '', receivedAt: '' }, sink);
    expect(sizes).toEqual([1000, 1000, 500]);
  });
});

describe('846', () => {
  const BIA = 'BIA*00*DD*R1*20261122';
  const WH = 'N1*WH*Hub*92*HUB-N';
  test.each([
    [
      'another list than 852',
      [BIA, WH, LIN, 'QTY*17*4*EA', 'QTY*QA*9*EA'],
      ['A-1 on_hand 4EA 92:HUB-N'],
      ['x12.activity-not-used a.zip/segment 6 QTY01'],
    ],
    [
      'a unit below its quantity',
      [BIA, WH, LIN, 'QTY*17*4', 'UIT*CA', 'QTY*33*5'],
      ['A-1 on_hand 4CA 92:HUB-N', 'A-1 available 5 92:HUB-N'],
      [],
    ],
    [
      'a unit of the line',
      [BIA, WH, LIN, 'UIT*CA', 'QTY*17*4', LIN, 'QTY*17*5'],
      ['A-1 on_hand 4CA 92:HUB-N', 'A-1 on_hand 5 92:HUB-N'],
      [],
    ],
    [
      'a place of the line, before',
      [BIA, WH, LIN, 'N1*WH*x*92*W2', 'QTY*17*4', LIN, 'QTY*17*5'],
      ['A-1 on_hand 4 92:W2', 'A-1 on_hand 5 92:HUB-N'],
      [],
    ],
    ['a place of the line, behind', [BIA, WH, LIN, 'QTY*17*4', 'N1*WH*x*92*W2'], ['A-1 on_hand 4 92:W2'], []],
    [
      'places in turn',
      [BIA, LIN, 'N1*WH*x*92*W1', 'QTY*17*4', 'N1*WH*x*92*W2', 'QTY*17*5'],
      ['A-1 on_hand 4 92:W1', 'A-1 on_hand 5 92:W2'],
      [],
    ],
    ['shares that add up', [BIA, LIN, 'SDQ*EA*54*M1*3*M2*4', 'QTY*33*7'], ['A-1 available 3EA 54:M1', 'A-1 available 4EA 54:M2'], []],
    [
      'shares that do not',
      [BIA, WH, LIN, 'SDQ*EA*54*M1*50', 'QTY*33*7*EA'],
      ['A-1 available 7EA 92:HUB-N'],
      ['x12.sum-differs a.zip/segment 5 SDQ'],
    ],
    ['shares of nothing', [BIA, WH, LIN, 'SDQ*EA*54*M1*50'], [], ['x12.no-activity a.zip/segment 5 SDQ', 'x12.no-lines a.zip']],
    [
      'stock of a later day',
      [BIA, WH, LIN, 'QTY*33*7', 'DTM*018*20261201', 'QTY*33*5', 'DTM*018*20261122'],
      ['A-1 available 5 92:HUB-N'],
      ['x12.not-yet a.zip/segment 5 QTY02'],
    ],
    ['what is on its way is of a later day', [BIA, WH, LIN, 'QTY*63*7', 'DTM*017*20261201'], ['A-1 on_order 7 92:HUB-N'], []],
    ['a line without a quantity', [BIA, WH, LIN, 'LIN*2*BP*A-2', 'QTY*17*1'], ['A-2 on_hand 1 92:HUB-N'], []],
    ['a question', ['BIA*13*DD*R1*20261122', WH, LIN, 'QTY*17*1'], [], ['x12.inquiry a.zip/segment 2 BIA01', 'x12.no-lines a.zip']],
  ])('%s', (_, body, lines, issues) => {
    const s = read('846', ...body);
    expect(stock(s)).toEqual(lines);
    expect(told(s)).toEqual(issues);
  });

  test.each([
    ['BIA04', [BIA], { said: 'date', date: '2026-11-22' }],
    ['an inventory date before it', ['DTM*184*20261121', BIA], { said: 'date', date: '2026-11-21' }],
    ['a time in a zone', [BIA, 'DTM*184*20261121*2300*UT'], { said: 'instant', at: '2026-11-21T23:00:00Z' }],
    ['a time of who knows where', [BIA, 'DTM*184*20261121*2300*LT'], { said: 'date', date: '2026-11-21' }],
    ['the better of two', ['DTM*184*20261121', 'DTM*097*20261120', BIA], { said: 'date', date: '2026-11-21' }],
    ['nothing', [], { said: 'nothing' }],
  ])('as of %s', (_, body, asOf) => expect(read('846', ...body, LIN, 'QTY*17*1').reports[0]!.asOf).toEqual(asOf));

  test.each([
    ['BIA*00*SI*R1*20261122', { supplyFact: true, coverage: 'full' }],
    ['BIA*00*MM*R1*20261122', { supplyFact: true, coverage: 'full' }],
    ['BIA*25*DD*R1*20261122', { supplyFact: false, coverage: 'delta' }],
  ])('%s', (bia, header) => expect(read('846', bia, LIN, 'QTY*17*1').reports[0]).toMatchObject({ reference: 'R1', ...header }));
});

describe('856', () => {
  const BSN = 'BSN*00*S-1*20261122*0600';
  const S = ['HL*1**S', 'N1*ST*Hub*92*HUB-N'];
  const O = ['HL*2*1*O', 'PRF*PO-1'];
  const I = ['HL*3*2*I', LIN, 'SN1**5*EA'];
  test.each([
    ['shipment, order, item', [...S, ...O, ...I], ['A-1 5EA PO-1 92:HUB-N']],
    ['nothing shipped is a number', [...S, ...O, 'HL*3*2*I', LIN, 'SN1**0*EA'], ['A-1 0EA PO-1 92:HUB-N']],
    [
      'no parents',
      [
        'HL*1**S',
        'N1*ST*x*92*HUB-N',
        'HL*2**O',
        'PRF*PO-1',
        'HL*3**I',
        LIN,
        'SN1**5*EA',
        'HL*4**O',
        'PRF*PO-2',
        'HL*5**I',
        LIN,
        'SN1**6*EA',
      ],
      ['A-1 5EA PO-1 92:HUB-N', 'A-1 6EA PO-2 92:HUB-N'],
    ],
    ['parents 0', ['HL*1*0*S', 'N1*ST*x*92*HUB-N', 'HL*2*0*O', 'PRF*PO-1', 'HL*3*0*I', LIN, 'SN1**5*EA'], ['A-1 5EA PO-1 92:HUB-N']],
    ['an order at the item', [...S, 'HL*2*1*I', LIN, 'SN1**5*EA', 'PRF*PO-9'], ['A-1 5EA PO-9 92:HUB-N']],
    ['the hub and not the store behind it', [...S, ...O, 'N1*BY*Store*92*S-12', ...I], ['A-1 5EA PO-1 92:HUB-N']],
    ['the store where nothing else is said', ['HL*1**S', ...O, 'N1*BY*Store*92*S-12', ...I], ['A-1 5EA PO-1 92:S-12']],
    [
      'lots below the item split it',
      [...S, ...O, ...I, 'HL*4*3*P', 'LIN**LT*L1', 'SN1**2*EA', 'HL*5*3*P', 'LIN**LT*L2', 'SN1**3*EA'],
      ['A-1 5EA PO-1 92:HUB-N'],
    ],
    [
      'cartons below the item repeat it',
      [...S, ...O, ...I, 'HL*4*3*P', LIN, 'SN1**2*EA', 'HL*5*3*P', LIN, 'SN1**3*EA'],
      ['A-1 5EA PO-1 92:HUB-N'],
    ],
    ['two items on one level', [...S, ...O, ...I, 'LIN*2*BP*A-2', 'SN1**6*EA'], ['A-1 5EA PO-1 92:HUB-N', 'A-2 6EA PO-1 92:HUB-N']],
    [
      'the same item in two cartons',
      [...S, ...O, 'HL*3*2*P', 'HL*4*3*I', LIN, 'SN1**1*EA', 'HL*5*2*P', 'HL*6*5*I', LIN, 'SN1**2*EA'],
      ['A-1 1EA PO-1 92:HUB-N', 'A-1 2EA PO-1 92:HUB-N'],
    ],
  ])('%s', (_, body, lines) => {
    const s = read('856', BSN, ...body);
    expect(shipped(s)).toEqual(lines);
    expect(told(s)).toEqual([]);
  });

  test.each([
    ['a blank quantity', [BSN, ...S, ...O, 'HL*3*2*I', LIN, 'SN1***EA'], ['x12.no-quantity a.zip/segment 9 SN102']],
    ['no SN1', [BSN, ...S, ...O, 'HL*3*2*I', LIN], ['x12.no-quantity a.zip/segment 8 LIN']],
    ['no item', [BSN, ...S, ...O, 'HL*3*2*I', 'SN1**5*EA'], ['x12.no-item a.zip/segment 8 SN1', 'x12.no-lines a.zip/segment 2 BSN']],
    ['no number of the shipment', ['BSN*00**20261122', ...S, ...O, ...I], ['x12.no-shipment-id a.zip/segment 2 BSN02']],
    ['nothing in it', [BSN, ...S], ['x12.no-lines a.zip/segment 2 BSN']],
  ])('%s makes no line', (_, body, issues) => {
    const s = read('856', ...body);
    expect(shipped(s)).toEqual([]);
    expect(told(s)).toEqual(issues);
  });

  test('totals that do not fit are told, and one that counts the items is right as well', () => {
    expect(told(read('856', BSN, ...S, ...O, ...I, 'CTT*1*5'))).toEqual([]);
    expect(told(read('856', BSN, ...S, ...O, ...I, 'CTT*3*5.0'))).toEqual([]);
    expect(told(read('856', BSN, ...S, ...O, ...I, 'CTT*2*6'))).toEqual([
      'x12.line-count a.zip/segment 10 CTT01',
      'x12.hash-total a.zip/segment 10 CTT02',
    ]);
  });

  test.each([
    ['00', 'original'],
    ['14', 'original'],
    ['01', 'cancel'],
    ['04', 'change'],
    ['05', 'replace'],
    ['15', 'replace'],
    ['07', 'duplicate'],
  ])('BSN01 %s is %s', (code, purpose) =>
    expect(read('856', BSN.replace('*00*', `*${code}*`)).notices[0]).toMatchObject({ purpose, reference: 'S-1' }),
  );

  test.each([
    ['371 before 017 before 067', ['DTM*067*20261203', 'DTM*017*20261202', 'DTM*371*20261201'], '2026-12-01'],
    ['the shipment before an order', ['DTM*067*20261203', ...O, 'DTM*371*20261201'], '2026-12-03'],
    ['an order where the shipment is silent', [...O, 'DTM*017*20261202'], '2026-12-02'],
    ['a wanted date is no expected one', ['DTM*002*20261202'], undefined],
  ])('expected: %s', (_, body, date) => {
    const [notice] = read('856', BSN, 'HL*1**S', ...body, ...I).notices;
    expect(notice!.expectedOn).toEqual(date === undefined ? { said: 'nothing' } : { said: 'date', date });
  });

  test('labels: the nearest above, or the only one below; a truncated date is told', () => {
    const gm = (n: string): string => `MAN*GM*00${n.padStart(18, '0')}`;
    const below = read('856', BSN, ...S, ...O, ...I, 'HL*4*3*P', gm('7'), 'REF*LT*L1');
    expect(below.notices[0]!.lines[0]).toMatchObject({ sscc: '7'.padStart(18, '0'), lot: 'L1' });
    const two = read('856', BSN, ...S, ...O, ...I, 'HL*4*3*P', gm('7'), 'HL*5*3*P', gm('8'));
    expect(two.notices[0]!.lines[0]).not.toHaveProperty('sscc');
    expect(told(read('856', BSN, ...S, 'DTM*017*2026', ...O, ...I))).toEqual(['x12.not-a-date a.zip/segment 5 DTM02']);
  });
});

describe('855', () => {
  const lines = (s: CollectingSink): string[] =>
    s.proposals.flatMap((p) =>
      p.lines.map((l) => `${l.head} ${l.refs[0]!.value} ${l.says || (l.codes ?? []).join('+') || 'line'} ${l.quantity.amount}${l.quantity.unit} ${l.due ?? '-'} ${at(l.location)}`),
    ); // prettier-ignore
  const BAK = 'BAK*00*AC*PO-1*20261116';
  const ST = 'N1*ST*Hub*92*HUB-N';
  test.each([
    ['a line', [BAK, ST, 'PO1*1*8*EA***BP*A-1'], ['1 A-1 line 8EA - 92:HUB-N'], []],
    ['its answers, those without a quantity as well', [BAK, ST, 'PO1*1*8*EA***BP*A-1', 'ACK*IA*8*EA', 'ACK*IR'], ['1 A-1 IA+IR 8EA - 92:HUB-N', '1 A-1 IA 8EA - 92:HUB-N'], []],
    ['parts on days of their own', [BAK, ST, 'PO1*1*8*EA***BP*A-1', 'SCH*3*EA***002*20261120', 'SCH*5*EA***002*20261127'], ['1 A-1 line 8EA - 92:HUB-N', '1 A-1 SCH 3EA 2026-11-20 92:HUB-N', '1 A-1 SCH 5EA 2026-11-27 92:HUB-N'], []],
    ['the day of all, and that of a line', [BAK, 'DTM*002*20261120', 'PO1*1*8*EA***BP*A-1', 'DTM*002*20261122', 'PO1*2*9*EA***BP*A-2'], ['1 A-1 line 8EA 2026-11-22 nowhere', '2 A-2 line 9EA 2026-11-20 nowhere'], []],
    ['a place of its own', [BAK, ST, 'PO1*1*8*EA***BP*A-1', 'N1*ST*Other*92*HUB-S', 'PO1*2*9*EA***BP*A-2'], ['1 A-1 line 8EA - 92:HUB-S', '2 A-2 line 9EA - 92:HUB-N'], []],
    ['no quantity, which is not zero', [BAK, ST, 'PO1*1**EA***BP*A-1'], [], ['x12.no-quantity a.zip/segment 4 PO102']],
    ['no number', [BAK, ST, 'PO1*1*8x*EA***BP*A-1'], [], ['x12.not-a-number a.zip/segment 4 PO102']],
    ['no item', [BAK, ST, 'PO1*1*8*EA'], [], ['x12.no-item a.zip/segment 4 PO1']],
    ['a wrong count', [BAK, ST, 'PO1*1*8*EA***BP*A-1', 'CTT*3'], ['1 A-1 line 8EA - 92:HUB-N'], ['x12.line-count a.zip/segment 5 CTT01']],
    ['no heading', [ST, 'PO1*1*8*EA***BP*A-1'], [], ['x12.no-header a.zip']],
  ] as const)('%s', (_, body, expected, issues) => {
    const read855 = read('855', ...body);
    expect([lines(read855), told(read855)]).toEqual([expected, issues]);
  }); // prettier-ignore
});
