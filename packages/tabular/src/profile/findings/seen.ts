import type { Finding } from "@kaviar/base/finding";
import type { ClassTarget, NumberTarget } from "../../contract/target.ts";
import type { ColumnData } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";
import type { ColumnProfile, Correlation, TargetProfile } from "../profile.ts";
import type { FindingCode } from "./finding-code.ts";

/** What findings are made from. */
export interface Seen {
  readonly table: Table;
  /** Of the columns of the table, in their order. */
  readonly columns: readonly ColumnProfile[];
  readonly correlations: readonly Correlation[];
  readonly repeatedRows: number;
  /** The column that says which part of a split a row is in. */
  readonly split?: string;
  readonly target?: SeenTarget;
}

export interface SeenTarget {
  readonly profile: TargetProfile;
  readonly data: ColumnData;
  /** Rows that have a target, and theirs. */
  readonly rows: Int32Array;
  readonly values: ClassTarget | NumberTarget;
}

export type ProfileFinding = Finding<FindingCode>;

const mostNames = 5;

/** `a`, `b` and 3 others. */
export const inWords = (names: readonly string[]): string => {
  const quoted = names.slice(0, mostNames).map((name) => `\`${name}\``);
  const rest = names.length - quoted.length;
  if (rest > 0) return `${quoted.join(", ")} and ${rest} ${rest === 1 ? "other" : "others"}`;
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
};

const longestWord = 24;

/** A text of a table in a sentence: in quotes, and not all of a long one. */
export const word = (text: string): string =>
  JSON.stringify(text.length > longestWord ? `${text.slice(0, longestWord)}…` : text);

/** The place of a finding about these columns: one, or none where there are several. */
export const placeOf = (names: readonly string[]): { readonly place?: string } =>
  names.length === 1 ? { place: names[0]! } : {};

/** A share as a person says it: 12 %, 0.3 %. */
export const percent = (share: number): string => `${Number((100 * share).toPrecision(share < 0.1 ? 1 : 2))} %`;
