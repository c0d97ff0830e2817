/** An instant as whole epoch milliseconds, as the rules see it; pg would hand a bigint or numeric over as text. */
export const millis = (column: string): string => `round(date_part('epoch', ${column}) * 1000)`;
