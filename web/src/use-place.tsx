import { type AnchorHTMLAttributes, type MouseEvent, useMemo, useSyncExternalStore } from 'react';
import { addressOf, type Place, placeOf } from './route';

const MOVED = 'crosscount:moved';
const listen = (hear: () => void): (() => void) => {
  for (const event of ['popstate', MOVED]) window.addEventListener(event, hear);
  return () => {
    for (const event of ['popstate', MOVED]) window.removeEventListener(event, hear);
  };
};
const here = (): string => window.location.pathname + window.location.search;

export function usePlace(): Place | null {
  const at = useSyncExternalStore(listen, here);
  return useMemo(() => {
    const [pathname, search = ''] = at.split('?');
    return placeOf(pathname!, search);
  }, [at]);
}

/** `instead`: the step back then leads past where one was. */
export function go(place: Place, { instead = false } = {}): void {
  const address = addressOf(place);
  if (address === here()) return;
  window.history[instead ? 'replaceState' : 'pushState'](null, '', address);
  window.dispatchEvent(new Event(MOVED));
}

/** A real link, so that it can be opened in a tab of its own, copied, and reached by keyboard. */
export function Link({ to, onClick, ...rest }: { readonly to: Place } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return <a href={addressOf(to)} onClick={follow} {...rest} />;
}
