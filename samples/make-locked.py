"""Writes workbooks behind a password by LibreOffice (Debian: libreoffice-calc, python3-uno): python3 samples/make-locked.py"""
import os, subprocess, tempfile, time
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = {'xls': 'MS Excel 97', 'ods': 'calc8'}


def given(**properties):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in properties.items())


with tempfile.TemporaryDirectory() as home:
    pipe = f'pipe,name=locked{os.getpid()};urp'
    office = subprocess.Popen(['soffice', '--headless', '--norestore', f'-env:UserInstallation=file://{home}', f'--accept={pipe}'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    resolver = uno.getComponentContext().ServiceManager.createInstance('com.sun.star.bridge.UnoUrlResolver')
    for _ in range(60):
        try:
            context = resolver.resolve(f'uno:{pipe};StarOffice.ComponentContext')
            break
        except NoConnectException:
            time.sleep(1)
    desktop = context.ServiceManager.createInstanceWithContext('com.sun.star.frame.Desktop', context)
    book = desktop.loadComponentFromURL('private:factory/scalc', '_blank', 0, given(Hidden=True))
    book.Sheets.getByIndex(0).getCellRangeByName('A1:B2').setDataArray((('SKU', 'On hand'), ('F-1001', 12)))
    for kind, filter_name in KINDS.items():
        folder = os.path.join(HERE, 'stock-sheet', f'locked-{kind}')
        os.makedirs(folder, exist_ok=True)
        book.storeToURL(f'file://{folder}/in.{kind}', given(FilterName=filter_name, Password='secret'))
    book.close(True)
    office.terminate()
    office.wait(60)
