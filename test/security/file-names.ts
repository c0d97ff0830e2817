/** How a name comes: as it is, or written as programs and attackers write it. */
export interface FileName {
  readonly name: string;
  readonly given: string;
  readonly shown: string | RegExp; // under which it is known from then on
  readonly header?: string; // of the attachment, as it stands in the mail, in place of filename="given"
  readonly query?: string; // in the URL, in place of the name in percent signs
}
const same = (name: string, given: string): FileName => ({ name, given, shown: given });
const as = (name: string, given: string, shown: string | RegExp, more: Partial<FileName> = {}): FileName => ({
  name,
  given,
  shown,
  ...more,
});

export const FILE_NAMES: readonly FileName[] = [
  // out of its folder
  as('up', '../../etc/passwd', 'passwd'),
  as('up by backslashes', '..\\..\\windows\\win.ini', 'win.ini'),
  as('from the root', '/etc/shadow.csv', 'shadow.csv'),
  as('from a drive', 'C:\\Users\\a\\b.csv', 'b.csv'),
  as('from a share', '\\\\server\\share\\a.csv', 'a.csv'),
  as('up within a path', 'a/../../b.csv', 'b.csv'),
  as('up once it is cleaned', '....//....//evil.csv', 'evil.csv'),
  as('in the home of somebody', '~/.ssh/authorized_keys', 'authorized_keys'),
  as('a folder alone', '../', 'unnamed'),
  as('one dot', '.', 'unnamed'),
  as('two dots', '..', 'unnamed'),
  as('nothing but blanks', '   ', 'unnamed'),
  as('up, in percent signs', '../evil.csv', 'evil.csv', { query: '%2e%2e%2fevil.csv', header: "filename*=utf-8''%2e%2e%2fevil.csv" }),
  as('up, in percent signs twice: decoded once it is a text', '%2e%2e%2fevil.csv', '%2e%2e%2fevil.csv', { query: '%252e%252e%252fevil.csv', header: "filename*=utf-8''%252e%252e%252fevil.csv" }),
  as('up, in sections', '../../evil.csv', 'evil.csv', { header: "filename*0*=utf-8''..%2f..; filename*1*=%2fevil; filename*2=.csv" }),
  as('up, in base64', '../../evil.csv', 'evil.csv', { header: 'filename="=?utf-8?B?Li4vLi4vZXZpbC5jc3Y=?="' }),
  as('up, in quoted words', '../evil.csv', 'evil.csv', { header: 'filename="=?utf-8?Q?=2E=2E=2Fevil.csv?="' }),
  same('up in full width', '．．／evil.csv'),
  // of a system
  same('CON', 'CON'),
  same('NUL.csv', 'NUL.csv'),
  same('a second stream', 'a.csv:hidden.exe'),
  same('a dot at the end', 'a.csv.'),
  same('settings of a web server', '.htaccess'),
  same('an option', '-rf.csv'),
  same('a name of the language', '__proto__'),
  // of a shell, a database, a spreadsheet, a page
  same('a command', '$(touch owned).csv'),
  same('a command in backticks', '`touch owned`.csv'),
  same('several commands', 'a;touch owned|sh&.csv'),
  same('SQL', "a'; drop table receipt; --.csv"),
  same('a formula', "=cmd|' calc'!A0.csv"),
  as('a page', '<img src=x onerror=alert(1)>.csv', '<img src=x onerror=alert(1)>.csv'),
  as('quotes', 'a"b.csv', 'a"b.csv', { header: 'filename="a\\"b.csv"' }),
  same('parameters', 'a.csv; filename=b.exe'),
  // what nobody sees
  as('a zero byte', 'a.exe\0.csv', 'a.exe.csv'),
  as('two lines', 'a\nb.csv', 'ab.csv', { header: "filename*=utf-8''a%0Ab.csv" }),
  as('a header', 'a\r\nContent-Type: text-html\r\n\r\nb.csv', 'aContent-Type: text-htmlb.csv', { header: "filename*=utf-8''a%0D%0AContent-Type: text-html%0D%0A%0D%0Ab.csv" }),
  as('a title for the terminal', '\x1b]0;owned\x07a.csv', ']0;owneda.csv'),
  as('a colour by one byte', '\u009b31mred.csv', '31mred.csv'),
  as('turned round', 'stock\u202excsv.exe', 'stockxcsv.exe'),
  as('turned round by isolates', 'a\u2067vsc.b\u2069.csv', 'avsc.b.csv'),
  as('marks of direction', 'a\u200eb\u200fc\u061cd.csv', 'abcd.csv'),
  as('a line separator', 'a\u2028b.csv', 'ab.csv'),
  as('blanks without width', 'st\u200bo\u2060ck\ufeff.csv', 'stock.csv'),
  as('half a letter', 'a\ud800b.csv', /^a(\ufffd|\?)*b\.csv$/),
  as('five thousand letters', `${'a'.repeat(4996)}.csv`, /^a{185}….csv$/),
  as('a thousand of two halves', `${'🏭'.repeat(1000)}.csv`, /^🏭+….csv$/u),
  same('letters of many lands', 'Stände 在庫 مخزون.csv'),
]; // prettier-ignore
