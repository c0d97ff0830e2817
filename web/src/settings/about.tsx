import { Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { Failure } from '../notice';
import { Sideways } from '../sideways';

/** Which version this is, and what runs with it. */
export function About() {
  const about = useQuery({ queryKey: ['about'], queryFn: () => ask('getAbout'), staleTime: Infinity });
  const [part, setPart] = useState('');
  const shown = about.data?.licences.filter((l) => `${l.name} ${l.licence}`.toLowerCase().includes(part.toLowerCase())) ?? [];
  return (
    <>
      {about.error && <Failure error={about.error} again={() => void about.refetch()} />}
      {about.isLoading && <Skeleton height={80} />}
      {about.data && (
        <>
          <p>
            Crosscount {about.data.version} on Node.js {about.data.node}. Licensed under Apache-2.0. The API is described at{' '}
            <a href="/api/docs">/api/docs</a>.
          </p>
          <h2>Licences of what runs with it</h2>
          <TextInput size="xs" maw="18rem" label="Package or licence" value={part} onChange={(e) => setPart(e.currentTarget.value)} />
          <Sideways label="Licences" columns={['Package', 'Version', 'Licence']}>
            {shown.map((l) => (
              <tr key={`${l.name}@${l.version}`}>
                <td className="wrap">{l.name}</td>
                <td>{l.version}</td>
                <td>{l.licence}</td>
              </tr>
            ))}
          </Sideways>
        </>
      )}
    </>
  );
}
