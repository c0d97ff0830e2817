import fs from 'node:fs';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from './errors';

/** The sections of gateway.yaml; what each may hold is said by the room that uses it. */
export const SECTIONS = [
  'channels',
  'trust',
  'edi',
  'mail',
  'alerts',
  'replies',
  'webhooks',
  'chats',
  'files',
  'outgoing',
  'sign_in',
  'web',
  'retention',
  'approvals',
  'orders',
  'sharing',
  'claims',
] as const;
export type Section = (typeof SECTIONS)[number];

/** Null where there is none. */
export function textOf(path: string): string | null {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw new ConfigError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

/**
 * The settings that are more than one word each: mailboxes, where alerts go. `$CROSSCOUNT_HOME/config/gateway.yaml`, optional.
 * `${NAME}` stands for a variable of the environment and `${secret:NAME}` for what is kept sealed, so that no password need stand in the file. Whatever is wrong stops the
 * start with the file's name, the line and what was expected: a mailbox that is silently left out is found weeks later.
 */
export class SettingsFile {
  private constructor(
    readonly path: string,
    private readonly document: Document | null,
    private readonly lines: LineCounter,
    private readonly env: Readonly<Record<string, string | undefined>>,
    private readonly secrets: ReadonlyMap<string, string> | undefined = undefined, // before the database is open they stand as they are written
  ) {}

  knowing(secrets: ReadonlyMap<string, string>): SettingsFile {
    return new SettingsFile(this.path, this.document, this.lines, this.env, secrets);
  }

  /** The same file as it stands on the disk now, or with another text in it: what holds since the start is not changed by that. */
  anew(text?: string): SettingsFile {
    return text === undefined ? SettingsFile.read(this.path, this.env) : SettingsFile.of(this.path, text, this.env);
  }

  static read(path: string, env: Readonly<Record<string, string | undefined>>): SettingsFile {
    const text = textOf(path);
    return text === null ? new SettingsFile(path, null, new LineCounter(), env) : SettingsFile.of(path, text, env);
  }

  private static of(path: string, text: string, env: Readonly<Record<string, string | undefined>>): SettingsFile {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    const broken = document.errors[0];
    if (broken) throw new ConfigError(`${path}: ${broken.message}`);
    const file = new SettingsFile(path, document, lines, env);
    const top: unknown = document.toJS() ?? {};
    if (typeof top !== 'object' || Array.isArray(top)) throw new ConfigError(`${path}: expected sections by name (${SECTIONS.join(', ')})`);
    for (const key of Object.keys(top as object))
      if (!SECTIONS.includes(key as Section))
        throw new ConfigError(`${file.at([key])}: there is no section "${key}"; expected ${SECTIONS.join(', ')}`);
    return file;
  }

  /** Some of it is complete only once the database is open. */
  get namesSecrets(): boolean {
    return this.document?.toString().includes('${secret:') ?? false;
  }

  /** A section as its room describes it; an absent one is `undefined` to the schema, which says what that means. */
  section<T>(name: Section, schema: z.ZodType<T>): T {
    return this.checked([name], schema);
  }

  /** The entries of a section that is a list, each checked by the schema that `of` picks for it. */
  entries(name: Section): readonly { readonly value: unknown; readonly path: readonly (string | number)[] }[] {
    const value = this.value([name]);
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw new ConfigError(`${this.at([name])}: ${name}: expected a list`);
    return value.map((entry, i) => ({ value: entry, path: [name, i] }));
  }

  /** A section as it stands there, filled in and not checked. */
  raw(name: Section): unknown {
    return this.value([name]);
  }

  /** As it is written: what stands for a variable or a secret is not looked up. */
  written(name: Section): unknown {
    return this.plain([name]);
  }

  checked<T>(path: readonly (string | number)[], schema: z.ZodType<T>): T {
    const read = schema.safeParse(this.value(path));
    if (read.success) return read.data;
    throw this.wrong(
      path,
      read.error.issues.map((i) => ({ path: i.path as (string | number)[], message: i.message.replace(/^Invalid input: /, '') })),
    );
  }

  wrong(
    path: readonly (string | number)[],
    issues: readonly { readonly path: readonly (string | number)[]; readonly message: string }[],
  ): ConfigError {
    return new ConfigError(
      issues.map((i) => `${this.at([...path, ...i.path])}: ${[...path, ...i.path].join('.')}: ${i.message}`).join('; '),
    );
  }

  private value(path: readonly (string | number)[]): unknown {
    return this.filled(this.plain(path), path);
  }

  private plain(path: readonly (string | number)[]): unknown {
    const node: unknown = this.document?.getIn(path, true);
    return node && typeof node === 'object' && 'toJS' in node ? (node as { toJS(d: unknown): unknown }).toJS(this.document) : node;
  }

  private filled(value: unknown, path: readonly (string | number)[]): unknown {
    if (typeof value === 'string')
      return value.replace(/\$\{(secret:)?([\w.-]+)\}/g, (written, sealed: string | undefined, name: string) => {
        if (sealed !== undefined) return this.secret(name, path) ?? written;
        const given = this.env[name];
        if (given === undefined || given === '')
          throw this.wrong(path, [{ path: [], message: `the variable ${name} that it names is not set` }]);
        return given;
      });
    if (Array.isArray(value)) return value.map((v, i) => this.filled(v, [...path, i]));
    if (value && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, this.filled(v, [...path, k])]));
    return value;
  }

  private secret(name: string, path: readonly (string | number)[]): string | undefined {
    if (!this.secrets) return undefined;
    const found = this.secrets.get(name);
    if (found === undefined)
      throw this.wrong(path, [{ path: [], message: `there is no secret ${name}; crosscount secret set ${name} keeps one` }]);
    return found;
  }

  /** The nearest thing on the path that stands in the file, as `path line 7`. */
  private at(path: readonly (string | number)[]): string {
    for (let n = path.length; n > 0; n--) {
      const node = this.document?.getIn(path.slice(0, n), true) as { range?: [number, number, number] | null } | undefined;
      if (node?.range) return `${this.path} line ${this.lines.linePos(node.range[0]).line}`;
    }
    return this.path;
  }
}
