/** A value as evidence in an error: as JSON where that says what it is. */
export const shown = (value: unknown): string => {
  if (value === undefined) return "nothing";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" || typeof value === "symbol") return String(value);
  if (typeof value === "function") return `the function ${value.name || "without a name"}`;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return `an object that JSON cannot hold, with ${Object.keys(value as object).join(", ")}`;
  }
};
