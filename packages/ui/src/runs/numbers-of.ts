/** The numbers of a record under flat names: `validation.loss`; metrics keep their own names. */
export const numbersOf = (record: object, prefix = ""): readonly (readonly [name: string, value: number])[] =>
  Object.entries(record).flatMap(([name, value]) => {
    if (typeof value === "number") return [[prefix + name, value] as const];
    if (typeof value !== "object" || value === null) return [];
    return numbersOf(value, name === "metrics" ? prefix : `${prefix}${name}.`);
  });
