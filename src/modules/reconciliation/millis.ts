/** An instant as whole epoch milliseconds, as the rules see it; pg would hand a bigint or numeric over as text. */
export const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
