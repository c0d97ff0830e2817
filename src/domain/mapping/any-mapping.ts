import { kindIn, type Refused } from './checked-yaml';
import { type EdiMapping, mayBeEdiMapping, parseEdiMapping } from './edi-mapping';
import { type MappingFile, parseMappingFile } from './mapping-file';

/** What a supplier's mapping file may be: of lists (a stock report or a ship notice), or of EDI. */
export type AnyMapping = MappingFile | EdiMapping;
export const isEdiMapping = (m: AnyMapping): m is EdiMapping => m.kind === 'edi';
export const isEdiText = (text: string): boolean => mayBeEdiMapping(text) && kindIn(text) === 'edi';

export function parseMapping(text: string, path: string): { readonly mapping: AnyMapping } | Refused {
  return isEdiText(text) ? parseEdiMapping(text, path) : parseMappingFile(text, path);
}
