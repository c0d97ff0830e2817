import { ACKNOWLEDGEMENTS } from './acknowledgements';
import { edifactDesadv } from './edifact-desadv';
import { edifactInvrpt } from './edifact-invrpt';
import { edifactRecadv } from './edifact-recadv';
import { edifactSlsrpt } from './edifact-slsrpt';
import type { Format } from './format';
import { gs1DespatchAdvice } from './gs1-despatch-advice';
import { gs1InventoryReport } from './gs1-inventory-report';
import { ublDespatchAdvice } from './ubl-despatch-advice';
import { ublInventoryReport } from './ubl-inventory-report';
import { x12846 } from './x12-846';
import { x12852 } from './x12-852';
import { x12855 } from './x12-855';
import { x12856 } from './x12-856';
import { x12861 } from './x12-861';
import { x12867 } from './x12-867';

/** Every document type that is read; a new one is one file and one line. */
export const FORMATS: readonly Format[] = [
  x12852,
  x12846,
  x12856,
  x12861,
  x12867,
  x12855,
  edifactInvrpt,
  edifactDesadv,
  edifactSlsrpt,
  edifactRecadv,
  ublInventoryReport,
  ublDespatchAdvice,
  gs1InventoryReport,
  gs1DespatchAdvice,
  ...ACKNOWLEDGEMENTS,
];
