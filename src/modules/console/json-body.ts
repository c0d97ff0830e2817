import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { BODY_LIMITS, mediaType, wholeBody } from './body';
import { type Fault, Problem } from './problems';

/** An object in the body, checked by the class that describes it. */
export async function jsonBody<T extends object>(request: FastifyRequest, of: new () => T): Promise<T> {
  if (mediaType(request) !== 'application/json') throw new Problem(415, 'wrong-media-type', 'expected application/json');
  const value = parsedJson(await wholeBody(request, BODY_LIMITS.json));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Problem(400, 'wrong-request', 'expected an object');
  const read = plainToInstance(of, value);
  const errors = await validate(read, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0) throw wrongParameters(errors);
  const dropped = Object.keys(value).find((name) => !Object.hasOwn(read, name)); // `constructor`: the library passes over it in silence
  if (dropped !== undefined) throw new Problem(400, 'wrong-request', `property ${dropped} should not exist`);
  return read;
}

export function parsedJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new Problem(400, 'wrong-request', `the body is no JSON: ${(error as Error).message}`);
  }
}

export function wrongParameters(errors: readonly ValidationError[]): Problem {
  const faultsOf = (e: ValidationError): Fault[] => [
    ...Object.entries(e.constraints ?? {}).map(([code, detail]) => ({ code: `parameter.${code}`, detail, parameter: e.property })),
    ...(e.children ?? []).flatMap(faultsOf),
  ];
  const faults = errors.flatMap(faultsOf);
  return new Problem(400, 'wrong-request', faults.map((f) => f.detail).join('; '), { errors: faults });
}
