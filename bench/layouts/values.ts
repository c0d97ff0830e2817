import type { Made } from './read-layouts';

/** What stands in a cell: a text, or a number or a day that each kind of file writes in its own way. */
export type Value = string | { readonly number: number; readonly digits: number } | { readonly day: string };

const WORDS: Readonly<Record<string, readonly string[]>> = {
  de: ['Sechskantschraube M8x40 verz.', 'Dichtring DN50', 'Kugellager 6204-2RS', 'Kabelbinder 200mm schwarz', 'Hydraulikschlauch 1/2"'],
  en: ['Hex bolt M8x40 zinc', 'Gasket 2in EPDM', 'Ball bearing 6204-2RS', 'Cable tie 200mm black', 'Hydraulic hose 1/2"'],
  es: ['Tornillo hexagonal M8x40', 'Junta EPDM DN50', 'Rodamiento 6204-2RS', 'Brida negra 200 mm', 'Manguera hidráulica'],
  fr: ['Vis H M8x40 zinguée', 'Joint EPDM DN50', 'Roulement 6204-2RS', 'Collier noir 200 mm', 'Flexible hydraulique'],
  it: ['Vite TE M8x40 zincata', 'Guarnizione EPDM DN50', 'Cuscinetto 6204-2RS', 'Fascetta nera 200 mm', 'Tubo idraulico'],
  nl: ['Zeskantbout M8x40 verzinkt', 'Pakking EPDM DN50', 'Kogellager 6204-2RS', 'Kabelbinder zwart 200 mm', 'Hydrauliekslang'],
  pt: ['Parafuso sextavado M8x40', 'Junta EPDM DN50', 'Rolamento 6204-2RS', 'Abraçadeira preta 200 mm', 'Mangueira hidráulica'],
  pl: ['Śruba M8x40 ocynk', 'Uszczelka EPDM DN50', 'Łożysko 6204-2RS', 'Opaska czarna 200 mm', 'Wąż hydrauliczny'],
};
const UNITS: Readonly<Record<string, readonly string[]>> = {
  de: ['ST', 'ST', 'KAR', 'M'],
  en: ['EA', 'EA', 'CS', 'FT'],
  es: ['UD', 'UD', 'CJ', 'M'],
  fr: ['PCE', 'PCE', 'CAR', 'M'],
  it: ['PZ', 'PZ', 'CF', 'MT'],
  nl: ['ST', 'ST', 'DS', 'M'],
  pt: ['UN', 'UN', 'CX', 'M'],
  pl: ['szt.', 'szt.', 'op.', 'm'],
};
const PLACES: Readonly<Record<string, readonly string[]>> = {
  de: ['Bremen', 'Kassel', 'Linz'],
  en: ['DAY1', 'TOL2', 'EVV1'],
  es: ['Zaragoza', 'Getafe', 'Vigo'],
  fr: ['LYON', 'LILLE', 'NANTES'],
  it: ['Padova', 'Brescia', 'Bari'],
  nl: ['Eindhoven', 'Venlo', 'Gent'],
  pt: ['Aveiro', 'Maia', 'Setúbal'],
  pl: ['MAG1', 'MAG2', 'MAG3'],
};
const of = (words: Readonly<Record<string, readonly string[]>>, lang: string): readonly string[] => words[lang] ?? words.en!;
const DAY = 86_400_000;

/** The same numbers in every run (mulberry32): a figure that changes says that the inference did. */
export function dice(seed: string): (below: number) => number {
  let state = [...seed].reduce((n, c) => (Math.imul(n, 31) + c.codePointAt(0)!) | 0, 7);
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function gtin(body: string): string {
  const sum = [...body].reduce((n, d, i) => n + Number(d) * (i % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
const SKUS: readonly ((i: number) => string)[] = [
  (i) => `KD-${4100 + i * 7}`,
  (i) => String(100200 + i * 13),
  (i) => `${10 + (i % 7)}.${200 + i * 3}.${i % 10}`,
  (i) => `0${4300 + i * 11}-A`,
  (i) => `HX${i % 9}${String.fromCharCode(65 + (i % 20))}${500 + i}`,
];

/** A cell of row `i`. Codes follow from layout and row, so that the buyer's masters can hold the very same. */
export function valueOf(made: Made, values: string, i: number, roll: (below: number) => number): Value {
  const number = (n: number, digits = 0): Value => ({ number: n, digits });
  const day = (from: string, days: number): Value => ({ day: new Date(Date.parse(from) + days * DAY).toISOString().slice(0, 10) });
  const pick = (list: readonly string[]): string => list[roll(list.length)]!;
  if (values.startsWith('const:')) return values.slice(6);
  const makers: Readonly<Record<string, () => Value>> = {
    sku: () => SKUS[dice(made.id)(SKUS.length)]!(i),
    mat: () => (dice(`m${made.id}`)(2) === 0 ? String(40010020 + i * 17) : `M-${20300 + i * 9}`),
    ean: () => gtin(`40${String(1234500000 + i * 7919).slice(0, 10)}`),
    name: () => pick(of(WORDS, made.lang)),
    qty: () => number(roll(9) === 0 ? 0 : roll(4800)),
    qty3: () => number(roll(4800), 3),
    small: () => number(roll(240)),
    tiny: () => number(1 + roll(24)),
    zeros: () => number(roll(8) === 0 ? roll(40) : 0),
    dec: () => number(roll(90_000) / 100, 2),
    money: () => number(roll(250_000) / 100, 2),
    unit: () => pick(of(UNITS, made.lang)),
    loc: () => of(PLACES, made.lang)[i % 3]!,
    plant: () => ['1000', '1100', '2000'][i % 3]!,
    bin4: () => (i % 2 ? '0001' : '0002'),
    bin: () => `${String.fromCharCode(65 + roll(6))}-${10 + roll(30)}-${1 + roll(5)}`,
    batch: () => `L26${100 + roll(800)}`,
    line: () => number(i + 1),
    po: () => `45000${1200 + Math.floor(i / 4)}`,
    order: () => `AB${26000 + Math.floor(i / 5)}`,
    ship: () => `${80021400 + Math.floor(i / 5)}`,
    track: () => `00340${String(434000001 + Math.floor(i / 5) * 97)}`,
    date: () => ({ day: '2026-09-14' }),
    sdate: () => day('2026-09-10', Math.floor(i / 5)),
    eta: () => day('2026-09-15', Math.floor(i / 5) + 2),
    olddate: () => day('2026-08-30', -roll(500)),
    future: () => (roll(3) === 0 ? '' : day('2026-09-20', roll(60))),
    blanks: () => '',
  };
  const make = makers[values];
  if (!make) throw new Error(`${made.id}: no values are called ${values}`);
  return make();
}
