import type { Card } from "@kaviar/base/card";
import type { Kind } from "./kinds.ts";
import type { ReferenceEntry } from "./reference.ts";

/** Where in the API something lives: `import { relu } from "@kaviar/nn"`. */
export interface Place {
  readonly export: string;
  readonly from: string;
}

/** What can be explained: a card, and how it is found. */
export interface Topic extends Card {
  /** What it is called on the command line: "leakyRelu", "vanishing-gradient", "chain-rule". */
  readonly key: string;
  readonly kind: Kind;
  /** What it is, in plain words, where its use does not say so. */
  readonly meaning?: string;
  /** Exports that are it, or in which it is at work; none for what only the doctor says. */
  readonly api: readonly Place[];
  /** What helps against it, what helps most often first. */
  readonly remedies?: readonly string[];
  /** Other names it is looked up by. */
  readonly aliases: readonly string[];
  /** How its exports are called, and their options. */
  readonly calls: readonly ReferenceEntry[];
  /** Keys of other topics. */
  readonly seeAlso: readonly string[];
}
