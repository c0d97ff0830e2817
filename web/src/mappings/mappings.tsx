import './mappings.css';
import type { Me } from '../api/types';
import type { Place } from '../route';
import { Drift } from './drift';
import { Mappings as List } from './list';
import { Studio } from './studio';

/** How suppliers' lists are read: all of it, one mapping at work, or a layout that changed. */
export default function Mappings({ place, me }: { readonly place: Place; readonly me: Me }) {
  if (place.id?.startsWith('drift_')) return <Drift id={place.id} me={me} />;
  const { draft = '' } = place.query;
  return place.id !== null || draft !== '' ? (
    <Studio place={place} me={me} name={place.id} supplier={draft} />
  ) : (
    <List place={place} me={me} />
  );
}
