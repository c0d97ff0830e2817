const LONGEST = 400;

/** What somebody sent, for a person's eyes: a megabyte in one cell is cut, and what rings a terminal's bell is a sign for it. */
export function shown(text: string): string {
  const clean = text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/gu, '\ufffd');
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}… (${clean.length} characters)` : clean;
}
