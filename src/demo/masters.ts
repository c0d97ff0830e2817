/** Alder & Finch, an invented maker of ventilation units, and the three invented suppliers who keep its shelves filled. */
export interface Site {
  readonly code: string;
  readonly name: string;
  readonly zone: string;
  readonly theirCode: string; // what suppliers call it
  readonly gln: string;
}

export const RENO: Site = { code: 'RNO', name: 'Reno plant', zone: 'America/Los_Angeles', theirCode: 'AF-RENO', gln: '9520000000011' };
export const BREMEN: Site = { code: 'BRE', name: 'Werk Bremen', zone: 'Europe/Berlin', theirCode: 'HB1', gln: '9520000000028' };
export const SITES = [RENO, BREMEN];

export interface Supplier {
  readonly code: string;
  readonly name: string;
  readonly mail: string;
  readonly ediId: string;
  readonly locale: string;
  readonly site: Site;
  readonly weeksOfMinimum: number;
  readonly shipNotices: boolean;
  readonly graceHours: number;
}

/** Mails a stock list that a person typed, in German, with whatever stands above and below the table. */
export const NORDWALL: Supplier = {
  code: 'NORDWALL',
  name: 'Nordwall Filtertechnik GmbH',
  mail: '@nordwall.example',
  ediId: '',
  locale: 'de-DE',
  site: BREMEN,
  weeksOfMinimum: 2,
  shipNotices: false,
  graceHours: 24,
};
/** Counts its bins at Reno and sends an X12 852 every week. */
export const CASCADE: Supplier = {
  code: 'CASCADE',
  name: 'Cascade Fastener Co.',
  mail: '@cascade-fastener.example',
  ediId: 'CASCADEFAST',
  locale: 'en-US',
  site: RENO,
  weeksOfMinimum: 2,
  shipNotices: false,
  graceHours: 120,
};
/** Announces every truck by X12 856 and sends a CSV with what it counted; three of its motors are consigned. */
export const PIKE: Supplier = {
  code: 'PIKE',
  name: 'Pike Motion Inc.',
  mail: '@pikemotion.example',
  ediId: 'PIKEMOTION',
  locale: 'en-US',
  site: RENO,
  weeksOfMinimum: 2,
  shipNotices: true,
  graceHours: 24,
};
export const SUPPLIERS = [NORDWALL, CASCADE, PIKE];

export interface Item {
  readonly sku: string;
  readonly description: string;
  readonly supplier: Supplier;
  readonly theirs: string; // the supplier's own number
  readonly gtin: string;
  readonly unit: string;
  readonly step: string; // the smallest amount that is counted
  readonly cost: string;
  readonly class: string;
  readonly weekly: number; // steps used in a week
  readonly pack: number; // pieces in a carton
  readonly consigned: boolean;
}

type Line = readonly [sku: string, description: string, cost: string, abc: string, weekly: number, pack: number];

