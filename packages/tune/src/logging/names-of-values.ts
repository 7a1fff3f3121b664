import type { Logged } from "../study/progress.ts";

/** What the values of a trial are called in a log: by the names of the objectives, else "value", or "value_1" and on. */
export const namesOfValues = ({ directions, objectives }: Logged["study"]): readonly string[] =>
  objectives ?? (directions.length === 1 ? ["value"] : directions.map((_, i) => `value_${i + 1}`));
