import { after, braces, type Code, list } from "./code.ts";

/** How a value that stands inside of another is written. */
type Writer = (value: unknown) => Code;

/**
 * Data as TypeScript: texts, numbers, truths, `null`, lists and typed arrays of such, records. `inside` writes what lists
 * and records hold, for whoever has more than data there.
 */
export const dataCode: (value: unknown, inside?: Writer) => Code = (value, inside = dataCode) => {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return list(value.map((item) => inside(item)));
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return list(Array.from(value as unknown as ArrayLike<number>, (item) => inside(item)));
  return recordCode(value, inside);
};

/** A record; what is undefined is left out. */
export const recordCode = (values: object, inside: Writer = dataCode): Code =>
  braces(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => after(`${keyOf(name)}: `, inside(value))),
  );

const identifier = /^[A-Za-z_$][\w$]*$/;

/** What a record has under a name. */
export const fieldOf = (record: string, name: string): string =>
  identifier.test(name) ? `${record}.${name}` : `${record}[${JSON.stringify(name)}]`;

/** A name as it stands in a record: `__proto__` would not be one of its names. */
const keyOf = (name: string): string => {
  if (name === "__proto__") return '["__proto__"]';
  return identifier.test(name) ? name : JSON.stringify(name);
};
