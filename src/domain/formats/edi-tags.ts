import type { Segment } from '../canonical/vocabulary';
import { placeOf } from './edi-lines';
import type { ReadContext, ReadingSink } from './format';

/** Segments that stand in the sets that are read here, most of which say nothing about stock. */
const X12 = new Set(
  (
    'ACK AMT AT7 BAK BEG BGN BIA BPT BRA BSN CAD CLD CSH CTB CTP CTT CUR DD DIS DTM EFI ENC FA1 FA2 FOB G05 G62 GF HL IN2 INC IT8 ITA ITD J2X ' +
    'LDT LE LIN LM LQ LS LX MAN MEA MIT MSG MTX N1 N2 N3 N4 N9 NM1 NTE PAL PAM PCT PER PID PKG PO1 PO3 PO4 PRF PRR PS PSA PTD PWK QTY R4 RCD ' +
    'REF SAC SCH SDQ SE SI SLN SN1 SPI ST SV TAX TD1 TD2 TD3 TD4 TD5 TDS TED TI TMD TSD TXI UIT V1 V9 W01 W05 W66 XPO XQ YNQ ZA'
  ).split(' '),
);
const EDIFACT = new Set(
  (
    'AJT ALC ALI APR ARD ARR ASI ATT BGM BLI CCI CDI CNT COM COT CPI CPS CPT CTA CUX DGS DLM DMS DOC DTM EFI EQA EQD EQN ERC FII FTX GDS GEI GIN ' +
    'GIR GIS GOR GPO HAN HYN IMD INV IRQ LIN LOC MEA MKS MOA MTD NAD PAC PAI PAT PCD PCI PGI PIA PNA POC PRC PRI PSD QTY QVR RCS REL RFF RJL ' +
    'RNG RTE SAL SCC SEL SGP STG STS TAX TCC TDT TMD TOD TSR UNH UNS UNT'
  ).split(' '),
);

/**
 * Segments that such documents do not have: a tag that was damaged on its way takes its line with it, and a count of segments still comes out.
 * Each is told once in a message.
 */
export class UnknownTags {
  private readonly known: ReadonlySet<string>;
  private readonly told = new Set<string>();

  constructor(
    private readonly syntax: 'x12' | 'edifact',
    private readonly context: ReadContext,
    private readonly sink: ReadingSink,
  ) {
    this.known = syntax === 'x12' ? X12 : EDIFACT;
  }

  look(s: Segment): void {
    if (this.known.has(s.tag) || this.told.has(s.tag)) return;
    this.told.add(s.tag);
    const detail = `${JSON.stringify(s.tag)} is no segment of such a document; what it says was passed over`;
    this.sink.issue({
      code: `${this.syntax}.unknown-segment`,
      severity: 'warning',
      detail,
      place: placeOf(s, undefined, this.context),
      value: s.tag,
    });
  }
}
