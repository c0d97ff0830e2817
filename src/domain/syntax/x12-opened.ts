import type { Issue } from '../canonical/vocabulary';
import type { ByteText } from './byte-text';
import type { X12Group, X12Interchange, X12Set } from './x12';
import { missingEnds } from './x12-fusions';
import { type Isa, party, type Separators } from './x12-envelope';
import { segmentsOf } from './x12-segments';
import { isoDate, isoTime } from './x12-values';

/** An interchange while it is being read: what is open in it, and what was found so far. */
export class Opened {
  readonly groups: X12Group[] = [];
  readonly sets: X12Set[] = [];
  readonly answers: (readonly string[])[] = [];
  readonly issues: Issue[] = [];
  group: X12Group | null = null;
  set: { type: string; control: string; first: number; from: number; bodyFrom: number } | null = null;
  refused = false;
  unlike: { readonly number: number; readonly detail: string } | null = null; // a set that ends under another one's number
  readonly groupNumbers = new Set<string>();
  readonly setNumbers = new Set<string>(); // of the open group
  wrapped = false; // somewhere a segment is broken over lines
  readonly separators: Separators;

  constructor(
    private readonly text: ByteText,
    private readonly start: number,
    private readonly isa: Isa | null,
    separators?: Separators,
  ) {
    this.separators = isa?.separators ?? separators ?? { element: '*', segment: '~', component: null, repetition: null };
  }

  get bare(): boolean {
    return this.isa === null;
  }
  get control(): string {
    return this.isa?.elements[13]!.trim() ?? '';
  }

  warn(code: string, detail: string, number: number, tag: string, element?: number, value = ''): void {
    const place = { in: 'segment', number, tag, ...(element === undefined ? {} : { element }) } as const;
    this.issues.push({ code, severity: 'warning', detail, place, ...(value.trim() === '' ? {} : { value }) });
  }
  refuse(code: string, detail: string, number: number, tag: string): void {
    this.refused = true;
    this.issues.push({ code, severity: 'error', detail, place: { in: 'segment', number, tag } });
  }

  /** Where segments are missing by its count, the terminators of some may be. */
  lookForGlued(seFrom: number, number: number): void {
    const glued = missingEnds(this.text.again(), this.set!.bodyFrom, seFrom, this.separators.element);
    if (glued === undefined || this.issues.some((i) => i.code === 'x12.fused-segments')) return;
    this.refuse('x12.fused-segments', `${glued} is glued to the segment before it, whose terminator is missing`, number, 'SE');
  }

  openGroup(elements: readonly string[], number: number): void {
    this.group = { elements, control: (elements[6] ?? '').trim(), number, declared: null, sets: [] };
    this.groups.push(this.group);
    this.setNumbers.clear();
  }

  closeSet(seFrom: number, seTo: number): void {
    const { type, control, first, from, bodyFrom } = this.set!;
    const { text, separators, group, wrapped } = this;
    const set: X12Set = {
      syntax: 'x12',
      type,
      control,
      first,
      group,
      bytes: [from, seTo],
      body: [bodyFrom, seFrom],
      segments: () => segmentsOf(text.again(seTo), from, seTo, first, separators, wrapped),
    };
    this.sets.push(set);
    group?.sets.push(set);
    this.set = null;
  }

  closed(end: number): X12Interchange {
    // A single set's end is its own, whatever it says; among several it may be another's, and what lies between be lost.
    if (this.unlike && this.sets.length > 1)
      this.refuse('x12.unlike-trailer', `${this.unlike.detail}; an end and a beginning may be lost between`, this.unlike.number, 'SE');
    const e = this.isa?.elements ?? [];
    return {
      syntax: 'x12',
      sender: this.bare ? '' : party(e[5], e[6]),
      receiver: this.bare ? '' : party(e[7], e[8]),
      control: this.control,
      usage: (e[15] ?? '').trim(),
      version: (e[12] ?? '').trim(),
      date: isoDate(e[9] ?? '') ?? null,
      time: isoTime(e[10] ?? '') ?? null,
      isa: e,
      bare: this.bare,
      fixedWidth: this.isa?.fixedWidth ?? false,
      separators: this.separators,
      bytes: [this.start, end],
      groups: this.groups,
      sets: this.sets,
      answers: this.answers,
      issues: this.issues,
      refused: this.refused,
    };
  }
}