const FILTERS: readonly Line[] = [
  ['FLT-2201', 'Bag filter F7 592x592', '18.40', 'B', 42, 6],
  ['FLT-2204', 'Bag filter M5 592x287', '11.20', 'C', 36, 6],
  ['FLT-2210', 'Panel filter G4 300x600', '6.75', 'A', 168, 12],
  ['FLT-2212', 'Panel filter G4 600x600', '8.90', 'B', 96, 12],
  ['FLT-2218', 'HEPA filter H13 610x610', '142.00', 'A', 14, 2],
  ['FLT-2223', 'Carbon cassette 145x400', '37.50', 'B', 22, 8],
  ['FLT-2227', 'Grease filter 400x400', '14.10', 'C', 30, 10],
  ['FLT-2231', 'Pre-filter mat roll 20 m', '52.00', 'C', 9, 4],
  ['SEA-3104', 'Sealing tape 9 mm', '0.85', 'C', 125, 100],
  ['SEA-3108', 'Door gasket profile', '2.40', 'C', 88, 50],
  ['GRL-4002', 'Weather louvre 400x400', '29.90', 'B', 24, 5],
  ['GRL-4006', 'Weather louvre 600x600', '46.30', 'B', 18, 5],
  ['GRL-4011', 'Transfer grille 425x125', '12.60', 'C', 40, 10],
  ['FLT-2250', 'Compact filter F9 592x592', '61.00', 'B', 16, 4],
];
const FASTENERS: readonly Line[] = [
  ['FST-0333', 'Hex bolt M8x30 A2', '0.21', 'C', 900, 200],
  ['FST-0340', 'Hex bolt M8x45 A2', '0.26', 'C', 640, 200],
  ['FST-0440', 'Flange bolt M10x25', '0.48', 'A', 400, 100],
  ['FST-0446', 'Flange bolt M10x40', '0.55', 'B', 320, 100],
  ['FST-0502', 'Lock nut M8', '0.09', 'C', 1500, 500],
  ['FST-0508', 'Lock nut M10', '0.14', 'C', 820, 500],
  ['FST-0612', 'Rivet nut M6 steel', '0.33', 'B', 480, 250],
  ['FST-0618', 'Blind rivet 4.8x12', '0.05', 'C', 2600, 1000],
  ['FST-0705', 'Vibration mount 40 mm', '3.90', 'A', 120, 24],
  ['FST-0709', 'Vibration mount 60 mm', '5.65', 'B', 72, 24],
  ['FST-0801', 'Hose clamp 100 mm', '1.15', 'C', 210, 50],
  ['FST-0821', 'Duct clamp 315 mm', '4.20', 'B', 96, 20],
  ['FST-0830', 'Threaded rod M8 1 m', '2.75', 'C', 140, 25],
  ['FST-0844', 'Beam clamp M8', '1.98', 'C', 110, 50],
];
const MOTORS: readonly Line[] = [
  ['MTR-1105', 'EC motor 0.37 kW', '118.00', 'A', 12, 4],
  ['MTR-1110', 'EC motor 0.75 kW', '164.00', 'A', 10, 4],
  ['MTR-1140', 'EC motor 1.5 kW', '249.00', 'A', 8, 2],
  ['MTR-1160', 'EC motor 2.2 kW', '318.00', 'B', 6, 2],
  ['FAN-1201', 'Radial fan 250 mm', '96.00', 'B', 14, 2],
  ['FAN-1204', 'Radial fan 315 mm', '121.00', 'B', 12, 2],
  ['FAN-1210', 'Axial fan 400 mm', '88.50', 'B', 15, 2],
  ['DRV-1302', 'Speed drive 1.5 kW', '205.00', 'A', 9, 4],
  ['DRV-1306', 'Speed drive 4 kW', '377.00', 'B', 5, 2],
  ['BRG-1401', 'Bearing 6204 2RS', '4.60', 'C', 60, 20],
  ['BRG-1404', 'Bearing 6306 2RS', '9.10', 'C', 44, 20],
  ['BLT-1502', 'V-belt SPA 1250', '13.40', 'C', 26, 10],
];
const CONSIGNED = new Set(['MTR-1160', 'DRV-1302', 'DRV-1306']);
const BY_THE_HALF_METRE = 'SEA-3104';

/** 952 is the prefix that GS1 keeps for examples. */
function gtin13(serial: number): string {
  const digits = `952${String(1000 + serial).padStart(9, '0')}`;
  const sum = [...digits].reduce((s, d, i) => s + Number(d) * (i % 2 ? 3 : 1), 0);
  return digits + ((10 - (sum % 10)) % 10);
}

const from = (supplier: Supplier, prefix: string, first: number, lines: readonly Line[]): Item[] =>
  lines.map(([sku, description, cost, abc, weekly, pack], i) => ({
    sku,
    description,
    supplier,
    theirs: `${prefix}${sku.slice(4)}`,
    gtin: gtin13(first + i),
    unit: sku === BY_THE_HALF_METRE ? 'M' : 'EA',
    step: sku === BY_THE_HALF_METRE ? '0.5' : '1',
    cost,
    class: abc,
    weekly,
    pack,
    consigned: CONSIGNED.has(sku),
  }));

export const ITEMS: readonly Item[] = [
  ...from(NORDWALL, 'NW', 100, FILTERS),
  ...from(CASCADE, 'CF-', 200, FASTENERS),
  ...from(PIKE, 'PM', 300, MOTORS),
];
export const itemsOf = (supplier: Supplier): readonly Item[] => ITEMS.filter((i) => i.supplier === supplier);
export const item = (sku: string): Item => ITEMS.find((i) => i.sku === sku)!;

/** What happens on purpose. Everything else is a quiet company whose counts agree. */
export const STORY = {
  cartons: 'FLT-2210', // today counted in cartons, told in pieces
  unknown: 'FLT-2299', // today, in no master
  unknownOnce: 'FLT-2250', // came up in the ninth week back, entered the master a week later
  underway: { sku: 'FST-0440', shipment: 'CF-77120', quantity: 600 },
  unbooked: { sku: 'FST-0612', shipment: 'CF-77098', quantity: 750 },
  flip: 'FST-0705', // theirs says below minimum, ours says not
  healsToday: 'FST-0821', // off in last week's report, right in today's
  healedOnce: 'FST-0333', // off five weeks back, right a week later
  short: { sku: 'MTR-1140', shipment: 'PM-5208', quantity: 32 }, // below minimum for days; today's ship notice covers it
  shortDelivery: { sku: 'BRG-1401', missing: 12 },
} as const;
