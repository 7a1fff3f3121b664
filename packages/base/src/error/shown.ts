/** Evidence is to be read: of a million rows the first few say enough. */
const longest = 200;

const cut = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)}…`);

/** A value as evidence in an error: as JSON where that says what it is. */
export const shown = (value: unknown): string => {
  if (value === undefined) return "nothing";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" || typeof value === "symbol") return String(value);
  if (typeof value === "function") return value.name ? `the function ${value.name}` : "a function";
  try {
    return cut(JSON.stringify(value) ?? String(value));
  } catch {
    return `an object that JSON cannot hold, with ${Object.keys(value as object).join(", ")}`;
  }
};
