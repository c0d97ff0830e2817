import { at, plusDays, workdaysOn } from '../clock';
import type { Kind } from '../plan';
import { importAfter, reconcileAfter, scope } from '../truth';
import type { Shipment } from '../types';

/** A truck that was announced comes days late. */
export const asnOverdue: Kind = {
  name: 'shipment late',
  plan(plan) {
    const pair = plan.pair((p) => p.usage <= 20);
    if (!pair) return undefined;
    const day = plan.day(5);
    let late: Shipment | undefined;
    return {
      name: 'shipment late',
      shipment(s) {
        if (late || s.pair !== pair || s.eta < day) return;
        late = s;
        s.arrivals[0]!.at = at(workdaysOn(s.eta, 4, pair.place.calendar), '10:20', pair.place.zone);
      },
      truth(world) {
        if (!late) return {};
        const due = at(plusDays(late.eta, 2), '00:00', pair.place.zone); // the end of its day, and 24 hours of grace
        const by = reconcileAfter(world, due);
        if (by > world.end) return {};
        const arrival = late.arrivals[0]!;
        const booked = importAfter(world, arrival.at + arrival.postedAfter);
        const heal = booked <= world.end ? { heal: { from: arrival.at, by: booked } } : {};
        return {
          expected: [{ fault: 'shipment late', types: ['ASN_OVERDUE'], ...scope(pair), from: due, by, ...heal }],
          allowed: [
            { types: ['REPLENISHMENT_MISSING', 'PROJECTED_SHORTAGE', 'STOCKOUT'], ...scope(pair), from: late.shippedAt, by: world.end },
          ],
        };
      },
    };
  },
};
