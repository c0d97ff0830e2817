/** What somebody may do. Each route says the one it needs. */
export const RIGHTS = ['read', 'work', 'send', 'feed', 'approve', 'audit', 'manage'] as const;
export type Right = (typeof RIGHTS)[number];

/** What each right lets one do, for people who hand it out. */
export const MEANS: Readonly<Record<Right, string>> = {
  read: 'see what came, what was compared and what was found',
  work: 'deal with exceptions, decide what names mean, release and read anew',
  send: "hand over suppliers' files",
  feed: "hand over the buyer's own data",
  approve: 'approve what is ordered',
  audit: 'read who changed what',
  manage: 'people, keys and settings, and which columns of a supplier are read',
};

export const ROLES = ['viewer', 'planner', 'approver', 'admin', 'auditor', 'supplier'] as const;
export type Role = (typeof ROLES)[number];

/** Of a supplier's reader nothing more than reading: they see their own, and change nothing of the buyer's. */
export const RIGHTS_OF: Readonly<Record<Role, readonly Right[]>> = {
  viewer: ['read'],
  planner: ['read', 'work', 'send'],
  approver: ['read', 'work', 'send', 'approve'],
  admin: RIGHTS,
  auditor: ['read', 'audit'],
  supplier: ['read'],
};

/** What an API key may be given: rights by name, and `write` for all that programs do besides reading. */
export const SCOPES = ['write', ...RIGHTS] as const;
export type Scope = (typeof SCOPES)[number];
const WRITE: readonly Right[] = ['work', 'send', 'feed'];

export const rightsOf = (scopes: readonly Scope[]): readonly Right[] => scopes.flatMap((s) => (s === 'write' ? WRITE : [s]));
