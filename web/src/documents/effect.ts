import type { Replay } from '../api/types';

type Effect = Pick<Replay, 'deliveries' | 'exceptions'>;
const many = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`;

/** `14 documents → 212 lines: 9 newly accepted, 0 lost, 3 change value; exceptions: 2 close, 1 opens; suppliers are not mailed again`. */
export function effectSaid({ deliveries, exceptions }: Effect): string {
  const lines = deliveries.flatMap((d) => d.lines);
  const of = (change: string): number => lines.filter((l) => l.change === change).length;
  const same = deliveries.reduce((n, d) => n + d.same, 0);
  const documents = deliveries.reduce((n, d) => n + d.after.length, 0);
  const [gained, lost, changed] = [of('gained'), of('lost'), of('changed')];
  const told = (change: string): number => exceptions.filter((e) => e.change === change).length;
  const [close, open, worse] = [told('resolved'), told('opened') + told('reopened'), told('escalated')];
  const grow = worse > 0 ? `, ${many(worse, 'grows', 'grow')}` : '';
  return (
    `${many(documents, 'document')} → ${many(same + gained + changed, 'line')}: ${gained} newly accepted, ${lost} lost, ${many(changed, 'changes', 'change')} value; ` +
    `exceptions: ${many(close, 'closes', 'close')}, ${many(open, 'opens', 'open')}${grow}; suppliers are not mailed again`
  );
}
