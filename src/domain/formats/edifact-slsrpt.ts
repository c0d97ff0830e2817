import { codes } from '../canonical/codes';
import type { StockMeasure } from '../canonical/vocabulary';
import { periodOf, whereOf } from './edifact-invrpt';
import { EdifactReport, type Entry, type ReportRules } from './edifact-report';
import { shownQuantity } from '../syntax/dictionary';
import type { Format } from './format';

const MEASURES: Readonly<Record<string, StockMeasure>> = codes({ '153': 'sold', '212': 'sold', '61': 'returned' });
const PLACES = new Set(['162', '14', '18']);

const RULES: ReportRules = {
  outlets: true,
  coverage: () => 'full',
  asOf: ['91', '206', '357', '356', '137'],
  roles: ['ST', 'DP', 'WH', 'BY', 'SE'],
  entries: (line, here, unused, leftOut) => {
    const out: Entry[] = [];
    for (const group of line.groups)
      for (const qty of group.quantities) {
        const code = qty.at(1);
        const measure = here.partner?.of('QTY', code) ?? MEASURES[code];
        if (measure === 'ignore') {
          if (MEASURES[code] !== undefined) leftOut(qty);
        } else if (measure === undefined) unused(qty, `${shownQuantity(qty.at(1))} is no number of sales and was not used`);
        else out.push({ qty, code, measure, group, location: whereOf(group, here, PLACES), asOf: periodOf(here) ?? here.day });
      }
    return out;
  },
};

/** EDIFACT SLSRPT (edi.md section 8.4): sales by outlet and item. One LIN for each unit sold is usual; they add up. */
export const edifactSlsrpt: Format = {
  key: 'edifact-slsrpt',
  claims: (m) => m.syntax === 'edifact' && m.type === 'SLSRPT',
  read(message, context, sink) {
    if (message.syntax !== 'edifact') return;
    new EdifactReport(RULES, message.directory, context, sink).read(message.segments);
  },
};
