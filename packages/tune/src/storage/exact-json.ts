const numberKey = "$number";
const objectKey = "$object";

/**
 * JSON that keeps every number: NaN, ±Infinity and −0, which JSON has no word for, become `{"$number":"NaN"}`. An object
 * that looks like such a word is wrapped in `{"$object":…}`.
 *
 * ```ts
 * parseExact(stringifyExact([NaN, -0]));                   // [NaN, -0]
 * ```
 */
export const stringifyExact = (value: unknown): string => JSON.stringify(isPlain(value) ? value : escaped(value));

/** The value `stringifyExact` was given. */
export const parseExact = (text: string): unknown => {
  const parsed: unknown = JSON.parse(text);
  return hasEscapes(text) ? unescaped(parsed) : parsed;
};

/** Whether a text may hold escaped values. */
export const hasEscapes = (text: string): boolean => text.includes(`"${numberKey}"`) || text.includes(`"${objectKey}"`);

const isPlain = (value: unknown): boolean => {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isPlain);
  for (const key in value)
    if (key === numberKey || key === objectKey || !isPlain((value as Record<string, unknown>)[key])) return false;
  return true;
};

const escaped = (value: unknown): unknown => {
  if (typeof value === "number")
    return isPlain(value) ? value : { [numberKey]: Object.is(value, -0) ? "-0" : `${value}` };
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(escaped);
  const members = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, escaped(member)]));
  return numberKey in value || objectKey in value ? { [objectKey]: members } : members;
};

/** The value behind what `JSON.parse` made of an exact text. */
export const unescaped = (parsed: unknown): unknown => {
  if (typeof parsed !== "object" || parsed === null) return parsed;
  if (Array.isArray(parsed)) return parsed.map(unescaped);
  const { [numberKey]: number, [objectKey]: object } = parsed as Record<string, unknown>;
  if (number !== undefined) return Number(number);
  return Object.fromEntries(Object.entries(object ?? parsed).map(([key, member]) => [key, unescaped(member)]));
};
