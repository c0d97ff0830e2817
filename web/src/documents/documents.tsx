import './documents.css';
import type { Me } from '../api/types';
import type { Place } from '../route';
import { Document } from './document';
import { List } from './list';
import { Problems } from './problems';

/** Everything that came, by document or by problem; and one of them. */
export default function Documents({ place, me }: { readonly place: Place; readonly me: Me }) {
  if (place.id !== null) return <Document key={place.id} id={place.id} place={place} me={me} />;
  return place.query.by === 'problem' ? <Problems place={place} me={me} /> : <List place={place} me={me} />;
}
