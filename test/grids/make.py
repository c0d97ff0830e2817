"""The grids of test/grids/make.cjs by openpyxl, with codes, rich texts, truths and errors of its own kind behind them."""
import json, sys
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

with open(sys.argv[1]) as f:
    given = json.load(f)
book = Workbook()
book.remove(book.active)
if given['from1904']:
    book.epoch = MAC_EPOCH
for title, (formats, values) in given['grids'].items():
    sheet = book.create_sheet(title)
    sheet.append([title] + formats)
    for r, value in enumerate(values):
        shown = str(int(value)) if value == int(value) and abs(value) < 1e16 else repr(value)
        sheet.cell(r + 2, 1, shown)
        for c, form in enumerate(formats):
            cell = sheet.cell(r + 2, c + 2, value)
            cell.number_format = form
sheet = book.create_sheet('codes')
sheet.append(['codes'] + (forms := ['@', '0', '000000', '0000000000000', '00-000', '000 000', '00\\-00\\-00', 'General']))
for r, code in enumerate([7, 417, 12345, 654321, 36000291452, 4006381333931, 123456789012345, 1234567890123456]):
    sheet.cell(r + 2, 1, str(code))
    for c, form in enumerate(forms):
        sheet.cell(r + 2, c + 2, code).number_format = form
sheet = book.create_sheet('kinds')
for row in [[True, False, 'TRUE', '=TRUE()', '=1/0', '=NA()'], ['00417', '=1', "'1", ' a ', 'a\nb', '#REF!'], ['', ' ', '-', 'n/a', '1E5', '12-']]:
    sheet.append(row)
book.save(given['name'])
