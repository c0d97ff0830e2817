import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Supplier } from '../api/types';
import { Agree, type Change } from './agree';

type Kind = 'email_from' | 'edi_id' | 'contact_email';
const KINDS: readonly { readonly kind: Kind; readonly says: string; readonly none: string; readonly one: string; readonly like: string }[] =
  [
    {
      kind: 'email_from',
      says: 'Who may mail',
      none: 'Nobody: a mail of theirs waits as one of an unknown sender.',
      one: 'Address or @domain',
      like: '@nordluft.example',
    },
    {
      kind: 'edi_id',
      says: 'By which EDI ids',
      none: 'None: an interchange of theirs waits as one of an unknown sender.',
      one: 'QUALIFIER:ID',
      like: 'ZZ:NORDLUFT',
    },
    {
      kind: 'contact_email',
      says: 'Who is written to',
      none: 'Nobody: what did not come by mail is not answered.',
      one: 'Address',
      like: 'k.lind@nordluft.example',
    },
  ];
const TRUST: Readonly<Record<Supplier['trust'], string>> = {
  required: 'A mail for which no server and no signature vouches is held until a person lets it.',
  recorded: 'A mail counts also where nobody vouches for it; what a mail server says against it is noted.',
  off: 'Nothing is asked about whether a mail is from whom it says.',
};

/** From whom something is taken for this supplier's, and whom we write to. */
export function Senders({ supplier, may }: { readonly supplier: Supplier; readonly may: boolean }) {
  const [change, setChange] = useState<Change | null>(null);
  const put = (kind: Kind, all: readonly string[]): void => setChange({ masters: { [kind]: all.join(';') } });
  return (
    <>
      <div className="three">
        {KINDS.map(({ kind, says, none, one, like }) => (
          <section key={kind} aria-label={says}>
            <h2>{says}</h2>
            {supplier[kind].length === 0 && <p className="dim">{none}</p>}
            <ul className="senders">
              {supplier[kind].map((address) => (
                <li key={address}>
                  <code>{address}</code>
                  {may && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      onClick={() =>
                        put(
                          kind,
                          supplier[kind].filter((a) => a !== address),
                        )
                      }
                    >
                      Take away …<span className="skip"> {address}</span>
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {may && <Add label={one} like={like} add={(address) => put(kind, [...supplier[kind], address])} />}
          </section>
        ))}
      </div>
      <h2>Whether they are believed</h2>
      <p>{TRUST[supplier.trust]}</p>
      {supplier.allowed.length > 0 && (
        <ul>
          {supplier.allowed.map((a) => (
            <li key={a.address}>
              <code>{a.address}</code>: a person vouched for it on {a.allowed_at.slice(0, 10)}
              {a.reason && `, “${a.reason}”`}
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">
        The policy stands in the settings (<code>trust.suppliers.{supplier.supplier}</code>). One address is vouched for by{' '}
        <code>crosscount sender allow ADDRESS --reason TEXT</code>.
      </p>
      <Agree supplier={supplier.supplier} change={change} title="Change this?" close={() => setChange(null)} />
    </>
  );
}

function Add({ label, like, add }: { readonly label: string; readonly like: string; readonly add: (address: string) => void }) {
  const [given, setGiven] = useState('');
  return (
    <form
      className="one"
      onSubmit={(e) => {
        e.preventDefault();
        if (given.trim() === '') return;
        add(given.trim());
        setGiven('');
      }}
    >
      <TextInput size="xs" label={label} placeholder={like} value={given} onChange={(e) => setGiven(e.currentTarget.value)} />
      <Button size="xs" variant="default" type="submit">
        Add …
      </Button>
    </form>
  );
}
