import type { Issue, Segment } from '../canonical/vocabulary';
import { decoded, type Decoded } from './edi-text';
import { party, readIsa, type Separators } from './x12-envelope';

/** A transaction set, ST to SE. Its segments are cut only when they are asked for. */
export interface X12Set {
  readonly type: string; // '852'
  readonly control: string;
  readonly first: number; // number of its ST, counted from the start of the file
  readonly bytes: readonly [from: number, to: number];
  readonly group: X12Group | null;
  segments(): Iterable<readonly Segment[]>;
}
export interface X12Group {
  readonly elements: readonly string[]; // of GS
  readonly sets: X12Set[];
}
export interface X12Interchange {
  readonly syntax: 'x12';
  readonly sender: string; // QUALIFIER:ID
  readonly receiver: string;
  readonly control: string;
  readonly usage: string;
  readonly version: string;
  readonly isa: readonly string[]; // empty where the set came bare
  readonly bare: boolean;
  readonly fixedWidth: boolean;
  readonly separators: Separators;
  readonly bytes: readonly [from: number, to: number];
  readonly groups: X12Group[];
  readonly sets: X12Set[];
  readonly issues: Issue[];
  refused: boolean; // nothing of it may be used
}
export interface X12File {
  readonly interchanges: readonly X12Interchange[];
  readonly issues: readonly Issue[]; // about what lies between them
  readonly text: Decoded;
}

const START = /^[\s\uFEFF\u0000]*(ISA[^A-Za-z0-9\s]|ST[^A-Za-z0-9\s][0-9]{3}[^A-Za-z0-9])/;
export const looksLikeX12 = (head: string): boolean => START.test(head);

/**
 * Every interchange of a file, each by its own separators. Counts and control numbers that do not fit are warnings; a trailer
 * that is missing refuses the interchange whole, since nobody can know what else is missing. Never throws for what is sent.
 */
export function readX12(bytes: Uint8Array): X12File {
  const text = decoded(bytes);
  const reader = new Reader(text);
  reader.file();
  return { interchanges: reader.interchanges, issues: reader.issues, text };
}

interface Open {
  readonly interchange: X12Interchange;
  gs: { readonly group: X12Group; sets: number } | null;
  st: { readonly type: string; readonly control: string; readonly first: number; readonly from: number } | null;
  number: number;
}

class Reader {
  readonly interchanges: X12Interchange[] = [];
  readonly issues: Issue[] = [];
  private readonly s: string;
  private number = 0;

  constructor(private readonly text: Decoded) {
    this.s = text.text;
  }

  file(): void {
    let at = 0;
    while (at < this.s.length) {
      const start = this.nextStart(at);
      if (start === undefined) {
        this.garbage(at, this.s.length);
        return;
      }
      this.garbage(at, start);
      const isa = this.s.startsWith('ISA', start) ? readIsa(this.s, start) : undefined;
      if (this.s.startsWith('ISA', start) && !isa) {
        at = this.unreadable(start);
        continue;
      }
      at = isa ? this.interchange(start, isa) : this.bare(start);
    }
    if (this.interchanges.length === 0 && this.issues.length === 0)
      this.issues.push({ code: 'x12.no-interchange', severity: 'error', detail: 'there is no X12 interchange in the file' });
  }

  private nextStart(at: number): number | undefined {
    const found = /(^|[^A-Za-z0-9])(ISA[^A-Za-z0-9\s]|ST[^A-Za-z0-9\s][0-9]{3}[^A-Za-z0-9])/g;
    found.lastIndex = Math.max(0, at - 1);
    for (let m = found.exec(this.s); m; m = found.exec(this.s)) {
      const start = m.index + m[1]!.length;
      if (start >= at) return start;
    }
    return undefined;
  }

  private garbage(from: number, to: number): void {
    const between = this.s.slice(from, to).replace(/[\s\uFEFF\u0000]+/g, '');
    if (between === '') return;
    this.number += 1;
    const detail = `${between.length} characters that belong to no interchange: ${JSON.stringify(between.slice(0, 20))}`;
    this.issues.push({
      code: 'x12.stray-text',
      severity: 'warning',
      detail,
      place: { in: 'segment', number: this.number, tag: between.slice(0, 3) },
    });
  }

  private unreadable(start: number): number {
    this.number += 1;
    const issue: Issue = {
      code: 'x12.unreadable-isa',
      severity: 'error',
      detail: 'the ISA segment does not say which separators it uses, so nothing after it can be told apart',
      place: { in: 'segment', number: this.number, tag: 'ISA' },
    };
    const next = this.nextStart(start + 3);
    const end = next !== undefined && this.s.startsWith('ISA', next) ? next : this.s.length;
    this.interchanges.push({ ...emptyInterchange(), bytes: this.text.range(start, end), issues: [issue], refused: true });
    return end;
  }

