import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/registry/catalogue.ts";
import { rebuild } from "../../src/registry/rebuild.ts";

/** Makers under their own names: `zScore` is `scale` once more. */
const ownOf = (makers: Readonly<Record<string, unknown>>) =>
  Object.entries(makers as Readonly<Record<string, Maker>>).filter(
    ([name, make], at, all) =>
      !Object.hasOwn(rebuild, name) && all.findIndex(([, other]) => other.definition === make.definition) === at,
  );

interface Maker {
  (options: unknown): unknown;
  readonly definition: { readonly name: string };
}

describe.each(Object.entries(catalogue))("every %s", (kind, makers) => {
  it("is found under its own name", () => {
    const foreign = ownOf(makers).filter(([name, { definition }]) => definition.name !== name);
    expect(foreign.map(([name]) => name)).toEqual([]);
  });

  it("refuses an option that it does not have", () => {
    const deaf = ownOf(makers).filter(([name, make]) => {
      try {
        make({ misspelt: 1 });
        return true;
      } catch (error) {
        return !String(error).includes(`${name} has no option \`misspelt\``);
      }
    });
    expect(deaf.map(([name]) => name)).toEqual([]);
  });

  it("is a value that says its kind, its name and its options as JSON", () => {
    for (const [name, make] of ownOf(makers)) {
      const made = attempt(make);
      if (made) expect(JSON.parse(JSON.stringify(made))).toMatchObject({ [kind]: name });
    }
  });
});

/** Some need an option: those are looked at elsewhere. */
const attempt = (make: (options: unknown) => unknown): unknown => {
  try {
    return make({});
  } catch {
    return undefined;
  }
};
