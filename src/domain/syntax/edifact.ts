import type { Issue } from '../canonical/vocabulary';
import { byteText, shown, skipBlank } from './edi-text';
import { componentsOf, type EdifactSegment, type ServiceCharacters, segmentAt, serviceCharacters, startOf } from './edifact-tokens';
import { isoDate, isoTime } from './x12-values';

export interface EdifactMessage {
  readonly type: string; // 'INVRPT'
  readonly directory: string; // 'D.96A'
  readonly control: string;
  readonly first: number; // number of its UNH, counted from the start of the file
  readonly bytes: readonly [from: number, to: number];
}
export interface EdifactInterchange {
  readonly syntax: 'edifact';
  readonly sender: string; // QUALIFIER:ID
  readonly receiver: string;
  readonly control: string;
  readonly usage: string; // T where the test indicator says so, else P
  readonly version: string; // 'UNOC:3'
  readonly date: string | null;
  readonly time: string | null;
  readonly bare: boolean; // messages without UNB
  readonly separators: ServiceCharacters;
  readonly bytes: readonly [from: number, to: number];
  readonly messages: readonly EdifactMessage[];
  readonly issues: readonly Issue[];
  readonly refused: true;
}
export interface EdifactFile {
  readonly interchanges: readonly EdifactInterchange[];
  readonly issues: readonly Issue[];
}
export type EdifactHeader = Pick<EdifactInterchange, 'sender' | 'receiver' | 'control' | 'separators' | 'issues'> & {
  readonly messages: readonly string[];
};

export const looksLikeEdifact = (head: string): boolean => /^[\s\0]*(UNA[^A-Za-z0-9]{5}|UNB[^A-Za-z0-9]|UNH[^A-Za-z0-9])/.test(head);

/** The frames of an EDIFACT file. Its messages are not read yet, which every interchange says: nothing is quietly left out. */
export function readEdifact(bytes: Uint8Array): EdifactFile {
  const text = byteText(bytes);
  const interchanges: EdifactInterchange[] = [];
  const issues: Issue[] = [];
  let number = 0;
  for (let at = startOf(text); at < text.length; at = skipBlank(text, at)) {
    if (!/^UN[ABH]/.test(text.slice(at, at + 3))) {
      const detail = `what begins with ${JSON.stringify(shown(text.slice(at, at + 20)))} at byte ${at} is no EDIFACT interchange`;
      issues.push({ code: 'edifact.stray-text', severity: interchanges.length === 0 ? 'error' : 'warning', detail, place: { in: 'file' } });
      break;
    }
    const read = readOne(text, at, number);
    interchanges.push(read.interchange);
    ({ at, number } = read);
  }
  if (interchanges.length === 0 && issues.length === 0)
    issues.push({ code: 'edifact.no-interchange', severity: 'error', detail: 'there is no EDIFACT interchange in the file' });
  return { interchanges, issues };
}

/** The first interchange of a file, for those who need to know whose it is. */
export function describeEdifact(bytes: Uint8Array): EdifactHeader {
  const { interchanges, issues } = readEdifact(bytes);
  const [first] = interchanges;
  if (first) {
    const { sender, receiver, control, separators } = first;
    const messages = interchanges.flatMap((i) => i.messages.map((m) => m.type));
    return { sender, receiver, control, separators, messages, issues: [...interchanges.flatMap((i) => i.issues), ...issues] };
  }
  return { sender: '', receiver: '', control: '', separators: serviceCharacters('', 0).s, messages: [], issues };
}

interface Open {
  messages: EdifactMessage[];
  unh: { segment: EdifactSegment; e: string[][] } | null;
  issues: Issue[];
}

