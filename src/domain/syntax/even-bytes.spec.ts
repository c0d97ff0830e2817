import { evenBytes } from './even-bytes';

test('half a character at the end is left away, in parts of parts as well', () => {
  const bytes = evenBytes(Buffer.from('abcdef', 'utf16le'));
  expect(bytes.toString('utf16le')).toBe('abcdef');
  expect(bytes.slice(2, 7).toString('utf16le')).toBe('bc');
  expect(bytes.subarray(2).slice(0, 3).toString('utf16le')).toBe('b');
  expect(bytes.toString('utf16le', 4, 999)).toBe('cdef');
  expect(bytes.toString('utf16le', 4, 9)).toBe('cd');
  expect(bytes.toString('utf16le', 11)).toBe('');
});

test('everything else is a Buffer as ever', () => {
  const bytes = evenBytes(Buffer.from('abc'));
  expect([Buffer.isBuffer(bytes), bytes.toString(), bytes.slice(1).toString('latin1'), bytes.toString('hex', 0, 1)]).toEqual([
    true,
    'abc',
    'bc',
    '61',
  ]);
});
