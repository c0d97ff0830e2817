import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { SAMPLE_NAMES } from '../src/modules/console/metrics';

/** There is no engine where the tests run: Dockerfile and compose file are held against what they must say, not built. */
const root = path.join(__dirname, '..');
const text = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const dockerfile = text('Dockerfile')
  .replace(/\\\n\s*/g, ' ')
  .split('\n')
  .filter((l) => l !== '' && !l.startsWith('#'))
  .map((l) => ({ word: l.split(' ', 1)[0]!, rest: l.slice(l.indexOf(' ') + 1) }));
const of = (word: string): string[] => dockerfile.filter((l) => l.word === word).map((l) => l.rest);

test('the image is of pinned parts, runs as nobody of importance, and can be asked how it is', () => {
  for (const from of of('FROM')) expect(from).toMatch(/^node:24-bookworm-slim( AS build)?$/);
  expect(dockerfile.map((l) => l.word).lastIndexOf('USER')).toBeGreaterThan(dockerfile.map((l) => l.word).lastIndexOf('RUN'));
  expect(of('USER')).toEqual(['node']);
  expect(of('HEALTHCHECK')[0]).toMatch(/--start-period=\d+s .*\/readyz/);
  for (const exec of [...of('ENTRYPOINT'), ...of('CMD')]) expect(JSON.parse(exec)).toBeInstanceOf(Array);
  expect(of('ADD')).toEqual([]);
  expect(text('Dockerfile')).not.toMatch(/(password|secret|token|api_?key)\s*=/i);
});

test('what it copies is there, and gets past .dockerignore', () => {
  const let_ = text('.dockerignore').split('\n').filter((l) => l.startsWith('!')).map((l) => l.slice(1)); // prettier-ignore
  const copied = of('COPY').filter((c) => !c.startsWith('--from=')).flatMap((c) => c.split(' ').slice(0, -1)); // prettier-ignore
  expect(copied.length).toBeGreaterThan(5);
  for (const source of copied) {
    expect({ source, there: fs.existsSync(path.join(root, source)) }).toEqual({ source, there: true });
    expect(let_).toContain(source);
  }
  expect(text('.dockerignore').split('\n')[0]).toBe('*');
});

interface Service {
  image?: string;
  build?: string;
  environment: Record<string, string>;
  ports?: string[];
  volumes: string[];
  healthcheck: Record<string, unknown>;
  depends_on?: Record<string, { condition: string }>;
  stop_grace_period?: string;
}
test('the compose file: two services that know how they are, their data in volumes, no password in it', () => {
  const compose = parse(text('compose.yaml')) as { services: Record<string, Service>; volumes: Record<string, unknown> };
  const { crosscount, postgres } = compose.services as { crosscount: Service; postgres: Service };
  expect(Object.keys(compose.services)).toEqual(['crosscount', 'postgres']);
  expect(postgres.image).toBe('postgres:17');
  expect(crosscount.depends_on!.postgres!.condition).toBe('service_healthy');
  for (const service of [crosscount, postgres]) {
    expect(service.healthcheck).toMatchObject({ test: expect.any(Array), start_period: expect.stringMatching(/^\d+s$/) });
    for (const volume of service.volumes) expect(compose.volumes).toHaveProperty(volume.split(':')[0]!);
    for (const [name, value] of Object.entries(service.environment))
      if (/PASSWORD|URL/.test(name)) expect(value).toContain('${POSTGRES_PASSWORD:?');
  }
  expect(parseInt(crosscount.stop_grace_period!)).toBeGreaterThan(20);
  expect(crosscount.ports!.every((p) => p.startsWith('127.0.0.1:'))).toBe(true);
  expect(postgres.ports).toBeUndefined();
});

test('every figure that an alert asks for is one that /metrics has', () => {
  const { groups } = parse(text('docs/operations/alerts.yml')) as { groups: { rules: { alert: string; expr: string }[] }[] };
  const asked = groups.flatMap((g) => g.rules).flatMap((r) => r.expr.match(/crosscount_\w+/g) ?? []);
  expect(asked.length).toBeGreaterThan(5);
  for (const name of asked) expect(SAMPLE_NAMES).toContain(name.replace(/_bucket$/, ''));
});
