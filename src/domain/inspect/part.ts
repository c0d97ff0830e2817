import type { OpenedPart } from '../syntax';
import { ediPage, type WhichMessage } from './edi-page';
import { gridPage } from './grid-page';
import { NOTHING, type PageAsked, type ShownPart, type ShownSheet } from './page';
import { treePage } from './tree-page';

/** A page of one part of a delivery, opened by the same readers as everything that counts. */
export function showPart(
  { content, within }: OpenedPart,
  asked: PageAsked,
  which?: WhichMessage,
  sheets?: readonly ShownSheet[], // as they were told with another page of it
): ShownPart {
  switch (content.kind) {
    case 'x12':
    case 'edifact':
      return { within, ...ediPage(content.kind, content.source, asked, which) };
    case 'tables':
      return { within, ...gridPage(content.tables, asked, sheets) };
    case 'xml':
      return { within, ...treePage(content.documents.map((d) => d.root), asked) }; // prettier-ignore
    default:
      return { within, kind: 'none', ...NOTHING, why: content.issue.detail };
  }
}
