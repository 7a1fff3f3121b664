/** As JSON; what JSON has no word for (±Infinity, NaN) is written as text, never as null. */
export const toJson = (value: unknown, indent?: number): string =>
  JSON.stringify(
    value,
    (_, inner: unknown) => (typeof inner === "number" && !Number.isFinite(inner) ? String(inner) : inner),
    indent,
  );

/** As JSON for a program to read: one document, indented for people who look at it. */
export const jsonDocument = (value: unknown): string => `${toJson(value, 2)}\n`;
