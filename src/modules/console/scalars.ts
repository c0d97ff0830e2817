import { z } from 'zod';

/** What answers are made of. */
export const text = z.string();
export const maybe = text.nullable();
export const instant = z.iso.datetime().meta({ description: 'RFC 3339, UTC' });
