import { OF_A_SENTENCE, SENTENCES, WORDS } from './said';

/** A file of texts, a line each: `key: text with {placeholders}`. What begins with # is a remark. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}
export interface WordingFiles {
  readonly mail: readonly TextFile[]; // ours first; a later one replaces the lines that it has
  readonly problems: readonly TextFile[];
}

export class WordingError extends Error {}

type Values = Readonly<Record<string, string>>;

/** All that is said in one language, checked: no placeholder that nobody fills, and nothing that could be needed and is missing. */
export class Wording {
  private constructor(
    readonly language: string,
    private readonly mail: ReadonlyMap<string, string>,
    private readonly problems: ReadonlyMap<string, string>,
  ) {}

  static read(language: string, files: WordingFiles): Wording {
    const mail = linesOf(files.mail, (key) => (Object.hasOwn(WORDS, key) ? WORDS[key]! : undefined));
    const problems = linesOf(files.problems, (key) => (SENTENCES.includes(key) ? OF_A_SENTENCE : undefined));
    complete(files.mail, mail, Object.keys(WORDS));
    complete(files.problems, problems, SENTENCES);
    return new Wording(language, mail, problems);
  }

  word(key: string, values: Values = {}): string {
    return filled(this.mail.get(key)!, values);
  }

  /** Of a code that has no sentence (EDI has many), what we say of it ourselves, in English. */
  sentence(code: string, values: Values): string {
    return filled(this.problems.get(code) ?? this.problems.get('other')!, values);
  }
}

const PLACEHOLDER = /\{([a-z-]*)\}/g;
const filled = (text: string, values: Values): string => text.replace(PLACEHOLDER, (_, name: string) => values[name] ?? '');

function linesOf(files: readonly TextFile[], allowed: (key: string) => readonly string[] | undefined): Map<string, string> {
  const out = new Map<string, string>();
  for (const { path, text } of files)
    for (const [i, line] of text
      .replace(/^\ufeff/, '')
      .split(/\r?\n/)
      .entries()) {
      if (line.trim() === '' || line.startsWith('#')) continue;
      const [, key, said] = /^([a-z.-]+):\s*(.*\S)\s*$/.exec(line) ?? [];
      const at = `${path} line ${i + 1}`;
      if (key === undefined) throw new WordingError(`${at}: expected "key: text"`);
      const may = allowed(key);
      if (may === undefined) throw new WordingError(`${at}: nothing is called ${key}`);
      const odd = [...said!.matchAll(PLACEHOLDER)].find((m) => !may.includes(m[1]!));
      if (odd) throw new WordingError(`${at}: ${odd[0]} is nothing that is known there; ${may.length > 0 ? `expected ${may.map((p) => `{${p}}`).join(', ')}` : 'nothing is filled in there'}`); // prettier-ignore
      out.set(key, said!);
    }
  return out;
}

function complete(files: readonly TextFile[], found: ReadonlyMap<string, string>, needed: readonly string[]): void {
  const missing = needed.filter((k) => !found.has(k));
  if (missing.length === 0) return;
  const last = files.at(-1);
  const at = last ? `${last.path} line ${last.text.split(/\r?\n/).length}` : 'no file of texts';
  throw new WordingError(`${at}: there is no sentence for ${missing.join(', ')}`);
}
