import { alongAxes } from "./along-axes.ts";
import type { Definition } from "./definition.ts";
import { elementwise } from "./elementwise.ts";
import { shapes } from "./shapes.ts";
import { shared } from "./shared.ts";
import { texts } from "./texts.ts";
import { trees } from "./trees.ts";

/** Every operator that the graphs of steps and models have, under its name; and what they share, under small letters. */
const definitions: Readonly<Record<string, Definition>> = {
  ...shared,
  ...elementwise,
  ...alongAxes,
  ...shapes,
  ...texts,
  ...trees,
};

export const operatorOf = (name: string): Definition | undefined =>
  Object.hasOwn(definitions, name) ? definitions[name] : undefined;

/** The operators, and what they need, as code. */
export const operatorsCode = (names: Iterable<string>): string => {
  const wanted = new Set<string>();
  const want = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    definitions[name]!.needs.forEach(want);
  };
  for (const name of names) want(name);
  return Object.entries(definitions)
    .filter(([name]) => wanted.has(name))
    .map(([name, { code, prepare }]) => {
      const own = `const ${name} = ${code};`;
      return prepare ? `const prepare${name} = ${prepare};\n\n${own}` : own;
    })
    .join("\n\n");
};
