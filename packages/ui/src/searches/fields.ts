/** Reads fields of something that was kept as JSON: what is not there or not as it should be is undefined. */
export interface Fields {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  texts(name: string): readonly string[] | undefined;
  numbers(name: string): readonly number[] | undefined;
  /** One of some words. */
  one<Word extends string>(name: string, ...words: readonly Word[]): Word | undefined;
  inner(name: string): Fields | undefined;
  list(name: string): readonly Fields[] | undefined;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const areAll =
  <Each>(is: (value: unknown) => value is Each) =>
  (value: unknown): value is readonly Each[] =>
    Array.isArray(value) && value.every(is);

/** The fields of a value; of what is there and cannot be read the names are added to `unread`. */
export const fieldsOf = (value: unknown, unread: string[] = [], path = ""): Fields => {
  const all = isRecord(value) ? value : {};
  if (value !== undefined && !isRecord(value)) unread.push(path === "" ? "all of it" : path.slice(0, -1));
  const take = <Found>(name: string, is: (value: unknown) => value is Found): Found | undefined => {
    const found = Object.hasOwn(all, name) ? all[name] : undefined;
    if (found === undefined || found === null) return undefined;
    if (is(found)) return found;
    unread.push(`${path}${name}`);
    return undefined;
  };
  return {
    text: (name) => take(name, isText),
    number: (name) => take(name, isNumber),
    texts: (name) => take(name, areAll(isText)),
    numbers: (name) => take(name, areAll(isNumber)),
    one: <Word extends string>(name: string, ...words: readonly Word[]) =>
      take(name, (found): found is Word => words.includes(found as Word)),
    inner: (name) => {
      const found = take(name, isRecord);
      return found && fieldsOf(found, unread, `${path}${name}.`);
    },
    list: (name) => take(name, areAll(isRecord))?.map((each) => fieldsOf(each, unread, `${path}${name}.`)),
  };
};
