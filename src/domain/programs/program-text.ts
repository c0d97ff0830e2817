const KIND = /^kind["']?\s*:\s*["']?(program|tolerances)["']?\s*(#.*)?$/m;

/** Whether a file in config/suppliers says what is agreed, and is no mapping; apart from its schema, which only programs need. */
export const isProgramText = (text: string): boolean => KIND.test(text);
/** Whether it speaks of the whole house, and of no supplier. */
export const isHouseText = (text: string): boolean => KIND.exec(text)?.[1] === 'tolerances';
