import fs from 'node:fs';
import path from 'node:path';
import { NOT_SAID, SENTENCES } from '../src/domain/acks/reply/said';
import { Wording } from '../src/domain/acks/reply/wording';

const root = path.join(__dirname, '..');
const file = (language: string, name: string) => {
  const at = path.join(root, 'config', 'replies', language, `${name}.txt`);
  return { path: at, text: fs.readFileSync(at, 'utf8') };
};
const files = (language: string) => ({ mail: [file(language, 'mail')], problems: [file(language, 'problems')] });

test.each(['en', 'de', 'es', 'fr', 'it'])('%s has all its texts, and other ones than English', (language) => {
  const wording = Wording.read(language, files(language));
  const english = Wording.read('en', files('en'));
  if (language === 'en') return;
  const same = SENTENCES.filter((code) => code !== 'other' && wording.sentence(code, {}) === english.sentence(code, {}));
  expect(same).toEqual([]);
});

/** Where what is said of lists and of mails comes from. Of EDI it is said in EDI; by mail, by the sentence `other`. */
const FOLDERS = ['domain/mapping', 'domain/formats', 'domain/syntax', 'domain/items', 'domain/documents', 'modules/pipeline'];
const OF_OTHERS = /^(x12|edifact|edi|xml|ack|value|mapping|replay|process|feed)\./;

test('every code that can be said of a list has its sentence, or a reason why the supplier does not hear of it', () => {
  const found = new Set<string>();
  for (const folder of FOLDERS)
    for (const e of fs.readdirSync(path.join(root, 'src', folder), { recursive: true, withFileTypes: true })) {
      if (!e.isFile() || !/(?<!\.spec)\.ts$/.test(e.name)) continue;
      const text = fs.readFileSync(path.join(e.parentPath, e.name), 'utf8');
      for (const [, code] of text.matchAll(/'((?:sheet|file|mail|item|location|unit|document|report|shipment|sender|supplier)\.[a-z-]+)'/g))
        found.add(code!);
    }
  expect(found.size).toBeGreaterThan(70);
  const unsaid = [...found].filter((c) => !SENTENCES.includes(c) && !NOT_SAID.has(c) && !OF_OTHERS.test(c));
  expect(unsaid.sort()).toEqual([]);
  expect(SENTENCES.filter((c) => NOT_SAID.has(c))).toEqual([]);
});

test.each([
  [
    'an unknown placeholder',
    { problems: 'sheet.not-a-number: {valeu} is none' },
    /site\.txt line 1: \{valeu\} is nothing that is known there; expected \{value\}, /,
  ],
  ['an unknown key', { mail: '# ours\nhallo: Hi' }, /site\.txt line 2: nothing is called hallo/],
  ['a line without a key', { mail: '\n\njust words' }, /site\.txt line 3: expected "key: text"/],
  [
    'a placeholder where nothing is filled in',
    { mail: 'hello: Hello {file}' },
    /line 1: \{file\} is nothing that is known there; nothing is filled in there/,
  ],
])('%s stops the start, with file and line', (_, site: { mail?: string; problems?: string }, message) => {
  const { mail, problems } = files('en');
  const more = (text: string | undefined) => (text === undefined ? [] : [{ path: 'site.txt', text }]);
  expect(() => Wording.read('en', { mail: [...mail, ...more(site.mail)], problems: [...problems, ...more(site.problems)] })).toThrow(
    message,
  );
});

test('a language of the site that lacks a sentence stops the start', () => {
  expect(() => Wording.read('nl', { mail: [{ path: 'nl/mail.txt', text: 'hello: Dag,' }], problems: [] })).toThrow(
    /nl\/mail\.txt line 1: there is no sentence for subject-accepted/,
  );
});

test('a line of the site is in place of ours', () => {
  const { mail, problems } = files('en');
  const w = Wording.read('en', { mail: [...mail, { path: 'x', text: 'hello: Dear colleague,' }], problems });
  expect([w.word('hello'), w.word('problems')]).toEqual(['Dear colleague,', 'Problems']);
});
