import { feedKey, pairKey, receiptKey, reportKey, shipmentKey, shipmentLineKey, unresolvedKey } from './fingerprint';

describe('fingerprint', () => {
  test('a divergence and its flip share one key', () =>
    expect(pairKey('DECISION_FLIP', 'NORD', 'BRK', 'HAM', 'buyer')).toBe(pairKey('COUNT_DIVERGENCE', 'NORD', 'BRK', 'HAM', 'buyer')));

  test('no two scopes share a key, whatever the codes hold', () => {
    const keys = [
      reportKey('DOC_MISSING', 'A', 'stock_report', null),
      reportKey('DOC_MISSING', 'A', 'stock_report', '*'),
      reportKey('DOC_MISSING', 'A|stock_report', '', null),
      reportKey('DOC_MISSING', 'A%7cstock_report', '', null),
      reportKey('DOC_CONFLICT', 'A', 'ship_notice', null, '*'),
      unresolvedKey('ITEM_UNRESOLVED', 'A', 'VN', 'X|Y'),
      unresolvedKey('ITEM_UNRESOLVED', 'A', 'VN|X', 'Y'),
      pairKey('STOCKOUT', 'A', 'S', 'L', 'buyer'),
      pairKey('STOCKOUT', 'A', 'S', 'L', 'supplier'),
      pairKey('UOM_SUSPECT', 'A', 'S', 'L', 'buyer', 'no-factor'),
      shipmentKey('ASN_OVERDUE', 'A', '884'),
      shipmentLineKey('RECEIPT_VARIANCE', 'A', '884', 'S'),
      receiptKey('RECEIPT_WITHOUT_ASN', '884', 'S'),
      feedKey('HAM'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
