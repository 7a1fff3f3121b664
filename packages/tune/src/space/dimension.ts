/** What a categorical parameter may be: whatever JSON keeps as it is. */
export type Choice = string | number | boolean | null;

/** A number or a choice: the value of one dimension. */
export type Value = Choice;

/** How the values of a parameter are spread: evenly, evenly in log x, or evenly in log(1 − x). */
export type Scale = "linear" | "log" | "oneMinusLog";

export interface FloatDomain {
  readonly kind: "float";
  readonly low: number;
  readonly high: number;
  readonly scale: Scale;
  /** Only low, low + step, low + 2·step … up to high. */
  readonly step?: number;
}

export interface IntDomain {
  readonly kind: "int";
  readonly low: number;
  readonly high: number;
  readonly scale: "linear" | "log";
  /** At least 1. */
  readonly step: number;
}

export interface CategoricalDomain {
  readonly kind: "categorical";
  readonly choices: readonly Choice[];
  /** The choices lie on a line: neighbours are alike. */
  readonly ordered: boolean;
}

/** The values one parameter may take. Plain data: it is stored with the study. */
export type Domain = FloatDomain | IntDomain | CategoricalDomain;

/** When a parameter takes part: another one has one of these values, or lies in this range. */
export type Condition =
  | { readonly name: string; readonly in: readonly Value[] }
  | { readonly name: string; readonly atLeast: number }
  | { readonly name: string; readonly atMost: number };

/** Belongs to the model (its units, its layers) or to its training (rate, batch size). */
export type Tag = "model" | "training";

/**
 * One axis of a space. Nested spaces become flat ones: `optimizer` and `optimizer.adam.beta2`, the second with a
 * condition on the first. A dimension whose parent is inactive is inactive.
 */
export interface Dimension {
  readonly name: string;
  readonly domain: Domain;
  /** Absent: always active. */
  readonly when?: Condition;
  readonly tag?: Tag;
}

/** The values of the active dimensions, by name. */
export type Params = Readonly<Record<string, Value>>;
