import { soundRecords } from './biff-records';
import { NotOpened } from './limits';

const record = (type: number, ...content: number[]): number[] => [type & 255, type >> 8, content.length, 0, ...content];
const BOF = record(0x809, 0, 6, 5, 0);
const EOF = record(0x0a);
const sound = (...bytes: number[]): number => soundRecords(Uint8Array.from(bytes)).length;

test('what fills the stream up behind its last end is left away', () =>
  expect(sound(...BOF, ...EOF, ...BOF, ...EOF, 0, 0, 0, 0, 0, 0)).toBe(2 * (BOF.length + EOF.length)));

test('a chart within a sheet ends before the sheet does', () => {
  const sheet = [...BOF, ...BOF, ...EOF, ...record(0x23e, 1, 2), ...EOF];
  expect(sound(...sheet, ...BOF, ...EOF)).toBe(sheet.length + BOF.length + EOF.length);
});

test.each<[string, number[]]>([
  ['a record that runs beyond the end', [...BOF, 0x31, 0, 200, 0, 1]],
  ['an end that is missing', BOF],
  ['a text without room for its length', [...BOF, ...record(0x207, 1), ...EOF]],
  ['a record of 1987', [...BOF, ...record(7), ...EOF]],
])('%s', (_, bytes) => expect(() => sound(...bytes)).toThrow(NotOpened));

test('older streams are left as they are', () => expect(sound(...record(0x809, 0, 5, 5, 0), 1, 2, 3)).toBe(11));
