import type { CompositeSegment, Issue } from '../canonical/vocabulary';
import { type ByteSource, sourceFrom } from './byte-source';
import { ByteText, type Window } from './byte-text';
import type { Charset } from './edifact-charset';
import { EdifactScan } from './edifact-scan';
import type { ServiceCharacters } from './edifact-service';

/** A message, UNH to UNT. Its segments are cut only when they are asked for. */
export interface EdifactMessage {
  readonly syntax: 'edifact';
  readonly type: string; // 'INVRPT'
  readonly version: string; // 'D'
  readonly release: string; // '96A'
  readonly directory: string; // 'D.96A'
  readonly agency: string; // 'UN'
  readonly association: string; // 'EAN004'
  readonly control: string;
  readonly first: number; // number of its UNH, counted from the start of the file; a UNA counts
  readonly bytes: readonly [from: number, to: number]; // UNH to UNT
  readonly body: readonly [from: number, to: number]; // between them: what stays the same when it is sent under another number
  readonly group: EdifactGroup | null;
  readonly repeats: boolean; // byte for byte one that stood before it in the interchange
  readonly segments: () => Iterable<readonly CompositeSegment[]>;
}
/** A group, UNG to UNE; senders seldom use them. */
export interface EdifactGroup {
  readonly type: string;
  readonly sender: string;
  readonly receiver: string;
  readonly control: string;
  readonly messages: EdifactMessage[];
}
/** An interchange, UNB to UNZ, or messages that came without one (`bare`). Nothing of a refused one may be used. */
export interface EdifactInterchange {
  readonly syntax: 'edifact';
  readonly sender: string; // QUALIFIER:ID
  readonly receiver: string;
  readonly control: string;
  readonly usage: string; // T where the test indicator says so, else P
  readonly version: string; // 'UNOC:3'
  readonly date: string | null; // as the sender's clock said
  readonly time: string | null;
  readonly application: string;
  readonly asksForAnswer: boolean;
  readonly bare: boolean;
  readonly separators: ServiceCharacters;
  readonly repetition: string; // '' before syntax version 4
  readonly bytes: readonly [from: number, to: number];
  readonly groups: readonly EdifactGroup[];
  readonly messages: readonly EdifactMessage[];
  readonly issues: readonly Issue[];
  readonly refused: boolean;
  readonly unbNumber: number; // counted from the start of the file
  readonly charset: Charset;
}
export interface EdifactFile {
  readonly interchanges: readonly EdifactInterchange[];
  readonly issues: readonly Issue[]; // about what lies between them
}

/** By UNA, UNB, UNH or the UIB of a dialogue at the start, or by a UNH after a damaged one. */
export const looksLikeEdifact = (head: string): boolean =>
  /^[\s\uFEFF\0]*(UNA[^A-Za-z0-9]{5}|U(NB|NH|IB)[^A-Za-z0-9\s])/.test(head) || /^[^'\n]{0,300}'\s*UNH\+[^+']*\+[A-Z]{6}:/.test(head);

/**
 * Every interchange of a file, each by its own service characters. Counts and references that do not fit are warnings, as long
 * as it is certain where a message ends; a missing end refuses the interchange whole, since nobody can know what else is missing.
 * Never throws for what is sent. The file is gone through a window at a time, as `readX12` does.
 */
export function readEdifact(file: Uint8Array | ByteSource, window?: Window): EdifactFile {
  return new EdifactScan(new ByteText(sourceFrom(file), window)).file();
}

/** What was read so far as letters that UNB does not declare. They are not lost; but whose they are, only the sender can tell. */
export function undeclaredLetters({ charset, version, unbNumber }: EdifactInterchange): Issue | undefined {
  const { undeclared } = charset;
  if (undeclared === null) return undefined;
  const detail = `there are letters that are none of ${version.split(':')[0]!}, which UNB declares; they were read as ${undeclared} (edi.charsets settles it)`;
  return { code: 'edifact.charset', severity: 'warning', detail, place: { in: 'segment', number: unbNumber, tag: 'UNB', element: 1 } };
}
