import { infer } from '../mapping/layout';
import { describeEdifact } from './edifact';
import { describeX12 } from './edi-structure';
import type { OpenedPart } from './index';

/** `doc read --json`: EDI by the structure of its messages (contract 3.2), sheets and text as displayed, rows and columns from 1. */
export function describeParts(parts: readonly OpenedPart[], file: string): object {
  const [only] = parts;
  if (parts.length === 1 && only && only.content.kind === 'x12') return describeX12(only.content.bytes, file);
  if (parts.length === 1 && only && only.content.kind === 'edifact') {
    const { issues, ...header } = describeEdifact(only.content.bytes);
    return { file, standard: 'EDIFACT', header, interchanges: [], diagnostics: issues.map((i) => i.code), issues };
  }
  const tables = parts.flatMap((p) => (p.content.kind === 'tables' ? p.content.tables.map((t) => describeTable(t)) : []));
  const issues = parts.flatMap((p) => (p.content.kind === 'unreadable' || p.content.kind === 'ignored' ? [p.content.issue] : []));
  const edi = parts.flatMap((p) => (p.content.kind === 'x12' ? [describeX12(p.content.bytes, p.within ?? file)] : []));
  return { file, tables, ...(edi.length > 0 ? { documents: edi } : {}), issues };
}

function describeTable(table: Extract<OpenedPart['content'], { kind: 'tables' }>['tables'][number]): object {
  const rows = [...table.rows()].flat();
  const header = headerOf(rows);
  const cells = rows.find((r) => r.number === header)?.cells ?? [];
  return {
    sheet: table.sheet,
    header_row: header,
    columns: cells.map((c, i) => ({ index: i + 1, heading: c.shown })),
    rows: rows.map((r) => r.cells.map((c) => c.shown)),
  };
}

function headerOf(rows: readonly { readonly number: number; readonly cells: readonly { readonly shown: string }[] }[]): number | null {
  const found = infer(rows as Parameters<typeof infer>[0], '', [], '1970-01-01T00:00:00Z');
  return 'layout' in found ? found.layout.headerRow : null;
}
