const LONGEST = 400;

/** What rings a terminal's bell, or steers it, is a sign for it. */
export const clean = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Surrogate}/gu, '\ufffd');

/** What somebody sent, for a person's eyes: a megabyte in one cell is cut, and what rings a terminal's bell is a sign for it. */
export function shown(text: string): string {
  const said = clean(text);
  return said.length > LONGEST ? `${said.slice(0, LONGEST)}… (${said.length} characters)` : said;
}
