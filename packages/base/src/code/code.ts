/** Code as it nests: a word, or what stands between brackets, each on a line of its own where one line is too short. */
export type Code = string | Bracketed;

interface Bracketed {
  readonly before: string;
  readonly open: string;
  readonly close: string;
  /** What parts the items from their brackets in one line: a blank, or nothing. */
  readonly pad: string;
  readonly items: readonly Code[];
}

/** `name(a, b)` */
export const call = (name: string, ...items: readonly Code[]): Code => ({
  before: name,
  open: "(",
  close: ")",
  pad: "",
  items,
});

/** `[a, b]` */
export const list = (items: readonly Code[]): Code => ({ before: "", open: "[", close: "]", pad: "", items });

/** `{ a, b }`; Python has no blanks there. */
export const braces = (items: readonly Code[], pad = " "): Code => ({ before: "", open: "{", close: "}", pad, items });

/** The same code with a word before it: `rate: 0.1`, `const x = f(…)`. */
export const after = (word: string, code: Code): Code =>
  typeof code === "string" ? word + code : { ...code, before: word + code.before };
