/** Whose data somebody sees: codes of suppliers and of locations; null stands for all of them. */
export interface Sees {
  readonly suppliers: readonly string[] | null;
  readonly locations: readonly string[] | null;
}
export const EVERYTHING: Sees = { suppliers: null, locations: null };

export const seesAll = ({ suppliers, locations }: Sees): boolean => suppliers === null && locations === null;
export const seesSupplier = ({ suppliers }: Sees, code: string | null): boolean =>
  suppliers === null || (code !== null && suppliers.includes(code));
