import { utils } from 'ssh2';
import { z } from 'zod';

/** How a server is reached and how we prove who we are; for whatever room has one. */
export const sftpServer = {
  host: z.string().min(1),
  port: z.number().int().min(1).max(65535).default(22),
  username: z.string().min(1),
  password: z.string().min(1).optional().describe('as ${secret:NAME}, or ${NAME} for a variable of the environment'),
  private_key: z.string().min(1).optional().describe('as ${secret:NAME}; in the form of OpenSSH or PEM'),
  passphrase: z.string().min(1).optional().describe('of the private key'),
  host_keys: z
    .union([z.string(), z.array(z.string()).min(1)])
    .transform((keys) => [keys].flat().map((k) => k.replace(/=$/, '')))
    .refine((keys) => keys.every((k) => /^SHA256:[A-Za-z0-9+/]{43}$/.test(k)), 'expected SHA256: and 43 characters, as `crosscount channels hostkey HOST` prints it')
    .describe('fingerprints of the server; several while it changes its key'),
  timeout_seconds: z.number().min(0.1).max(300).default(30).describe('how long the server may take for one answer'),
}; // prettier-ignore

export type SftpServer = z.infer<z.ZodObject<typeof sftpServer>>;

/** What only the whole tells. A secret that is not open yet stands as it is written, and is not looked into. */
export function signsIn(s: Pick<SftpServer, 'password' | 'private_key' | 'passphrase'>, at: z.RefinementCtx): void {
  const wrong = (path: keyof SftpServer, message: string): void => at.addIssue({ code: 'custom', path: [path], message });
  if (s.password === undefined && s.private_key === undefined) wrong('username', 'a password or a private_key belongs to it');
  if (s.passphrase !== undefined && s.private_key === undefined) wrong('passphrase', 'there is no private_key that it could open');
  if (s.private_key === undefined || [s.private_key, s.passphrase].some((t) => t?.startsWith('${secret:'))) return;
  const key = utils.parseKey(s.private_key, s.passphrase);
  if (key instanceof Error) wrong('private_key', `it cannot be read: ${key.message}`);
  else if ([key].flat().every((k) => !k.isPrivateKey())) wrong('private_key', 'this is the public half of a key');
}
