import type { AskedRequest } from './door';
import { Problem } from './problems';

/** What a header `If-Match` of this API looks like, and the version that is in it. */
interface Versions {
  readonly form: RegExp;
  readonly example: string;
}
const wrong = ({ example }: Versions): Problem =>
  new Problem(400, 'wrong-request', `If-Match: expected the version that was seen, such as "${example}"`);

/** The version that whoever changes something has seen; `*` and nothing name none. */
export function versionSeen({ headers }: Pick<AskedRequest, 'headers'>, versions: Versions): string | undefined {
  const header = headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  const found = versions.form.exec(header)?.[1];
  if (found === undefined) throw wrong(versions);
  return found;
}

/** Of what is not to be changed unseen. */
export function neededVersion(request: Pick<AskedRequest, 'headers'>, versions: Versions): string {
  const found = versionSeen(request, versions);
  if (found === undefined) throw wrong(versions);
  return found;
}
