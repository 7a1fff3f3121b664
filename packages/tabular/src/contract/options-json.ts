/** JSON has no infinite numbers and no functions: the first are written as texts, the second by their names. */
const written = (_key: string, value: unknown): unknown => {
  if (typeof value === "number" && !Number.isFinite(value)) return { number: String(value) };
  if (typeof value === "function") return { function: value.name };
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<number>);
  return value;
};

/** Steps and models as text: their names, and their options. */
export const optionsJson = (value: unknown): string => JSON.stringify(value, written);
