import { waitsFor } from '../../../src/domain/inspect/sentence';

/** Codes of problems in a few words; what has none is told by its own, without its signs. */
const SAID: Readonly<Record<string, string>> = {
  'sheet.not-a-number': 'a cell is no number',
  'sheet.hidden-not-read': 'a hidden sheet was not read',
  'sheet.not-a-list': 'a part of the file is no list',
  'file.unsupported': 'a file of a kind that is not read',
  'file.empty': 'an empty file',
  'file.corrupt': 'a damaged file',
  'file.locked': 'a file behind a password',
  'file.too-big': 'a file that is too big',
  'mail.no-attachment': 'a mail without a list',
};
/** Reasons for which lines wait, as these are told everywhere else. */
const WAITS = /^(item|location|unit)\./;
export const problemSaid = (code: string): string =>
  SAID[code] ?? (WAITS.test(code) ? waitsFor(code) : code.slice(code.indexOf('.') + 1).replace(/[-_.]/g, ' '));
