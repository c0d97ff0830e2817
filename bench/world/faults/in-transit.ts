import { at } from '../clock';
import { onTheWay } from '../ledger';
import type { Kind } from '../plan';
import { surelyDiffers } from '../truth';
import { wrongNumber } from './wrong-number';

/** The supplier counts a truck that is still on the road. */
export const inTransit: Kind = {
  name: 'in transit counted',
  plan: (plan) =>
    wrongNumber(
      plan,
      'in transit counted',
      plan.pair((p) => !p.supplier.terms['basis'] && p.supplier.reportDays.length > 2),
      (world, line, report) => {
        const open = world.shipments.filter((s) => s.pair === line.pair && s.noticeAt !== null && s.noticeAt < report.receivedAt);
        const coming = open.filter((s) => at(s.eta, '00:00', s.pair.place.zone) > report.asOf.to && s.shippedAt < report.asOf.from);
        if (coming.length !== 1 || onTheWay(world, line.pair, report.asOf.to) !== coming[0]!.quantity) return undefined;
        const said = line.truth + coming[0]!.quantity;
        return surelyDiffers(world, line, report, said) ? said : undefined;
      },
      ['IN_TRANSIT_COUNTED'],
    ),
};
