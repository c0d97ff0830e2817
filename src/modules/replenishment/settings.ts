import { z } from 'zod';
import type { ApprovalRules } from '../../domain/replenishment/limits';
import type { SettingsFile } from '../../platform/settings-file';
import { ROLES } from '../access/rights';
import { places } from '../outbox/places';
import { mailSettings } from '../outbox/settings';

const amount = z.preprocess(
  (v) => (typeof v === 'number' ? String(v) : v), // a number in YAML
  z.string().regex(/^\d{1,15}(\.\d{1,6})?$/, 'expected an amount such as 5000 or 99.50'),
);
const currency = z.string().regex(/^[A-Z]{3}$/, 'expected a currency such as EUR');
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'expected a day such as 2026-12-21');
const name = z.string().min(1).max(200);

const approvals = z.strictObject({
  limits: z
    .array(
      z
        .strictObject({ person: name.optional(), role: z.enum(ROLES).optional(), amount, currency })
        .refine((l) => l.person === undefined || l.role === undefined, 'expected a person or a role, and not both'),
    )
    .default([])
    .describe('up to which value of one draft somebody approves: a person, else a role, else (without either) everybody'),
  second_above: z.array(z.strictObject({ amount, currency })).default([]).describe('above it a second person has to approve'),
  deputies: z
    .array(
      z
        .strictObject({ of: name, by: name, from: day, to: day.describe('the last day') })
        .refine((d) => d.from <= d.to, 'it ends before it begins')
        .refine((d) => d.of !== d.by, 'nobody stands in for themselves'),
    )
    .default([])
    .describe('who approves by whose limit, and on which days'),
});

/** Section `approvals`: limits by value and person or role, the second approver, and who stands in for whom. */
export const approvalRules = (settings: SettingsFile): ApprovalRules =>
  settings.section('approvals', approvals.optional()) ?? approvals.parse({});

export const ediId = z.string().regex(/^[A-Z0-9]{2}:[\x21-\x7e]{1,15}$/, 'expected QUALIFIER:ID such as ZZ:ACME');
const way = z.strictObject({
  by: z
    .enum(['requisition', 'x12', 'mail'])
    .describe('requisition: to your own ERP, which answers with its number; else straight to the supplier'),
  po_prefix: z
    .string()
    .regex(/^[A-Z0-9-]{0,8}$/, 'expected up to 8 of A to Z, 0 to 9 and -')
    .describe('of the numbers of orders that go straight out'),
  place: name.describe('of the section files: where an X12 order is put; by mail if absent'),
  to: z.email('expected a mail address').describe('the contact of the supplier if absent'),
  sender: ediId.describe('your own id in X12'),
  receiver: ediId.describe('theirs; the first edi_id of the supplier if absent'),
  usage: z.enum(['P', 'T']).describe('T: a test'),
});
const ways = z.strictObject({ ...way.partial().shape, suppliers: z.record(z.string(), way.partial()).default({}) });
export type OrderWay = { readonly by: 'requisition' | 'x12' | 'mail'; readonly po_prefix: string; readonly usage: 'P' | 'T' } & {
  readonly [K in 'place' | 'to' | 'sender' | 'receiver']?: string | undefined;
};

export interface OrderWays {
  readonly of: (supplier: string) => OrderWay;
  readonly mailFrom: string | undefined;
}

/** Section `orders`: where an approved draft goes, for all and by supplier. Checked whole at the start. */
export function orderWays(settings: SettingsFile): OrderWays {
  const { suppliers, ...all } = settings.section('orders', ways.optional()) ?? ways.parse({});
  const of = (supplier: string): OrderWay => ({ by: 'requisition', po_prefix: 'CC-', usage: 'P', ...all, ...suppliers[supplier] });
  const mailFrom = mailSettings(settings)?.from;
  const complain = (at: string[], message: string): never => {
    throw settings.wrong(['orders'], [{ path: at, message }]);
  };
  for (const [at, w] of [[[] as string[], of('')] as const, ...Object.keys(suppliers).map((s) => [['suppliers', s], of(s)] as const)]) {
    if (w.place !== undefined && !places(settings).some((p) => p.name === w.place))
      complain([...at, 'place'], `the section files names no place ${w.place}`);
    if (w.by === 'x12' && w.sender === undefined) complain([...at, 'sender'], 'X12 needs your own id');
    if ((w.by === 'mail' || (w.by === 'x12' && w.place === undefined)) && mailFrom === undefined)
      complain([...at, 'by'], 'nothing can be mailed without the section mail');
  }
  return { of, mailFrom };
}