  private bare(start: number): number {
    const element = this.s[start + 2]!;
    const end = /[^A-Za-z0-9 ]/;
    let at = start + 3;
    while (at < this.s.length && (this.s[at] === element || !end.test(this.s[at]!))) at++;
    const segment = this.s[at] === '\r' ? '\n' : (this.s[at] ?? '~');
    const interchange: X12Interchange = {
      ...emptyInterchange(),
      separators: { element, segment, component: null, repetition: null },
      bare: true,
      issues: [
        {
          code: 'x12.no-envelope',
          severity: 'warning',
          detail: 'the transaction set came without ISA and GS; its sender is known from the channel only',
          place: { in: 'segment', number: this.number + 1, tag: 'ST' },
        },
      ],
    };
    return this.walk(interchange, start, start);
  }

  private interchange(start: number, isa: NonNullable<ReturnType<typeof readIsa>>): number {
    const e = isa.elements;
    const interchange: X12Interchange = {
      ...emptyInterchange(),
      sender: party(e[5], e[6]),
      receiver: party(e[7], e[8]),
      control: e[13]!.trim(),
      usage: e[15]!.trim(),
      version: e[12]!.trim(),
      isa: e,
      fixedWidth: isa.fixedWidth,
      separators: isa.separators,
    };
    this.number += 1;
    if (interchange.usage === 'T') warn(interchange, 'x12.test-indicator', 'the sender marks it as a test', this.number, 'ISA', 15);
    return this.walk(interchange, start, isa.end);
  }

  /** From the first segment behind ISA (or from a bare ST) to the trailer; returns where the next interchange may begin. */
  private walk(interchange: X12Interchange, start: number, from: number): number {
    this.interchanges.push(interchange);
    const { segment, element } = interchange.separators;
    const open: Open = { interchange, gs: null, st: null, number: this.number };
    let at = from;
    for (;;) {
      at = this.skip(at, segment);
      if (at >= this.s.length) return this.truncated(open, start, at);
      if (this.s.startsWith('ISA', at) && this.s[at + 3] !== undefined && !/[A-Za-z0-9]/.test(this.s[at + 3]!))
        return this.truncated(open, start, at);
      const end = this.s.indexOf(segment, at);
      const stop = end < 0 ? this.s.length : end;
      const tag = this.tagAt(at, stop, element);
      this.number += 1;
      const closed = end >= 0 || segment === '\n';
      if (ENVELOPE.has(tag)) {
        const elements = this.s
          .slice(at, stop)
          .replace(/[\r\n]+$/, '')
          .split(element);
        if (!closed && !(tag === 'IEA' && sameNumber(elements[2], interchange.control))) return this.truncated(open, start, this.s.length);
        const done = this.envelope(open, tag, elements, at, end < 0 ? stop : stop + 1);
        if (done === 'broken') return this.truncated(open, start, at);
        if (done === 'closed') {
          Object.assign(interchange, { bytes: this.text.range(start, end < 0 ? stop : stop + 1) });
          return end < 0 ? stop : stop + 1;
        }
      } else if (!closed) return this.truncated(open, start, this.s.length);
      at = end < 0 ? stop : stop + 1;
    }
  }

  private skip(at: number, segment: string): number {
    let i = at;
    for (; i < this.s.length; i++) {
      const c = this.s.charCodeAt(i);
      if (!(c === 32 || c === 10 || c === 13 || c === 9 || c === 0 || c === 0xfeff) || this.s[i] === segment) {
        if (this.s[i] !== segment) break;
      }
    }
    return i;
  }

  private tagAt(at: number, stop: number, element: string): string {
    for (let i = at; i < at + 4 && i <= stop; i++) if (this.s[i] === element || i === stop) return this.s.slice(at, i);
    return this.s.slice(at, at + 3);
  }

