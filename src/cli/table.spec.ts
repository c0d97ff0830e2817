import { printDocuments } from './documents-out';
import { table } from './table';

const STEERS = 'a\u001b]0;x\u0007b\u009b2J\nc\td';

test('what a supplier wrote does not steer the terminal, nor look like a line of ours', () => {
  const out: string[] = [];
  const document = {
    ...{ id: 'doc_1', file: STEERS, kind: 'stock_report', status: 'parked', supplier: STEERS, as_of: null },
    counts: { lines: 1, parked: 1, rejected: 0 },
    issues: [{ place: STEERS, detail: STEERS }],
    lines: [{ place: STEERS, parked: STEERS }],
  };
  printDocuments({ data: (t) => void out.push(t), message: () => undefined }, [document] as never);
  expect(out).toHaveLength(4);
  out.push(
    ...table(['what'], [[STEERS]])
      .split('\n')
      .slice(1),
  );
  expect(out).toHaveLength(5);
  for (const line of out) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  expect(out.at(-1)).toBe('a\ufffd]0;x\ufffdb\ufffd2J c d');
});
