import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Right } from '../access/rights';

/** `nobody`: the way in itself. `anybody`: whoever has come in, whatever their rights. */
export type Needed = Right | 'anybody' | 'nobody';
export const EXTENSION = 'x-right';

/** What a route needs. It stands in the description, and the door goes by the description: a route without one is not served. */
export const Needs = (right: Needed): MethodDecorator =>
  applyDecorators(ApiExtension(EXTENSION, right), ...(right === 'nobody' ? [ApiSecurity({})] : []));
