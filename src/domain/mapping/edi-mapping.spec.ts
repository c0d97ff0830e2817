import { FORMATS } from '../formats';
import { Partner, partnerFor } from '../formats/partner';
import { ACTIVITIES } from '../formats/x12-codes';
import { isEdiText, parseMapping } from './any-mapping';
import { type EdiMapping, parseEdiMapping } from './edi-mapping';
import { EDI_DOCUMENTS } from './edi-words';

const HEAD = 'name: a\nsupplier: NORD\nkind: edi\n';
const told = (rest: string): string => {
  const read = parseMapping(HEAD + rest, 'm.yaml');
  return 'issue' in read ? read.issue.detail : 'read';
};
const many = (n: number): string => Array.from({ length: n }, (_, i) => `${(i + 100).toString(36).toUpperCase()}: on_hand`).join(', ');

test.each([
  ['nothing more than whose it is', '', /^read$/],
  ['a measure that there is not', 'measures:\n  ZA: { QC: stock }\n', /^m\.yaml:5:9 measures\.ZA\.QC: .*"on_hand"\|.*"max"\|"shipped"\|"ignore"$/],
  ['a code that nobody has listed', 'measures: { ZA: { Q9X: on_hand } }\n', /^read$/],
  ['a code that is none', 'measures:\n  ZA:\n    Qc-1: on_hand\n', /^m\.yaml:6:5 measures\.ZA\.Qc-1: expected a code of one to three capital letters/],
  ['the same code twice', 'measures:\n  ZA: { QC: on_hand, QC: committed }\n', /^m\.yaml:5:\d+ Map keys must be unique/],
  ['the same code twice, in quotes and without', 'measures:\n  QTY: { 17: on_hand, "17": committed }\n', /Map keys must be unique/],
  ['every code that there is', `measures: { ZA: { ${Object.keys(ACTIVITIES).map((c) => `${c}: on_hand`).join(', ')} } }\n`, /^read$/],
  ['more codes than anybody has', `measures: { ZA: { ${many(501)} } }\n`, /measures\.ZA: expected at most 500 codes/],
  ['just as many as there may be', `measures: { ZA: { ${many(500)} } }\n`, /^read$/],
  ['__proto__', 'measures:\n  ZA: { __proto__: on_hand }\n', /^m\.yaml:5:9 __proto__ names nothing here$/],
  ['constructor', 'items:\n  read_as: { constructor: buyer }\n', /items\.read_as\.constructor: expected a code/],
  ['a kind of number of nobody', 'items:\n  read_as: { VN: ours }\n', /^m\.yaml:5:14 items\.read_as\.VN: expected buyer, vendor, gtin, manufacturer, or a code such as BP$/],
  ['preferred and ignored', 'items: { prefer: [UP], ignore: [UP] }\n', /UP is preferred and ignored/],
  ['read otherwise and ignored', 'items: { read_as: { VN: buyer }, ignore: [VN] }\n', /VN is read as another kind and ignored/],
  ['a topic that there is not', 'strictness:\n  sums: refuse\n', /^m\.yaml:5:3 strictness: Unrecognized key: "sums"/],
  ['a word for a topic that is none', 'strictness: { counts: strict }\n', /strictness\.counts: .*"note"\|"refuse"/],
  ['a document that there is not', 'documents: [x12-852,\n  x12-810]\n', /^m\.yaml:5:3 documents\.1: .*"x12-852"\|"x12-846"/],
  ['a list that none of its documents has', 'documents: [x12-856]\nmeasures:\n  ZA: { QC: on_hand }\n', /^m\.yaml:6:3 measures\.ZA: none of x12-856 has it; it is of x12-852$/],
  ['a balance in a ship notice', 'documents: [edifact-desadv]\nmeasures:\n  QTY: { 12: on_hand }\n', /measures\.QTY\.12: a number of a ship notice is shipped, or one to ignore/],
  ['what holds a document together', 'ignore_segments: [NTE, LIN]\n', /^m\.yaml:4:24 ignore_segments\.1: nobody could tell any more what belongs to what/],
  ['a segment twice', 'ignore_segments: [NTE, NTE]\n', /NTE stands there twice/],
  ['a movement in no direction', 'measures: { INV: { "3:1": sold } }\n', /expected a direction \(1 out, 2 in\)/],
  ['a zone that there is not', 'dates: { timezone: Europe/Nowhere }\n', /dates\.timezone: expected a time zone such as Europe\/Berlin/],
  ['a span that is none', 'dates: { uncertainty: 2 hours }\n', /dates\.uncertainty: expected a span such as 30m, 2h or 1d/],
  ['a sender without its qualifier', 'sender: [ACME]\n', /sender\.0: expected QUALIFIER:ID such as ZZ:ACME/],
  ['places counted and ignored', 'measures: { SDQ: on_hand }\nplace: { stores: ignore }\n', /the places of SDQ are ignored/],
  ['a word of lists', 'columns: { buyer: A }\n', /Unrecognized key: "columns"/],
  ['a version that is none', 'version: one\n', /version: /],
  ['neither yes nor no', 'supply_fact: maybe\n', /supply_fact: expected true or false/],
  ['what repeats itself', `measures: &a [${'*a,'.repeat(3)}]\n`, /m\.yaml/],
])('%s', (_, rest, expected) => expect(told(rest)).toMatch(expected)); // prettier-ignore

