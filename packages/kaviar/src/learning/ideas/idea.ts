import type { Card } from "@kaviar/base/card";

/** A thing to know that is no function of its own: what it means, what it is for, and where in the API it is at work. */
interface Idea extends Card {
  /** What it is, in plain words. */
  readonly meaning: string;
  /** Exports that do it or show it, with the package before the dot: "nn.train". */
  readonly api: readonly string[];
  /** Other names it is looked up by. */
  readonly aliases?: readonly string[];
}

/** Ideas under the keys they are looked up by; what they see also are keys too. */
export type Ideas = Readonly<Record<string, Idea>>;
