import { UsageError } from '../platform/errors';

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** An id as a person gives it; whether there is such a one is not known yet. */
const idOf = (prefix: string, what: string, shownBy: string) => {
  const pattern = new RegExp(`^(${prefix}_)?${UUID}$`);
  return (given: string): string => {
    if (!pattern.test(given)) throw new UsageError(`${given} is no id of ${what}; "${shownBy}" shows them`);
    return given;
  };
};
export const documentId = idOf('doc', 'a document', 'doc list');
export const exceptionId = idOf('exc', 'an exception', 'crosscount exceptions');
export const claimId = idOf('clm', 'a claim', 'crosscount claims list');
export const requestId = idOf('req', 'a request', 'crosscount requests list');
export const reorderId = idOf('reo', 'a reorder', 'crosscount reorders list');
export const replyId = idOf('rpl', 'a reply', 'crosscount replies');
export const suggestionId = idOf('sug', 'a suggestion', 'crosscount suggestions');
export const snapshotId = idOf('snp', 'a snapshot', 'share list');
export const linkId = idOf('lnk', 'a link', 'share list');
export const statementId = idOf('stm', 'a statement', 'statement list');
