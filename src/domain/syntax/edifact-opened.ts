import type { CompositeSegment, Issue } from '../canonical/vocabulary';
import { sameBytes } from './byte-source';
import type { ByteText } from './byte-text';
import type { EdifactGroup, EdifactInterchange, EdifactMessage } from './edifact';
import { Charset } from './edifact-charset';
import { type Cutting, cuttingOf, segmentsOf } from './edifact-segment';
import type { ServiceCharacters } from './edifact-service';
import { isoDate, isoTime } from './x12-values';

interface Unh {
  readonly segment: CompositeSegment;
  readonly bodyFrom: number;
}

/** An interchange while it is being read: what is open in it, and what was found so far. */
export class EdifactOpened {
  readonly groups: EdifactGroup[] = [];
  readonly groupNumbers = new Set<string>();
  readonly messages: EdifactMessage[] = [];
  readonly issues: Issue[] = [];
  group: EdifactGroup | null = null;
  unh: Unh | null = null;
  unb: CompositeSegment | null = null;
  by: Cutting;
  charset: Charset;
  refused = false;
  wrapped = false; // somewhere a segment is broken over lines
  private readonly bodies = new Map<string, readonly [from: number, to: number]>();

  constructor(
    private readonly text: ByteText,
    readonly start: number,
    readonly s: ServiceCharacters,
    readonly bare: boolean,
  ) {
    this.charset = new Charset(text.source, start, start, '');
    this.by = cuttingOf(s, '', this.charset);
  }

  get control(): string {
    return this.unb?.at(5) ?? '';
  }

  /** From here on characters are what UNB declares, and a repetition separator is one from syntax version 4 on. */
  opened(unb: CompositeSegment, limit: number): void {
    this.unb = unb;
    this.charset = new Charset(this.text.source, this.start, limit, unb.at(1).toUpperCase());
    this.by = cuttingOf(this.s, unb.at(1, 2), this.charset);
  }

  warn(code: string, detail: string, number: number, tag: string, element?: number, value = ''): void {
    const place = { in: 'segment', number, tag, ...(element === undefined ? {} : { element }) } as const;
    this.issues.push({ code, severity: 'warning', detail, place, ...(value.trim() === '' ? {} : { value }) });
  }
  refuse(code: string, detail: string, number: number, tag: string): void {
    this.refused = true;
    this.issues.push({ code, severity: 'error', detail, place: { in: 'segment', number, tag } });
  }

  openGroup(ung: CompositeSegment): void {
    const [type, control] = [ung.at(1), ung.at(5)];
    this.group = { type, sender: partyOf(ung, 2), receiver: partyOf(ung, 3), control, messages: [] };
    this.groups.push(this.group);
  }

  closeMessage(unt: CompositeSegment, untFrom: number, untTo: number): EdifactMessage {
    const { segment, bodyFrom } = this.unh!;
    const { text, by, group, wrapped } = this;
    const [type, version, release, agency, association] = [1, 2, 3, 4, 5].map((c) => segment.at(2, c)) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const [from] = segment.bytes;
    const control = segment.at(1);
    const body = [bodyFrom, untFrom] as const;
    const before = this.bodies.get(control);
    const message: EdifactMessage = {
      syntax: 'edifact',
      type: type.toUpperCase(),
      version,
      release,
      directory: [version, release].filter((v) => v !== '').join('.'),
      agency,
      association,
      control,
      first: segment.number,
      bytes: [from, untTo],
      body,
      group,
      repeats: before !== undefined && sameBytes(text.source, before, body),
      segments: () => segmentsOf(text.again(untTo), from, untTo, segment.number, by, wrapped),
    };
    if (!message.repeats && before)
      this.warn('edifact.control-number', `two messages have the reference ${said(control)}`, segment.number, 'UNH', 1, control);
    this.bodies.set(control, body);
    this.messages.push(message);
    group?.messages.push(message);
    this.unh = null;
    return message;
  }

  closed(end: number): EdifactInterchange {
    const { unb, bare } = this;
    const at = (e: number, c = 1): string => unb?.at(e, c) ?? '';
    return {
      syntax: 'edifact',
      sender: unb ? partyOf(unb, 2) : '',
      receiver: unb ? partyOf(unb, 3) : '',
      control: this.control,
      usage: bare ? '' : at(11) === '1' ? 'T' : 'P',
      version: [at(1), at(1, 2)].filter((v) => v !== '').join(':'),
      date: isoDate(at(4)) ?? null,
      time: isoTime(at(4, 2)) ?? null,
      application: at(7),
      asksForAnswer: at(9) === '1',
      bare,
      separators: this.s,
      repetition: this.by.repetition < 0 ? '' : this.s.repetition,
      bytes: [this.start, end],
      groups: this.groups,
      messages: this.messages,
      issues: this.issues,
      refused: this.refused,
      unbNumber: unb?.number ?? 1,
      charset: this.charset,
    };
  }
}

/** `14:4399902262507`: qualifier and id; '' where nobody is named. */
function partyOf(s: CompositeSegment, element: number): string {
  const id = s.at(element);
  return id === '' ? '' : `${s.at(element, 2)}:${id}`;
}
export const said = (v: string): string => (v === '' ? 'nothing' : v);
