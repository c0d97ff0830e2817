import type { Trust } from '../../src/modules/suppliers/trust';

/** One mail server whose word counts; nothing is required of anybody. */
export const TRUST: Trust = { authserv_ids: ['mx.buyer.example'], dkim: 'verify', arc_sealers: [], policy: 'recorded', suppliers: {} };