const parsed = (rest: string): EdiMapping => {
  const read = parseEdiMapping(HEAD + rest, 'm.yaml');
  if ('issue' in read) throw new Error(read.issue.detail);
  return read.mapping;
};

test('codes are what is written: 017 is no 17, and NO no "no"', () => {
  const { measures, dates, version, supply_fact: fact } = parsed('version: 3\nsupply_fact: true\nmeasures: { QTY: { 017: on_hand, NO: sold } }\ndates: { as_of: [007] }\n');
  expect([measures, dates, version, fact]).toEqual([{ QTY: { '017': 'on_hand', NO: 'sold' } }, { as_of: ['007'] }, 3, true]);
}); // prettier-ignore

test('what is no code of the mapping is found in none of its lists', () => {
  const partner = new Partner(parsed('measures: { ZA: { QC: on_hand }, QTY: { 17: sold }, INV: { 1: sold } }\nunits: { KAR: CA }\n'));
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    expect([partner.meanings('ZA', ACTIVITIES)[name], partner.says('QTY', name), partner.movements[name], partner.units[name]]).toEqual([
      undefined,
      false,
      undefined,
      undefined,
    ]);
});

test('what is EDI is known by its kind, whatever else is written in it', () => {
  expect(['kind: edi', 'kind: "edi" # x', '{ kind: edi, name: a }', "'kind' : edi"].map(isEdiText)).toEqual([true, true, true, true]);
  expect(['kind: stock_report', '# kind: edi\nkind: ship_notice', 'name: "kind: edi"', 'kind: edited', ''].map(isEdiText)).toEqual([false, false, false, false, false]); // prettier-ignore
});

test('the documents that a mapping may be for are formats that post something', () => {
  const keys = FORMATS.map((f) => f.key);
  expect(EDI_DOCUMENTS.filter((d) => !keys.includes(d))).toEqual([]);
});

test.each([
  ['supplier', '', { supplier: 'SUED' }, false],
  ['sender', 'sender: [ZZ:OTHER]\n', {}, false],
  ['one of several senders', 'sender: [ZZ:OTHER, ZZ:NORD]\n', {}, true],
  ['document', 'documents: [x12-846]\n', {}, false],
  ['version', 'versions: [005010*]\n', {}, false],
  ['a version with its suffix', 'versions: [004010*]\n', { version: '004010VICS' }, true],
  ['a version written otherwise', 'versions: [D.96A]\n', { version: 'D.96AX' }, false],
])('a mapping is for its %s alone', (_, rest, met, fits) => {
  const here = { supplier: 'NORD', sender: 'ZZ:NORD', document: 'x12-852', version: '004010', ...met };
  expect(partnerFor([new Partner(parsed(rest))], here) !== undefined).toBe(fits);
});
