import type { Issue } from '../canonical/vocabulary';
import { Breaks, ByteText } from './byte-text';
import { isUtf16, shown } from './edi-text';
import type { EdifactFile, EdifactInterchange } from './edifact';
import { gluedTo } from './edifact-fusions';
import { EdifactOpened } from './edifact-opened';
import { segmentOf, tagAt } from './edifact-segment';
import { serviceCharacters, usable } from './edifact-service';
import { closeGroup, closeInterchange, closeMessage, openGroup, openMessage, type Outcome } from './edifact-trailers';

const ENVELOPE = new Set(['UNA', 'UNB', 'UNG', 'UNH', 'UNT', 'UNE', 'UNZ']);
const LOST = '\xef\xbf\xbd'; // a character that the sender's own system had lost already
const UNA_AND_BREAKS = 13;
const MESSAGE = /['\r\n~]\s{0,200}(UN[HAB][^A-Za-z0-9])/g;

/** One pass over a file for its envelopes. Segments are counted from the start of the file, whatever they lie in. */
export class EdifactScan {
  private readonly interchanges: EdifactInterchange[] = [];
  private readonly issues: Issue[] = [];
  private readonly breaks = new Breaks();
  private number = 0;
  private header = -1; // where the next interchange begins; looked for once and remembered, as is the next lost character
  private lost = -1;

  private readonly ahead: ByteText; // a window of its own for what is looked for further on

  constructor(private readonly text: ByteText) {
    this.ahead = text.again();
  }

  file(): EdifactFile {
    const { text } = this;
    for (let at = text.skipBlank(0); at < text.length; at = text.skipBlank(at)) at = this.next(at);
    if (this.interchanges.length === 0 && this.issues.length === 0) {
      const why = isUtf16(text.slice(0, 2)) ? 'the file is in UTF-16; EDIFACT is read in one byte for each character' : undefined;
      const detail = why ?? 'there is no EDIFACT interchange in the file';
      this.issues.push({ code: 'edifact.no-interchange', severity: 'error', detail, place: { in: 'file' } });
    }
    return { interchanges: this.interchanges, issues: this.issues };
  }

  private next(at: number): number {
    const head = this.text.slice(at, at + 4);
    const tag = tagAt(head, 0);
    const first = this.interchanges.length === 0 && this.issues.length === 0;
    const starts = tag === 'UNA' || ((tag === 'UNB' || tag === 'UNH') && /[^A-Za-z0-9]/.test(head[3] ?? ''));
    if (starts) return this.interchange(at);
    const end = this.startAfter(at);
    this.number += 1;
    const text = shown(this.text.slice(at, Math.min(end, at + 60))).trim();
    const detail = `${end - at} bytes from byte ${at} on belong to no interchange: ${JSON.stringify(text.slice(0, 20))}`;
    const place = { in: 'segment', number: this.number, tag: /^\w{2,3}/.exec(text)?.[0] ?? '' } as const;
    if (/^UIB[^A-Za-z0-9]/.test(text)) {
      const why = 'it is part of a dialogue (UIB); messages are read from an interchange (UNB)';
      this.issues.push({ code: 'edifact.dialogue', severity: 'error', detail: why, place });
      return end;
    }
    this.issues.push({ code: 'edifact.stray-text', severity: first ? 'error' : 'warning', detail, place });
    return end;
  }

  /** Where something begins that can be read: an interchange, or a message at the start of a segment. */
  private startAfter(at: number): number {
    const message = this.ahead.search(MESSAGE, at);
    const bare = message ? message.at + message.found[0].length - message.found[1]!.length : this.text.length;
    return Math.min(bare, this.headerAfter(at));
  }

  /** The next UNA and UNB behind a position, wherever it stands: there the interchange before it ends, complete or cut off. */
  private headerAfter(at: number): number {
    if (this.header > at) return this.header;
    const text = this.ahead;
    for (let b = text.indexOf('UNB', at + 1); b >= 0; b = text.indexOf('UNB', b + 3)) {
      const before = Math.max(at + 1, b - UNA_AND_BREAKS);
      const una = text.slice(before, b).search(/UNA[^]{6}\s*$/);
      if (una >= 0 && text.slice(before + una + 4, before + una + 5) === text.slice(b + 3, b + 4)) return (this.header = before + una);
      if (/^UNB[^A-Za-z0-9\s](UNO[A-Z]|IAT[AB])/.test(text.slice(b, b + 8)) && !/[A-Za-z0-9?]/.test(text.slice(b - 1, b)))
        return (this.header = b);
    }
    return (this.header = text.length);
  }

  private interchange(start: number): number {
    const { text } = this;
    const { s, end } = serviceCharacters(text, start);
    if (s.una !== null) this.number += 1;
    const at = text.skipBlank(end);
    const tag = tagAt(text.slice(at, at + 3), 0);
    const unb = tag === 'UNB';
    const open = new EdifactOpened(text, start, s, tag === 'UNH');
    if (usable(s) && (unb || open.bare)) {
      const limit = unb ? this.headerAfter(at) : this.headerAfter(start);
      if (open.bare) open.warn('edifact.no-envelope', NO_ENVELOPE, this.number + 1, 'UNH');
      return this.close(open, this.walk(open, at, limit));
    }
    const next = this.startAfter(Math.max(start, end - 1));
    const why = usable(s) ? 'UNA is followed by no UNB' : `UNA names ${JSON.stringify(s.una)}, by which nothing can be told apart`;
    open.refuse('edifact.unreadable-una', why, this.number, 'UNA');
    return this.close(open, next);
  }

  private close(open: EdifactOpened, end: number): number {
    if (this.lost < open.start) this.lost = (this.ahead.indexOf(LOST, open.start) + 1 || this.text.length + 1) - 1;
    if (this.lost < end) {
      const detail = `at byte ${this.lost} stands a replacement character: the sender's own system had lost a letter already`;
      open.issues.push({ code: 'edifact.lost-character', severity: 'warning', detail, place: { in: 'file' } });
    }
    this.interchanges.push(open.closed(end));
    return end;
  }

  /** From UNB, or from a bare UNH, to the trailer; returns where the next interchange may begin. */
  private walk(open: EdifactOpened, from: number, limit: number): number {
    const { text, breaks } = this;
    const { segment, release } = open.s;
    let tag = '';
    let fused = false;
    for (let at = text.skipSegmentEnds(from, limit, segment); at < limit; at = text.skipSegmentEnds(at, limit, segment)) {
      if (open.bare && !open.unh && open.messages.length > 0 && !/^UN[HZTE]/i.test(text.slice(at, at + 3))) return at;
      const end = text.endOf(at, segment, release);
      const whole = end >= at && end <= limit;
      const stop = whole ? end : limit;
      const to = whole ? stop + segment.length : stop;
      this.number += 1;
      const broken = segment !== '\n' && breaks.within(text, at, Math.min(stop, at + text.reach));
      open.wrapped ||= broken;
      tag = broken ? tagAt(text.slice(at, at + 12).replace(/[\r\n]+/g, ''), 0) : tagAt(text.held, at - text.base);
      if (stop - at > text.reach) return this.endless(open, tag, limit);
      if (!whole && tag !== 'UNZ' && !(open.bare && tag === 'UNT')) break;
      if (ENVELOPE.has(tag)) {
        const outcome = this.envelope(open, tag, at, stop, to, whole, broken);
        if (outcome === 'broken') break;
        if (outcome === 'closed') return to;
      } else if (!open.unh) open.warn('edifact.stray-segment', `${shown(tag)} stands outside of a message`, this.number, shown(tag));
      else if (!fused) {
        const glued = gluedTo(text.slice(at, stop), tag, broken, open.s);
        if (glued !== undefined) {
          fused = true;
          open.refuse('edifact.fused-segments', `${tag} runs on into ${glued}: its terminator is missing`, this.number, tag);
        }
      }
      at = to;
    }
    if (open.bare && !open.unh && open.messages.length > 0 && !open.refused) return limit;
    this.truncated(open, tag);
    return limit;
  }

  private envelope(open: EdifactOpened, tag: string, at: number, stop: number, to: number, whole: boolean, broken: boolean): Outcome {
    const kept = new ByteText(this.text.source, { piece: 0, reach: stop - at }); // it outlives the window
    kept.hold(at);
    const segment = segmentOf(kept, at, stop, this.number, open.by, broken);
    switch (tag) {
      case 'UNB':
        if (open.unb || open.bare) return 'broken';
        open.opened(segment, this.header);
        if (open.control === '') open.warn('edifact.control-number', 'UNB has no reference', this.number, 'UNB', 5);
        return 'on';
      case 'UNG':
        return openGroup(open, segment);
      case 'UNH':
        return openMessage(open, segment, this.text.skipSegmentEnds(to, this.text.length, open.s.segment));
      case 'UNT':
        return closeMessage(open, segment, this.text, stop, to, whole);
      case 'UNE':
        return closeGroup(open, segment, whole);
      case 'UNZ':
        return closeInterchange(open, segment, whole);
      default:
        return 'broken';
    }
  }

  private endless(open: EdifactOpened, tag: string, limit: number): number {
    const detail = `${shown(tag)} runs on for more than ${this.text.reach} bytes: the terminator is missing, and so may be anything else`;
    open.refuse('edifact.endless-segment', detail, this.number, shown(tag));
    return limit;
  }

  private truncated(open: EdifactOpened, tag: string): void {
    if (open.refused && open.issues.some((i) => i.code === 'edifact.trailer')) return;
    const missing = open.unh ? 'UNT' : open.group ? 'UNE' : open.bare ? 'UNT' : 'UNZ';
    const detail = `it ends at segment ${this.number} (${shown(tag)}) without its ${missing}; it is refused whole, since nobody knows what else is missing`;
    open.refuse('edifact.truncated', detail, this.number, shown(tag));
  }
}

const NO_ENVELOPE = 'it came without UNB and UNZ; whose it is, only the channel can tell';
