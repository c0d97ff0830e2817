import { codes } from '../canonical/codes';
import type { Issue } from '../canonical/vocabulary';
import { withWords } from './dictionary';
import { byteText, isPlain, shown, skipBlank } from './edi-text';
import { describeShipment } from './edi-structure-ship';
import { describeStock } from './edi-structure-stock';
import { noteInterchange } from './edi-structure-notes';
import { describeAdvice, describeFunctionalAnswer, describeInterchangeAnswer, describeText } from './edi-structure-answers';
import { describeProposal, describeReceipt, describeTransfer } from './edi-structure-trade';
import { said, shownSegments, type Shown } from './edi-segments';
import type { Separators } from './x12-envelope';
import { describeEdifactFile } from './edifact-structure';
import { looksLikeX12, readX12, type X12Group, type X12Interchange, type X12Set } from './x12';
import { isoDate, isoTime } from './x12-values';

/** What an EDI file says, before any of it is understood as stock (contract 3.2). */
export function describeEdi(bytes: Uint8Array, file = ''): object {
  const text = byteText(bytes.subarray(0, 4096));
  return looksLikeX12(text.slice(skipBlank(text, 0))) ? describeX12(bytes, file) : describeEdifactFile(bytes, file);
}

/** The structure of an X12 file: envelopes, transaction sets, and stock reports and ship notices line by line. */
export function describeX12(bytes: Uint8Array, file: string): object {
  const read = readX12(bytes);
  const notes = new Set<string>();
  const text = byteText(bytes);
  for (const i of read.interchanges) noteInterchange(i, text, notes);
  if (read.issues.some((i) => i.code === 'x12.stray-text')) notes.add('SYN_STRAY_TEXT');
  const enveloped = read.interchanges.filter((i) => !i.bare);
  const bare = read.interchanges.filter((i) => i.bare);
  const issues: Issue[] = [...read.issues, ...read.interchanges.flatMap((i) => i.issues)];
  const described = enveloped.map((i) => interchangeOf(i, bytes, notes));
  const bareTransactions = bare.flatMap((i) => i.sets.map((s) => transactionOf(i, s, bytes, notes)));
  return {
    file,
    standard: 'X12',
    syntax: read.interchanges[0] ? syntaxOf(read.interchanges[0]) : null,
    interchanges: described,
    ...(bare.length > 0 ? { bareTransactions } : {}),
    diagnostics: [...notes],
    issues: issues.map((x) => withWords('x12', x)),
  };
}

const syntaxOf = ({ separators: s }: X12Interchange): object => ({
  elementSeparator: shown(s.element),
  segmentTerminator: shown(s.segment),
  componentSeparator: s.component === null ? null : shown(s.component),
  repetitionSeparator: s.repetition === null ? null : shown(s.repetition),
});

function interchangeOf(i: X12Interchange, bytes: Uint8Array, notes: Set<string>): object {
  const [senderQualifier, receiverQualifier] = [i.isa[5] ?? '', i.isa[7] ?? ''].map((v) => v.trim());
  const loose = i.sets.filter((s) => s.group === null);
  return {
    syntax: syntaxOf(i),
    sender: { qualifier: senderQualifier, id: (i.isa[6] ?? '').trim() },
    receiver: { qualifier: receiverQualifier, id: (i.isa[8] ?? '').trim() },
    date: i.date,
    time: i.time,
    version: i.version,
    controlNumber: i.control,
    usage: i.usage,
    acknowledgmentRequested: (i.isa[14] ?? '').trim() === '1',
    ...(i.answers.length > 0 ? { interchangeAcknowledgments: i.answers.map(describeInterchangeAnswer) } : {}),
    refused: i.refused,
    groups: i.groups.map((g) => groupOf(g, i, bytes, notes)),
    ...(loose.length > 0 ? { bareTransactions: loose.map((s) => transactionOf(i, s, bytes, notes)) } : {}),
  };
}

function groupOf(g: X12Group, i: X12Interchange, bytes: Uint8Array, notes: Set<string>): object {
  const e = g.elements.map((v) => v.trim());
  return {
    functionalId: e[1] ?? '',
    sender: e[2] ?? '',
    receiver: e[3] ?? '',
    date: isoDate(e[4] ?? '') ?? null,
    time: isoTime(e[5] ?? '') ?? null,
    controlNumber: g.control,
    version: e[8] ?? '',
    transactions: g.sets.map((s) => transactionOf(i, s, bytes, notes)),
  };
}

type Describe = (segments: readonly Shown[], notes: Set<string>, separators: Separators) => object;
/** What a set is, in the words of EXPECTED.md, and who tells it apart. */
const KINDS: Readonly<Record<string, readonly [kind: string, describe: Describe]>> = codes({
  '852': ['stock_report', (s, notes) => describeStock('852', s, notes)],
  '846': ['stock_report', (s, notes) => describeStock('846', s, notes)],
  '856': ['asn', describeShipment],
  '997': ['functional_ack', describeFunctionalAnswer],
  '999': ['functional_ack', describeFunctionalAnswer],
  '824': ['application_advice', describeAdvice],
  '864': ['text_message', describeText],
  '861': ['receiving_advice', describeReceipt],
  '867': ['sales_report', describeTransfer],
  '855': ['proposal', describeProposal],
});

function transactionOf(i: X12Interchange, set: X12Set, bytes: Uint8Array, notes: Set<string>): object {
  const [kind, describe] = KINDS[set.type] ?? [];
  const head = said({ type: set.type, kind, controlNumber: set.control, firstSegment: set.first });
  if (describe === undefined) return head;
  const segments = shownSegments(bytes, i, set);
  if (!segments.every((s) => s.elements.every(isPlain))) notes.add('SYN_NON_ASCII_DATA');
  return { ...head, ...describe(segments, notes, i.separators) };
}
