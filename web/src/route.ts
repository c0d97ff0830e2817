/** Where one is, as it stands in the address: what is shown, of it one thing, and filters. Pure, but for nothing. */
const SCREENS = [
  'exceptions',
  'documents',
  'reorders',
  'claims',
  'suppliers',
  'mappings',
  'health',
  'settings',
  'item',
  'account',
  'welcome',
] as const;
export type Screen = (typeof SCREENS)[number];
export interface Place {
  readonly screen: Screen;
  readonly id: string | null;
  readonly query: Readonly<Record<string, string>>;
}

/** Null for an address that is none of ours. */
export function placeOf(pathname: string, search: string): Place | null {
  const [first = '', ...rest] = pathname.split('/').filter((p) => p !== '');
  const screen = first === '' ? 'exceptions' : SCREENS.find((s) => s === first);
  if (screen === undefined || rest.length > 1) return null;
  let id: string | null;
  try {
    id = rest[0] === undefined ? null : decodeURIComponent(rest[0]);
  } catch {
    return null;
  }
  return { screen, id, query: Object.fromEntries(new URLSearchParams(search)) };
}

export function addressOf({ screen, id, query }: Place): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, v]) => v !== '')).toString();
  return `/${screen}${id === null ? '' : `/${encodeURIComponent(id)}`}${search === '' ? '' : `?${search}`}`;
}
