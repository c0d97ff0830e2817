import { settingsOf } from '../../../test/support/settings';
import { acknowledgeOf, ediOf } from './edi';

const of = (edi: object | undefined, supplier: string, more: object = {}): object =>
  acknowledgeOf(ediOf(settingsOf({ ...(edi ? { edi } : {}), ...more })), supplier);
const DEFAULT = { groups: '997', ta1: 'asked', contrl: 'asked', content: 'none', leave: 'preview' };

test('nothing leaves by default, and a supplier may have words of its own', () => {
  expect(of(undefined, 'NORD')).toEqual(DEFAULT);
  const edi = { acknowledge: { leave: 'send' }, suppliers: { NORD: { acknowledge: { groups: 999, ta1: 'always' } } } };
  expect(of(edi, 'NORD')).toEqual({ ...DEFAULT, groups: '999', ta1: 'always', leave: 'send' });
  expect(of(edi, 'ACME')).toEqual({ ...DEFAULT, leave: 'send' });
});

test('a word that is none, and a place that there is not, stop the start', () => {
  expect(() => of({ acknowledge: { groups: 998 } }, 'NORD')).toThrow('edi.acknowledge.groups');
  const edi = { suppliers: { NORD: { acknowledge: { place: 'out' } } } };
  expect(() => of(edi, 'NORD')).toThrow('edi.suppliers.NORD.acknowledge.place: the section files names no place out');
  expect(of(edi, 'NORD', { files: [{ name: 'out', kind: 'folder', folder: '/out' }] })).toMatchObject({ place: 'out' });
});
