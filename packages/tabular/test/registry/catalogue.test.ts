import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/registry/catalogue.ts";
import { rebuild } from "../../src/registry/rebuild.ts";

describe.each(Object.entries(catalogue))("every %s", (kind, makers) => {
  it("is found under its own name", () => {
    const foreign = Object.entries(makers).filter(
      ([name, make]) =>
        !Object.hasOwn(rebuild, name) && (make as { definition?: { name: string } }).definition?.name !== name,
    );
    expect(foreign.map(([name]) => name)).toEqual([]);
  });

  it("refuses an option that it does not have", () => {
    const deaf = Object.entries(makers).filter(([name, make]) => {
      if (Object.hasOwn(rebuild, name)) return false;
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
    for (const [name, make] of Object.entries(makers)) {
      if (Object.hasOwn(rebuild, name)) continue;
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
