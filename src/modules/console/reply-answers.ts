import { z } from 'zod';
import type { ReplyReport, ReplyWhole } from '../acks/reply/replies-list.store';
import { instant, maybe, text } from './scalars';

export const reply = z.object({
  id: text,
  supplier: maybe,
  receipt: text,
  document: maybe,
  file: text,
  outcome: z.enum(['accepted', 'partly', 'rejected', 'duplicate']),
  state: z.enum(['preview', 'leaves', 'withheld', 'not_sent']),
  why: maybe.meta({ description: 'a word: why it does not leave by itself' }),
  says: maybe,
  to: maybe,
  language: maybe,
  subject: maybe,
  made_at: instant,
  left_at: instant.nullable(),
  delivery: maybe.meta({ description: 'its state in the outbox' }),
  sent_by: maybe.meta({ description: 'who pressed Send; null where it left by itself' }),
}) satisfies z.ZodType<ReplyReport>;

export const wholeReply = reply.extend({
  text: maybe,
  html: maybe,
  attachments: z.array(z.object({ name: text, bytes: z.number().int() })),
}) satisfies z.ZodType<ReplyWhole>;
