import { FORMATS } from '../src/domain/formats';
import { CollectingSink } from '../src/domain/formats/format';
import { messagesOf, sourceOf } from '../src/domain/syntax/edi-message';
import { readEdifact } from '../src/domain/syntax/edifact';
import { readX12 } from '../src/domain/syntax/x12';
import { ownTime } from './support/own-time';

// A file may repeat anything as often as it is long. What looks through all that came before, each time that something comes,
// takes minutes for a megabyte: each of these took from ten seconds to three minutes, or would, and now takes a fraction of one.
const N = 20_000;
const times = (f: (i: number) => string): string => Array.from({ length: N }, (_, i) => f(i)).join('');
const ISA = (i: number): string =>
  `ISA*00*          *00*          *ZZ*NORDWERK       *ZZ*BUYER          *261117*0600*U*00401*${String(i).padStart(9, '0')}*0*P*>~`;
const x12 = (type: string, body: string): string =>
  `${ISA(1)}GS*SH*A*B*20261117*0600*1*X*004010~ST*${type}*1~${body}SE*3*1~GE*1*1~IEA*1*000000001~`;
const edifact = (type: string, body: string): string =>
  `UNB+UNOC:3+A+B+261117:0600+1'UNH+1+${type}:D:96A:UN'BGM+35+1+9'${body}UNT+3+1'UNZ+1+1'`;
const ship = (body: string): string => x12('856', `BSN*00*S*20261116*0800~${body}`);

const FILES: Readonly<Record<string, () => string>> = {
  'X12 sets': () => `${ISA(1)}GS*PD*A*B*20261117*0600*1*X*004010~${times((i) => `ST*852*${i}~XQ*H*20261116~SE*3*${i}~`)}GE*${N}*1~IEA*1*000000001~`,
  'X12 groups': () => `${ISA(1)}${times((i) => `GS*PD*A*B*20261117*0600*${i}*X*004010~ST*852*1~XQ*H*20261116~SE*3*1~GE*1*${i}~`)}IEA*${N}*000000001~`,
  'X12 interchanges': () => times((i) => `${ISA(i)}GS*PD*A*B*20261117*0600*1*X*004010~ST*852*1~XQ*H*20261116~SE*3*1~GE*1*1~IEA*1*${String(i).padStart(9, '0')}~`),
  'levels, each below the one before': () => ship(times((i) => `HL*${i + 1}*${i || ''}*I~LIN**VN*V${i}~SN1**5*EA~`)),
  'levels of names, each below the one before': () => ship(times((i) => `HL*A${i}*A${i - 1}*I~LIN**VN*V${i}~SN1**5*EA~`)),
  'packs of an item, each within the one before': () => ship(`HL*1**S~HL*2*1*I~LIN**VN*V~SN1**5*EA~${times((i) => `HL*${i + 3}*${i + 2}*P~MAN*GM*00${String(i).padStart(18, '0')}~REF*LT*L${i}~`)}`),
  'codes that mean nothing': () => x12('852', `XQ*H*20261116~${times((i) => `LIN**VN*V${i}~ZA*Z${i}*1~`)}`),
  'places of a report': () => x12('846', `BIA*25*DD*1*20261116~${times((i) => `LIN*1*VN*V~QTY*Z${i}*5*EA~N1*WH**92*${i}~`)}`),
  'EDIFACT messages': () => `UNB+UNOC:3+A+B+261117:0600+1'${times((i) => `UNH+${i}+INVRPT:D:96A:UN'BGM+35+1+9'UNT+3+${i}'`)}UNZ+${N}+1'`,
  'EDIFACT groups': () => `UNB+UNOC:3+A+B+261117:0600+1'${times((i) => `UNG+INVRPT+A+B+261117:0600+${i}+UN+D:96A'UNH+${i}+INVRPT:D:96A:UN'BGM+35+1+9'UNT+3+${i}'UNE+1+${i}'`)}UNZ+${N}+1'`,
  'EDIFACT interchanges': () => times((i) => `UNB+UNOC:3+A+B+261117:0600+${i}'UNH+1+INVRPT:D:96A:UN'BGM+35+1+9'UNT+3+1'UNZ+1+${i}'`),
  'places of an item': () => edifact('INVRPT', times((i) => `LIN+${i}++V${i}:VN'QTY+Z${i}:5'LOC+18+L${i}'`)),
  'packages, each within the one before': () => edifact('DESADV', times((i) => `CPS+${i + 1}+${i || ''}'PCI+33E'GIN+BJ+${String(i).padStart(18, '3')}'LIN+1++V${i}:VN'QTY+12:5'`)),
  'labels of an item': () => edifact('DESADV', `CPS+1'LIN+1++V:VN'QTY+12:5'${times((i) => `PCI+33E'GIN+BJ+${String(i).padStart(18, '3')}'`)}`),
}; // prettier-ignore

test.each(Object.entries(FILES))('a file of many %s takes no longer than its length', async (_, write) => {
  const bytes = Buffer.from(write());
  const took = await ownTime(() => {
    const { interchanges } = bytes.subarray(0, 3).toString() === 'ISA' ? readX12(bytes) : readEdifact(bytes);
    for (const m of interchanges.flatMap(messagesOf).map(sourceOf))
      FORMATS.find((f) => f.claims(m))!.read(m, { fileName: 'in', receivedAt: '2026-11-17T06:00:00Z' }, new CollectingSink());
  });
  expect(took).toBeLessThan(3500);
});
