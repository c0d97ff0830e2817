import type { Issue } from '../canonical/vocabulary';
import { textOf } from './charset';
import { delimitedTable } from './delimited';
import { type Kind, kindOf } from './kind';
import { LIMITS } from './limits';
import { readMail } from './mime';
import type { Table } from './table';
import { workbookTables } from './workbook';
import { tooBig, unzip } from './zip';

/** One readable (or unreadable) thing of a delivery, with the path of the containers that it came in. */
export interface OpenedPart {
  readonly within: string | null; // null: the file itself
  readonly name: string;
  readonly from?: string; // sender of the mail that brought it
  readonly subject?: string;
  readonly content:
    | { readonly kind: 'x12' | 'edifact'; readonly bytes: Uint8Array }
    | { readonly kind: 'tables'; readonly tables: readonly Table[] }
    | { readonly kind: 'unreadable' | 'ignored'; readonly issue: Issue };
}

const WHY: Partial<Record<Kind, [code: string, why: string]>> = {
  empty: ['file.empty', 'the file is empty'],
  encrypted: ['file.encrypted', 'the file is protected by a password'],
  pdf: ['file.unsupported', 'a PDF is a picture of a list; the list itself is needed, as a spreadsheet, text or EDI'],
  image: ['file.unsupported', 'a picture cannot be read as a list'],
  html: ['file.unsupported', 'a web page cannot be read as a list; save it as a spreadsheet or text'],
  binary: ['file.unsupported', 'the file is of no kind that is known here'],
};

interface Around {
  readonly within: string | null;
  readonly from?: string;
  readonly subject?: string;
  readonly depth: number;
}

/** Opens a file of any kind: attachments and archives within limits, each part by what its bytes are. Never throws. */
export async function openDelivery(bytes: Uint8Array, name: string): Promise<OpenedPart[]> {
  return open(bytes, name, { within: null, depth: 0 });
}

async function open(bytes: Uint8Array, name: string, around: Around): Promise<OpenedPart[]> {
  const { depth, ...part } = around;
  const bad = (code: string, detail: string, kind: 'unreadable' | 'ignored' = 'unreadable'): OpenedPart[] => [
    { ...part, name, content: { kind, issue: issueOf(code, detail, kind === 'ignored' ? 'warning' : 'error', part.within) } },
  ];
  if (bytes.length > LIMITS.bytes) return bad('file.too-big', `the file has ${Math.round(bytes.length / 1048576)} MB`);
  if (depth > LIMITS.depth) return bad('file.too-deep', 'it is packed into too many archives');
  const kind = kindOf(bytes, name);
  try {
    switch (kind) {
      case 'x12':
      case 'edifact':
        return [{ ...part, name, content: { kind, bytes } }];
      case 'text':
        return [{ ...part, name, content: { kind: 'tables', tables: [delimitedTable(textOf(bytes))] } }];
      case 'workbook': {
        const big = tooBig(bytes);
        return big ? bad('file.too-big', big) : [{ ...part, name, content: { kind: 'tables', tables: workbookTables(bytes) } }];
      }
      case 'zip':
        return await openZip(bytes, name, around, bad);
      case 'mail':
        return await openMail(bytes, around, bad);
      default: {
        const [code, why] = WHY[kind]!;
        return bad(code, why);
      }
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return /password|encrypt/i.test(why)
      ? bad('file.encrypted', 'the file is protected by a password')
      : bad('file.corrupt', `the file is damaged: ${why}`);
  }
}

type Bad = (code: string, detail: string, kind?: 'unreadable' | 'ignored') => OpenedPart[];
const inside = (around: Around, name: string): Around => ({
  ...around,
  within: around.within === null ? name : `${around.within}/${name}`,
  depth: around.depth + 1,
});

async function openZip(bytes: Uint8Array, name: string, around: Around, bad: Bad): Promise<OpenedPart[]> {
  const big = tooBig(bytes);
  if (big) return bad('file.too-big', big);
  const entries = unzip(bytes);
  if (entries.length === 0) return bad('file.empty', `there is no file in ${name}`);
  const out: OpenedPart[] = [];
  for (const entry of entries) out.push(...(await open(entry.bytes, entry.name, inside(around, entry.name))));
  return out;
}

async function openMail(bytes: Uint8Array, around: Around, bad: Bad): Promise<OpenedPart[]> {
  const mail = await readMail(bytes);
  // Two senders in one From are nobody: who is meant cannot be known.
  const sender: Around = { ...around, ...(mail.from.length === 1 ? { from: mail.from[0]! } : {}), subject: mail.subject };
  if (mail.autoReply) return bad('mail.auto-reply', 'an automatic reply', 'ignored');
  if (mail.attachments.length === 0) {
    const { depth: _, ...part } = sender;
    return [
      {
        ...part,
        name: 'mail',
        content: { kind: 'unreadable', issue: issueOf('mail.no-attachment', 'nothing is attached to the mail', 'error', part.within) },
      },
    ];
  }
  const out: OpenedPart[] = [];
  for (const a of mail.attachments) out.push(...(await open(a.bytes, a.name, inside(sender, a.name))));
  return out;
}

const issueOf = (code: string, detail: string, severity: Issue['severity'], within: string | null): Issue => ({
  code,
  severity,
  detail,
  place: { in: 'file', ...(within === null ? {} : { within }) },
});
