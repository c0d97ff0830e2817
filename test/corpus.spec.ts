import fs from 'node:fs';
import path from 'node:path';
import { parseDecimal } from '../src/domain/canonical/quantity';
import { FORMATS } from '../src/domain/formats';
import { CollectingSink } from '../src/domain/formats/format';
import { messagesOf, sourceOf } from '../src/domain/syntax/edi-message';
import { describeEdi } from '../src/domain/syntax/edi-structure';
import { looksLikeEdifact, readEdifact } from '../src/domain/syntax/edifact';
import { readX12 } from '../src/domain/syntax/x12';
import { CORPUS, corpusFiles as files, corpusIsThere as there } from './support/corpus';

const expectations = files.filter((f) => fs.existsSync(path.join(CORPUS, `${f}.expected.json`)));
const bytesOf = (file: string): Buffer => fs.readFileSync(path.join(CORPUS, file));

const NOT_COMPARED = new Set(['file', 'schema', 'notes', 'acceptable', 'diagnostics', 'computed']);
const REDACTED = /^\[.*\]$/; // who received a parcel was blotted out of the file, and of the expectation in other words
const QUANTITY = /^(quantity|quantityShipped|quantityOrdered|cumulativeShipped|value|unitPrice|count)$/;

/** Where what was read differs from what is expected. A field that is not expected says nothing. */
function differences(expected: unknown, actual: unknown, at: string, key = ''): string[] {
  if (Array.isArray(expected)) {
    const found = Array.isArray(actual) ? actual : [];
    if (found.length !== expected.length) return [`${at}: ${found.length} instead of ${expected.length}: ${JSON.stringify(actual)}`];
    return expected.flatMap((e, i) => differences(e, found[i], `${at}[${i}]`, key));
  }
  if (expected !== null && typeof expected === 'object') {
    const found = (actual ?? {}) as Record<string, unknown>;
    return Object.entries(expected)
      .filter(([k]) => at !== '' || !NOT_COMPARED.has(k))
      .flatMap(([k, v]) => differences(v, found[k], `${at}.${k}`, k));
  }
  if (expected === actual || (typeof expected === 'string' && REDACTED.test(expected))) return [];
  if (QUANTITY.test(key) && typeof expected === 'string' && typeof actual === 'string') {
    const [a, b] = [parseDecimal(expected), parseDecimal(actual)];
    if (a && b && a.n * b.d === b.n * a.d) return [];
  }
  return [`${at}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
}

if (!there) test('the corpus of real files is not beside the project, so that none of it was read', () => expect(files).toEqual([]));
else {
  test('the corpus holds the files that this compares', () => {
    expect(expectations).toHaveLength(28);
    expect(files.length).toBeGreaterThan(110);
  });

  test.each(expectations)('%s says what was worked out by hand', (file) => {
    const expected = JSON.parse(fs.readFileSync(path.join(CORPUS, `${file}.expected.json`), 'utf8')) as { diagnostics: string[] };
    const actual = describeEdi(bytesOf(file), file) as { diagnostics: string[] };
    expect(differences(expected, JSON.parse(JSON.stringify(actual)), '')).toEqual([]);
    const due = expected.diagnostics.filter((d) => !d.endsWith('?'));
    expect(due.filter((d) => !actual.diagnostics.includes(d))).toEqual([]);
  });

  test.each(files)('%s is read, or refused with a reason, in less than two seconds', (file) => {
    const bytes = bytesOf(file);
    const started = performance.now();
    const head = bytes
      .subarray(0, 400)
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, '');
    const { interchanges, issues } = looksLikeEdifact(head) ? readEdifact(bytes) : readX12(bytes);
    const messages = interchanges.flatMap(messagesOf);
    if (messages.length === 0) expect([...issues, ...interchanges.flatMap((i) => i.issues)].length).toBeGreaterThan(0);
    for (const message of messages.map(sourceOf)) {
      const sink = new CollectingSink();
      const format = FORMATS.find((f) => f.claims(message));
      format?.read(message, { fileName: file, receivedAt: '2026-11-24T12:00:00Z' }, sink);
      const lines = [...sink.reports, ...sink.notices].flatMap((r) => r.lines.length);
      if (format) expect([...lines, sink.issues.length, sink.others.length, sink.proposals.length].some((n) => n > 0)).toBe(true);
    }
    describeEdi(bytes, file);
    expect(performance.now() - started).toBeLessThan(2000);
  });
}
