"""Writes workbook samples by openpyxl and LibreOffice (Debian: python3-openpyxl, libreoffice-calc-nogui): python3 samples/make-workbooks.py

Each case is a list of rows; `as` names who saves it: xlsx by openpyxl, xml (of Excel 2003) by SheetJS and
the others by LibreOffice from that. With names behind it, only the cases are written whose names begin so.
"""
import datetime, os, subprocess, sys, tempfile
from openpyxl import Workbook
from openpyxl.styles import Font

HERE = os.path.dirname(os.path.abspath(__file__))
DAY = datetime.date(2026, 11, 15)
PLAIN = [['SKU', 'Location', 'On hand', 'UOM', 'As of'], ['F-1001', 'RNO', 12, 'EA', DAY], ['F-1002', 'HOU', 7.25, 'M', DAY], ['00417', 'HOU', 0, 'EA', DAY]]


def put(case, rows, kinds=('xlsx',), change=None, more=()):
    if sys.argv[1:] and not case.startswith(tuple(sys.argv[1:])):
        return
    book = Workbook()
    sheet = book.active
    sheet.title = 'Stock'
    for row in rows:
        sheet.append(row)
    for name, extra in more:
        other = book.create_sheet(name)
        for row in extra:
            other.append(row)
    if change:
        change(sheet)
    for kind in kinds:
        folder = os.path.join(HERE, 'stock-sheet', f'{case}-{kind}' if len(kinds) > 1 else case)
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryDirectory() as tmp:
            path = os.path.join(tmp, 'in.xlsx')
            book.save(path)
            if kind != 'xlsx':
                to = {'office-xlsx': 'xlsx:Calc MS Excel 2007 XML', 'html': 'html:HTML (StarCalc)'}.get(kind, kind)
                out = os.path.join(tmp, 'out')
                if kind == 'xml':
                    os.makedirs(out)
                    code = "const x = require('xlsx'); x.writeFile(x.readFile(process.argv[1], { cellStyles: true }), process.argv[2], { bookType: 'xlml' })"
                    subprocess.run(['node', '-e', code, path, os.path.join(out, 'in.xml')], check=True, cwd=HERE)
                else:
                    subprocess.run(['soffice', '--headless', '--convert-to', to, '--outdir', out, path], check=True, capture_output=True)
                path = os.path.join(out, 'in.' + kind.split('-')[-1])
            with open(path, 'rb') as made, open(os.path.join(folder, 'in.' + kind.split('-')[-1]), 'wb') as kept:
                kept.write(made.read())


def formats(sheet):
    for cell, form in (('A2', '000000'), ('A3', '000000000000'), ('C2', '#,##0'), ('C3', '0.00'), ('E2', 'dd.mm.yyyy'), ('E3', 'yyyy-mm-dd hh:mm')):
        sheet[cell].number_format = form


def hide(sheet):
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions['C'].hidden = True


def merge(sheet):
    sheet.merge_cells('A1:D1')
    sheet.merge_cells('A4:A5')
    sheet['A1'].font = Font(bold=True)


ALL = ('xlsx', 'office-xlsx', 'xls', 'ods', 'xml', 'html')
put('written-plain', PLAIN, ALL)
put('written-codes', [['Part No', 'Plant', 'On hand', 'UoM', 'As of'], [417, 'RNO', 1204, 'EA', DAY], [36000291452, 'RNO', 12.5, 'EA', datetime.datetime(2026, 11, 15, 6, 30)]], ALL[:4] + ('html',), formats)
put('written-merged', [['Bestand Stand 15.11.2026'], [], ['Lager', 'Ihre Teile-Nr.', 'Bestand', 'ME'], ['HB1', 'F-1001', '1.204,50', 'Stk'], [None, 'F-1002', '96', 'Stk'], ['Summe', None, '1.300,50']], ('xlsx', 'xls', 'ods'), merge)
put('written-hidden', PLAIN, ('xlsx',), hide)
put('written-hidden-as', PLAIN, ('xls', 'xml', 'ods'), hide)
# Wrong on purpose.
put('written-errors', [['SKU', 'On hand'], ['F-1001', '=1/0'], ['F-1002', '=NA()'], ['F-1003', '=2+3'], ['#N/A', 4]], ALL[:4] + ('html',))
put('written-in-doubt', [['SKU', 'On hand', 'Unit'], ['F-1001', '1.204', 'EA'], ['F-1002', '7', 'EA']], ('xlsx', 'xls', 'ods'))
put('written-odd-numbers', [['SKU', 'On hand'], ['A', '(12)'], ['B', '12-'], ['C', '1 204'], ['D', "1'204"], ['E', 'ca. 300'], ['F', '1.23457E+11'], ['G', 'n/a'], ['H', None]], ('xlsx', 'xls', 'ods'))
put('written-two-sheets', PLAIN, ('xlsx', 'ods'), None, [('Notes', [['Please count again on Friday']]), ('Old', [['SKU', 'Qty on hand', 'Qty on hand'], ['F-1001', 3, 4]])])
put('written-dates-to-come', [['SKU', 'On hand', 'As of'], ['F-1001', 12, datetime.date(2027, 3, 1)], ['F-1002', 7, 'tomorrow']], ('xlsx', 'xls'))
put('written-without-headings', [['F-1001', 12, 'EA'], ['F-1002', 7, 'EA']], ('xlsx', 'ods'))
put('written-truths', [['SKU', 'On hand'], ['A', True], ['B', 5], ['C', False]], ('ods',))


