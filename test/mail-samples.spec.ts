import fs from 'node:fs';
import path from 'node:path';
import { showPlace } from '../src/domain/canonical/place';
import { type OpenedPart, openDelivery } from '../src/domain/syntax';
import { messagesOf } from '../src/domain/syntax/edi-message';
import { readEdifact } from '../src/domain/syntax/edifact';
import { readMail } from '../src/domain/syntax/mime';
import { readX12 } from '../src/domain/syntax/x12';

// What becomes of samples/mail/<case>/in.eml: which parts are opened and what stands in them, which are ignored or left out by which
// rule, which are refused and why. With WRITE_SAMPLES=1 the expectations are written anew: read every line before it is kept.
const SAMPLES = path.join(__dirname, '../samples/mail');
const cases = fs.readdirSync(SAMPLES);

function shownPart({ content, path: where, name }: OpenedPart): object {
  switch (content.kind) {
    case 'unreadable':
    case 'ignored': {
      const { code, detail, place } = content.issue;
      return { [content.kind === 'ignored' ? 'ignored' : 'refused']: where ?? name, code, why: detail, place: showPlace(place!) };
    }
    case 'tables':
      return {
        opened: where,
        tables: content.tables.map((t) => ({
          ...(t.sheet === '' ? {} : { sheet: t.sheet }),
          ...(t.read === undefined ? {} : { read: t.read.replace(/ \([^()]*\)/g, '') }), // what it was taken for; why stands in the text specs
          rows: [...t.rows()].flat().map((r) => r.cells.map((c) => c.shown).join(' | ')),
        })),
      };
    default: {
      const { interchanges, issues } = content.kind === 'x12' ? readX12(content.source) : readEdifact(content.source);
      return {
        opened: where,
        [content.kind]: interchanges.map((i) => `${i.sender} ${i.control}: ${messagesOf(i).map((m) => m.type).join(', ')}`), // prettier-ignore
        issues: [...issues, ...interchanges.flatMap((i) => i.issues)].map((i) => `${i.code} at ${showPlace(i.place!)}`),
      };
    }
  }
}

async function leftOut(bytes: Buffer): Promise<string[]> {
  try {
    return (await readMail(bytes)).leftOut.map((l) => `${l.name}: ${l.as}`);
  } catch {
    return []; // it is refused as a whole, which the parts say
  }
}

async function outcome(name: string): Promise<object> {
  const bytes = fs.readFileSync(path.join(SAMPLES, name, 'in.eml'));
  const parts = await openDelivery(bytes, 'in.eml');
  const { from = null, subject = null, messageId = null, sentAt = null } = parts[0]!;
  return { from, subject, message_id: messageId, sent_at: sentAt, parts: parts.map(shownPart), left_out: await leftOut(bytes) };
}

test('there are enough, and enough of them are wrong', () => {
  const wrong = cases.filter((c) => /"(refused|ignored)"/.test(fs.readFileSync(path.join(SAMPLES, c, 'expected.json'), 'utf8')));
  expect(cases.length).toBeGreaterThanOrEqual(80);
  expect(wrong.length).toBeGreaterThan(cases.length / 3);
});

test.each(cases)('%s', async (name) => {
  const shown: unknown = JSON.parse(JSON.stringify(await outcome(name)));
  const expected = path.join(SAMPLES, name, 'expected.json');
  if (process.env.WRITE_SAMPLES === '1') fs.writeFileSync(expected, `${JSON.stringify(shown, null, 2)}\n`);
  expect(shown).toEqual(JSON.parse(fs.readFileSync(expected, 'utf8')));
});

test.each([
  ['two-lists', 1],
  ['csv-8bit', 1],
  ['csv-quoted-printable', 1],
  ['alternatives-of-other-kinds', 2],
  ['forwarded-as-an-attachment', 2],
  ['edi-by-its-own-type', 2],
  ['signed-as-a-whole', 11],
  ['signed-beside', 11],
  ['winmail-dat', 41],
])('%s, cut anywhere, is never half a report', async (name, step) => {
  const bytes = fs.readFileSync(path.join(SAMPLES, name, 'in.eml'));
  const end = bytes.toString('latin1').trimEnd().length; // line ends behind the last line are nobody's
  for (let at = 0; at < end; at += step) {
    const parts = await openDelivery(bytes.subarray(0, at), 'in.eml');
    expect(JSON.stringify(parts.map(shownPart))).not.toMatch(/BRK-2210|FLT-31|Träger|: 846/);
  }
});
