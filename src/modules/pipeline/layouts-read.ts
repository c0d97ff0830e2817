import type { Issue } from '../../domain/canonical/vocabulary';
import { Partner } from '../../domain/formats/partner';
import type { AnyMapping } from '../../domain/mapping/any-mapping';
import type { MappingFile } from '../../domain/mapping/mapping-file';
import type { MappingText } from '../suppliers/mapping-files';

/** The layouts that a reading thread may use for a list or an interchange: the text of the supplier's mapping files, in order of precedence. */
export interface LayoutAnswer {
  readonly supplier: string | null;
  readonly locale: string | null;
  readonly files: readonly MappingText[];
  readonly published?: readonly string[]; // names that were published: a file of such a name is a draft
  readonly only?: string; // name of the mapping that was asked for
}

interface Read<M> {
  readonly supplier: string | null;
  readonly mappings: M[];
  readonly issues: Issue[];
}

export const listsIn = (answer: LayoutAnswer): Promise<Read<MappingFile>> => readOf(answer, false) as Promise<Read<MappingFile>>;

export async function partnersIn(answer: LayoutAnswer): Promise<{ supplier: string; partners: Partner[]; issues: Issue[] }> {
  const { supplier, mappings, issues } = await readOf(answer, true);
  const partners = mappings.flatMap((m) => (m.kind === 'edi' ? [new Partner(m)] : []));
  return { supplier: supplier ?? '', partners, issues };
}

/** Of lists or of EDI, whichever is read. The schemas are loaded with the first file that needs them: most of what comes needs none. */
async function readOf({ files, published = [], only, supplier }: LayoutAnswer, edi: boolean): Promise<Read<AnyMapping>> {
  if (files.length === 0) return { supplier: only === undefined ? supplier : null, mappings: [], issues: [] };
  const { isEdiText, parseMapping } = await import('../../domain/mapping/any-mapping.js');
  const all: AnyMapping[] = [];
  const issues: Issue[] = [];
  for (const { path, text, published: holds } of files) {
    if (isEdiText(text) !== edi) continue;
    const parsed = parseMapping(text, path);
    if ('issue' in parsed) issues.push({ ...parsed.issue, severity: 'warning' });
    else if (holds === true || !published.includes(parsed.mapping.name)) all.push(parsed.mapping);
  }
  if (only === undefined) return { supplier, mappings: all, issues };
  const mappings = all.filter((m) => m.name === only).slice(0, 1);
  return { supplier: mappings[0]?.supplier ?? null, mappings, issues: [] };
}
