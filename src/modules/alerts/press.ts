import type { Links } from '../access/links';
import type { Named } from './named.store';

const GOOD_FOR_DAYS = 7; // longer than the last reminder takes, and no key for ever in an old mailbox

/** The link by which whoever was told acknowledges what they were told, as it was then. */
export function pressing(
  links: Links | null,
  url: string | undefined,
  who: string,
  now: string,
): ((e: Pick<Named, 'id' | 'severity' | 'raised'>) => string | null) | undefined {
  if (links === null || url === undefined) return undefined;
  const until = new Date(Date.parse(now) + GOOD_FOR_DAYS * 86_400_000).toISOString();
  return ({ id, severity, raised }) => {
    const token = links.make({ do: 'acknowledge', exception: id, for: who, seen: { severity, raised } }, until);
    return token === null ? null : `${url}/go/${token}`;
  };
}
