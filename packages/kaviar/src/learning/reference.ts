/** An option of a function: what it must be, what stands in where it is left out, and what it is. */
export interface ReferenceOption {
  readonly name: string;
  readonly must: string;
  /** "" where nothing does, "needed" where it may not be left out. */
  readonly otherwise: string;
  readonly says: string;
}

/** What the sources say of an export: how it is called, what it does, its options and an example. */
export interface ReferenceEntry {
  readonly name: string;
  /** The package, as it is imported. */
  readonly from: string;
  /** The folder of the package that it is from. */
  readonly folder: string;
  readonly signature: string;
  readonly says: string;
  readonly example: string;
  readonly options: readonly ReferenceOption[];
}

/** All functions of all packages, loaded when they are asked for. */
export const reference = async (): Promise<readonly ReferenceEntry[]> =>
  (await import("./reference-entries.ts")).entries;
