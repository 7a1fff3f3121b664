import { oneLine, plural } from "@kaviar/base/text";

/** So many files are named. */
const named = 3;

/** What was left out, in a line. */
export const brokenLines = (
  broken: readonly { readonly file: string; readonly why: string }[],
  each = "file",
): readonly string[] => {
  if (broken.length === 0) return [];
  const some = broken.slice(0, named).map(({ file, why }) => `${oneLine(file)} (${oneLine(why)})`);
  const more = broken.length > named ? ` and ${broken.length - named} more` : "";
  return [`${plural(broken.length, each)} left out: ${some.join(", ")}${more}`];
};
