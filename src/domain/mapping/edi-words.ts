import type { StockMeasure } from '../canonical/vocabulary';

export const STOCK_DOCUMENTS = ['x12-852', 'x12-846', 'x12-861', 'x12-867', 'edifact-invrpt', 'edifact-slsrpt', 'edifact-recadv'] as const;
export const NOTICES = ['x12-856', 'edifact-desadv'] as const;
/** The documents that a mapping may be for: those of which something is posted. */
export const EDI_DOCUMENTS = [...STOCK_DOCUMENTS, ...NOTICES] as const;
export type EdiDocument = (typeof EDI_DOCUMENTS)[number];

/** Whose number an item's may be. */
export const WHOSE = ['buyer', 'vendor', 'gtin', 'manufacturer'] as const;
/** What a code may mean to a mapping: a measure, or a number that is left out on purpose. */
export type Meaning = StockMeasure | 'ignore';
