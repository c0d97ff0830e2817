import type { CompositeSegment } from '../canonical/vocabulary';
import { said } from './edi-segments';
import { dtmOf, type EdifactItemId, isPlaceholder } from './edifact-values';

/** Pieces that messages have in common, in the words of EXPECTED.md. */
export const referenceOf = (rff: CompositeSegment): object => said({ qualifier: rff.at(1), value: rff.at(1, 2), line: rff.at(1, 3) });
export const dateOf = (dtm: CompositeSegment): object => {
  const read = dtmOf(dtm);
  return said({
    qualifier: dtm.at(1),
    value: read?.date ?? dtm.at(1, 2),
    time: read?.time ?? '',
    to: read?.to ?? '',
    zone: read?.zone ?? '',
  });
};
export const dayOf = (dtm: CompositeSegment | undefined): string | undefined => dtm && (dtmOf(dtm)?.date ?? dtm.at(1, 2));
export const idOf = ({ qualifier, value, agency }: EdifactItemId): object => said({ qualifier, value, agency });

export function itemIds(all: readonly EdifactItemId[], notes: Set<string>): object[] {
  if (all.some(isPlaceholder)) notes.add('DET_PLACEHOLDER_ITEM_ID');
  return all.filter((i) => !isPlaceholder(i)).map(idOf);
}

/** What stands before the lines: document, dates, references and parties, each reference where it belongs. */
export class Heading {
  readonly dates: CompositeSegment[] = [];
  readonly references: CompositeSegment[] = [];
  readonly orders: { order: CompositeSegment; date?: CompositeSegment }[] = [];
  readonly parties: { nad: CompositeSegment; vat: string }[] = [];
  bgm: CompositeSegment | undefined;
  currency = '';
  private before = '';

  take(s: CompositeSegment): void {
    switch (s.tag) {
      case 'BGM':
        this.bgm = s;
        break;
      case 'NAD':
        this.parties.push({ nad: s, vat: '' });
        break;
      case 'CUX':
        this.currency = s.at(1, 2);
        break;
      case 'DTM':
        if (this.before === 'ON') this.orders.at(-1)!.date = s;
        else if (this.before !== 'RFF') this.dates.push(s);
        break;
      case 'RFF':
        return this.reference(s);
    }
    this.before = s.tag;
  }

  private reference(s: CompositeSegment): void {
    this.before = 'RFF';
    if (s.at(1) === 'ON') {
      this.orders.push({ order: s });
      this.before = 'ON';
    } else if (this.parties.length === 0) this.references.push(s);
    else if (s.at(1) === 'VA') this.parties.at(-1)!.vat = s.at(1, 2);
  }

  dated(...qualifiers: readonly string[]): CompositeSegment | undefined {
    return this.dates.find((d) => qualifiers.includes(d.at(1)));
  }

  shown(numbered: 'documentNumber' | 'shipmentId', ...named: readonly string[]): object {
    const { bgm } = this;
    return said({
      documentCode: bgm?.at(1),
      [numbered]: bgm?.at(2),
      function: bgm?.at(3),
      documentDate: dayOf(this.dated('137')),
      dates: this.dates.filter((d) => !['137', ...named].includes(d.at(1))).map(dateOf),
      currency: this.currency,
      purchaseOrders: this.orders.map(({ order, date }) => said({ purchaseOrder: order.at(1, 2), poDate: dayOf(date) })),
      references: this.references.map(referenceOf),
      parties: this.parties.map(({ nad, vat }) =>
        said({ role: nad.at(1), id: nad.at(2), agency: nad.at(2, 3), name: nad.at(4) || nad.at(3), vat }),
      ),
    });
  }
}
