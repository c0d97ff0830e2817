import { whereOf } from './edifact-invrpt';
import { EdifactReport, type ReportRules } from './edifact-report';
import { shownQuantity } from '../syntax/dictionary';
import type { Format } from './format';

/** What was taken into stock, the surest first: accepted, received, delivered. */
const RECEIVED = ['194', '48', '46'];
const REFUSED = new Set(['195', '196']);
const BESIDES = new Set(['12', '21', ...RECEIVED]); // what was advised or ordered is said for comparison
const PLACES = new Set(['14', '18', '7', '11']);

const RULES: ReportRules = {
  outlets: false,
  coverage: () => 'delta',
  asOf: ['50', '310', '35', '137'],
  roles: ['DP', 'ST', 'WH', 'BY'],
  entries: (line, here, unused, leftOut) => {
    const all = line.groups.flatMap((group) => group.quantities.map((qty) => ({ group, qty, code: qty.at(1) })));
    for (const { qty, code } of all)
      if (here.partner?.says('QTY', code)) {
        if (here.partner.of('QTY', code) !== 'received' && RECEIVED.includes(code)) leftOut(qty);
      } else if (REFUSED.has(code)) unused(qty, `${shownQuantity(code)} was refused, and did not come into stock`);
      else if (!BESIDES.has(code)) unused(qty, `${shownQuantity(code)} is no number of a receipt and was not used`);
    const own = here.partner?.codesOf('QTY', 'received') ?? [];
    const received = [...own, ...RECEIVED.filter((code) => !here.partner?.says('QTY', code))];
    const best = received.find((code) => all.some((e) => e.code === code));
    if (best === undefined && all.length > 0) unused(all[0]!.qty, 'a line says what was advised, and not what was received');
    return all
      .filter((e) => e.code === best)
      .map((e) => ({ ...e, measure: 'received', location: whereOf(e.group, here, PLACES), asOf: undefined }));
  },
};

/** EDIFACT RECADV (edi.md section 8.4): what a warehouse received of what was advised. */
export const edifactRecadv: Format = {
  key: 'edifact-recadv',
  claims: (m) => m.syntax === 'edifact' && m.type === 'RECADV',
  read(message, context, sink) {
    if (message.syntax !== 'edifact') return;
    new EdifactReport(RULES, message.directory, context, sink).read(message.segments);
  },
};
