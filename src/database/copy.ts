import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Streams rows in COPY text format into a table; backpressure of the server reaches the source. */
export async function copyIn(
  client: PoolClient,
  sql: string,
  chunks: Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>,
): Promise<number> {
  const sink = client.query(copyFrom(sql));
  await pipeline(Readable.from(chunks, { objectMode: true }), sink);
  return sink.rowCount;
}

const UNSAFE = /[\\\t\n\r\0]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' };

/** One value of COPY's text format; null is \N. */
export function copyText(value: string | null): string {
  if (value === null) return '\\N';
  return UNSAFE.test(value) ? value.replace(/[\\\t\n\r\0]/g, (c) => ESCAPES[c]!) : value;
}
