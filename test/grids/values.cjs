'use strict';
// What stands in the grids: formats that lists have, values near every edge, and some of each size by a seed.

exports.NUMBERS = [
  'General', '0', '0.0', '0.00', '0.000', '00', '00000', '000000000000', '#,##0', '#,##0.00', '0%', '0.0%', '#', '#,###', '0.##', '0.0#',
  '#,##0.00 "€"', '[$€-407] #,##0.00', '#,##0.00 [$USD]', '"$"#,##0.00;[Red]("$"#,##0.00)', '[$£-809]#,##0', '[$¥-804]#,##0.00', '0.00;(0.00)', '#,##0;-#,##0;"-"', '0;-0;;@',
  '0.00E+00', '##0.0E+0', '# ?/?', '0 "Stk"', '"PC-"0000', '0,', '0.0,,', '000-000', '_-* #,##0.00_-;-* #,##0.00_-', '[>100]0;0.0', '0" kg"', '@', '#\\ ##0', '0.00_);(0.00)',
]; // prettier-ignore
exports.DATES = [
  'dd.mm.yyyy', 'd.m.yy', 'm/d/yy', 'mm/dd/yyyy', 'yyyy-mm-dd', 'yyyy/mm/dd', 'dd/mm/yyyy hh:mm', 'yyyy-mm-dd hh:mm:ss', 'd-mmm-yy', 'dd-mmm-yyyy', 'd mmmm yyyy', 'mmm yyyy',
  'dddd, d mmmm yyyy', 'ddd dd.mm.', 'h:mm', 'hh:mm:ss', 'h:mm AM/PM', '[h]:mm', 'mm:ss', 'yyyymmdd', 'dd"."mm"."yyyy', 'd\\.m\\.yyyy', '[$-409]d-mmm-yyyy', '[$-809]dd mmmm yyyy', 'yyyy', 'mm', 'dd.mm.yyyy;@', 'yyyy-mm-ddThh:mm',
]; // prettier-ignore

/** The same numbers for the same seed, on every machine. */
exports.random = (seed) => {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};
const pick = (rng, all) => all[Math.floor(rng() * all.length)];
const EDGES = [
  0,
  1,
  -1,
  417,
  999.5,
  1204.5,
  -12.25,
  0.5,
  2.5,
  -2.5,
  0.125,
  1.005,
  0.1 + 0.2,
  1 / 3,
  -0.001,
  0.00012,
  1e-7,
  123456789,
  99999999999,
  4006381333931,
  1e15,
];

exports.numbers = (rng) => [
  ...EDGES.filter(() => rng() < 0.5),
  ...Array.from({ length: 14 }, () => {
    const size = 10 ** Math.floor(rng() * 9);
    const places = pick(rng, [0, 0, 0, 1, 2, 3, 4]);
    return Number(((rng() * 2 - 0.4) * size).toFixed(places));
  }),
];

exports.dates = (rng) => [
  ...[1, 59, 60, 61, 366, 46342, 46342.75, 46342.999999].filter(() => rng() < 0.7),
  ...Array.from({ length: 12 }, () => Math.floor(25569 + rng() * 30000) + pick(rng, [0, 0, 0.25, 0.5, Math.floor(rng() * 86400) / 86400])),
];

const WORDS = [
  'Schraube M8x40',
  'Joint torique',
  'Łożysko 6204',
  '轴承',
  'O-Ring 12" FKM',
  ' vorn',
  'hinten ',
  'two\nlines',
  'tab\there',
  '  two  blanks  ',
  '<b>&amp;</b>',
  '_x0041_',
  '=1+1',
  "'0012",
  '1.204,50',
  '12/11/2026',
  '00417',
  '🔩',
  'a b',
  '–',
  '#N/A',
  'TRUE',
];

/** Lists as people leave them: rich text, formulas with and without results, errors, truths, merged and hidden things. */
exports.lists = (book, rng) => {
  for (let s = 0; s < 6; s++) {
    const sheet = book.addWorksheet(`List ${s}`, { state: pick(rng, ['visible', 'visible', 'hidden', 'veryHidden']) });
    sheet.addRow(['SKU', 'Bezeichnung', 'Bestand', 'Preis', 'Stand', 'aktiv', 'Summe']);
    for (let r = 2; r < 42; r++) {
      const code = pick(rng, [
        `F-${1000 + r}`,
        String(r).padStart(6, '0'),
        4006381000000 + r,
        { richText: [{ text: 'F-' }, { font: { bold: true }, text: String(r) }] },
      ]);
      const count = pick(rng, [
        Math.floor(rng() * 5000),
        Math.floor(rng() * 1e5) / 100,
        null,
        { error: pick(rng, ['#N/A', '#REF!', '#DIV/0!', '#VALUE!', '#NAME?', '#NUM!', '#NULL!']) },
      ]);
      const number = typeof count === 'number' ? count : 0;
      const formula = pick(rng, [
        { formula: `2*${number}`, result: 2 * number },
        { formula: `"${r}"&"x"`, result: `${r}x` },
        { formula: `${number}>10`, result: number > 10 },
        { formula: `NA()`, result: { error: '#N/A' } },
        { formula: `3*${number}`, result: -1 }, // stale
        { formula: `4*${number}` }, // never calculated
      ]);
      const day = pick(rng, [46342 + r, new Date(Date.UTC(2026, 10, (r % 28) + 1, 12)), `${(r % 28) + 1}.11.2026`]);
      sheet.addRow([code, pick(rng, WORDS), count, Math.floor(rng() * 1e4) / 100, day, pick(rng, [true, false, 'yes', null]), formula]);
      sheet.getCell(r, 4).numFmt = pick(rng, ['#,##0.00', '#,##0.00 "€"', '0.00']);
      sheet.getCell(r, 5).numFmt = 'dd.mm.yyyy';
      if (rng() < 0.1) sheet.getRow(r).hidden = true;
      if (rng() < 0.1 && r > 2) sheet.mergeCells(r - 1, 8, r, 9);
    }
    if (rng() < 0.5) sheet.getColumn(4).hidden = true;
  }
};