function readOne(text: string, start: number, before: number): { interchange: EdifactInterchange; at: number; number: number } {
  const { s, end } = serviceCharacters(text, start);
  const open: Open = { messages: [], unh: null, issues: [] };
  let number = before + (s.una === null ? 0 : 1);
  let unb: string[][] = [];
  let closed = false;
  let at = skipBlank(text, end);
  for (; at < text.length && !closed; at = skipBlank(text, at)) {
    const head = text.slice(at, at + 3);
    if (unb.length > 0 && (head === 'UNA' || head === 'UNB')) break;
    const segment = segmentAt(text, at, ++number, s);
    if (segment.tag === 'UNB') unb = componentsOf(s, segment.raw);
    else if (segment.tag === 'UNZ') closed = checkEnd(open, unb, componentsOf(s, segment.raw), segment);
    else message(open, segment, s);
    at = segment.to;
  }
  const tag = unb.length > 0 ? 'UNB' : 'UNH';
  const bare = unb.length === 0;
  if (open.unh || (!closed && !bare)) {
    const detail = `the interchange ends at segment ${number} without its ${open.unh ? 'UNT' : 'UNZ'}`;
    open.issues.push({ code: 'edifact.truncated', severity: 'error', detail, place: { in: 'segment', number, tag } });
  }
  const kinds = [...new Set(open.messages.map((m) => m.type))].join(', ');
  const detail = `EDIFACT ${kinds || 'messages'} cannot be read yet; the file is kept`;
  const place = { in: 'segment', number: before + (s.una === null ? 1 : 2), tag } as const;
  open.issues.push({ code: 'edifact.not-read-yet', severity: 'error', detail, place });
  return { interchange: { ...headerOf(unb, bare, s), bytes: [start, at], messages: open.messages, issues: open.issues }, at, number };
}

function message(open: Open, segment: EdifactSegment, s: ServiceCharacters): void {
  if (segment.tag === 'UNH') open.unh = { segment, e: componentsOf(s, segment.raw) };
  if (segment.tag !== 'UNT' || !open.unh) return;
  const { segment: first, e } = open.unh;
  const type = e[2] ?? [];
  const control = e[1]?.[0] ?? '';
  const unt = componentsOf(s, segment.raw);
  const count = segment.number - first.number + 1;
  if (Number(unt[1]?.[0]) !== count) warn(open, 'edifact.control-count', `UNT counts ${unt[1]?.[0] ?? ''}, there are ${count}`, segment);
  if (unt[2]?.[0] !== control) warn(open, 'edifact.control-number', `UNT says ${unt[2]?.[0] ?? 'nothing'}, UNH says ${control}`, segment);
  open.messages.push({
    type: type[0] ?? '',
    directory: [type[1], type[2]].filter((v) => v).join('.'),
    control,
    first: first.number,
    bytes: [first.from, segment.to],
  });
  open.unh = null;
}

function checkEnd(open: Open, unb: string[][], unz: string[][], segment: EdifactSegment): true {
  const [said, meant] = [unz[2]?.[0] ?? '', unb[5]?.[0] ?? ''];
  if (said !== meant) warn(open, 'edifact.control-number', `UNZ says ${said || 'nothing'}, UNB says ${meant || 'nothing'}`, segment);
  return true;
}

const warn = (open: Open, code: string, detail: string, { number, tag }: EdifactSegment): number =>
  open.issues.push({ code, severity: 'warning', detail, place: { in: 'segment', number, tag } });

function headerOf(
  unb: string[][],
  bare: boolean,
  separators: ServiceCharacters,
): Omit<EdifactInterchange, 'bytes' | 'messages' | 'issues'> {
  const one = (e: number, c = 0): string => shown(unb[e]?.[c] ?? '');
  const repetition = Number(one(1, 1)) >= 4 ? separators.repetition : '';
  const party = (e: number): string => (one(e) === '' ? '' : `${one(e, 1)}:${one(e)}`);
  return {
    syntax: 'edifact',
    sender: party(2),
    receiver: party(3),
    control: one(5),
    usage: bare ? '' : one(11) === '1' ? 'T' : 'P',
    version: [one(1), one(1, 1)].filter((v) => v).join(':'),
    date: isoDate(one(4)) ?? null,
    time: isoTime(one(4, 1)) ?? null,
    bare,
    separators: { ...separators, repetition },
    refused: true,
  };
}
