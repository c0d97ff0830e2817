import { z } from 'zod';

/** What answers are made of. */
export const text = z.string();
export const maybe = text.nullable();
export const whole = z.number().int();
export const decimal = text.meta({ description: 'a decimal as text', examples: ['412', '1.5'] });
export const instant = z.iso.datetime().meta({ description: 'RFC 3339, UTC' });
export const page = <T extends z.ZodType>(of: T) => z.object({ data: z.array(of), nextCursor: maybe });
export const list = <T extends z.ZodType>(of: T) => z.object({ data: z.array(of) });
