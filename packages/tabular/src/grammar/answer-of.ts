import { TableError } from "../error.ts";

/** What a part of a grammar says when it is asked; where it throws, whose fault that is. */
export const answerOf = <T>(
  name: string,
  entry: "suits" | "ranges" | "seconds" | "columns" | "bytes",
  ask: () => T,
): T => {
  try {
    return ask();
  } catch (cause) {
    const says = cause instanceof Error ? cause.message : String(cause);
    throw new TableError("options", `A part says what it is asked: \`${entry}\` of \`${name}\` throws "${says}".`, {
      cause,
      remedy: "Mend it, or leave the part out.",
    });
  }
};
