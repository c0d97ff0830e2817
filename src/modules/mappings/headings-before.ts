import type { Pool } from 'pg';
import { isEdiText } from '../../domain/mapping/any-mapping';
import { parseMappingFile } from '../../domain/mapping/mapping-file';
import { type NamedBefore, namedIn } from '../../domain/mapping/named-before';
import { layoutsBefore } from './versions.store';

/** What the published mappings of a supplier call the columns of its lists, and what earlier versions did by which a list was accepted. */
export async function headingsBefore(db: Pool, supplier: string): Promise<NamedBefore[]> {
  return (await layoutsBefore(db, supplier)).flatMap(({ name, version, text, holds, accepted }) => {
    const parsed = isEdiText(text) ? undefined : parseMappingFile(text, name);
    if (!parsed || !('mapping' in parsed)) return [];
    const from = `${supplier}'s mapping ${name}, version ${version},`;
    return namedIn(parsed.mapping, holds ? from : `${from} by which a list of ${accepted} was accepted,`, holds);
  });
}
