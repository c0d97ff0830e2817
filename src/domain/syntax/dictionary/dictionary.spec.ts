import { explain, shownActivity, shownQuantity, shownX12Quantity, withWords } from '.';
import { EDIFACT_SEGMENTS } from './edifact';
import { X12_SEGMENTS } from './x12';

test('an element is explained by its segment, and a segment alone by what it does', () => {
  expect(explain('x12', 'ZA', 2)).toBe('ZA says a number of an activity; ZA02 says how many.');
  expect(explain('edifact', 'CPS')).toBe('CPS opens a level of packing.');
  expect(explain('x12', 'LIN', 9)).toBe('LIN names the item of a line; LIN09 says the item number.');
  expect(explain('x12', 'PRF', 9)).toBe('PRF names the purchase order.');
  expect([explain('x12', 'QQQ'), explain('edifact', 'ZA', 1)]).toEqual([undefined, undefined]);
});

test('a problem carries the sentence of its place', () => {
  const issue = {
    code: 'x12.no-item',
    severity: 'error',
    detail: '',
    place: { in: 'segment', number: 3, tag: 'LIN', element: 1 },
  } as const;
  expect(withWords('x12', issue)).toMatchObject({
    code: 'x12.no-item',
    about: expect.stringContaining('LIN01 says the number of the line') as string,
  });
  expect(withWords('x12', { ...issue, place: { in: 'file' } })).not.toHaveProperty('about');
  expect([shownQuantity('83'), shownQuantity('16')]).toEqual(['QTY 83 (on back order)', 'QTY 16']);
  expect([shownActivity('QA'), shownX12Quantity('QA')]).toEqual(['ZA QA (available)', 'QTY QA (approved)']);
});

test('every entry is a tag with words that end a sentence', () => {
  for (const [tag, [does, elements]] of [...Object.entries(X12_SEGMENTS), ...Object.entries(EDIFACT_SEGMENTS)]) {
    expect(tag).toMatch(/^[A-Z][A-Z0-9]{1,2}$/);
    for (const words of [does, ...Object.values(elements)]) expect(words).toMatch(/^[a-z].*[^.]$/);
  }
});
