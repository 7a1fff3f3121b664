import { renderError } from "@kaviar/base/error";

/** Told what is not shown, and why. */
export type Omit = (why: string) => void;

/** A part of a report, or why it is left out: no time for it, or an error, which is no reason to have no report. */
export const trying = async <T>(
  name: string,
  omit: Omit,
  make: () => Promise<T | undefined> | T | undefined,
): Promise<T | undefined> => {
  try {
    const made = await make();
    if (made === undefined) omit(`${name}: there was no time for it.`);
    return made;
  } catch (error) {
    omit(`${name}: ${renderError(error).evidence}`);
    return undefined;
  }
};
