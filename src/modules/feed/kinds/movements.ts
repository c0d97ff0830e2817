import { writeMovements } from '../../ledger/facts-movements.store';
import { type Kind, stage } from '../kind';
import * as v from '../values';
import { LOCATION, OWNER, SKU, STATUS, SUPPLIER, UOM, windowOf } from './facts';

/**
 * What a movement does to the stock that its row names (item, location, owner, status): +1, -1, or its own sign. A change of
 * status or owner takes the quantity away there; what it adds elsewhere follows from to_status or the other owner.
 */
const DIRECTION: Readonly<Record<string, 1 | -1 | 0>> = {
  receipt: 1,
  usage: -1,
  adjustment: 0,
  transfer_in: 1,
  transfer_out: -1,
  return_to_supplier: -1,
  customer_return: 1,
  scrap: -1,
  status_change: -1,
  ownership_transfer: -1,
};
const negated = (quantity: string): string => (quantity === '0' ? quantity : quantity.startsWith('-') ? quantity.slice(1) : `-${quantity}`);

export const movements: Kind = {
  name: 'movements',
  fact: true,
  columns: [
    { name: 'id', type: v.code, required: true, key: true },
    SKU,
    LOCATION,
    { name: 'moved_at', type: v.when, required: true },
    { name: 'kind', type: v.words(...Object.keys(DIRECTION)), required: true },
    { name: 'quantity', type: v.decimal, required: true },
    UOM,
    { name: 'posted_at', type: v.when },
    SUPPLIER,
    { name: 'ship_notice', type: v.code },
    { name: 'po', type: v.code },
    { name: 'po_line', type: v.code },
    { name: 'packing_slip', type: v.code },
    { name: 'sscc', type: v.code },
    { name: 'final', type: v.yesNo },
    { name: 'reverses', type: v.code },
    { name: 'count_ref', type: v.code },
    { name: 'counter_location', type: v.code, refers: 'location' },
    { name: 'owned_by', type: OWNER },
    { name: 'status', type: STATUS },
    { name: 'to_status', type: STATUS },
    { name: 'reason', type: v.freeText },
    { name: 'lot', type: v.code },
  ],
  stage: [
    stage('item_id', 'bigint', 'sku'),
    stage('moved_from', 'timestamptz', 'moved_at'),
    stage('moved_to', 'timestamptz', 'moved_at'),
    stage('posted_from', 'timestamptz', 'posted_at'),
    stage('posted_at', 'timestamptz'),
    stage('location_id', 'bigint', 'location'),
    stage('key', 'text', 'id'),
    stage('kind', 'text'),
    stage('quantity', 'numeric'),
    stage('signed', 'numeric', 'quantity'),
    stage('owner', 'text', 'owned_by'),
    stage('supplier_id', 'uuid', 'supplier'),
    stage('status', 'text'),
    stage('to_status', 'text'),
    stage('final', 'boolean'),
    stage('ship_notice', 'text'),
    stage('po', 'text'),
    stage('po_line', 'text'),
    stage('packing_slip', 'text'),
    stage('sscc', 'text'),
    stage('reverses', 'text'),
    stage('count_ref', 'text'),
    stage('counter_location', 'text'),
    stage('reason', 'text'),
    stage('lot', 'text'),
  ],
  encode: (row, known) => {
    const id = row.get('id');
    if (row.void) return movements.stage.map((c) => (c.name === 'key' ? id : null));
    const item = known.item(row);
    const location = known.location(row);
    const kind = row.get('kind')!;
    const quantity = known.inBase(row, item, 'quantity');
    const direction = DIRECTION[kind]!;
    if (direction !== 0 && quantity?.startsWith('-'))
      row.refuse('quantity', 'value.not-an-amount', `a ${kind} has no sign: its kind says whether it comes or goes`);
    const toStatus = row.get('to_status');
    if (kind === 'status_change' && toStatus === null)
      row.refuse('to_status', 'value.missing', 'a status_change needs the status that it leads to');
    const effect = quantity === null ? null : direction === -1 ? negated(quantity) : quantity;
    const reverses = row.get('reverses');
    const [movedFrom, movedTo] = windowOf(row, location?.timezone, 'moved_at');
    const [postedFrom, postedTo] = row.get('posted_at') === null ? [movedFrom, movedTo] : windowOf(row, location?.timezone, 'posted_at');
    if (row.get('counter_location') !== null) known.location(row, 'counter_location');
    return [
      item?.id ?? null,
      movedFrom,
      movedTo,
      postedFrom,
      postedTo,
      location?.id ?? null,
      id,
      kind,
      quantity,
      effect !== null && reverses !== null ? negated(effect) : effect,
      row.get('owned_by') ?? 'buyer',
      known.supplier(row)?.id ?? null,
      row.get('status') ?? 'unrestricted',
      toStatus,
      row.get('final') ?? 'false',
      row.get('ship_notice'),
      row.get('po'),
      row.get('po_line'),
      row.get('packing_slip'),
      row.get('sscc'),
      reverses,
      row.get('count_ref'),
      row.get('counter_location'),
      row.get('reason'),
      row.get('lot'),
    ];
  },
  write: writeMovements,
};
