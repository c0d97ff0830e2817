import { UsageError } from '../platform/errors';

const ID = /^(doc_)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The id of a document as a person gives it; whether there is such a one is not known yet. */
export function documentId(given: string): string {
  if (!ID.test(given)) throw new UsageError(`${given} is no id of a document; "doc list" shows them`);
  return given;
}
