/** The characters that pages name, with those of Western alphabets; what is not among them stays as it is written. */
const NAMED: ReadonlyMap<string, string> = new Map(
  (
    'amp & lt < gt > quot " apos \' nbsp \u00a0 ensp \u2002 emsp \u2003 thinsp \u2009 zwnj \u200c shy \u00ad euro € pound £ yen ¥ cent ¢ sect § copy © reg ® trade ™ deg ° ' +
    'plusmn ± micro µ middot · para ¶ laquo « raquo » sup1 ¹ sup2 ² sup3 ³ frac12 ½ frac14 ¼ frac34 ¾ times × divide ÷ iexcl ¡ iquest ¿ ordf ª ordm º bull • hellip … ' +
    'ndash – mdash — minus − lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ lsaquo ‹ rsaquo › Oslash Ø oslash ø AElig Æ aelig æ OElig Œ oelig œ szlig ß ETH Ð eth ð THORN Þ thorn þ Scaron Š scaron š'
  )
    .split(' ')
    .flatMap((word, i, all) => (i % 2 === 0 ? [[word, all[i + 1]!] as const] : [])),
);
const MARKS: ReadonlyMap<string, string> = new Map([
  ['uml', '\u0308'],
  ['acute', '\u0301'],
  ['grave', '\u0300'],
  ['circ', '\u0302'],
  ['tilde', '\u0303'],
  ['ring', '\u030a'],
  ['cedil', '\u0327'],
]);
/** Numbers 128 to 159 mean what Windows-1252 has there, as browsers show them. */
const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));?/gi;

/** The text of a page between its tags, as it is shown. */
export function pageText(source: string): string {
  if (!source.includes('&')) return source;
  return source.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? accented(name) ?? whole;
    const code = decimal === undefined ? parseInt(hex!, 16) : Number(decimal);
    if (code >= 128 && code < 160) return C1[code - 128]!;
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '\ufffd';
  });
}

/** `auml`, `Eacute`: a letter and what stands over or under it. */
function accented(name: string): string | undefined {
  const mark = MARKS.get(name.slice(1));
  return mark === undefined ? undefined : `${name[0]}${mark}`.normalize('NFC');
}
