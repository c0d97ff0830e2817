import { z } from 'zod';

export const decimal = z.enum(['.', ',']).describe('the sign that ends the whole part of a number');
export const dateOrder = z.enum(['day-first', 'month-first']).describe('how 03/04/2026 is meant');
