import { calmNeeded, endOf } from './file-end';

const zip = (comment = ''): Buffer => {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([Buffer.from('PK\x03\x04 some data '), end, Buffer.from(comment)]);
};

test.each<[string, Buffer, boolean]>([
  ['a whole interchange', Buffer.from('ISA*00*~ST*852*1~SE*2*1~IEA*1*000000001~\r\n'), true],
  ['no trailer', Buffer.from('ISA*00*~ST*852*1~SE*2*1~'), false],
  ['cut in the trailer', Buffer.from('ISA*00*~ST*852*1~IEA*1'), false],
  ['cut in its number', Buffer.from('ISA*00*~ST*852*1~IEA*1*00000'), false],
  ['EDIFACT', Buffer.from("UNB+UNOC:3+A+B'UNZ+1+77'"), true],
  ['a zip with its directory', zip(), true],
  ['a zip with a comment', zip('hello'), true],
  ['a zip without the end of it', zip('hello').subarray(0, -3), false],
  ['text', Buffer.from('part,qty\nA,1\n'), false],
  ['almost nothing', Buffer.from('ISA'), false],
])('%s', (_, bytes, expected) => expect(endOf(bytes) === 'proven').toBe(expected));

test.each([
  ['proven', 120, 0],
  ['open', 120, 120_000],
  ['cut', 120, 1_800_000],
  ['cut', 7200, 7_200_000],
] as const)('%s, with %i quiet seconds: calm for %i ms', (end, quiet, needed) => expect(calmNeeded(end, quiet)).toBe(needed));
