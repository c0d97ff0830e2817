import { settingsNow } from '../channels/followed';
import type { Gateway } from '../pipeline/gateway';
import { CHECKS_OF_THE_GATEWAY, CHECKS_OF_THE_HOST, type Finding, looked } from './doctor-checks';
import { healthReport } from './health-report';

/** Everything that `crosscount doctor` looks at. It signs in to each server of the settings, and sends and changes nothing. */
export async function checksOf(given: Gateway): Promise<Finding[]> {
  const gateway = { ...given, config: await settingsNow(given).catch(() => given.config) }; // as they stand in the file now
  return [...(await looked(CHECKS_OF_THE_HOST, gateway.config)), ...(await looked(CHECKS_OF_THE_GATEWAY, gateway))];
}

const MAIL = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g;
const HOST = /\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b(?!\()/gi;
const ADDRESS = /\b\d{1,3}(\.\d{1,3}){3}\b|\b(?:[0-9a-f]{1,4}:){3,}[0-9a-f:]*\b/gi;
const FILES = /(\/[^\s"',;:]+){2,}/g;

/**
 * To hand to somebody who helps: how things stand, and nothing of whom. Names of mailboxes, hosts, files and suppliers are replaced, each by
 * the same word throughout, so that one can still see that two lines speak of one thing.
 */
export async function diagnosticsOf(gateway: Gateway, findings: readonly Finding[]): Promise<object> {
  const report = await healthReport(gateway);
  const { rows } = await gateway.db.pool.query<{ name: string }>('select code as name from supplier union select name from supplier');
  const names = [...report.sources.map((s) => s.source), ...report.receivers.map((r) => r.target), ...report.given_up.map((g) => g.name), ...rows.map((r) => r.name)]; // prettier-ignore
  const veil = veiled(names);
  const deep = (value: unknown): unknown =>
    typeof value === 'string'
      ? veil(value)
      : Array.isArray(value)
        ? value.map(deep)
        : value && typeof value === 'object'
          ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, deep(v)]))
          : value;
  const { now, version, node, up_since, ...rest } = report;
  const { platform, arch } = process;
  const sources = rest.sources.map(({ paused_by, ...s }) => ({ ...s, paused: paused_by !== null }));
  return {
    ...{ now, version, node, platform, arch, up_since },
    ...(deep({ ...rest, sources, backup: rest.backup && { taken_at: rest.backup.taken_at } }) as object),
    checks: deep(findings),
  };
}

function veiled(names: readonly string[]): (text: string) => string {
  const words = new Map<string, string>();
  const word = (kind: string, of: string): string => {
    if (!words.has(of)) words.set(of, `<${kind} ${words.size + 1}>`);
    return words.get(of)!;
  };
  const known = [...new Set(names)].filter((n) => n.length > 1).sort((a, b) => b.length - a.length);
  return (text) => {
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return text;
    let out = text;
    for (const name of known) if (out.includes(name)) out = out.replaceAll(name, word('name', name));
    return out
      .replace(MAIL, (m) => word('address', m))
      .replace(FILES, (m) => word('path', m))
      .replace(ADDRESS, (m) => word('ip', m))
      .replace(HOST, (m) => word('host', m));
  };
}
