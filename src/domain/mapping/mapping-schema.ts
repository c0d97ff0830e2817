import { z } from 'zod';
import { EdiMappingFile } from './edi-mapping';
import { MappingFields } from './mapping-file';

/** One JSON Schema for the two kinds of files, by their `kind`: an editor then tells what is wrong in the terms of that kind. */
export function mappingSchema(): object {
  const edi = z.toJSONSchema(EdiMappingFile, { io: 'input' });
  const { $defs, $schema, ...list } = z.toJSONSchema(MappingFields, { io: 'input', reused: 'ref' }); // the functions once, for all columns
  return { $schema, $defs, if: { properties: { kind: { const: 'edi' } }, required: ['kind'] }, then: edi, else: list };
}
