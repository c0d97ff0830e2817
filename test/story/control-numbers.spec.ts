import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importFeed } from '../../src/modules/feed/import-feed';
import { ingest } from '../../src/modules/pipeline/ingest';
import { ediOf } from '../../src/modules/suppliers/edi';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { settingsOf } from '../support/settings';

/** What a control number, and the bytes behind it, make of an interchange that came before: a row of the table each. */
const { gateway } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'control-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeAll(() => importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) }));

let n = 0;
let control = 100;
type Syntax = 'X12' | 'EDIFACT';
interface Sent {
  readonly syntax: Syntax;
  readonly control: number;
  readonly kind: 'snapshot' | 'movements' | 'shipment';
  readonly quantity: number;
  readonly wrongCount?: boolean;
}
/** One message that counts wrongly where that is asked for, so that settings can refuse it. */
function written(s: Sent): string {
  const day = `202611${String(10 + (s.quantity % 10)).padStart(2, '0')}`;
  const count = (body: readonly string[]): number => body.length + (s.wrongCount ? 1 : 2);
  if (s.syntax === 'EDIFACT') {
    const [type, ...body] = {
      snapshot: ['INVRPT:D:96A:UN', `BGM+35+I${s.quantity}+9`, `DTM+366:${day}:102`, 'NAD+WH+4012345000009::9', 'LIN+1++4006381333931:EN', `QTY+145:${s.quantity}:PCE`],
      movements: ['SLSRPT:D:96A:UN', `BGM+73E+S${s.quantity}+9`, `DTM+90:${day}:102`, `DTM+91:${day}:102`, 'LOC+162+4012345000009::9', 'LIN+1++4006381333931:EN', `QTY+153:${s.quantity}:PCE`],
      shipment: ['DESADV:D:96A:UN', `BGM+351+D${s.quantity}+9`, 'DTM+11:20261116:102', 'NAD+DP+4012345000009::9', 'CPS+1', 'LIN+1++4006381333931:EN', `QTY+12:${s.quantity}:PCE`],
    }[s.kind] as [string, ...string[]]; // prettier-ignore
    return [`UNB+UNOC:3+4012345000009:14+5098765000019:14+261116:0615+${s.control}`, `UNH+1+${type}`, ...body, `UNT+${count(body)}+1`, `UNZ+1+${s.control}`].map((x) => `${x}'`).join(''); // prettier-ignore
  }
  const nine = String(s.control).padStart(9, '0');
  const parties = `ZZ*${'NORDBREMS'.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}`;
  const [type, ...body] = {
    snapshot: ['846', `BIA*00*DD*I${s.quantity}*${day}`, 'LIN**IN*BRK-2210', `QTY*17*${s.quantity}*EA`],
    movements: ['852', `XQ*H*${day}`, 'LIN**IN*BRK-2210', `ZA*QS*${s.quantity}*EA`],
    shipment: ['856', `BSN*00*X${s.quantity}*20261116*0600`, 'HL*1**I', 'LIN**IN*BRK-2210', `SN1**${s.quantity}*EA`],
  }[s.kind] as [string, ...string[]];
  const group = { snapshot: 'IB', movements: 'PD', shipment: 'SH' }[s.kind];
  return [`ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*${parties}*261116*0600*U*00401*${nine}*0*P*>`, `GS*${group}*A*B*20261116*0600*1*X*004010`, `ST*${type}*0001`, ...body, `SE*${count(body)}*0001`, 'GE*1*1', `IEA*1*${nine}`].map((x) => `${x}~`).join(''); // prettier-ignore
}
async function send(s: Sent, edi: object = {}): Promise<string> {
  n += 1;
  const file = path.join(folder, `${n}.edi`);
  fs.writeFileSync(file, written(s));
  const receivedAt = new Date(Date.parse(NOW) + n * 1000).toISOString();
  const [sent] = await ingest({ ...gateway(), edi: ediOf(settingsOf({ edi })) }, [file], { receivedAt, withLines: true });
  const [d] = sent!.documents;
  const codes = d!.issues.map((i) => i.code).filter((c) => !c.endsWith('control-count'));
  return [d!.status, ...codes, ...d!.lines.map((l) => l.quantity)].join(' ');
}

describe.each<Syntax>(['X12', 'EDIFACT'])('%s', (syntax) => {
  const base = syntax === 'X12' ? 20 : 60;
  const numbered = (): number => ++control;
  const kinds = ['snapshot', 'movements', 'shipment'] as const;

  test.each(kinds)('%s: the same number, the same bytes, accepted before: a duplicate', async (kind) => {
    const s = { syntax, kind, control: numbered(), quantity: base + kinds.indexOf(kind) };
    expect(await send(s)).toBe(`accepted ${s.quantity}`);
    expect(await send(s)).toBe('duplicate edi.duplicate');
    expect(await send(s)).toBe('duplicate edi.duplicate');
  });
  test.each(kinds)('%s: the same number, the same bytes, refused before: read again', async (kind) => {
    const s = { syntax, kind, control: numbered(), quantity: base + 3 + kinds.indexOf(kind), wrongCount: true };
    expect(await send(s, { counts: 'refuse' })).toBe('rejected edi.refused-counts');
    expect(await send(s)).toBe(`accepted ${s.quantity}`); // it is no longer refused of them
    expect(await send(s)).toBe('duplicate edi.duplicate');
  });
  test.each(kinds)('%s: the same number, other bytes: held, whatever became of the first', async (kind) => {
    const s = { syntax, kind, control: numbered(), quantity: base + 6 + kinds.indexOf(kind) };
    expect(await send(s)).toBe(`accepted ${s.quantity}`);
    expect(await send({ ...s, quantity: s.quantity + 200 })).toBe('quarantined edi.control-reused');
    const refused = { ...s, control: numbered(), quantity: s.quantity + 300, wrongCount: true };
    expect(await send(refused, { counts: 'refuse' })).toBe('rejected edi.refused-counts');
    expect(await send({ ...refused, quantity: s.quantity + 400, wrongCount: false })).toBe('quarantined edi.control-reused');
  });
  test.each([
    ['snapshot', 'accepted'],
    ['movements', 'quarantined document.suspect-repeat'],
    ['shipment', 'quarantined document.suspect-repeat'],
  ] as const)('%s: another number, the same message: %s', async (kind, expected) => {
    const s = { syntax, kind, control: numbered(), quantity: base + 9 + kinds.indexOf(kind) };
    expect(await send(s)).toBe(`accepted ${s.quantity}`);
    const again = { ...s, control: numbered() };
    expect(await send(again)).toBe(kind === 'snapshot' ? `${expected} ${s.quantity}` : expected);
    expect(await send(again)).toBe(kind === 'snapshot' ? 'duplicate edi.duplicate' : expected); // what was held is looked at again
  });
  test.each(kinds)('%s: another number, another message: as any other', async (kind) => {
    const s = { syntax, kind, control: numbered(), quantity: base + 12 + kinds.indexOf(kind) };
    expect(await send(s)).toBe(`accepted ${s.quantity}`);
    const other = { ...s, control: numbered(), quantity: s.quantity + 500 };
    expect(await send(other)).toBe(`accepted ${other.quantity}`);
  });
});
