const LONGEST = 400;

/** What rings a terminal's bell, steers it, ends its line or turns it round, is a sign for it. */
export const clean = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/gu, '\ufffd');

/** JSON that says the same, and shows to a terminal nothing that steers it: what JSON.stringify leaves as it is, by its number. */
export const cleanJson = (json: string): string =>
  json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** What somebody sent, for a person's eyes: a megabyte in one cell is cut, and what rings a terminal's bell is a sign for it. */
export function shown(text: string): string {
  const said = clean(text);
  return said.length > LONGEST ? `${said.slice(0, LONGEST)}… (${said.length} characters)` : said;
}