def offered(sheet):
    for cell in ('C2', 'B3', 'C3'):
        sheet[cell].number_format = 'dd/mm/yyyy;@'  # as Excel offers it


put('written-dates-as-offered', [['SKU', 'On hand', 'As of'], ['F-1001', 12, DAY], ['F-1002', DAY, DAY]], ('ods',), offered)


def hide_all(sheet):
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions['B'].hidden = True
    sheet.parent['Old'].sheet_state = 'hidden'


OLD = [('Old', [['SKU', 'Location', 'On hand'], ['F-1009', 'RNO', 4]])]
for policy in ('left-out', 'refused', 'sheets-read', 'sheets-refused'):
    put(f'hidden-things-{policy}', PLAIN, ('xlsx',), hide_all, OLD)
put('hidden-things-nobody-says', PLAIN, ('ods', 'xls'), hide_all, OLD)


def far(sheet):
    sheet.cell(3, 1001).value = 9  # right of all that is read


put('written-far-to-the-right', [['SKU', 'On hand'], ['A', 3], ['B', 5]], ('xlsx', 'ods'), far)


# Several lists on one sheet.
TITLE = [['Nordwall Filter'], ['Stock as of 15.11.2026'], []]
put('two-lists-below', TITLE + [['Warehouse: HUB-N'], ['SKU', 'On hand', 'UOM'], ['F-1001', 12, 'EA'], ['F-1002', 7, 'EA'], ['Total', 19], [], ['Warehouse: HUB-S'], ['Our part no', 'UOM', 'In transit', 'Available'], ['00417', 'EA', 5, 40], ['00418', 'EA', None, 3]])
put('two-lists-below-second-of-prices', TITLE + [['SKU', 'On hand'], ['F-1001', 12], ['F-1002', 7], [], ['SKU', 'Price'], ['F-1001', 4], ['F-1002', 11]])
put('two-lists-below-second-in-doubt', [['SKU', 'On hand'], ['F-1001', 12], [], [], ['SKU', 'Stock', 'Inventory'], ['F-1001', 5, 6]], ('ods',))
put('two-lists-below-same-headings-again', TITLE + [['SKU', 'On hand', 'UOM'], ['F-1001', 12, 'EA'], [], ['Page 2'], ['SKU', 'On hand', 'UOM'], ['F-1002', 7, 'EA'], [], ['Total', 19]])
put('two-lists-beside', TITLE + [['Warehouse: HUB-N', None, None, None, 'Warehouse: HUB-S'], ['SKU', 'On hand', 'UOM', None, 'SKU', 'On hand', 'UOM'], ['F-1001', 12, 'EA', None, 'F-1001', 40, 'EA'], ['F-1002', 7, 'EA', None, 'F-1003', 1.5, 'M'], [None, None, None, None, 'F-1004', 9, 'EA']], ('xlsx', 'xls'))
put('two-lists-beside-without-a-gap', [['SKU', 'On hand', 'SKU', 'On hand'], ['F-1001', 12, 'F-1002', 7]])
put('two-lists-beside-one-without-items', [['SKU', 'On hand', None, 'Week', 'Sold'], ['F-1001', 12, None, 45, 3], ['F-1002', 7, None, 46, 4]])


