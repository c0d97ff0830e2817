interface Ask {
  readonly at?: () => string;
  readonly body?: () => unknown;
  readonly headers?: Record<string, string>;
  readonly may: number;
  readonly limited?: number;
}
/** What test/api/matrix.spec.ts asks of the routes of IT: they are about the whole gateway, so who sees a part of it is refused. */
export const ASKED_OF_SETTINGS = {
  getHealth: { may: 200, limited: 403 },
  runChecks: { may: 200, limited: 403 },
  getDiagnostics: { may: 200, limited: 403 },
  retryGivenUp: { body: () => ({ id: 'rcp_00000000-0000-7000-8000-000000000000' }), may: 404, limited: 403 },
  getAbout: { may: 200 },
  actOnSource: { body: () => ({ source: 'imap none', do: 'test' }), may: 404, limited: 403 },
  getSettings: { may: 200, limited: 403 },
  listCalendars: { may: 200, limited: 403 },
  putSection: { at: () => '/settings/trust', body: () => ({ yaml: '' }), headers: { 'if-match': '"0"' }, may: 412, limited: 403 },
  putChannel: {
    at: () => '/settings/channels/imap/x',
    body: () => ({ settings: {} }),
    headers: { 'if-match': '"0"' },
    may: 412,
    limited: 403,
  },
  removeChannel: { at: () => '/settings/channels/imap/x', headers: { 'if-match': '"0"' }, may: 412, limited: 403 },
  listFolders: { body: () => ({ settings: { name: 'x' } }), may: 400, limited: 403 },
  dryRun: { body: () => ({ settings: { name: 'x' } }), may: 400, limited: 403 },
  listMailboxSignIns: { may: 200, limited: 403 },
  beginMailboxSignIn: { body: () => ({ settings: { name: 'x' } }), may: 400, limited: 403 },
  pasteSignIn: { body: () => ({ name: 'x', address: 'y' }), may: 404, limited: 403 },
} as const satisfies Readonly<Record<string, Ask>>;
