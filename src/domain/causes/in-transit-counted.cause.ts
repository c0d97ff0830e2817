import { remainder } from '../ledger/incoming';
import { type Hypothesis, localTime, shown } from './cause';
import { closing, named, openAt } from './open-shipments';

/** The supplier counts what is still on the way: the open remainder of a shipment explains the gap, and it is not yet due. */
export const inTransitCounted: Hypothesis = {
  code: 'IN_TRANSIT_COUNTED',
  test(view, c) {
    const onTheWay = openAt(view, c, remainder).filter(({ shipment: s }) => s.etaTo === null || s.etaTo >= c.statement.to);
    const said = view.statements.filter((s) => s.measure === 'in_transit' && s.document.id === c.statement.document.id);
    const told = said.map(
      (s) => `the same report says ${shown(s.quantity)} ${view.uom} in transit${s.place === null ? '' : ` (${s.place})`}`,
    );
    return closing(view, c, onTheWay, 'IN_TRANSIT_COUNTED', (open) => {
      const eta = open[0]!.shipment.etaTo;
      const due = open.length > 1 ? '' : eta === null ? ', without a day of arrival' : `, due ${localTime(eta, view)}`;
      return `the supplier seems to count what is on the way: ${named(open, view.uom)}${due}`;
    }).map((e) => ({ ...e, cause: { ...e.cause, evidence: [...e.cause.evidence, ...told] } }));
  },
};
