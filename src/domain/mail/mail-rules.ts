import { z } from 'zod';
import type { MailHead } from './mail-head';

const patterns = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((p) => (Array.isArray(p) ? p : [p]))
  .describe('text with * and ?, upper and lower case alike; one of several is enough');
const match = z.strictObject({
  folder: patterns.optional(),
  from: patterns.optional().describe('an address, or @domain'),
  subject: patterns.optional(),
  attachment: patterns.optional().describe('the name of one of the attachments'),
});
type Match = z.infer<typeof match>;
export const mailRules = z.array(z.union([z.strictObject({ take: match }), z.strictObject({ skip: match })]));
export type MailRules = z.infer<typeof mailRules>;

export interface Decision {
  readonly take: boolean;
  readonly reason: string; // shown beside the mail
}

/**
 * Whether a mail is fetched: what nobody wrote is not, then the first rule that speaks of it decides. A mail of which no rule
 * speaks is taken: read for nothing is cheaper than a report that was never seen.
 */
export function decideMail(head: MailHead, rules: MailRules): Decision {
  const data = head.parts.filter((p) => p.fate === 'data');
  if (head.automatic === 'bounce') return { take: false, reason: 'bounce: a notice about the delivery of another mail' };
  if (head.automatic === 'reply' && data.length === 0) return { take: false, reason: 'auto-reply: nobody wrote it' };
  if (data.length === 0 && head.parts.some((p) => p.fate === 'calendar')) return { take: false, reason: 'calendar: an invitation' };
  for (const [i, rule] of rules.entries()) {
    const take = 'take' in rule;
    if (matches(head, take ? rule.take : rule.skip))
      return { take, reason: `rule ${i + 1}: ${take ? 'take' : 'skip'}${words(take ? rule.take : rule.skip)}` };
  }
  return { take: true, reason: rules.length === 0 ? 'taken' : 'no rule speaks of it' };
}

function matches(head: MailHead, m: Match): boolean {
  const names = head.parts.filter((p) => p.fate === 'data').map((p) => p.name);
  return (
    fits(m.folder, [head.folder]) &&
    fits(
      m.from?.map((p) => (p.startsWith('@') ? `*${p}` : p)),
      head.from,
    ) &&
    fits(m.subject, [head.subject]) &&
    fits(m.attachment, names)
  );
}

function fits(wanted: readonly string[] | undefined, values: readonly string[]): boolean {
  if (wanted === undefined) return true;
  return wanted.some((w) => values.some((v) => globOf(w).test(v.slice(0, 500))));
}

/** Text with * and ?, upper and lower case alike. */
export const globOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern.replace(/\*+/g, '*').replace(/[.+^${}()|[\]\\*?]/g, (c) => (c === '*' ? '.*' : c === '?' ? '.' : `\\${c}`))}$`,
    'is',
  );

const words = (m: Match): string => {
  const said = Object.entries(m).flatMap(([field, wanted]) => (wanted ? [`${field} ${wanted.join(' or ')}`] : []));
  return said.length > 0 ? ` ${said.join(', ')}` : ' everything else';
};
