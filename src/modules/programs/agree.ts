import type { Pool, PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import { underLock } from '../../database/lock';
import {
  hasItem,
  hasSchedule,
  type ScheduleChange,
  type ThresholdChange,
  type ToleranceChange,
  withSchedules,
  withThresholds,
  withTolerances,
} from '../../domain/programs/amend';
import { type ProgramRow, type ProgramRows, rowDifferences } from '../../domain/programs/program-rows';
import { isHouseText } from '../../domain/programs/program-text';
import { saidBy, type ProgramTerms } from '../../domain/items/terms';
import { TERM_NAMES, TOLERANCE_NAMES } from '../../domain/programs/program-file';
import { fixedClock } from '../../platform/clock';
import { RefusedError, UsageError } from '../../platform/errors';
import { uuidv7 } from '../../platform/ids';
import { seenAs } from '../../platform/sha256';
import { importObjects } from '../feed/import-feed';
import type { MappingText } from '../suppliers/mapping-files';
import { alsoBound, heldClasses, heldPrograms, type HeldRow, heldSchedules, masterOf, type MasterRow } from './agree.store';
import { applyPrograms, planPrograms } from './program-plan';
import { type ProgramVersion, programVersions } from './program-versions.store';

/** What a person would agree otherwise with one supplier; one of them at a time. */
export interface AgreementChange {
  readonly schedules?: readonly ScheduleChange[] | undefined;
  readonly tolerances?: ToleranceChange | undefined;
  readonly thresholds?: readonly ThresholdChange[] | undefined;
  readonly masters?: Partial<Pick<MasterRow, 'email_from' | 'edi_id' | 'contact_email' | 'locale'>> | undefined;
}
/** What would be agreed, before it is: its hash is what is applied. */
export interface Agreement {
  readonly hash: string;
  readonly via: 'feed' | 'program'; // rows of the feed, or a version of the file in which it is written down
  readonly program: { readonly name: string; readonly version: number } | null;
  readonly differences: readonly string[];
  readonly warnings: readonly string[];
}
type Rows = Readonly<Partial<Record<'suppliers' | 'report_schedules' | 'tolerances' | 'programs', readonly ProgramRow[]>>>;
interface Planned extends Agreement {
  readonly rows: Rows;
  readonly files: readonly MappingText[];
}
interface Db {
  readonly pool: Pool;
}

/**
 * What is agreed is kept as it always is: where it is written down in a program file, as the next version of that file, and else as rows
 * of the feed. Nothing is applied by this.
 */
export async function planAgreement(db: Db, supplier: string, change: AgreementChange, now: string): Promise<Agreement> {
  const { rows: _, files: __, ...shown } = await planned(db, supplier, change, now);
  return shown;
}

const AGREEING = 0x61677265; // what was shown must still be so while it is written

/** Agrees exactly what was shown: refused where it is another change by now. */
export async function applyAgreement(
  db: Db,
  supplier: string,
  change: AgreementChange,
  asked: { readonly hash: string; readonly author: string; readonly reason: string },
  now: string,
): Promise<Agreement> {
  return underLock(db.pool, AGREEING, async () => {
    const { rows, files, ...shown } = await planned(db, supplier, change, now);
    if (shown.hash !== asked.hash)
      throw new RefusedError('agreement.stale-plan', 'what is agreed changed since it was shown; look at it again');
    const { author, reason } = asked;
    if (shown.via === 'program') await applyPrograms(db, files, { hash: shown.hash, prune: false, author, note: reason }, now);
    else await write(db, supplier, rows, { change, author, reason, differences: shown.differences }, now);
    return shown;
  });
}

interface Written {
  readonly change: AgreementChange;
  readonly author: string;
  readonly reason: string;
  readonly differences: readonly string[];
}
const MOST_KEPT = 200; // differences: a thousand rows that change alike are told by the first of them

/** As rows of the feed; who did it and why is kept beside the last of them, in its transaction, and is in the audit log by that. */
async function write(db: Db, supplier: string, rows: Rows, { change, author, reason, differences }: Written, now: string): Promise<void> {
  const kinds = (['suppliers', 'report_schedules', 'tolerances', 'programs'] as const).filter((k) => (rows[k] ?? []).length > 0);
  const all = kinds.reduce((n, k) => n + rows[k]!.length, 0);
  for (const kind of kinds) {
    const beside = async (client: PoolClient): Promise<void> => {
      await client.query(
        `insert into decision (id, at, author, reason, supplier_id, about, given, meant, lines)
select $1, $2, $3, $4, s.id, 'agreement', $5, $6, $7 from supplier s where s.code = $8`,
        [uuidv7(), now, author, reason, jsonb(differences.slice(0, MOST_KEPT)), jsonb(change), all, supplier],
      );
    };
    const clock = fixedClock(now);
    const done = await importObjects(db, kind, rows[kind]!, kind === kinds.at(-1) ? { clock, beside } : { clock });
    const [issue] = done.issues;
    if (done.rejected > 0) throw new UsageError(`${issue?.column ?? kind}: ${issue?.detail}`);
  }
}

async function planned(db: Db, supplier: string, change: AgreementChange, now: string): Promise<Planned> {
  const named = Object.values(change).filter((c) => c !== undefined);
  if (named.length !== 1) throw new UsageError('say one change: schedules, tolerances, thresholds or masters');
  if (change.masters) return ofMasters(db.pool, supplier, change.masters);
  const files = (await programVersions(db.pool)).filter((v) => v.supplier === supplier && !isHouseText(v.text));
  if (files.length > 0) return inFiles(db.pool, files, change);
  const { schedules, tolerances, thresholds } = change;
  if (schedules) return ofFeed(supplier, ...(await scheduleRows(db.pool, supplier, schedules)));
  const held = await heldPrograms(db.pool, supplier, now);
  if (thresholds) return ofFeed(supplier, ...thresholdRows(supplier, held, thresholds, now));
  return ofFeed(supplier, ...(await toleranceRows(db.pool, supplier, held, tolerances!, now)));
}

const PULL = 'the file in the folder says what it said until "crosscount program pull --overwrite" writes the new version there';
const NONE: ProgramRows = { programs: [], tolerances: [], report_schedules: [] };
function ofFeed(supplier: string, before: ProgramRows, after: ProgramRows, rows: Rows): Planned {
  const differences = rowDifferences(before, after);
  const hash = seenAs([supplier, rows, differences]);
  return { hash, via: 'feed', program: null, differences, warnings: [], rows, files: [] };
}

async function ofMasters(db: Pool, supplier: string, change: NonNullable<AgreementChange['masters']>): Promise<Planned> {
  const before = await masterOf(db, supplier);
  if (!before) throw new UsageError(`there is no supplier ${supplier}`);
  const named = Object.entries(change).filter(([, v]) => v !== undefined) as [keyof typeof change, string][];
  const differences = named.filter(([k, v]) => before[k] !== v).map(([k, v]) => `${k}: ${before[k] || 'nothing'} -> ${v || 'nothing'}`);
  const senders = named.filter(([k]) => k === 'email_from' || k === 'edi_id').flatMap(([, v]) => v.split(';').filter(Boolean));
  const warnings = (await alsoBound(db, supplier, senders)).map((w) => `${w}, too: what comes from there will be a question`);
  const rows: Rows = differences.length === 0 ? {} : { suppliers: [{ supplier, name: before.name, ...Object.fromEntries(named) }] };
  return { hash: seenAs([supplier, rows, differences]), via: 'feed', program: null, differences, warnings, rows, files: [] };
}

/** For each file what is changed in it: what it speaks of already; what none speaks of goes into the first one. */
function intoFiles<C>(files: readonly ProgramVersion[], changes: readonly C[], has: (text: string) => (change: C) => boolean): C[][] {
  const out = files.map((): C[] => []);
  if (changes.length === 0) return out;
  const speaks = files.map((f) => has(f.text));
  for (const c of changes)
    out[
      Math.max(
        0,
        speaks.findIndex((of) => of(c)),
      )
    ]!.push(c);
  return out;
}

async function inFiles(db: Pool, files: readonly ProgramVersion[], change: AgreementChange): Promise<Planned> {
  const { tolerances } = change;
  const schedules = intoFiles(files, change.schedules ?? [], hasSchedule);
  const thresholds = intoFiles(files, change.thresholds ?? [], hasItem);
  const amended = ({ text }: ProgramVersion, n: number): string => {
    if (tolerances) return withTolerances(text, tolerances);
    if (schedules[n]!.length > 0) return withSchedules(text, schedules[n]!);
    return thresholds[n]!.length > 0 ? withThresholds(text, thresholds[n]!) : text;
  };
  const changed = files.map((f, n) => ({ path: f.name, text: amended(f, n) })).filter(({ text }, n) => text !== files[n]!.text);
  const plan = await planPrograms(db, changed, false);
  if (plan.issues.length > 0) throw new UsageError(plan.issues.join('; '));
  const [first] = plan.changes;
  const program = first ? { name: first.name, version: first.to! } : null;
  return {
    hash: plan.hash,
    via: 'program',
    program,
    differences: plan.changes.flatMap((c) => c.differences),
    warnings: first ? [PULL] : [],
    rows: {},
    files: changed,
  };
}

async function scheduleRows(db: Pool, supplier: string, changes: readonly ScheduleChange[]): Promise<[ProgramRows, ProgramRows, Rows]> {
  const held = await heldSchedules(db, supplier);
  const isOf = (r: ProgramRow, c: ScheduleChange): boolean => r.document === c.document && r.location === c.location;
  const before = held.filter((r) => changes.some((c) => isOf(r, c)));
  const after = changes.flatMap(({ document, location, due }) => (due ? [{ supplier, document, location, ...due }] : []));
  const ended = before.filter((r) => changes.some((c) => c.due === null && isOf(r, c))).map((r) => ({ ...r, void: 'true' }));
  const rows = [...ended, ...after.map((r): ProgramRow => ({ ...r, void: 'false' }))];
  return [{ ...NONE, report_schedules: before }, { ...NONE, report_schedules: after }, { report_schedules: rows }];
}

const text = (value: unknown): string => (Array.isArray(value) ? value.join(';') : String(value));
/** All that a row says, by the columns of the feed, and blank what it does not say: what an older row said must not come back by silence. */
const columnsOf = (names: readonly string[], { terms, valid_to }: Pick<HeldRow, 'terms' | 'valid_to'>): Record<string, string> => ({
  ...Object.fromEntries(names.map((k) => [k, terms[k] === undefined || terms[k] === null ? '' : text(terms[k])])),
  ...{ valid_from: '', valid_to: valid_to ?? '' },
});
const NOTHING = { terms: {}, valid_to: null };

function thresholdRows(
  supplier: string,
  held: readonly HeldRow[],
  changes: readonly ThresholdChange[],
  now: string,
): [ProgramRows, ProgramRows, Rows] {
  const as: ProgramTerms[] = held.map(({ sku, location, valid_from, valid_to, terms }) => ({ sku, location, validFrom: valid_from, validTo: valid_to, terms })); // prettier-ignore
  const said = (c: ThresholdChange, field: 'managed_by' | 'owned_by' | 'min' | 'max'): string | undefined => {
    const found = saidBy(as, c.sku, c.location, Date.parse(now), field);
    return found && text(found.terms[field]);
  };
  const each = changes.map((c) => {
    const [managed_by, owned_by] = [said(c, 'managed_by'), said(c, 'owned_by')];
    if (managed_by === undefined || owned_by === undefined) throw new UsageError(`nothing is agreed about ${c.sku} at ${c.location}`);
    const key = { supplier, sku: c.sku, location: c.location };
    const own = held.find((h) => h.sku === c.sku && h.location === c.location) ?? NOTHING;
    return {
      before: { ...key, min: said(c, 'min') ?? '', max: said(c, 'max') ?? '' },
      after: { ...key, min: c.min, max: c.max },
      row: { ...key, ...columnsOf(TERM_NAMES, own), managed_by, owned_by, min: c.min, max: c.max },
    };
  });
  return [
    { ...NONE, programs: each.map((e) => e.before) },
    { ...NONE, programs: each.map((e) => e.after) },
    { programs: each.filter((e) => e.before.min !== e.after.min || e.before.max !== e.after.max).map((e) => e.row) },
  ];
}

/** In every row that says something: a more specific one would else outweigh it. One that holds from a day on is followed by one that holds from now on, and ends when it would have ended. */
async function toleranceRows(
  db: Pool,
  supplier: string,
  held: readonly HeldRow[],
  change: ToleranceChange,
  now: string,
): Promise<[ProgramRows, ProgramRows, Rows]> {
  if (Object.keys(change).length === 0) throw new UsageError('say a tolerance');
  if (held.length === 0) throw new UsageError(`nothing is agreed with ${supplier} of which a tolerance could be a part`);
  const programs = held.map((h): ProgramRow => ({ supplier, sku: h.sku, location: h.location, ...columnsOf(TERM_NAMES, h) }));
  const classes = (await heldClasses(db, supplier, now)).map((h): ProgramRow => ({ supplier, class: h.class, ...columnsOf(TOLERANCE_NAMES, h) })); // prettier-ignore
  const isNews = (r: ProgramRow): boolean => Object.entries(change).some(([k, v]) => r[k] !== v);
  const shown = (r: ProgramRow): ProgramRow =>
    Object.fromEntries(Object.entries(r).filter(([k]) => k in change || ['supplier', 'sku', 'location', 'class'].includes(k)));
  const next = (r: ProgramRow): ProgramRow => ({ ...r, ...change });
  return [
    { ...NONE, programs: programs.map(shown), tolerances: classes.map(shown) },
    { ...NONE, programs: programs.map(next).map(shown), tolerances: classes.map(next).map(shown) },
    { tolerances: classes.filter(isNews).map(next), programs: programs.filter(isNews).map(next) },
  ];
}
