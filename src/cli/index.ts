import type { Command } from './command';

/** Every command, loaded only when it is called: help must not wait for a database driver. */
export const COMMANDS: readonly { readonly name: string; readonly load: () => Promise<Command> }[] = [
  { name: 'serve', load: async () => (await import('./serve.command.js')).serveCommand },
  { name: 'demo', load: async () => (await import('./demo.command.js')).demoCommand },
  { name: 'import', load: async () => (await import('./import.command.js')).importCommand },
  { name: 'ingest', load: async () => (await import('./ingest.command.js')).ingestCommand },
  { name: 'doc read', load: async () => (await import('./read.command.js')).docReadCommand },
  { name: 'doc check', load: async () => (await import('./ingest.command.js')).docCheckCommand },
  { name: 'doc list', load: async () => (await import('./doc.command.js')).docListCommand },
  { name: 'doc show', load: async () => (await import('./doc.command.js')).docShowCommand },
  { name: 'mapping suggest', load: async () => (await import('./read.command.js')).mappingSuggestCommand },
  { name: 'reconcile', load: async () => (await import('./desk.command.js')).reconcileCommand },
  { name: 'exceptions', load: async () => (await import('./desk.command.js')).exceptionsCommand },
  { name: 'comparisons', load: async () => (await import('./desk.command.js')).comparisonsCommand },
  { name: 'backfill', load: async () => (await import('./backfill.command.js')).backfillCommand },
  { name: 'outbox', load: async () => (await import('./outbox.command.js')).outboxCommand },
  { name: 'outbox resend', load: async () => (await import('./outbox.command.js')).resendCommand },
  { name: 'key create', load: async () => (await import('./key.command.js')).keyCreateCommand },
  { name: 'key list', load: async () => (await import('./key.command.js')).keyListCommand },
  { name: 'key revoke', load: async () => (await import('./key.command.js')).keyRevokeCommand },
  { name: 'status', load: async () => (await import('./doctor.command.js')).statusCommand },
  { name: 'tail', load: async () => (await import('./tail.command.js')).tailCommand },
  { name: 'doctor', load: async () => (await import('./doctor.command.js')).doctorCommand },
  { name: 'db migrate', load: async () => (await import('./doctor.command.js')).migrateCommand },
];
