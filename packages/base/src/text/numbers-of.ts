/** What is taken for no level of its own: what is in it keeps its names. */
const transparent = new Set(["metrics", "values"]);

/**
 * The numbers of what is remembered of an epoch under flat names, in its order: `validation.loss`; metrics, and the values of a
 * step of one's own, keep their names.
 *
 * ```ts
 * numbersOf({ number: 1, metrics: { accuracy: 0.9 }, validation: { loss: 0.3 } });
 * ```
 * All else, as texts, is left out.
 */
export const numbersOf = (record: object, prefix = ""): readonly (readonly [name: string, value: number])[] =>
  Object.entries(record).flatMap(([name, value]) => {
    if (typeof value === "number") return [[prefix + name, value] as const];
    if (typeof value !== "object" || value === null) return [];
    return numbersOf(value, transparent.has(name) ? prefix : `${prefix}${name}.`);
  });
