import { type KnownLocation, matchLocation } from './match-location';

const HAM: KnownLocation = { id: '1', code: 'HAM', gln: '4012345000009' };
const BRE: KnownLocation = { id: '2', code: 'BRE', gln: null };

describe('which of our locations', () => {
  test.each([
    ['by cross-reference, whatever our codes say', { qualifier: '92', value: 'BRE' }, [HAM], [BRE], '1'],
    ['by GLN', { qualifier: 'UL', value: '4012345000009' }, [], [HAM], '1'],
    ['by a bare GLN in a sheet', { qualifier: '', value: '4012345000009' }, [], [HAM], '1'],
    ['by our code', { qualifier: '92', value: 'BRE' }, [], [HAM, BRE], '2'],
    ["not by our code when the number is the supplier's own", { qualifier: '91', value: 'BRE' }, [], [HAM, BRE], 'location.unknown'],
    ['two cross-references', { qualifier: '', value: 'x' }, [HAM, BRE], [], 'location.conflict'],
    ['unknown', { qualifier: '', value: 'x' }, [], [HAM], 'location.unknown'],
  ])('%s', (_, ref, crossrefs, known, expected) => {
    const match = matchLocation(ref, crossrefs, known, []);
    expect(match.locationId ?? ('reason' in match && match.reason)).toBe(expected);
  });

  test('no location given is the only one of the programs, or a question', () => {
    expect(matchLocation(null, [], [], ['1'])).toEqual({ locationId: '1' });
    expect(matchLocation(null, [], [], ['1', '2'])).toMatchObject({ locationId: null, reason: 'location.none-given' });
    expect(matchLocation(null, [], [], [])).toMatchObject({ locationId: null, reason: 'location.none-given' });
  });
});
