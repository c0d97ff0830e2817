/** A part of a delivery as people look at it: what stands in it, page by page, each thing with its place. Plain data only. */
export interface ShownPart {
  readonly within: string | null; // path inside the delivered file; null: the file itself
  readonly kind: 'x12' | 'edifact' | 'grid' | 'tree' | 'none';
  readonly why: string | null; // nothing of it is shown, in words
  readonly read: string | null; // how a text was understood
  readonly total: number; // rows, segments or lines in all
  readonly start: number; // of the page, counted from 0
  readonly own: { readonly from: number; readonly to: number } | null; // of the document that was asked for, where others stand beside it
  readonly sheets: readonly ShownSheet[];
  readonly rows: readonly ShownRow[];
  readonly segments: readonly ShownSegment[];
  readonly lines: readonly ShownLine[];
  readonly outline: readonly Head[]; // empty unless it was asked for
  readonly more: boolean; // there are more heads than are told
}
export interface ShownSheet {
  readonly name: string; // '' for text
  readonly hidden: boolean;
  readonly start: number; // where its first row stands among all
  readonly rows: number;
  readonly columns: number;
}
export interface ShownRow {
  readonly sheet: number; // by index
  readonly row: number; // counted from 1 in its sheet
  readonly cells: readonly string[];
  readonly places?: readonly string[]; // of each cell, in a file that is no table of itself
}
export interface ShownSegment {
  readonly number: number; // counted from 1 in the file
  readonly tag: string;
  readonly level: number;
  readonly bytes: readonly [from: number, to: number];
  readonly line: number;
  readonly column: number;
  readonly by: string; // what stands between its elements
  readonly says: string | null; // what such a segment does
  readonly elements: readonly ShownElement[];
}
export interface ShownElement {
  readonly at: string; // LIN03
  readonly value: string; // as sent
  readonly says: string | null;
  readonly means: string | null; // of a code
}
export interface ShownLine {
  readonly depth: number;
  readonly text: string;
  readonly place: string;
}
/** What opens something: a row of the tree. */
export interface Head {
  readonly number: number; // of its segment
  readonly level: number;
  readonly title: string;
}

/** What of a part is asked for: `at` is a place as lines and problems have it; without it, from `start` on. */
export interface PageAsked {
  readonly limit: number;
  readonly start?: number | undefined;
  readonly at?: string | undefined;
  readonly outline?: boolean | undefined;
}
export const NOTHING: Omit<ShownPart, 'within' | 'kind'> = {
  why: null,
  read: null,
  total: 0,
  start: 0,
  own: null,
  sheets: [],
  rows: [],
  segments: [],
  lines: [],
  outline: [],
  more: false,
};

const LONGEST = 2000;
/** A value of a stranger, of which nobody looks at more than this. */
export const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** The page that a thing lies on, by its index from 0. */
export const pageOf = (index: number, limit: number): number => Math.floor(Math.max(0, index) / limit) * limit;
