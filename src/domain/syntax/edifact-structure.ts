import { codes } from '../canonical/codes';
import type { CompositeSegment, Issue } from '../canonical/vocabulary';
import { withWords } from './dictionary';
import { said } from './edi-segments';
import { BOM, byteText, skipBlank } from './edi-text';
import { type EdifactInterchange, type EdifactMessage, readEdifact } from './edifact';
import { describeApplicationAnswer, describeSyntaxAnswer } from './edifact-structure-answers';
import { describeDespatch } from './edifact-structure-ship';
import { describeQuantities } from './edifact-structure-stock';

/** What an EDIFACT file says, before any of it is understood as stock (contract 3.2): its frames, and the messages that we read. */
export function describeEdifactFile(bytes: Uint8Array, file: string): object {
  const { interchanges, issues } = readEdifact(bytes);
  const [first] = interchanges;
  const notes = new Set<string>();
  const text = byteText(bytes.subarray(0, 64));
  if (text.startsWith(BOM, skipBlank(text, 0) - BOM.length)) notes.add('SYN_BOM');
  for (const i of interchanges) noteInterchange(i, notes);
  const bare = interchanges.filter((i) => i.bare);
  const described = interchanges.filter((i) => !i.bare).map((i) => interchangeOf(i, notes));
  const bareMessages = bare.flatMap((i) => i.messages.map((m) => messageOf(m, notes)));
  return {
    file,
    standard: 'EDIFACT',
    syntax: first ? syntaxOf(first) : null,
    interchanges: described,
    ...(bare.length > 0 ? { bareMessages } : {}),
    diagnostics: [...notes],
    issues: [...issues, ...interchanges.flatMap((i) => i.issues)].map((x) => withWords('edifact', x)),
  };
}

const syntaxOf = ({ separators: s, repetition }: EdifactInterchange): object => ({
  una: s.una,
  componentSeparator: s.component,
  elementSeparator: s.element,
  decimalMark: s.decimal,
  releaseCharacter: s.release === '' ? null : s.release,
  repetitionSeparator: repetition === '' ? null : repetition,
  segmentTerminator: s.segment,
});

function interchangeOf(i: EdifactInterchange, notes: Set<string>): object {
  const [syntaxIdentifier, syntaxVersion] = i.version.split(':');
  return {
    syntaxIdentifier,
    syntaxVersion,
    sender: partyOf(i.sender),
    receiver: partyOf(i.receiver),
    date: i.date,
    time: i.time,
    controlReference: i.control,
    ...said({
      applicationReference: i.application,
      acknowledgmentRequest: i.asksForAnswer ? '1' : '',
      testIndicator: i.usage === 'T' ? '1' : '',
    }),
    refused: i.refused,
    ...(i.groups.length > 0 ? { groups: i.groups.map(({ messages, ...g }) => ({ ...g, messages: messages.map((m) => m.control) })) } : {}),
    messages: i.messages.map((m) => messageOf(m, notes)),
  };
}

function partyOf(party: string): object {
  const colon = party.indexOf(':');
  return { qualifier: party.slice(0, Math.max(0, colon)), id: party.slice(colon + 1) };
}

type Describe = (segments: readonly CompositeSegment[], notes: Set<string>) => object;
/** What a message is, in the words of EXPECTED.md, and who tells it apart. */
const KINDS: Readonly<Record<string, readonly [kind: string, describe: Describe]>> = codes({
  INVRPT: ['stock_report', (s, notes) => describeQuantities('INVRPT', s, notes)],
  SLSRPT: ['sales_report', (s, notes) => describeQuantities('SLSRPT', s, notes)],
  RECADV: ['receiving_advice', (s, notes) => describeQuantities('RECADV', s, notes)],
  DESADV: ['asn', describeDespatch],
  CONTRL: ['syntax_ack', describeSyntaxAnswer],
  APERAK: ['application_ack', describeApplicationAnswer],
});

function messageOf(m: EdifactMessage, notes: Set<string>): object {
  const [kind, describe] = KINDS[m.type] ?? [];
  const head = {
    type: m.type,
    directory: m.directory,
    version: [m.version, m.release].filter((v) => v !== '').join(':'),
    ...said({ associationCode: m.association, kind }),
    reference: m.control,
    firstSegment: m.first,
    ...(m.repeats ? { repeats: true } : {}),
  };
  return describe ? { ...head, ...describe([...m.segments()].flat(), notes) } : head;
}

const NOTES: Readonly<Record<string, string>> = codes({
  'edifact.no-envelope': 'ENV_MISSING',
  'edifact.truncated': 'ENV_TRUNCATED',
  'edifact.trailer': 'ENV_TRAILER_WITHOUT_HEADER',
  'edifact.unlike-trailer': 'ENV_UNT_OF_ANOTHER_MESSAGE',
  'edifact.unreadable-una': 'ENV_UNA_UNREADABLE',
  'edifact.repeated-message': 'ENV_DUPLICATE_MESSAGE',
  'edifact.no-final-terminator': 'SYN_MISSING_FINAL_TERMINATOR',
  'edifact.fused-segments': 'SYN_FUSED_SEGMENTS',
  'edifact.stray-segment': 'SYN_STRAY_SEGMENT',
  'edifact.lost-character': 'SYN_REPLACEMENT_CHARACTER',
});

/** Peculiarities of an interchange, in the names of EXPECTED.md: what it does unlike the standard, wrong or merely odd. */
function noteInterchange(i: EdifactInterchange, notes: Set<string>): void {
  const tagOf = (x: Issue): string => (x.place?.in === 'segment' ? x.place.tag : '');
  for (const x of i.issues) {
    if (x.code === 'edifact.control-count') notes.add(`ENV_${tagOf(x)}_COUNT_MISMATCH`);
    else if (x.code === 'edifact.control-number')
      notes.add(
        tagOf(x).endsWith('H') || tagOf(x).endsWith('G') ? `ENV_DUPLICATE_${tagOf(x)}_REFERENCE` : `ENV_${tagOf(x)}_REFERENCE_MISMATCH`,
      );
    else if (NOTES[x.code]) notes.add(NOTES[x.code]!);
  }
  if (i.separators.segment === '\n') notes.add('SYN_LINE_TERMINATED_EDIFACT');
  if (i.separators.una?.length === 8) notes.add('SYN_SHORT_UNA');
}
