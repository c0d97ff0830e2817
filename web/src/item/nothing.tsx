import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { Timeline } from '../api/types';
import { Link } from '../use-place';

/** No report of it was ever there; often it came under a number that nobody knows yet. */
export function Nothing({ t }: { readonly t: Timeline }) {
  const parked = useQuery({
    queryKey: ['parked', t.supplier],
    queryFn: ({ signal }) => ask('listParked', { query: { supplier: t.supplier, limit: 200 }, signal }),
    retry: false,
  });
  const like = (parked.data?.data ?? []).filter((p) => p.about === 'item' && p.candidates.some((c) => 'sku' in c && c.sku === t.sku));
  return (
    <div className="nothing" role="note">
      <p>
        No report from {t.supplier_name} yet for this item here.
        {like.length > 0 &&
          ` ${like.length === 1 ? 'A similar part number' : `${like.length} similar part numbers`} arrived that nobody has matched:`}
      </p>
      {like.length > 0 && (
        <ul>
          {like.slice(0, 5).map((p) => (
            <li key={p.id}>
              <Link to={{ screen: 'documents', id: p.example.document, query: { at: p.example.place } }}>
                {p.item.map((i) => i.value).join(', ') || p.called}
              </Link>
              {p.called && <span className="dim"> {p.called}</span>}
              <span className="dim">
                {' '}
                · {p.lines === 1 ? '1 line waits' : `${p.lines} lines wait`} · {p.example.file}, {p.example.place}
              </span>
            </li>
          ))}
        </ul>
      )}
      {like.length === 0 && (
        <p>
          <Link to={{ screen: 'documents', id: null, query: { supplier: t.supplier } }}>What came from {t.supplier_name}</Link>
        </p>
      )}
    </div>
  );
}
