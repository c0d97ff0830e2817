"""Writes workbooks that programs leave behind when they write as few do, or when something has gone wrong (openpyxl, SheetJS for texts that
are shared, then by hand):

python3 samples/make-odd-workbooks.py [CASE ...]
"""
import datetime, io, os, subprocess, sys, zipfile
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

HERE = os.path.dirname(os.path.abspath(__file__))
LIST = [['SKU', 'Location', 'On hand', 'UOM'], ['F-1001', 'RNO', 12, 'EA'], ['F-1002', 'HOU', 7.25, 'M']]
SHEET, TEXTS = 'xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml'


def written(rows=LIST, change=None, more=()):
    book = Workbook()
    book.active.title = 'Stock'
    for row in rows:
        book.active.append(row)
    for title, extra, state in more:
        other = book.create_sheet(title)
        other.sheet_state = state
        for row in extra:
            other.append(row)
    if change:
        change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def edited(data, parts, drop=()):
    """Some parts changed by what stands in them, some left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name in drop:
                continue
            text = old.read(name).decode()
            for old_text, new_text in parts.get(name, []):
                assert old_text in text, (name, old_text, text)
                text = text.replace(old_text, new_text)
            new.writestr(name, text)
    return out.getvalue()


def put(case, data, kind='xlsx'):
    if sys.argv[1:] and case not in sys.argv[1:]:
        return
    folder = os.path.join(HERE, 'stock-sheet', case)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, f'in.{kind}'), 'wb') as kept:
        kept.write(data)


def formats(*pairs):
    def change(sheet):
        for cell, form in pairs:
            sheet[cell].number_format = form
    return change


def of_1904(sheet):
    sheet.parent.epoch = MAC_EPOCH
    sheet['E1'], sheet['E2'], sheet['E3'] = 'As of', datetime.date(2026, 11, 15), datetime.date(2026, 11, 15)


def merged(sheet):
    sheet.merge_cells('A2:A3')


PLAIN = written()
CODE = "const x = require('xlsx'); process.stdout.write(x.write(x.read(require('fs').readFileSync(0)), { type: 'buffer', bookType: 'xlsx', bookSST: true }))"
SHARED = subprocess.run(['node', '-e', CODE], input=PLAIN, check=True, capture_output=True, cwd=HERE).stdout
# Whole, and written as few do.
put('written-in-1904', written(change=of_1904))
put('written-in-rich-text', edited(SHARED, {TEXTS: [('<t>F-1001</t>', '<r><t>F-</t></r><r><rPr><b/></rPr><t>1001</t></r><rPh sb="0" eb="1"><t>efu</t></rPh>')]}))
put('written-with-prefixes', edited(PLAIN, {SHEET: [('<worksheet xmlns=', '<x:worksheet xmlns:x='), ('</worksheet>', '</x:worksheet>')] + [(f'<{t}', f'<x:{t}') for t in ('sheetPr', 'outlinePr', 'pageSetUpPr', 'dimension', 'sheetViews', 'sheetView ', 'selection', 'sheetFormatPr', 'sheetData', 'row ', 'c ', 'v>', 'pageMargins')] + [(f'</{t}>', f'</x:{t}>') for t in ('sheetPr', 'sheetViews', 'sheetView', 'sheetData', 'row', 'c', 'v')]}))
put('written-strict', edited(SHARED, {n: [('http://schemas.openxmlformats.org/spreadsheetml/2006/main', 'http://purl.oclc.org/ooxml/spreadsheetml/main')] for n in (SHEET, TEXTS, 'xl/workbook.xml')}))
put('written-rows-out-of-order', edited(PLAIN, {SHEET: [('<row r="2"', '<row r="9"'), ('r="A2"', 'r="A9"'), ('r="B2"', 'r="B9"'), ('r="C2"', 'r="C9"'), ('r="D2"', 'r="D9"')]}))
put('written-zero-padded', written([['UPC', 'On hand'], [417, 12], [36000291452, 7], [36000291452.5, 1]], formats(('A2', '000000000000'), ('A3', '000000000000'), ('A4', '0'))))
put('written-codes-with-signs', written([['SKU', 'On hand'], [417, 12], [418, 7], [12345678905, 3], [1204, 5], [36000291452, 1], [419, 2], [420.4, 9]], formats(('A2', '"PC-"0000'), ('A3', '00-000'), ('A4', '0-00000-00000-0'), ('A5', '#,##0'), ('A6', '00-000'), ('A7', '000 000'), ('A8', '00-000'))))
put('written-one-item-for-two-rows', written([['SKU', 'Location', 'On hand'], ['F-1001', 'RNO', 12], [None, 'HOU', 7], ['F-1002', 'HOU', 3]], merged))
put('written-very-hidden', written(more=[('Old', LIST[:2], 'veryHidden')]))
put('written-as-xlsm', PLAIN, 'xlsm')
# Wrong, or in doubt, on purpose.
put('written-percent', written([['SKU', 'On hand'], ['F-1001', 0.12], ['F-1002', 7]], formats(('B2', '0%'))))
put('written-currencies', written([['SKU', 'On hand', 'Price'], ['F-1001', 12, 4.5], ['F-1002', 7, 11], ['F-1003', 1204.5, 3], ['F-1004', 5, 2], ['F-1005', 3, 1], ['F-1006', '8,50 €', 1]], formats(('B2', '#,##0.00 "€"'), ('B3', '[$$-409]#,##0.00'), ('B4', '_-* #,##0.00 [$PLN]_-'), ('B5', '_-* #,##0.00_-'), ('B6', '#,##0 [$¥-804]'), ('C2', '#,##0.00 "€"'))))
put('written-scientific', written([['EAN', 'On hand'], [4006381333931, 123456789012], ['4.00638E+12', 5], ['4006381333948', '1.2E+3']], formats(('B2', '0.00E+00'))))
put('written-mixed-signs', written([['SKU', 'On hand'], ['A', '1.204,50'], ['B', '1,204.50'], ['C', '1.204'], ['D', '12']]))
put('written-dates-in-doubt', written([['SKU', 'On hand', 'As of'], ['A', 12, '10/11/2026'], ['B', 7, '11/10/2026']]))
put('written-blank-and-absent', written([['SKU', 'On hand'], ['A', None], ['B', ''], ['C', ' '], ['D', '-'], ['E', 'n/a'], ['F', '#N/A'], ['G', 0], [None, 4]]))
put('written-nothing-but-headings', written(LIST[:1]))
put('formula-without-a-result', written([['SKU', 'On hand'], ['A', '=2+3'], ['B', 7]]))
put('formula-whose-result-is-empty', edited(written([['SKU', 'On hand'], ['A', '=2+3'], ['B', 7]]), {SHEET: [('<v></v>', '<v> </v>')]}))
NEVER = edited(written([['SKU', 'Shelf', 'Floor', 'On hand'], ['F-1001', 5, 7, '=B2+C2'], ['F-1002', 0, 0, '=B3+C3'], ['F-1003', 3, 1, '=VLOOKUP(A4,X!A:B,2)'], ['F-1004', 3, 1, '=VLOOKUP(A5,X!A:B,2)+1'], ['F-1005', 3, 1, '=D4*2'], ['F-1006', 2, 0.5, '=SUM(B7:C7)'], ['Total', None, None, '=SUM(D2:D7)']]), {SHEET: [('<f>VLOOKUP(A5,X!A:B,2)+1</f><v></v>', '<f>VLOOKUP(A5,X!A:B,2)+1</f><v>9</v>'), ('<f>SUM(B7:C7)</f><v></v>', '<f>SUM(B7:C7)</f><v>2.5</v>'), ('<v></v>', '<v>0</v>')]})
put('formula-results-that-nobody-calculated', NEVER)
STALE = [['SKU', 'Shelf', 'Floor', 'On hand'], ['F-1001', 5, 7, '=B2+C2'], ['F-1002', 3, None, '=B3+C3'], ['F-1003', 0.1, 0.2, '=B4+C4'], ['F-1004', 4, 'n/a', '=B5+C5'], ['F-1005', 6, 2, '=(B6-$C$6)*150%/2'], ['Total', None, None, '=SUM(D2:D6)']]
SAVED = [('<f>B2+C2</f><v></v>', '<f t="shared" ref="D2:D4" si="0">B2+C2</f><v>12</v>'), ('<f>B3+C3</f><v></v>', '<f t="shared" si="0"/><v>4</v>'), ('<f>B4+C4</f><v></v>', '<f t="shared" si="0"/><v>0.30000000000000004</v>'), ('<f>B5+C5</f><v></v>', '<f>B5+C5</f><v>4</v>'), ('<f>(B6-$C$6)*150%/2</f><v></v>', '<f>(B6-$C$6)*150%/2</f><v>3</v>'), ('<f>SUM(D2:D6)</f><v></v>', '<f>SUM(D2:D6)</f><v>22.3</v>')]
put('formula-results-that-are-stale', edited(written(STALE), {SHEET: SAVED, 'xl/workbook.xml': [(' fullCalcOnLoad="1"', '')]}))
put('formula-results-with-a-stale-total', edited(written(STALE), {SHEET: [SAVED[0], ('<f>B3+C3</f><v></v>', '<f t="shared" si="0"/><v>3</v>'), *SAVED[2:5], ('<f>SUM(D2:D6)</f><v></v>', '<f>SUM(D2:D6)</f><v>20</v>')], 'xl/workbook.xml': [(' fullCalcOnLoad="1"', '')]}))
CONTENT = ''.join(f'<table:table-row>{"".join(row)}</table:table-row>' for row in [[f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>' for t in ('SKU', 'Shelf', 'On hand')], ['<table:table-cell office:value-type="string"><text:p>F-1001</text:p></table:table-cell>', '<table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>', '<table:table-cell table:formula="of:=[.B2]*2"/>'], ['<table:table-cell office:value-type="string"><text:p>F-1002</text:p></table:table-cell>', '<table:table-cell/>', '<table:table-cell office:value-type="float" office:value="0"><text:p>0</text:p></table:table-cell>'], ['<table:table-cell office:value-type="string"><text:p>F-1003</text:p></table:table-cell>', '<table:table-cell/>', '<table:table-cell table:formula="of:=SUM([.B2:.B4])" table:style-name="ce1"></table:table-cell>']])
NAMES = ' '.join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for n, u in (('office', 'office'), ('table', 'table'), ('text', 'text'), ('manifest', 'manifest')))


def open_document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as new:
        new.writestr(zipfile.ZipInfo('mimetype'), 'application/vnd.oasis.opendocument.spreadsheet')
        new.writestr('content.xml', f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Stock">{CONTENT}</table:table></office:spreadsheet></office:body></office:document-content>')
        new.writestr('META-INF/manifest.xml', f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {NAMES} manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
    return out.getvalue()


put('formula-without-a-result-ods', open_document(), 'ods')
put('damaged-cell-written-twice', edited(PLAIN, {SHEET: [('r="D2"', 'r="C2"')]}))
put('damaged-cell-in-another-row', edited(PLAIN, {SHEET: [('r="C2"', 'r="C7"')]}))
put('damaged-text-that-is-not-there', edited(SHARED, {SHEET: [('<v>4</v>', '<v>400</v>')]}))
put('damaged-texts-that-are-not-there', edited(SHARED, {}, (TEXTS,)))
put('damaged-sheet-that-is-not-there', edited(PLAIN, {}, (SHEET,)))
put('damaged-zip-cut-off', PLAIN[: len(PLAIN) * 2 // 3])
put('a-cell-without-an-end', edited(PLAIN, {SHEET: [('F-1001', 'A' * (5 << 20))]}))
put('zeros-called-xls', bytes.fromhex('d0cf11e0a1b11ae1') + bytes(4096), 'xls')
damaged = bytearray(PLAIN)
for at in (PLAIN.index(SHEET.encode()) - 30 + 14, PLAIN.rindex(SHEET.encode()) - 46 + 16):
    damaged[at] ^= 1
put('damaged-zip-whose-sum-is-wrong', bytes(damaged))
