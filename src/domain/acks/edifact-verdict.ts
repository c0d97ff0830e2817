import { codes } from '../canonical/codes';
import type { EdifactFrame, EdifactFrameMessage } from './frame';
import { firstOf, type Found, holderOf, placed, type SegmentFault, SegmentFaults, type Word } from './verdict';

const NOT_SUPPORTED = '14';
/** Element 0085 for a fault of the interchange, by the issue and the segment that it stands at. */
const INTERCHANGE: Readonly<Record<string, string>> = codes({
  'edifact.control-count UNZ': '29',
  'edifact.control-number UNZ': '28',
  'edifact.control-number UNB': '13',
  'edifact.control-count UNE': '29',
  'edifact.control-number UNE': '28',
  'edifact.control-number UNG': '26',
  'edifact.stray-segment': '15',
  'edifact.no-final-terminator UNZ': '13',
  'edifact.truncated': '13',
  'edifact.trailer': '15',
  'edifact.unlike-trailer': '28',
  'edifact.endless-segment': '22',
  'edifact.fused-segments': '22',
  'edifact.nothing-in-it': '32',
});
const MESSAGE: Readonly<Record<string, string>> = codes({
  'edifact.control-count UNT': '29',
  'edifact.control-number UNT': '28',
  'edifact.control-number UNH': '26',
  'edifact.not-read': NOT_SUPPORTED,
});
/** 0085 for the segment, or for the element that is named. */
const DATA: Readonly<Record<string, string>> = codes({
  'edifact.unknown-segment': '14',
  'edifact.no-item': '13',
  'edifact.no-shipment-id': '13',
  'edifact.no-document-code': '13',
  'edifact.no-purpose': '12',
  'edifact.taken-back': '12',
  'edifact.not-a-date': '12',
  'edifact.dates-crossed': '12',
  'edifact.period-backwards': '12',
  'edifact.negative-shipped': '12',
  'edifact.not-a-number': '37',
  'edifact.control-total': '29',
});
const DUPLICATE = '26';
const UNSPECIFIED = '18';

export interface MessageVerdict {
  readonly message: EdifactFrameMessage;
  readonly status: 'A' | 'E' | 'R';
  readonly code: string; // '' where there is none
  readonly segments: readonly SegmentFault[];
}
export interface EdifactVerdict {
  readonly action: '4' | '7'; // rejected, or taken but for what is named below
  readonly code: string;
  readonly segment: string; // of the frame, in which the fault is
  readonly messages: readonly MessageVerdict[];
}

/** Null where it holds an answer itself: an answer to an answer would go back and forth for ever. */
export function edifactVerdict(frame: EdifactFrame, found: Found): EdifactVerdict | null {
  if (frame.messages.some((m) => m.type === 'CONTRL')) return null;
  const bad = new Map<EdifactFrameMessage, { codes: Set<string>; faults: SegmentFaults }>();
  let frameFault = { code: '', segment: '' };
  for (const { issue, number, tag, element } of placed(found.issues)) {
    const message = SERVICE.has(tag) ? undefined : holderOf(frame.messages, firstOf, number);
    const code = MESSAGE[`${issue.code} ${tag}`] ?? MESSAGE[issue.code];
    const data = DATA[issue.code];
    const general = INTERCHANGE[`${issue.code} ${tag}`] ?? INTERCHANGE[issue.code];
    if (message && (code !== undefined || data !== undefined)) {
      const one = bad.get(message) ?? { codes: new Set<string>(), faults: new SegmentFaults() };
      bad.set(message, one);
      if (code !== undefined) one.codes.add(code);
      else one.faults.add(number - message.first + 1, tag, data!, element === undefined ? undefined : { element, code: data! });
    } else if (general !== undefined && frameFault.code === '') frameFault = { code: general, segment: SERVICE.has(tag) ? tag : '' };
  }
  if (found.reused) frameFault = { code: DUPLICATE, segment: 'UNB' };
  const refused = found.refused || found.reused || frame.messages.length === 0;
  if (refused && frameFault.code === '') frameFault = { code: UNSPECIFIED, segment: '' };
  const messages = frame.messages.map((message, i): MessageVerdict => {
    const { codes: own, faults } = bad.get(message) ?? { codes: new Set<string>(), faults: new SegmentFaults() };
    const [code = ''] = [...own];
    const segments = faults.all;
    const rejected = refused || found.rejected.has(i) || code === NOT_SUPPORTED;
    const status = rejected ? 'R' : code !== '' || segments.length > 0 ? 'E' : 'A';
    return { message, status, code: code === '' && rejected && segments.length === 0 ? UNSPECIFIED : code, segments };
  });
  return { action: refused ? '4' : '7', ...frameFault, messages };
}

const SERVICE = new Set(['UNA', 'UNB', 'UNG', 'UNE', 'UNZ']);

export function wordOf({ action, code, messages }: EdifactVerdict): Word {
  const rejected = messages.filter((m) => m.status === 'R').length;
  if (action === '4' || (rejected > 0 && rejected === messages.length)) return 'rejected';
  if (rejected > 0) return 'partly';
  return code !== '' || messages.some((m) => m.status === 'E') ? 'with_errors' : 'accepted';
}
