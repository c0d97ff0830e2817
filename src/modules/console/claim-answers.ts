import { z } from 'zod';
import { CLAIM_KINDS, CLAIM_STATES } from '../../domain/claims/claim';
import type { ClaimReport } from '../claims/claims.store';
import { REQUEST_KINDS, REQUEST_STATES, type RequestReport } from '../claims/requests.store';
import { instant, maybe, page, text } from './scalars';

const decimal = text.meta({ description: 'a decimal as text, in the base unit', examples: ['12', '1.5'] });

const claim = z.object({
  id: text,
  n: z.number().int(),
  exception: text,
  supplier: text,
  sku: text,
  location: maybe,
  state: z.enum(CLAIM_STATES),
  lines: z.array(z.object({ line: z.number().int(), kind: z.enum(CLAIM_KINDS), quantity: decimal })),
  evidence: z
    .object({
      exception: text,
      message: text,
      shipment: text,
      kinds: z.array(text),
      uom: text,
      announced: decimal,
      received: decimal,
      difference: decimal,
      announced_in: z.array(
        z.object({
          quantity: decimal,
          document: text,
          file: text,
          place: text,
          location: text,
          po: maybe,
          po_line: maybe,
          sscc: maybe,
        }),
      ),
      received_by: z.array(
        z.object({
          key: text.meta({ description: 'of the movement in your feed' }),
          quantity: decimal,
          moved_at: instant,
          day: text,
          location: text,
          location_name: text,
          po: maybe,
          packing_slip: maybe,
          reason: maybe,
        }),
      ),
    })
    .meta({ description: 'as it stood when the claim was made' }),
  way: maybe,
  target: maybe,
  sent_at: instant.nullable(),
  outcome: maybe,
  made_at: instant,
  decided_at: instant.nullable(),
  by: text,
  reason: maybe,
}) satisfies z.ZodType<ClaimReport>;

const request = z.object({
  id: text,
  kind: z.enum(REQUEST_KINDS),
  exception: text,
  sku: text,
  location: text,
  uom: text,
  quantity: decimal.nullable().meta({ description: 'of an adjustment: signed' }),
  evidence: z.record(z.string(), z.unknown()).meta({ description: 'the exception as it stood' }),
  state: z.enum(REQUEST_STATES),
  leaves: z.boolean().meta({ description: 'false: no endpoint or place asked for it, and it waits to be fetched here' }),
  made_at: instant,
  by: text,
  reason: maybe,
  ended_at: instant.nullable(),
  answer: z.object({ at: instant, quantity: decimal, key: maybe }).nullable().meta({ description: 'what the feed brought' }),
}) satisfies z.ZodType<RequestReport>;

export const CLAIM_ANSWERS = {
  FeedRequests: page(request),
  FeedRequest: request,
  Claims: page(claim),
  Claim: claim,
};
