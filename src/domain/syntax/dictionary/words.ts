/** By tag: what the segment does, and what its elements say, each to be read behind the tag (`LIN02 says …`). */
export type SegmentWords = Readonly<Record<string, readonly [does: string, elements: Readonly<Record<number, string>>, again?: Again]>>;

/** From which element on the last ones come again, and how many they are: `LIN04` is a `LIN02`. */
export type Again = readonly [from: number, every: number];
export const sameAs = (element: number, again: Again | undefined): number =>
  again === undefined || element < again[0] ? element : again[0] + ((element - again[0]) % again[1]);
