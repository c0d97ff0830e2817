import { DateTime } from 'luxon';

/** Just enough X12 to play the suppliers. Real interchanges are written elsewhere, by a library that knows the rest. */
export interface Interchange {
  readonly sender: string;
  readonly control: number;
  readonly at: string; // instant with offset; the envelope shows its local time
  readonly kind: '852' | '856';
  readonly body: readonly string[]; // segments between ST and SE
}

export const BUYER_EDI_ID = 'ALDERFINCH';
const GROUPS = { '852': 'PD', '856': 'SH' } as const;

export function interchange(i: Interchange): string {
  const at = DateTime.fromISO(i.at, { setZone: true });
  const control = String(i.control).padStart(9, '0');
  const segments = [
    `ISA*00*          *00*          *ZZ*${i.sender.padEnd(15)}*ZZ*${BUYER_EDI_ID.padEnd(15)}*${at.toFormat('yyMMdd*HHmm')}*U*00401*${control}*0*P*>`,
    `GS*${GROUPS[i.kind]}*${i.sender}*${BUYER_EDI_ID}*${at.toFormat('yyyyMMdd*HHmm')}*${i.control}*X*004010`,
    `ST*${i.kind}*0001`,
    ...i.body,
    `SE*${i.body.length + 2}*0001`,
    `GE*1*${i.control}`,
    `IEA*1*${control}`,
  ];
  return segments.map((s) => `${s}~\n`).join('');
}

export interface StockLine {
  readonly gtin: string;
  readonly theirs: string;
  readonly onHand: string;
  readonly unit: string;
}

export function stock852(date: string, site: { name: string; theirCode: string }, lines: readonly StockLine[]): string[] {
  return [
    `XQ*H*${date.replaceAll('-', '')}`,
    `N1*RL*${site.name}*92*${site.theirCode}`,
    ...lines.flatMap((l, i) => [`LIN*${i + 1}*EN*${l.gtin}*VN*${l.theirs}`, `ZA*OH*${l.onHand}*${l.unit}`]),
    `CTT*${lines.length}`,
  ];
}

export interface ShipLine extends Omit<StockLine, 'onHand'> {
  readonly shipped: string;
  readonly po: string;
}

export function shipment856(
  id: string,
  sent: string,
  etaDate: string,
  site: { name: string; theirCode: string },
  lines: readonly ShipLine[],
): string[] {
  const at = DateTime.fromISO(sent, { setZone: true });
  return [
    `BSN*00*${id}*${at.toFormat('yyyyMMdd*HHmm')}*0004`,
    `DTM*011*${at.toFormat('yyyyMMdd')}`,
    `DTM*017*${etaDate.replaceAll('-', '')}`,
    'HL*1**S*1',
    `N1*ST*${site.name}*92*${site.theirCode}`,
    ...lines.flatMap((l, i) => [
      `HL*${2 * i + 2}*1*O*1`,
      `PRF*${l.po}`,
      `HL*${2 * i + 3}*${2 * i + 2}*I*0`,
      `LIN*${i + 1}*EN*${l.gtin}*VN*${l.theirs}`,
      `SN1*${i + 1}*${l.shipped}*${l.unit}`,
    ]),
    `CTT*${1 + 2 * lines.length}`,
  ];
}