  private envelope(open: Open, tag: string, e: readonly string[], at: number, end: number): 'on' | 'closed' | 'broken' {
    const { interchange } = open;
    const n = this.number;
    switch (tag) {
      case 'GS':
        if (open.gs || open.st) return 'broken';
        open.gs = { group: { elements: e, sets: [] }, sets: 0 };
        interchange.groups.push(open.gs.group);
        return 'on';
      case 'ST':
        if (open.st) return 'broken';
        open.st = { type: (e[1] ?? '').trim(), control: (e[2] ?? '').trim(), first: n, from: at };
        return 'on';
      case 'SE': {
        if (!open.st) return 'broken';
        const { type, control, first, from } = open.st;
        const count = n - first + 1;
        if (!sameNumber(e[1], String(count)))
          warn(interchange, 'x12.segment-count', `SE counts ${e[1] ?? 'nothing'} segments, there are ${count}`, n, 'SE', 1);
        if (!sameControl(e[2], control))
          warn(interchange, 'x12.control-number', `SE says ${e[2] ?? 'nothing'}, ST says ${control}`, n, 'SE', 2);
        const group = open.gs?.group ?? null;
        const set: X12Set = {
          type,
          control,
          first,
          group,
          bytes: this.text.range(from, end),
          segments: () => segmentsOf(this.text, from, end, first, interchange.separators),
        };
        interchange.sets.push(set);
        group?.sets.push(set);
        open.st = null;
        if (interchange.bare && !/^[\s\0]*ST/.test(this.s.slice(end, end + 20))) return 'closed';
        return 'on';
      }
      case 'GE':
        if (!open.gs || open.st) return 'broken';
        if (!sameNumber(e[1], String(open.gs.group.sets.length)))
          warn(interchange, 'x12.set-count', `GE counts ${e[1] ?? 'nothing'} sets, there are ${open.gs.group.sets.length}`, n, 'GE', 1);
        if (!sameNumber(e[2], open.gs.group.elements[6]))
          warn(interchange, 'x12.control-number', `GE says ${e[2] ?? 'nothing'}, GS says ${open.gs.group.elements[6] ?? ''}`, n, 'GE', 2);
        open.gs = null;
        return 'on';
      default: // IEA
        if (open.gs || open.st) return 'broken';
        if (!sameNumber(e[1], String(interchange.groups.length)))
          warn(
            interchange,
            'x12.group-count',
            `IEA counts ${e[1] ?? 'nothing'} groups, there are ${interchange.groups.length}`,
            n,
            'IEA',
            1,
          );
        if (!sameNumber(e[2], interchange.control))
          warn(interchange, 'x12.control-number', `IEA says ${e[2] ?? 'nothing'}, ISA says ${interchange.control}`, n, 'IEA', 2);
        return 'closed';
    }
  }

  private truncated(open: Open, start: number, at: number): number {
    const missing = open.st ? 'SE' : open.gs ? 'GE' : open.interchange.bare ? 'SE' : 'IEA';
    const tag = /[A-Z0-9]{2,3}/.exec(this.s.slice(Math.max(0, at - 4), at + 3))?.[0] ?? '';
    open.interchange.refused = true;
    open.interchange.issues.push({
      code: 'x12.truncated',
      severity: 'error',
      detail: `the interchange ends at segment ${this.number} without its ${missing}; it is refused whole, since nobody knows what is missing`,
      place: { in: 'segment', number: this.number, tag },
    });
    Object.assign(open.interchange, { bytes: this.text.range(start, at) });
    return at;
  }
}

const ENVELOPE = new Set(['GS', 'ST', 'SE', 'GE', 'IEA']);
const digits = (v: string | undefined): string => (v ?? '').trim().replace(/^0+(?=.)/, '');
const sameNumber = (a: string | undefined, b: string | undefined): boolean => a !== undefined && digits(a) === digits(b);
const sameControl = (a: string | undefined, b: string): boolean => a !== undefined && (a.trim() === b || digits(a) === digits(b));

function warn(to: X12Interchange, code: string, detail: string, number: number, tag: string, element: number): void {
  to.issues.push({ code, severity: 'warning', detail, place: { in: 'segment', number, tag, element } });
}

function emptyInterchange(): X12Interchange {
  return {
    syntax: 'x12',
    sender: '',
    receiver: '',
    control: '',
    usage: '',
    version: '',
    isa: [],
    bare: false,
    fixedWidth: true,
    separators: { element: '*', segment: '~', component: null, repetition: null },
    bytes: [0, 0],
    groups: [],
    sets: [],
    issues: [],
    refused: false,
  };
}

const BATCH = 500;

/** The segments of a stretch of text, in batches; `number` is that of the first. */
export function* segmentsOf(text: Decoded, from: number, to: number, number: number, sep: Separators): Generator<readonly Segment[]> {
  const s = text.text;
  let batch: Segment[] = [];
  let n = number;
  let at = from;
  while (at < to) {
    while (at < to && (s.charCodeAt(at) <= 32 || s[at] === sep.segment || s.charCodeAt(at) === 0xfeff)) at++;
    if (at >= to) break;
    const end = s.indexOf(sep.segment, at);
    const stop = end < 0 || end > to ? to : end;
    let raw = s.slice(at, stop);
    if (raw.charCodeAt(raw.length - 1) === 13) raw = raw.slice(0, -1);
    const elements = raw.split(sep.element);
    batch.push({ tag: elements[0]!.trim(), number: n, bytes: text.range(at, stop), elements });
    n += 1;
    at = stop + 1;
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
