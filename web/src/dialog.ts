/** How every dialog is: nothing moves, the page behind stays where it is, and what closes it has a name. */
export const PLAIN = { lockScroll: false, transitionProps: { duration: 0 }, closeButtonProps: { 'aria-label': 'Close' } } as const;
