/** Something a reader chooses, and how it stands in the address of the page. */
export interface Choice<T> {
  /** What it is where the address does not say. */
  readonly unless: T;
  /** Undefined where the text is none: the address is anybody's to write. */
  read(text: string): T | undefined;
  write(value: T): string;
}

/** One of some names. */
export const oneOf = <const T extends string>(names: readonly T[], unless: NoInfer<T>): Choice<T> => ({
  unless,
  read: (text) => names.find((name) => name === text),
  write: (value) => value,
});

/** A number between two others. */
export const between = (low: number, high: number, unless: number): Choice<number> => ({
  unless,
  read: (text) => {
    const value = Number(text);
    return text !== "" && value >= low && value <= high ? value : undefined;
  },
  write: String,
});

/** A whole number between two others. */
export const whole = (low: number, high: number, unless: number): Choice<number> => {
  const { read, write } = between(low, high, unless);
  return { unless, read: (text) => (Number.isInteger(read(text)) ? read(text) : undefined), write };
};

export const flag = (unless: boolean): Choice<boolean> => ({
  unless,
  read: (text) => (text === "1" ? true : text === "0" ? false : undefined),
  write: (value) => (value ? "1" : "0"),
});

/** Several of the same, with `.` between them. */
export const several = <T>(each: Choice<T>, most: number, unless: NoInfer<readonly T[]>): Choice<readonly T[]> => ({
  unless,
  read: (text) => {
    const values = text === "" ? [] : text.split(".").map(each.read);
    return values.length <= most && values.every((value) => value !== undefined) ? (values as T[]) : undefined;
  },
  write: (values) => values.map(each.write).join("."),
});

/** What a table of choices comes to. */
export type Chosen<C extends Choices> = { readonly [Name in keyof C]: C[Name] extends Choice<infer T> ? T : never };

// biome-ignore lint/suspicious/noExplicitAny: a choice both reads and writes its values, so no one type holds them all
export type Choices = Readonly<Record<string, Choice<any>>>;

/** What the words of an address choose; what is not said, or cannot be read, is as it is unless said. */
export const readChoices = <C extends Choices>(choices: C, given: URLSearchParams): Chosen<C> =>
  Object.fromEntries(
    Object.entries(choices).map(([name, { unless, read }]) => {
      const text = given.get(name);
      return [name, (text === null ? undefined : read(text)) ?? unless];
    }),
  ) as Chosen<C>;

/** The words by which an address says what differs from what holds unless said. */
export const writeChoices = <C extends Choices>(choices: C, chosen: Chosen<C>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(choices).flatMap(([name, { unless, write }]) => {
      const text = write(chosen[name]);
      return text === write(unless) ? [] : [[name, text]];
    }),
  );
