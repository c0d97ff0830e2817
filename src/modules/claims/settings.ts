import { z } from 'zod';
import type { SettingsFile } from '../../platform/settings-file';
import { places } from '../outbox/places';
import { mailSettings } from '../outbox/settings';
import { ediId } from '../replenishment/settings';
import { acknowledgeOf, ediOf } from '../suppliers/edi';

const way = z.strictObject({
  by: z.enum(['mail', 'x12']).describe('mail: a text with a workbook; x12: an 861'),
  prefix: z.string().regex(/^[A-Z0-9-]{0,8}$/, 'expected up to 8 of A to Z, 0 to 9 and -').describe('of the numbers of claims'), // prettier-ignore
  place: z.string().min(1).max(200).describe('of the section files: where an X12 claim is put; by mail if absent'),
  to: z.email('expected a mail address').describe('the contact of the supplier if absent'),
  sender: ediId.describe('your own id in X12'),
  receiver: ediId.describe('theirs; the first edi_id of the supplier if absent'),
  usage: z.enum(['P', 'T']).describe('T: a test'),
});
const ways = z.strictObject({ ...way.partial().shape, suppliers: z.record(z.string(), way.partial()).default({}) });

export type ClaimWay = { readonly by: 'mail' | 'x12'; readonly prefix: string; readonly usage: 'P' | 'T' } & {
  readonly [K in 'place' | 'to' | 'sender' | 'receiver']?: string | undefined;
};
export interface ClaimWays {
  readonly of: (supplier: string) => ClaimWay;
  readonly mailFrom: string | undefined;
  readonly answeredWithin: (supplier: string) => number | null; // hours, as was agreed
}

/** Section `claims`: how a claim leaves, for all and by supplier. Without it by mail, to the contact of the masters. */
export function claimWays(settings: SettingsFile): ClaimWays {
  const { suppliers, ...all } = settings.section('claims', ways.optional()) ?? ways.parse({});
  const of = (supplier: string): ClaimWay => ({ by: 'mail', prefix: 'CL-', usage: 'P', ...all, ...suppliers[supplier] });
  const complain = (path: string[], message: string): never => {
    throw settings.wrong(['claims'], [{ path, message }]);
  };
  for (const [at, w] of [[[] as string[], of('')] as const, ...Object.keys(suppliers).map((s) => [['suppliers', s], of(s)] as const)]) {
    if (w.place !== undefined && !places(settings).some((p) => p.name === w.place))
      complain([...at, 'place'], `the section files names no place ${w.place}`);
    if (w.by === 'x12' && w.sender === undefined) complain([...at, 'sender'], 'X12 needs your own id');
  }
  const edi = ediOf(settings);
  return { of, mailFrom: mailSettings(settings)?.from, answeredWithin: (supplier) => acknowledgeOf(edi, supplier).within_hours ?? null };
}
