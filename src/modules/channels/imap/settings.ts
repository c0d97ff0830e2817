import { z } from 'zod';
import { mailRules } from '../../../domain/mail/mail-rules';
import { oauth2 } from '../../access/oauth/settings';

/** What is said to the server in one line. */
const folder = z.string().regex(/^[^\u0000-\u001f\u007f-\u009f]+$/, 'expected the name of a folder, without a line break');
const folders = z.union([folder, z.array(folder).min(1)]).transform((f) => (Array.isArray(f) ? f : [f]));

/** A mailbox. Nothing in it is ever deleted, and no flag is set that a person would miss. */
export const imapSettings = z
  .strictObject({
    kind: z.literal('imap'),
    name: z.string(),
    host: z.string().min(1),
    port: z.number().int().min(1).max(65535).default(993),
    tls: z.enum(['implicit', 'starttls', 'none']).optional().describe('implicit on port 993, else starttls; none only on the same machine'),
    user: z.string().min(1),
    password: z.string().min(1).optional().describe('as ${NAME}, which stands for a variable of the environment'),
    auth: oauth2.optional().describe('signed in to without a password'),
    folders: folders.default(['INBOX']),
    junk: z.boolean().default(true).describe('look into the folder of junk mail, too: reports end up there'),
    since: z.iso.date().optional().describe('what came before is left alone'),
    rules: mailRules.default([]),
    after: z
      .union([z.literal('nothing'), z.strictObject({ move: folder }), z.strictObject({ flag: z.string().regex(/^[\\$]?[\w.-]+$/) })])
      .default('nothing')
      .describe('what happens to a mail that was taken'),
    supplier: z.string().optional().describe('code, when the whole mailbox is one supplier’s'),
    every_seconds: z.number().min(1).max(3600).default(60),
    timeout_seconds: z.number().min(1).max(300).default(60),
    max_mb: z.number().positive().max(50).default(50),
    exact_size: z.boolean().default(true).describe('no: the server is known to tell sizes that are not those of the mails'),
    canary: z.email().optional().describe('the address of this mailbox: once a day a mail is sent there and has to arrive'),
  })
  .refine((s) => (s.password === undefined) !== (s.auth === undefined), { path: ['password'], message: 'expected a password, or `auth`' })
  .transform((s) => ({ ...s, tls: s.tls ?? (s.port === 993 ? ('implicit' as const) : ('starttls' as const)) }));
export type ImapSettings = z.infer<typeof imapSettings>;
