/** The 14-digit form of a GTIN-8, -12, -13 or -14 whose check digit holds (GS1 General Specifications 7.9); undefined otherwise. */
export function gtin14(value: string): string | undefined {
  if (value.length < 8 || value.length > 14 || value.length === 9 || value.length === 10 || value.length === 11) return undefined;
  let sum = 0;
  for (let i = value.length - 1, weight = 1; i >= 0; i--) {
    const digit = value.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    sum += digit * weight;
    weight = weight === 1 ? 3 : 1;
  }
  return sum % 10 === 0 ? value.padStart(14, '0') : undefined;
}

/** Whether the last digit checks those before it, as in every number of GS1: weights 3 and 1 from the right. */
export function checkDigitHolds(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, weight = 1; i >= 0; i--, weight = 4 - weight) sum += (digits.charCodeAt(i) - 48) * weight;
  return sum % 10 === 0;
}
