import type { Told } from '../../src/modules/pipeline/told';
import type { Random } from './random';
import { tellings, Wrong } from './verdict';

/**
 * What a format promises of a file that was damaged once: cut off, a bit turned round, one byte or a piece of it lost.
 *
 * - `sums`: it has sums over every byte (zip, gz, xlsx): it says the very same, or something is told.
 * - `counts`: it counts its pieces (EDI of one interchange; that a second one followed, nothing says): it has as many lines as before, or something is told; one that is cut off says the very
 *   same, or something is told. A value may be another: nothing in the file says what it was.
 * - `ends`: it says where it ends (tar, and mails of several parts): one that is cut off says the very same, or something is told. What is damaged in the
 *   lists within is only counted, as theirs.
 * - `nothing`: a plain text is whole wherever it ends; what becomes of it is only counted.
 */
export type Promised = 'sums' | 'counts' | 'ends' | 'nothing';
export type Became = 'the same' | 'told' | 'another value' | 'fewer lines';
export const BECAME: readonly Became[] = ['the same', 'told', 'another value', 'fewer lines'];

interface Said {
  readonly lines: readonly string[];
  readonly documents: readonly string[];
  readonly issues: ReadonlyMap<string, number>;
  readonly clean: boolean; // nothing of it is wrong
  readonly interchanges: number;
}

/** What it says, without where it stands: a blank that is lost moves every place behind it. */
function saidBy(told: readonly Told[]): Said {
  const names = new Map<string, string>();
  const lines: string[] = [];
  const documents: string[] = [];
  const issues = new Map<string, number>();
  let clean = true;
  let interchanges = 0;
  const more = (code: string): void => void issues.set(code, (issues.get(code) ?? 0) + 1);
  for (const t of told) {
    if (t.tell === 'names') {
      for (const l of t.locations) names.set(`l${l.id}`, `${l.qualifier} ${l.value}`);
      for (const a of t.asOfs) names.set(`a${a.id}`, JSON.stringify(a.said));
    } else if (t.tell === 'lines')
      for (const line of Buffer.from(t.copy).toString().trimEnd().split('\n')) {
        const [, , , location, , asOf, measure, amount, , given, extra] = line.split('\t');
        lines.push([names.get(`l${location}`), names.get(`a${asOf}`), measure, amount, given, extra].join('\t'));
      }
    else if (t.tell === 'document') documents.push(`${t.format} ${t.kind} ${JSON.stringify(t.header)}`);
    else if (t.tell === 'issues') {
      for (const { issue } of t.issues) more(`${issue.code}: ${issue.detail}`);
      clean &&= t.issues.every(({ issue }) => issue.severity !== 'error');
    } else if (t.tell === 'part') {
      if (t.envelope) interchanges += 1;
      if (t.refused) more(`part ${t.refused}`);
      clean &&= t.refused === undefined || t.refused === 'ignored';
    }
  }
  return { lines: lines.sort(), documents: documents.sort(), issues, clean, interchanges };
}

export interface Sample {
  readonly bytes: Buffer;
  readonly said: Said;
}

/** A sample as it is; undefined where nothing is taken from it, or something is wrong with it already, which could hide the damage. */
export async function sampleOf(bytes: Buffer, name: string, promised: Promised): Promise<Sample | undefined> {
  const said = saidBy(await tellings(bytes, name));
  if (promised === 'counts' && said.interchanges !== 1) return undefined;
  if (
    promised === 'ends' &&
    name.endsWith('.eml') &&
    !/^Content-Type: *multipart/im.test(bytes.toString('latin1').split(/\r?\n\r?\n/, 1)[0]!)
  )
    return undefined;
  return said.clean && said.lines.length > 0 ? { bytes, said } : undefined;
}

/** One damage, of the kinds that transfers and disks do. What lies behind the last byte that says something is nobody's. */
export function damagedOnce(whole: Buffer, r: Random): { readonly how: string; readonly cut: boolean; readonly bytes: Buffer } {
  let end = whole.length;
  while (end > 1 && [0, 9, 10, 13, 26, 32].includes(whole[end - 1]!)) end -= 1;
  const at = r.below(end);
  const without = (n: number): Buffer => Buffer.concat([whole.subarray(0, at), whole.subarray(at + n)]);
  switch (r.below(4)) {
    case 0:
      return { how: `cut off at ${at}`, cut: true, bytes: whole.subarray(0, at) };
    case 1:
      return { how: `byte ${at} lost`, cut: false, bytes: without(1) };
    case 2: {
      const n = 2 + r.below(200);
      return { how: `${n} bytes lost at ${at}`, cut: at + n >= end, bytes: without(n) };
    }
    default: {
      const bytes = Buffer.from(whole);
      const bit = r.below(8);
      bytes[at]! ^= 1 << bit;
      return { how: `bit ${bit} of byte ${at} turned round`, cut: false, bytes };
    }
  }
}

/** What became of a sample; throws where the damage was taken for the whole. */
export async function became(sample: Sample, name: string, promised: Promised, seed: Random): Promise<Became> {
  const { how, cut, bytes } = damagedOnce(sample.bytes, seed);
  const before = sample.said;
  const after = saidBy(await tellings(bytes, name));
  if ([...after.issues].some(([code, n]) => n > (before.issues.get(code) ?? 0))) return 'told';
  const alike = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((x, i) => x === b[i]);
  if (alike(before.lines, after.lines) && alike(before.documents, after.documents)) return 'the same';
  const outcome = after.lines.length < before.lines.length ? 'fewer lines' : 'another value';
  const kept = promised === 'nothing' || (promised === 'ends' && !cut) || (promised === 'counts' && !cut && outcome === 'another value');
  if (kept) return outcome;
  const lost = before.lines.filter((l) => !after.lines.includes(l)).slice(0, 3);
  throw new Wrong(
    `it was taken for the whole though ${how}: ${before.lines.length} lines became ${after.lines.length}\n  it said\n  ${lost.join('\n  ')}\n  it says\n  ${after.lines
      .filter((l) => !before.lines.includes(l))
      .slice(0, 3)
      .join('\n  ')}`,
  );
}
