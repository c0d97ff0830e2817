import { CollectingSink } from '../formats/format';
import { x12861 } from '../formats/x12-861';
import { readX12 } from '../syntax/x12';
import { type ClaimOut, write861 } from './write-861';

const ENVELOPE = { sender: 'ZZ:ACME', receiver: 'ZZ:NORD', usage: 'P', interchange: 7, group: 8, at: '2026-11-20T12:00:00Z' } as const;
const CLAIM: ClaimOut = {
  ...{ name: 'CL-1', day: '2026-11-20', receivedOn: '2026-11-16', shipment: 'S-1', location: 'HAM', locationName: 'Hamburg', sku: 'BRK' },
  ...{ theirs: 'V-9', uom: 'EA', announced: '50', received: '40', lines: [{ line: 1, kind: 'short', quantity: '10' }] },
};
const told = (claim: Partial<ClaimOut>): string[] => {
  const [set] = readX12(write861({ ...CLAIM, ...claim }, ENVELOPE)).interchanges[0]!.sets;
  const sink = new CollectingSink();
  x12861.read({ syntax: 'x12', type: '861', control: set!.control, segments: set!.segments() }, { fileName: 'x', receivedAt: '' }, sink);
  const line = sink.reports[0]!.lines[0]!;
  return [`${line.refs.map((r) => r.value).join('+')} ${line.measure} ${line.quantity.amount}`, ...sink.issues.map((i) => i.detail)];
};

test.each<readonly [string, Partial<ClaimOut>, readonly string[]]>([
  ['short', {}, ['BRK+V-9 received 40', 'a part of BRK is in question (condition 02)']],
  ['over', { received: '60', lines: [{ line: 1, kind: 'over', quantity: '10' }] }, ['BRK+V-9 received 60', 'a part of BRK is in question (condition 03)']],
  ['damaged', { received: '50', lines: [{ line: 1, kind: 'damaged', quantity: '2.5' }] }, ['BRK+V-9 received 50', 'a part of BRK is in question (condition 01)']],
  ['wrong item', { announced: '0', received: '7', theirs: null, lines: [{ line: 1, kind: 'wrong_item', quantity: '7' }] }, ['BRK received 7', 'a part of BRK is in question (condition 05)']],
  ['nothing came', { received: '0', lines: [{ line: 1, kind: 'short', quantity: '50' }] }, ['BRK+V-9 received 0', 'a part of BRK is in question (condition 02)']],
])('%s is read back as it was meant', (_, claim, expected) => {
  expect(told(claim)).toEqual(expected);
}); // prettier-ignore

test.each([
  [{ uom: 'BOX' }, 'unit'],
  [{ received: '1234567890' }, 'quantity'],
  [{ sku: 'X'.repeat(49) }, 'number of the item'],
  [{ sku: 'Ä' }, 'Ä'],
  [{ lines: [{ line: 1, kind: 'short', quantity: '0.12345678' }] as const }, 'quantity'],
])('%j cannot be said', (claim, why) => {
  expect(() => write861({ ...CLAIM, ...claim }, ENVELOPE)).toThrow(why);
});