# Places across, and days.
PLACES = [['F-1001', 'Pocket filter', 'EA', 12, 40, None, 52], ['F-1002', 'Cartridge', 'M', 7.25, 0, 3, 10.25], ['F-1003', 'Tape', 'EA', None, 'ca. 300', 5, 305]]
ROW = ['SKU', 'Description', 'UOM', 'RNO', 'HOU', 'ATL', 'Total']


def over(sheet):
    sheet.merge_cells('D2:F2')


put('matrix-of-places-under-one-heading', [['Stock on hand, as of 15.11.2026'], [None, None, None, 'Warehouse', None, None, None], ROW] + PLACES, ('xlsx', 'xls', 'ods'), over)
put('matrix-of-places-named-in-the-title', [['Stock by warehouse'], ['As of 15.11.2026'], [], ROW] + PLACES)
put('matrix-of-places-that-say-so', [['Artikel', 'ME', 'Min', 'Lager: HB1', 'Lager: HB2'], ['F-1001', 'Stk', 10, '1.204', 40], ['F-1002', 'm', 5, '312,5', '-']])
put('matrix-of-who-knows-what', [['Stock'], ['SKU', 'North', 'South'], ['F-1001', 12, 40], ['F-1002', 7, 0]])
put('matrix-of-places-and-something-else', [['Stock'], ['SKU', 'Warehouse RNO', 'Warehouse HOU', 'Ranking'], ['F-1001', 12, 40, 1], ['F-1002', 7, 0, 2]])
put('matrix-of-places-of-sales', [['Sales by warehouse, week 45'], ['SKU', 'RNO', 'HOU'], ['F-1001', 12, 40], ['F-1002', 7, 0]])
put('matrix-of-places-beside-a-total', [['SKU', 'On hand', 'Warehouse RNO', 'Warehouse HOU'], ['F-1001', 52, 12, 40], ['F-1002', 7, 7, 0]])
put('matrix-of-places-named-twice', [['Stock by site'], ['SKU', 'RNO', 'RNO'], ['F-1001', 12, 40], ['F-1002', 7, 0]])
put('matrix-of-days', [['Stock, warehouse RNO'], [], ['SKU', 'UOM'] + [datetime.date(2026, 11, d) for d in (13, 14, 15)], ['F-1001', 'EA', 14, 13, 12], ['F-1002', 'M', 8, None, 7.25]], ('xlsx', 'ods'))
put('matrix-of-weeks-that-run-on', [['Lagerbestand je Woche'], ['Artikel', 'ME', 'KW 45/2026', 'KW 46/2026', 'KW 47/2026', 'KW 48/2026'], ['F-1001', 'Stk', 14, 12, 9, 4], ['F-1002', 'm', 8, '7,25', 6, 5]])
put('matrix-of-weeks-without-a-year', [['Stock per week'], ['SKU', 'Wk 45', 'Wk 46'], ['F-1001', 14, 12], ['F-1002', 8, 7]])
put('matrix-of-days-in-doubt', [['Stock'], ['SKU', '10/11/2026', '11/11/2026'], ['F-1001', 14, 12], ['F-1002', 8, 7]])
put('matrix-of-days-of-demand', [['Forecast of demand'], ['SKU', datetime.date(2026, 11, 23), datetime.date(2026, 11, 30)], ['F-1001', 14, 12], ['F-1002', 8, 7]])
put('matrix-mapped-to-places', [['SKU', 'North', 'South', 'Ranking'], ['F-1001', 12, 40, 1], ['F-1002', 7, None, 2]])
put('matrix-mapped-but-for-a-place', [['SKU', 'RNO', 'HOU', 'ATL', 'Total'], ['F-1001', 12, 40, 5, 57], ['F-1002', 7, None, 0, 7]])
put('matrix-of-places-whose-total-differs', [['Stock by site'], ['SKU', 'RNO', 'HOU', 'Total'], ['F-1001', 12, 40, 52], ['F-1002', 7, 1, 9], ['F-1003', 'ca. 3', 1, 4], ['F-1004', None, None, 0], ['Total', 19, 40, 61]])
put('matrix-of-places-beside-a-count-that-is-none', [['SKU', 'On hand', 'Warehouse RNO', 'Warehouse HOU'], ['F-1001', 52, 12, 40], ['F-1002', 7, 7, 3]])
put('headings-of-two-rows-on-each-page', [['Stock 15.11.2026'], ['Item', 'Stock', None, 'Unit'], [None, 'available', 'in transit', None], ['F-1001', 12, 3, 'EA'], ['F-1002', 7, 0, 'EA'], [], ['Page 2'], ['Item', 'Stock', None, 'Unit'], [None, 'available', 'in transit', None], ['F-1003', 4, 1, 'EA']], ('xlsx',), lambda s: (s.merge_cells('B2:C2'), s.merge_cells('B8:C8')))
put('matrix-mapped-to-days', [['SKU', '10/11/2026', '11/11/2026', '12/12/2026'], ['F-1001', 14, 12, 3], ['F-1002', 8, 7, 1]])
put('matrix-mapped-to-places-of-which-one-is-gone', [['SKU', 'North', 'West'], ['F-1001', 12, 40]])

