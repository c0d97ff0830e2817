import { nameOf, type XmlHandler, type XmlScan } from './xml-scan';

const [NUM_FMT, CELL_XFS, XF] = [nameOf('numFmt'), nameOf('cellXfs'), nameOf('xf')];

/** The formats that every workbook knows by number; those from 5 and 41 on depend on the country and are shown as in the US. */
const BUILT_IN: Record<number, string> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"$"#,##0_);\\("$"#,##0\\)',
  6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
  7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
  8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'm/d/yy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'm/d/yy h:mm',
  37: '#,##0 ;(#,##0)',
  38: '#,##0 ;[Red](#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;[Red](#,##0.00)',
  41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
  42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
  43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
  44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mmss.0',
  48: '##0.0E+0',
  49: '@',
};
const EAST_ASIAN_DATES = [27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58];
for (const id of EAST_ASIAN_DATES) BUILT_IN[id] = 'm/d/yy';

const LONGEST = 255; // characters of a format, for Excel as well
const STYLES = 65_536;

/** The number format of every cell style, by the number that cells refer to. */
export class CellFormats implements XmlHandler {
  private readonly own = new Map<string, string>();
  private readonly ids: string[] = [];

  get formats(): string[] {
    return this.ids.map((id) => {
      const format = this.own.get(id) ?? BUILT_IN[Number(id)] ?? 'General';
      return format.length > LONGEST ? 'General' : format;
    });
  }

  opened(name: number, xml: XmlScan): void {
    if (name === NUM_FMT && xml.depth === 3) this.own.set(xml.attribute('numFmtId') ?? '', xml.attribute('formatCode') ?? '');
    else if (name === XF && xml.parent === CELL_XFS && this.ids.length < STYLES) this.ids.push(xml.attribute('numFmtId') ?? '0');
  }
  closed(): void {}
  text(): void {}
}
