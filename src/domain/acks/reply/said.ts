/** What is said to a supplier: the codes of problems that each have a sentence, and the words of the mail around them. */

const SHEET = [
  ...['ambiguous-heading', 'ambiguous-number', 'below-the-end', 'blocks-unsure', 'code-rounded', 'columns-left-out'],
  ...['date-future', 'date-order-by-receipt', 'date-unsure', 'error-cell', 'formulas-not-calculated', 'hidden-not-read', 'hidden-refused'],
  ...['kind-unsure', 'layout-changed', 'matrix-unsure', 'negative-shipped', 'no-as-of', 'no-heading', 'no-item', 'no-place', 'no-quantity'],
  ...['no-rows', 'no-shipment', 'not-a-date', 'not-a-number', 'not-calculated', 'number-unsure', 'place-unsure', 'rule-refused'],
  ...['said-twice', 'second-list', 'sign-from-locale', 'sign-from-other-column', 'stale-formula', 'too-many-fields'],
  ...['too-many-wrong-rows', 'total-differs', 'two-units', 'unreadable-cell'],
].map((code) => `sheet.${code}`);

export const SENTENCES: readonly string[] = [
  ...SHEET,
  ...['file.beyond-limits', 'file.corrupt', 'file.doctype', 'file.empty', 'file.encrypted', 'file.not-aligned', 'file.too-big'],
  ...['file.too-deep', 'file.unsupported', 'mail.damaged', 'mail.no-attachment', 'mail.truncated', 'mail.two-texts'],
  ...['item.ambiguous', 'item.conflict', 'item.damaged', 'item.none-given', 'item.unknown'],
  ...['location.conflict', 'location.none-given', 'location.unknown', 'unit.unknown'],
  ...['document.conflict', 'document.suspect-repeat', 'report.two-balances', 'shipment.not-announced'],
  'other',
];

/**
 * Notes about what was decided on our side, or about how the mail came: the supplier could do nothing with them, and a mail about each would make him
 * overlook the one that matters.
 */
export const NOT_SAID: ReadonlySet<string> = new Set([
  ...[
    'sheet.blank-as-zero',
    'sheet.column-not-mapped',
    'sheet.column-unnamed',
    'sheet.days-to-come',
    'sheet.hidden',
    'sheet.not-a-list',
    'sheet.our-problems',
  ],
  ...['sheet.place-from-name', 'sheet.rows-left-out', 'sheet.totals-column', 'sheet.totals-row'],
  ...[
    'document.not-shown',
    'file.ignored',
    'mail.auto-reply',
    'mail.bounce',
    'mail.message-id-reused',
    'mail.nothing-within',
    'mail.several-senders',
  ],
  ...['mail.signature-not-checked', 'sender.ambiguous', 'sender.mismatch', 'sender.unauthenticated', 'sender.unknown', 'supplier.inferred'],
  ...[
    'document.not-held',
    'document.of-another',
    'document.read-differently',
    'document.released',
    'document.sender-unknown',
    'edi.duplicate',
  ],
  'issues.cut-short',
]);

/** What may stand between braces in a sentence about a problem. */
export const OF_A_SENTENCE = ['value', 'heading', 'cell', 'row', 'sheet', 'item', 'unit', 'detail'];

/** The words of the mail, each with what may stand between braces in it. */
export const WORDS: Readonly<Record<string, readonly string[]>> = {
  'subject-accepted': ['in', 'total'],
  'subject-check': ['in', 'total', 'checks'],
  'subject-partly': ['bad', 'total'],
  'subject-rejected': [],
  'subject-duplicate': ['earlier'],
  hello: [],
  received: ['file', 'when', 'in', 'total', 'bad', 'checks'],
  'not-used': ['file', 'when'],
  duplicate: ['file', 'when', 'earlier'],
  'in-order': [],
  sheet: ['sheet'],
  'head-sheet': [],
  'head-row': [],
  'head-cell': [],
  'head-column': [],
  'head-sent': [],
  'head-change': [],
  'please-check': [],
  folded: ['first', 'last', 'column'],
  more: ['count'],
  fix: [],
  'fix-attached': [],
  until: ['earlier', 'rows'],
  'until-one': ['earlier', 'rows'],
  'until-nothing': ['rows'],
  'until-nothing-one': ['rows'],
  good: ['headings'],
  automatic: ['reference'],
  contact: ['contact'],
  attached: ['subject'],
  problems: [],
  severity: [],
  code: [],
  'severity-error': [],
  'severity-warning': [],
};
