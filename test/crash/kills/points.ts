/** What comes in before the gateway is killed. */
export type Put =
  | 'mail'
  | 'big mail'
  | 'two lists'
  | 'renumbered'
  | 'file'
  | 'newer file'
  | 'zip'
  | 'inlet'
  | 'remote file'
  | 'newer remote file'
  | 'webhook out'
  | 'mail out'
  | 'edi file'
  | 'file out'
  | 'moved back';

/** A place at which the gateway is killed. `again`: where it may be killed once more while it takes up what the kill left. */
export interface Point {
  readonly id: string; // of the catalogue of crash points: M mail, F file, R inlet, E and P reading, O outbox
  readonly between: string;
  readonly failpoint: string;
  readonly put: Put;
  readonly roles: 'poll' | 'work' | 'poll,work';
  readonly again: string | null;
}
type Row = readonly [id: string, between: string, failpoint: string, put?: Put, again?: string | null];
const of =
  (roles: Point['roles'], put: Put) =>
  ([id, between, failpoint, own, again]: Row): Point => ({
    id,
    between,
    failpoint,
    put: own ?? put,
    roles,
    again: again === undefined ? failpoint : again,
  });

const MAIL: readonly Row[] = [
  ['M1', 'folder opened / UIDVALIDITY compared', 'mail.M1'],
  ['M2', 'UIDVALIDITY change seen / noted', 'mail.M2', 'renumbered'],
  ['M3', 'numbers listed / written down', 'mail.M3'],
  ['M4', 'half of a mail fetched / the rest', 'mail.M4', 'big mail'],
  ['M5', 'temporary file written / synced', 'store.before-sync'],
  ['M6', 'synced / renamed', 'store.before-rename'],
  ['M7', 'renamed / folder synced', 'store.after-rename', 'mail', 'keep.M8'], // the bytes are there then, and are not written again
  ['M8', 'begin / receipt', 'keep.M8'],
  ['M9', 'receipt / job', 'keep.after-receipt'],
  ['M10', 'job / commit', 'keep.before-commit'],
  ['M11', 'commit sent / answered', 'transaction.M11', 'mail', 'mail.M15'], // whether it was carried out or not, the mail is moved
  ['M12', 'commit / moved', 'mail.M12', 'mail', 'mail.M15'],
  ['M13', 'copied / marked as deleted', 'mail.M13'],
  ['M14', 'marked / removed', 'mail.M14'],
  ['M15', 'moved / noted as moved', 'mail.M15'],
];
const FILE: readonly Row[] = [
  ['F1', 'listed / seen to be whole', 'drop.F1'],
  ['F2', 'half of the copy / the rest', 'store.before-sync'],
  ['F3', 'bytes durable / receipt', 'keep.after-blob'],
  ['F4', 'receipt / moved to done', 'drop.after-keep'],
  ['F5', 'name taken / looked at', 'drop.name-taken', 'file', null],
  ['F6', 'a second name / the first one gone', 'drop.between-names'],
  ['F6', 'moved / outcome waited for', 'drop.after-move', 'file', null],
  ['F7', 'read / moved, a new version comes', 'drop.after-keep', 'newer file'],
];
/** The same on a server. */
const REMOTE: readonly Row[] = [
  ['F2', 'half of a download / the rest', 'sftp.F2'],
  ['F4', 'receipt / put aside on the server', 'sftp.F4', 'remote file', 'sftp.F5'], // it is known, and not kept again
  ['F5', 'put aside on the server / looked at', 'sftp.F5', 'remote file', null],
  ['F7', 'read on the server / put aside, a new version comes', 'sftp.F4', 'newer remote file'],
  ['F8', 'moved on the server / forgotten', 'sftp.F8', 'remote file', null],
];
const INLET: readonly Row[] = [
  ['R1', 'mail received / receipt', 'keep.before-commit'],
  ['R2', 'receipt / 250 said', 'inlet.before-250'],
];
const EXPLODE: readonly Row[] = [
  ['E1', 'claimed / first part', 'process.E1'],
  ['E2', 'part 1 / part 2', 'process.E2 2', 'two lists'],
  ['E3', 'inside a zip', 'process.E3 $NAME/b.csv', 'zip'],
  ['E4', 'parts / commit', 'process.before-commit', 'two lists'],
];
const PARSE: readonly Row[] = [
  ['P1', 'claimed / reading begun', 'process.before-read'],
  ['P2', 'in the middle of reading', 'process.P2 $NAME'],
  ['P3', 'read / matched', 'process.after-read'],
  ['P4', 'lines / document', 'process.after-post'],
  ['P5', 'in the middle of the lines', 'process.P5'],
  ['P6', 'document / what it touched', 'process.P6'],
  ['P7', 'exceptions / outbox', 'reconcile.P7'],
  ['P7', 'outbox / commit', 'reconcile.before-commit'],
  ['P7', 'compared / exceptions', 'reconcile.before-raise'],
  ['P8', 'an answer under its number / commit', 'process.P8', 'edi file'],
  ['P8', 'an answer in the outbox / commit', 'process.before-commit', 'edi file'],
  ['P9', 'commit sent / answered', 'transaction.M11'],
  ['P9', 'commit / job done', 'process.after-commit'],
];
const OUT: readonly Row[] = [
  ['O1', 'claimed / posted', 'outbox.O1'],
  ['O1', 'claimed / mailed', 'outbox.O1', 'mail out'],
  ['O2', 'posted / 2xx read', 'outbox.O2'],
  ['O3', '2xx / marked', 'outbox.O3'],
  ['O4', 'marked / commit', 'outbox.O4'],
  ['O4', 'marked / commit, a mail', 'outbox.O4', 'mail out'],
  ['O5', 'DATA sent / 250 read', 'outbox.O5', 'mail out'],
  ['O6', '250 / commit', 'outbox.O6', 'mail out'],
  ['O7', 'a file written on a server / renamed', 'outbox.O7', 'file out'],
  ['O8', 'renamed / commit', 'outbox.O8', 'file out', null],
];

export const POINTS: readonly Point[] = [
  ...MAIL.map(of('poll', 'mail')),
  ...FILE.map(of('poll', 'file')),
  ...REMOTE.map(of('poll', 'remote file')),
  ...INLET.map(of('poll', 'inlet')),
  ...EXPLODE.map(of('poll,work', 'file')),
  ...PARSE.map(of('poll,work', 'file')),
  ...OUT.map(of('work', 'webhook out')),
];

/** Points of the catalogue at which nobody can be killed here, and why. */
export const ABSENT: readonly (readonly [string, string])[] = [['P10', 'a pause and not a kill: the scene "paused worker" below']];
/** A server without MOVE copies, marks and removes. */
export const WITHOUT_MOVE: readonly string[] = ['M13', 'M14'];
