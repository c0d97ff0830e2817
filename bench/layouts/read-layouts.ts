import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Layouts as suppliers write them, told in text: `heading ~ values ~ what it truly is`. They share no word list with the inference,
 * so that a heading is known there because it is known, and not because it stands in both.
 */
export interface Column {
  readonly heading: readonly string[]; // one, or the upper and the lower
  readonly values: string;
  readonly truth: readonly string[]; // any of these is right; none: it is nothing that the list is read for
  readonly required: boolean;
}
/** Looked at while the inference is worked on, kept from that, or with headings as they were found in lists that others made. */
export type Part = 'looked at' | 'kept apart' | 'found';
export interface Made {
  readonly id: string;
  readonly lang: string;
  readonly form: string; // csv; csv, csv| xlsx ods html
  readonly number: string;
  readonly date: string;
  readonly charset: string;
  readonly kind: 'stock' | 'ship';
  readonly file: string;
  readonly sheet: string;
  readonly title: readonly (readonly string[])[];
  readonly total: string | undefined;
  readonly group: string | undefined;
  readonly bare: boolean; // no headings at all
  readonly asked: readonly string[]; // what nobody can know without asking
  readonly from: Readonly<Record<string, string>>; // what the title or the file's name says
  readonly columns: readonly Column[];
  readonly part: Part;
}

export function readLayouts(): Made[] {
  const files = readdirSync(__dirname).filter((f) => f.endsWith('.txt'));
  return files.sort().flatMap((f) => {
    const blocks = readFileSync(path.join(__dirname, f), 'utf8').split(/^= /m).slice(1);
    return blocks.map((block, i) => readLayout(block, f === 'found.txt' ? 'found' : i % 2 === 1 ? 'kept apart' : 'looked at'));
  });
}

function readLayout(block: string, part: Part): Made {
  const [head, ...lines] = block.split('\n').filter((l) => l.trim() !== '');
  const [id, form, number, date, charset = 'utf8'] = head!.split(' ') as [string, string, string, string, string?];
  const said = (key: string): string[] => lines.filter((l) => l.split(' ')[0] === `@${key}`).map((l) => l.slice(key.length + 2));
  const from = Object.fromEntries(said('from').flatMap((l) => l.split(' ').map((p) => p.split('=') as [string, string])));
  return {
    id,
    lang: id.slice(0, 2),
    form,
    number,
    date,
    charset,
    part,
    from,
    kind: said('kind')[0] === 'ship' ? 'ship' : 'stock',
    file: said('file')[0]!,
    sheet: said('sheet')[0] ?? '',
    title: said('title').map((l) => l.split('~').map((c) => c.trim())),
    total: said('total')[0],
    group: said('group')[0],
    bare: said('bare').length > 0,
    asked: said('ask').flatMap((l) => l.split(' ')),
    columns: lines.filter((l) => !l.startsWith('@')).map(readColumn),
  };
}

function readColumn(line: string): Column {
  const [heading, values, truth = ''] = line.split('~').map((c) => c.trim()) as [string, string, string?];
  return {
    heading: heading.split('>').map((h) => h.trim()),
    values,
    truth: truth === '' ? [] : truth.replace('?', '').split('|'),
    required: truth !== '' && !truth.startsWith('?'),
  };
}
