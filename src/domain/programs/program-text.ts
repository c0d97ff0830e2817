const KIND = /^kind["']?\s*:\s*["']?program["']?\s*(#.*)?$/m;

/** Whether a file in config/suppliers is a program, and no mapping; apart from its schema, which only programs need. */
export const isProgramText = (text: string): boolean => KIND.test(text);
