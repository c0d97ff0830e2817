import type { PoolClient } from 'pg';
import { proposalOf, shownDrift } from '../../domain/mapping/drift-proposal';
import { knownValues } from '../catalog/known-values.store';
import type { Delivery } from './delivery';
import { codesOf } from './refuse-broken';

/** What a heading that is gone may be called now, by all that the reading thread saw of it and what the masters know of its values. */
export async function settleDrifts(client: PoolClient, delivery: Delivery): Promise<void> {
  const drifted = delivery.parts.filter((p) => p.drift !== undefined);
  if (drifted.length === 0) return;
  const suppliers = await codesOf(client, delivery);
  for (const part of drifted) {
    const supplier = suppliers.get(part.supplierId ?? '');
    const values = [...new Set(part.drift!.lost.flatMap((l) => l.candidates.flatMap((c) => c.values)))];
    const proposal = proposalOf(part.drift!, supplier === undefined ? undefined : await knownValues(client, supplier, values));
    part.proposal = proposal;
    for (const [i, said] of delivery.issues.entries())
      if (said.part === part.part && said.issue.code === 'sheet.layout-changed' && proposal.lost.length > 0)
        delivery.issues[i] = { ...said, issue: { ...said.issue, detail: shownDrift(proposal) } };
  }
}
