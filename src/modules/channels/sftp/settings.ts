import { z } from 'zod';
import { sftpServer, signsIn } from '../../../platform/sftp/settings';

const globs = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).transform((p) => [p].flat());
const move = z
  .string()
  .regex(/^(\/.+[^/]|(?!\.\.?$)[^/]+)$/, 'expected the name of a folder beside the files, or a path from the root')
  .describe('of the same file system');

/** Files on a server of SFTP. Nothing is moved or deleted there unless that is asked for. */
export const sftpSettings = z
  .strictObject({
    kind: z.literal('sftp'),
    name: z.string(),
    ...sftpServer,
    folder: z.string().min(1).default('.').describe('files lie in it, or in a folder that bears a supplier’s code'),
    pattern: globs.default(['*']).describe('which files, with * and ?; several in a list'),
    supplier: z.string().optional().describe('code, when the whole folder is one supplier’s: its folders are not looked into then'),
    after: z
      .union([z.literal('keep'), z.literal('delete'), z.strictObject({ move })])
      .default('keep')
      .describe('what happens to a file that was taken'),
    every_seconds: z.number().min(0.2).max(3600).default(60),
    quiet_seconds: z.number().min(1).max(86400).default(120).describe('a text is whole when it has not changed for so long'),
    max_mb: z.number().positive().max(256).default(256),
  })
  .superRefine(signsIn);
export type SftpSettings = z.infer<typeof sftpSettings>;
