import { at, said, type Shown } from './edi-segments';

/** How a shipment travels: TD1, MEA, TD5, TD3 and the references that a carrier gave. */
export function packagingOf(segments: readonly Shown[]): object[] {
  return segments.filter((s) => s.tag === 'TD1' && at(s, 1) !== '').map((s) => said({ code: at(s, 1), count: at(s, 2) }));
}

export function weightsOf(segments: readonly Shown[]): object[] {
  return segments.flatMap((s) => {
    if (s.tag === 'MEA' && at(s, 1) === 'PD') return [said({ qualifier: at(s, 2), value: at(s, 3), uom: at(s, 4) })];
    if (s.tag === 'TD1' && at(s, 7) !== '') return [said({ qualifier: at(s, 6), value: at(s, 7), uom: at(s, 8) })];
    return [];
  });
}

const SCAC = '2';
export function carrierOf(segments: readonly Shown[]): object | undefined {
  const td5 = segments.find((s) => s.tag === 'TD5');
  if (!td5) return undefined;
  const code = at(td5, 2) === SCAC ? { scac: at(td5, 3) } : { code: at(td5, 3), codeQualifier: at(td5, 2) };
  return said({ ...code, mode: at(td5, 4), name: at(td5, 5), status: at(td5, 6) });
}

export const equipmentOf = (segments: readonly Shown[]): object[] =>
  segments.filter((s) => s.tag === 'TD3').map((s) => said({ type: at(s, 1), initial: at(s, 2), number: at(s, 3), seal: at(s, 9) }));

const PARCEL = /^1Z[0-9A-Z]{16}$/;
/** Numbers under which the carrier follows it; some senders put a parcel's number where the shipper's own belongs. */
export function trackingOf(segments: readonly Shown[]): string[] {
  const found = segments.filter((s) => {
    if (s.tag !== 'REF') return false;
    const qualifier = at(s, 1);
    return ['2I', 'CN', '1Z'].includes(qualifier) || (qualifier === 'SI' && PARCEL.test(at(s, 2)));
  });
  return [...new Set(found.map((s) => at(s, 2)).filter((v) => v !== ''))];
}
