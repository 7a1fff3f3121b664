/** So many places of a stack say where an error came from. */
const longest = 12;

/**
 * Where this package is: built, in one folder; as sources, in several. Cut out of the text, since bundlers take `new URL(".", …)`
 * for a file that they are to bring along; a script that is no module has no address.
 */
const here = import.meta.url ?? "";
const own = here.replace(here.endsWith(".ts") ? /[^/]*\/[^/]*$/ : /[^/]*$/, "").replace(/^file:\/\//, "");

/**
 * Where an error was thrown, up to where the objective was called: its own places, without those of Node and of packages it
 * uses. Undefined where nothing is known.
 */
export const stackOf = (error: unknown): string | undefined => {
  const stack = error instanceof Error ? error.stack : undefined;
  if (typeof stack !== "string") return undefined;
  const all = stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim().replace("file://", ""));
  const called = own === "" ? -1 : all.findIndex((line) => line.includes(own));
  const places = (called < 0 ? all : all.slice(0, called)).filter((line) => !/\bnode:/.test(line));
  const mine = places.filter((line) => !line.includes("/node_modules/"));
  const kept = mine.length > 0 ? mine : places;
  return kept.length === 0 ? undefined : kept.slice(0, longest).join("\n");
};
