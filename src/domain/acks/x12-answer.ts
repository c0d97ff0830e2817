import type { X12Frame } from './frame';
import { isPlain } from './not-writable';
import type { Numbers } from './answer';
import { separatorsIn, writeX12, type X12Group, type X12Out, type X12Segment } from './write-x12';
import type { GroupVerdict, SetVerdict, X12Verdict } from './x12-verdict';

const GUIDE = '005010X231A1'; // of the 999, which there is not before

/** The sender becomes the receiver; version, usage and separators are theirs. */
export function envelope(frame: X12Frame, control: number, at: string): Pick<X12Out, 'isa' | 'separators'> {
  const e = frame.isa.map((v) => v.trim());
  const { separators, repetition } = separatorsIn(frame);
  const isa = [
    '00',
    '',
    '00',
    '',
    e[7]!,
    e[8]!,
    e[5]!,
    e[6]!,
    dayOf(at).slice(2),
    timeOf(at),
    repetition,
    e[12]!,
    nine(control),
    '0',
    e[15]!,
    separators.component,
  ];
  return { isa, separators };
}

export function ta1(frame: X12Frame, { status, note }: X12Verdict, { interchange }: Numbers, at: string): Buffer {
  const e = frame.isa.map((v) => v.trim());
  const answer = ['TA1', e[13]!, e[9]!, e[10]!, status, note];
  return writeX12({ ...envelope(frame, interchange, at), answers: [answer], groups: [] });
}

/** 997 or 999: for each group one of ours, since each has ids and a version of its own. */
export function functional(kind: '997' | '999', frame: X12Frame, groups: readonly GroupVerdict[], numbers: Numbers, at: string): Buffer {
  const { isa, separators } = envelope(frame, numbers.interchange, at);
  const forbidden = [...Object.values(separators), isa[10]!].filter((s) => !/[A-Za-z0-9]/.test(s));
  const out = groups.map((g, i): X12Group => {
    const gs = g.elements.map((v) => v.trim());
    const version = kind === '999' ? GUIDE : (gs[8] ?? '');
    const day = version.slice(0, 6) >= '004010' ? dayOf(at) : dayOf(at).slice(2);
    const control = String(((numbers.group + i - 1) % 999_999_999) + 1);
    return {
      gs: ['FA', application(gs[3]), application(gs[2]), day, timeOf(at), control, gs[7] || 'X', version],
      st: [kind, '0001', ...(kind === '999' ? [GUIDE] : [])],
      segments: body(kind, g, gs, forbidden),
    };
  });
  return writeX12({ isa, separators, answers: [], groups: out });
}

function body(kind: '997' | '999', g: GroupVerdict, gs: readonly string[], forbidden: readonly string[]): X12Segment[] {
  const inbound = gs[8] ?? '';
  const of = [gs[1]!, gs[6] ?? '', ...(kind === '999' || inbound >= '005010' ? [inbound] : [])];
  return [
    ['AK1', ...of],
    ...g.sets.flatMap((s) => setOf(kind, s, forbidden)),
    ['AK9', g.status, g.declared, String(g.received), String(g.accepted), ...g.codes],
  ];
}

function setOf(kind: '997' | '999', s: SetVerdict, forbidden: readonly string[]): X12Segment[] {
  const [of, fault, element] = kind === '997' ? ['AK5', 'AK3', 'AK4'] : ['IK5', 'IK3', 'IK4'];
  return [
    ['AK2', s.type, s.control],
    ...s.segments.flatMap(({ tag, position, code, elements }) => [
      [fault!, tag, String(position), '', code],
      ...elements.map((e) => [element!, String(e.element), '', e.code, ...badValue(e.value, forbidden)]),
    ]),
    [of!, s.status, ...s.codes],
  ];
}

/** AK404 is optional: a value that would break the segment, or that the element does not hold, is left out. */
function badValue(value: string | undefined, forbidden: readonly string[]): string[] {
  const v = value?.trim() ?? '';
  return v === '' || v.length > 99 || !isPlain(v) || forbidden.some((f) => v.includes(f)) ? [] : [v];
}

/** GS02 and GS03 have two letters at least; who writes one gets it back with a blank. */
export const application = (id = ''): string => id.padEnd(2);
export const dayOf = (at: string): string => at.slice(0, 10).replaceAll('-', '');
export const timeOf = (at: string): string => at.slice(11, 16).replace(':', '');
const nine = (n: number): string => String(n).padStart(9, '0');
