import { readX12 } from '../syntax/x12';
import { type OrderOut, write850 } from './write-850';

const ENVELOPE = {
  sender: 'ZZ:ACME',
  receiver: '01:123456789',
  usage: 'P',
  interchange: 42,
  group: 7,
  at: '2026-11-29T12:34:00.000Z',
} as const;
const LINE = { line: '1', sku: 'BRK-2210', quantity: '780', uom: 'EA', theirs: 'K-1' };
const ORDER: OrderOut = { po: 'CC-12', day: '2026-11-29', location: 'HAM', locationName: 'Hamburg Süd', lines: [LINE] };
const text = (order: Partial<OrderOut>): string => write850({ ...ORDER, ...order }, ENVELOPE).toString('latin1');

test('an order as X12 850', () => {
  const lines = [LINE, { line: '2', sku: 'FST-1', quantity: '0.5', uom: 'KG', theirs: null }];
  expect(text({ lines })).toBe(
    [
      'ISA*00*          *00*          *ZZ*ACME           *01*123456789      *261129*1234*U*00401*000000042*0*P*>',
      'GS*PO*ACME*123456789*20261129*1234*7*X*004010',
      'ST*850*0001', 'BEG*00*NE*CC-12**20261129', 'N1*ST*Hamburg Sud*92*HAM', 'PO1*1*780*EA***BP*BRK-2210*VN*K-1',
      'PO1*2*0.5*KG***BP*FST-1', 'CTT*2', 'SE*7*0001', 'GE*1*7', 'IEA*1*000000042', '',
    ].join('~'), // prettier-ignore
  );
});

test('our own reader reads it', () => {
  const [i] = readX12(write850(ORDER, ENVELOPE)).interchanges;
  expect([i!.sender, i!.receiver, i!.control, i!.issues, i!.sets.map((s) => s.type)]).toEqual([
    'ZZ:ACME',
    '01:123456789',
    '000000042',
    [],
    ['850'],
  ]);
});

test('where a number holds a separator, another separator is taken', () => {
  expect(text({ lines: [{ ...LINE, sku: 'A*B~C>D' }] })).toContain("PO1|1|780|EA|||BP|A*B~C>D|VN|K-1'");
});

test.each([
  ['a unit of ours', { lines: [{ ...LINE, uom: 'CARTON' }] }, 'is none of X12'],
  ['a number in other letters', { lines: [{ ...LINE, sku: 'BRÜCKE' }] }, 'cannot be written in X12'],
  ['a number that is too long', { lines: [{ ...LINE, sku: 'X'.repeat(49) }] }, 'does not fit into X12'],
  ['a number that holds all of them', { lines: [{ ...LINE, sku: '*|^' }] }, 'hold every separator'],
  ['an order that is called too long', { po: 'P'.repeat(23) }, 'does not fit into X12'],
])('%s is an error, and no broken segment', (_, order, message) => {
  expect(() => text(order)).toThrow(message);
});
test('an id without its qualifier is an error', () => {
  expect(() => write850(ORDER, { ...ENVELOPE, receiver: 'NORD' })).toThrow('is no id of X12');
});
