/** What suppliers send, each with something that is looked at: a list with a number that is none, a report in X12, a mail with a page. */
export const CSV = 'Item;Location;On hand;Remark\nBRK-2210;HAM;400;<b>ä\nNONE-1;HAM;5;\n\nBRK-2210;HAM;many;\n';
export const X12 = [
  'ISA*00*          *00*          *ZZ*NORDLUFT       *ZZ*BUYER          *261116*0600*U*00401*000000007*0*P*>',
  'GS*PD*NORDLUFT*BUYER*20261116*0600*7*X*004010',
  'ST*852*0001',
  'XQ*H*20261116',
  'N1*RL*Hamburg*92*HAM',
  'LIN*1*IN*BRK-2210',
  'ZA*QA*12*EA',
  'SE*6*0001',
  'GE*1*7',
  'IEA*1*000000007',
].join('~\n');
const PAGE = '<p>Dear all,<br>5 &lt; 6</p><script>alert(1)</script>';
export const MAIL = [
  'From: Karin Lind <k.lind@nordluft.example>',
  'To: vmi@buyer.example',
  'Subject: =?utf-8?Q?Best=C3=A4nde_<img_src=3Dx>?=',
  'Date: Tue, 17 Nov 2026 07:00:00 +0100',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  PAGE,
  '--b',
  'Content-Type: text/csv; name="list.csv"',
  'Content-Disposition: attachment; filename="list.csv"',
  '',
  'Item,Location,On hand',
  'BRK-2210,HAM,7',
  '--b--',
  '',
].join('\r\n');
