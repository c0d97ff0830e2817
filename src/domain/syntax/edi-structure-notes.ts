import { codes } from '../canonical/codes';
import { BOM, isPlain } from './edi-text';
import type { X12Interchange } from './x12';

const CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = codes<Readonly<Record<string, string>>>({
  'x12.control-count': { SE: 'ENV_SE_COUNT_MISMATCH', GE: 'ENV_GE_COUNT_MISMATCH', IEA: 'ENV_IEA_COUNT_MISMATCH' },
  'x12.control-number': {
    SE: 'ENV_SE_CONTROL_MISMATCH',
    GE: 'ENV_GE_CONTROL_MISMATCH',
    IEA: 'ENV_IEA_CONTROL_MISMATCH',
    ST: 'ENV_DUPLICATE_ST_CONTROL',
    GS: 'ENV_DUPLICATE_GS_CONTROL',
  },
});
const ONE: Readonly<Record<string, string>> = codes({
  'x12.no-envelope': 'ENV_MISSING',
  'x12.truncated': 'ENV_TRUNCATED',
  'x12.trailer': 'ENV_TRAILER_WITHOUT_HEADER',
  'x12.unreadable-isa': 'ENV_ISA_UNREADABLE',
  'x12.no-group': 'ENV_GS_MISSING',
  'x12.group-type': 'ENV_GS_TYPE_MISMATCH',
  'x12.no-final-terminator': 'SYN_MISSING_FINAL_TERMINATOR',
  'x12.fused-segments': 'SYN_FOREIGN_TERMINATORS',
  'x12.stray-segment': 'SYN_STRAY_SEGMENT',
});

/** Peculiarities of an interchange, in the names of EXPECTED.md: what it does unlike the standard, wrong or merely odd. */
export function noteInterchange(i: X12Interchange, text: string, notes: Set<string>): void {
  for (const issue of i.issues) {
    const name = ONE[issue.code] ?? CODES[issue.code]?.[issue.place?.in === 'segment' ? issue.place.tag : ''];
    if (name !== undefined) notes.add(name);
  }
  const raw = text.slice(...i.bytes);
  const { segment } = i.separators;
  if (text.startsWith(BOM)) notes.add('SYN_BOM');
  if (!isPlain(segment)) notes.add('SYN_NON_ASCII_TERMINATOR');
  const escaped = segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (/[\r\n][ \t]+[A-Z]/.test(raw)) notes.add('SYN_WHITESPACE_BETWEEN_SEGMENTS');
  if (new RegExp(`${escaped}[ \\t]+[A-Z]`).test(raw) && segment !== '\n') notes.add('SYN_LEADING_SPACE_IN_SEGMENT_ID');
  if (i.bare || i.isa.length === 0) return;
  if (!i.fixedWidth) notes.add('ENV_ISA_NOT_FIXED_WIDTH');
  if (i.issues.some((x) => x.code === 'x12.fused-segments')) notes.delete('ENV_SE_COUNT_MISMATCH');
  noteGroups(i, notes);
}

function noteGroups(i: X12Interchange, notes: Set<string>): void {
  const [sender, receiver] = [(i.isa[6] ?? '').trim(), (i.isa[8] ?? '').trim()];
  for (const { elements: e } of i.groups) {
    const [from, to] = [e[2] ?? '', e[3] ?? ''];
    if (from !== from.trim() || to !== to.trim()) notes.add('SYN_PADDED_GS_ID');
    if (/^\d{6}$/.test((e[4] ?? '').trim()) && (e[8] ?? '') >= '004010') notes.add('ENV_GS_DATE_6_DIGITS');
    if (from.trim() === receiver && to.trim() === sender && sender !== receiver) notes.add('ENV_PARTY_ISA_GS_SWAPPED');
    else {
      if (from.trim() !== sender) notes.add('ENV_SENDER_ISA_GS_DIFFER');
      if (to.trim() !== receiver) notes.add('ENV_RECEIVER_ISA_GS_DIFFER');
    }
  }
}
