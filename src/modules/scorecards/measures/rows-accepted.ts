import type { Case } from '../../../domain/scorecard/card';
import { instant } from '../../../database/instant';
import { DOCUMENT, type Measure, periodOf } from '../measure';

/** A file of which nothing could be read at all is one row that was not accepted. */
export const rowsAccepted: Measure = {
  key: 'rows_accepted',
  side: 'supplier',
  title: 'rows accepted',
  says: 'a row of a stock report or ship notice was understood and matched',
  async cases(client, asked) {
    const { rows } = await client.query<Case>(
      `select d.lines - d.parked good, greatest(d.lines + d.rejected, case when d.status = 'rejected' then 1 else 0 end) "of", ${instant('d.received_at')} at,
  d.file || coalesce('/' || d.within, '') what, null "location", ${DOCUMENT('d.id')} "document", null place,
  d.lines - d.parked || ' of ' || d.lines + d.rejected || ' rows; ' || d.parked || ' wait for a name, ' || d.rejected || ' could not be used' said
from document d where d.current and d.supplier_id = $1 and d.received_at >= $2 and d.received_at < $3
  and d.kind in ('stock_report', 'ship_notice') and d.status not in ('duplicate', 'ignored') order by d.received_at, d.id`,
      periodOf(asked),
    );
    return rows;
  },
};
