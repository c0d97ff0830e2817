/**
 * Where the gateway is killed, in worlds that run beside each other. In a world each restart takes up what the last kill left
 * and is then killed itself; a delivery survives three kills in its reading before it is laid aside, so each has few of those.
 */
export const WORLDS: readonly (readonly string[])[] = [
  ['keep.before-blob', 'store.before-rename', 'keep.after-commit', 'drop.between-names', 'process.before-read', 'process.after-post'],
  ['store.after-rename', 'keep.after-receipt', 'drop.after-keep', 'drop.name-taken', 'process.before-commit', 'reconcile.before-raise'],
  ['keep.before-commit', 'drop.before-keep', 'drop.after-move', 'process.after-read', 'process.after-commit', 'reconcile.before-commit'],
];
