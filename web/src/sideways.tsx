import type { ReactNode } from 'react';

export interface Column {
  readonly says: string;
  readonly num?: boolean;
  readonly hidden?: boolean; // it has a name for who hears it, and none to be seen
}

/** A table that is pushed sideways where it is wider than the screen, within a frame that the keyboard reaches. */
export function Sideways({
  label,
  columns,
  className,
  children,
}: {
  readonly label: string;
  readonly columns: readonly (string | Column)[];
  readonly className?: string; // of the table
  readonly children: ReactNode;
}) {
  return (
    <div className="sideways" tabIndex={0} role="group" aria-label={label}>
      <table className={className}>
        <thead>
          <tr>
            {columns
              .map((c) => (typeof c === 'string' ? { says: c } : c))
              .map((c: Column) => (
                <th key={c.says} scope="col" className={c.num ? 'num' : undefined}>
                  {c.hidden ? <span className="skip">{c.says}</span> : c.says}
                </th>
              ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
