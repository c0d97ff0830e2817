import { useQuery } from '@tanstack/react-query';
import { ask } from './api/client';
import type { Suppliers } from './api/types';

/** Those that one may choose from. They come with the buyer's feed: no report that arrives is a reason to ask for them anew. */
export const useSuppliers = (enabled = true): Suppliers['data'] =>
  useQuery({
    queryKey: ['all-suppliers'],
    queryFn: () => ask('listSuppliers', { query: { limit: 500 } }),
    staleTime: 300_000,
    enabled,
  }).data?.data ?? [];
/** As a NativeSelect takes them. */
export const suppliersToChoose = (all: Suppliers['data']) => all.map((s) => ({ value: s.supplier, label: s.name }));
