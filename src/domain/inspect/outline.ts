import { codeMeans } from '../syntax/dictionary/meaning';
import type { Found } from './segments';

const OPENS: Readonly<Record<string, number>> = { ISA: 0, UNB: 0, UNA: 0, GS: 1, UNG: 1, ST: 2, UNH: 2 };
const CLOSES: Readonly<Record<string, number>> = { IEA: 0, UNZ: 0, GE: 1, UNE: 1, SE: 2, UNT: 2 };
const ITEMS = new Set(['LIN', 'PO1', 'HL', 'PTD', 'RCD', 'CPS', 'OTI', 'AK2', 'AK1']);
const NOT_IN_A_PART = new Set(['CTT', 'CNT', 'UNS', 'AK9', 'AK5', 'IK5']); // these speak of the whole again

/** How deep each segment stands: interchange, group, message, its parts. Told one after the other, in the order of the file. */
export class Depth {
  private within: number | null = null; // level of the part that is open

  constructor(private readonly syntax: 'x12' | 'edifact') {}

  of(s: Found): { readonly level: number; readonly title: string | null } {
    const opens = OPENS[s.tag];
    if (opens !== undefined) {
      this.within = null;
      return { level: opens, title: s.tag === 'UNA' ? null : titleOf(this.syntax, s) };
    }
    const closes = CLOSES[s.tag];
    if (closes !== undefined) {
      this.within = null;
      return { level: closes, title: null };
    }
    if (ITEMS.has(s.tag)) {
      // An item within a level of a shipment is a part of it; one behind another one is its neighbour.
      const level = s.tag === 'LIN' && this.within === 3 && this.held ? 4 : 3;
      if (s.tag === 'HL' || s.tag === 'CPS') this.held = true;
      else if (level === 3) this.held = false;
      this.within = 3;
      return { level, title: titleOf(this.syntax, s) };
    }
    if (NOT_IN_A_PART.has(s.tag)) this.within = null;
    return { level: this.within === null ? 3 : this.held ? 5 : 4, title: null };
  }
  private held = false; // a level of a shipment is open
}

/** `Item 1 PF-100`, `Interchange 000000123`: what somebody looks for in the tree. */
function titleOf(syntax: 'x12' | 'edifact', s: Found): string {
  const e = s.first;
  const named = (...parts: readonly string[]): string => parts.filter((p) => p !== '').join(' ');
  switch (s.tag) {
    case 'ISA':
      return named('Interchange', e(13));
    case 'UNB':
      return named('Interchange', e(5));
    case 'GS':
      return named('Group', e(6), e(1) && `(${codeMeans(syntax, 'GS', 1, e(1)) ?? e(1)})`);
    case 'UNG':
      return named('Group', e(5));
    case 'ST':
      return named(e(1), e(2));
    case 'UNH':
      return named(e(2), e(1));
    case 'LIN':
      return named('Item', e(1), e(3));
    case 'PO1':
      return named('Line', e(1), e(7));
    case 'HL':
      return named('Level', e(1), codeMeans(syntax, 'HL', 3, e(3)) ?? e(3));
    case 'CPS':
      return named('Packing level', e(1));
    case 'PTD':
      return named('Transfer', codeMeans(syntax, 'PTD', 1, e(1)) ?? e(1));
    default:
      return named(s.tag, e(1), e(2));
  }
}