# Each item a block of labels and values.
FACTS = [['Consignment stock report'], ['Warehouse:', 'HUB-N'], ['As of:', '15.11.2026'], []]
put('blocks-of-labels', FACTS + [['Item No', 'F-1001'], ['Description', 'Pocket filter'], ['On hand', 12, 'EA'], ['In transit', 5], [], ['Item No', 'F-1002'], ['On hand', 7.25, 'M'], [], ['Item No', '00417'], ['Description', 'Tape'], ['On hand', 'ca. 300', 'EA'], ['In transit', 0]], ('xlsx', 'xls', 'ods'))
put('blocks-of-labels-in-one-cell', [['Stock'], ['Warehouse: HUB-N'], ['SKU: F-1001'], ['On hand: 12 EA'], ['SKU: F-1002'], ['On hand: 1.204,50 M'], ['SKU: F-1003'], ['On hand: n/a']])
put('blocks-of-labels-each-with-its-place', [['Warehouse', 'HUB-N'], ['SKU', 'F-1001'], ['On hand', 12], ['As of', datetime.date(2026, 11, 15)], [], ['Warehouse', 'HUB-S'], ['SKU', 'F-1001'], ['On hand', 40], ['As of', datetime.date(2026, 11, 14)]])
put('blocks-of-labels-with-two-counts', [['SKU', 'F-1001'], ['On hand', 12], ['On hand', 14], [], ['SKU', 'F-1002'], ['On hand', 7]])
put('blocks-of-labels-with-a-count-of-nobody', [['SKU', 'F-1001'], ['On hand', 12], [], ['On hand', 9], [], ['SKU', 'F-1002'], ['On hand', 7]])
put('blocks-of-labels-side-by-side', [['SKU', 'F-1001', None, 'SKU', 'F-1002'], ['On hand', 12, None, 'On hand', 7]])
put('blocks-of-labels-in-two-units', [['SKU', 'F-1001'], ['On hand', 12, 'EA'], ['In transit', 2, 'PAL']], ('ods',))


def name(title):
    return lambda sheet: setattr(sheet, 'title', title)


# A sheet for each place.
SHEET = [['SKU', 'On hand', 'UOM'], ['F-1001', 12, 'EA'], ['F-1002', 7, 'EA']]
OTHER = [['SKU', 'On hand', 'UOM'], ['F-1001', 40, 'EA'], ['F-1004', 0, 'EA']]
put('sheet-for-each-place', SHEET, ('xlsx', 'ods'), name('RNO'), [('HOU', OTHER), ('Notes', [['Counted by hand.']])])
put('sheet-for-each-place-that-says-so', SHEET, ('xlsx',), name('Lager HB1'), [('Lager HB2', OTHER)])
put('sheet-for-each-who-knows-what', SHEET, ('xlsx',), name('Sheet1'), [('Sheet2', OTHER)])
put('sheet-for-each-group-of-items', SHEET, ('xlsx',), name('Filters'), [('Belts', [['SKU', 'On hand', 'UOM'], ['B-2001', 3, 'EA']])])
put('sheet-for-each-day', SHEET, ('xlsx',), name('2026-11-14'), [('2026-11-15', OTHER)])
put('sheet-for-each-place-but-one', SHEET, ('xlsx',), name('RNO'), [('Bestand', OTHER)])
put('sheet-for-each-place-with-its-title', [['Warehouse: Reno'], []] + SHEET, ('xlsx',), name('RNO'), [('HOU', [['Warehouse: Houston'], []] + OTHER)])
