/**
 * How every dialog is: nothing moves, the page behind stays where it is, and what closes it has a name. Its head is no head of the
 * page, which the library's element for it would be to who hears it.
 */
export const PLAIN = {
  lockScroll: false,
  transitionProps: { duration: 0 },
  closeButtonProps: { 'aria-label': 'Close' },
  attributes: { header: { role: 'presentation' } },
} as const;
