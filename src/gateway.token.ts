/** Under this token Nest hands out the opened gateway. */
export const GATEWAY = Symbol('GATEWAY');
