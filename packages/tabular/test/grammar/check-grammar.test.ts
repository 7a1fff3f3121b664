import { describe, expect, it } from "vitest";
import { checkGrammar } from "../../src/grammar/check-grammar.ts";
import { partsOf } from "../../src/grammar/parts-of.ts";
import { pipelineOf } from "../../src/grammar/pipeline-of.ts";
import { readGrammar } from "../../src/grammar/read-grammar.ts";
import { placesOf } from "../../src/grammar/space-of.ts";
import { ridge } from "../../src/index.ts";

const make = () => ridge();
const facts = {
  rows: 100,
  columns: 3,
  task: "numbers",
  classes: 0,
  rarest: 100,
  categories: [],
  levels: [],
  freeTexts: 0,
  dates: 0,
  missing: 0,
  infinite: 0,
  width: 3,
} as const;
const thrower = () => {
  throw new Error("not today");
};

describe("a grammar is refused", () => {
  it.each([
    [[], "A grammar is a record of `parts` and a `template`"],
    [{ part: {} }, "got `part`"],
    [{ template: 3 }, "A template is a text: got 3"],
    [{ parts: 3 }, "The parts of a grammar are a record of them by name: got 3"],
    [{ parts: { mine: 3 } }, "`mine` is 3"],
    [{ parts: { mine: { make } } }, "`role` of a part is one of imputer"],
    [{ parts: { mine: { role: "transformer" } } }, "`make` of a part is a function"],
    [{ parts: { mine: { role: "transformer", make, range: {} } } }, "got `range`"],
    [{ parts: { mine: { role: "transformer", make, suits: true } } }, "`suits` of a part is a function of facts"],
    [{ parts: { svms: false } }, "there is no `svms`.\nDid you mean svm?"],
  ])("%o", (given, says) => {
    expect(() => checkGrammar(given)).toThrow(says);
  });

  it("where its module cannot be loaded", async () => {
    await expect(readGrammar("data:text/javascript,throw new Error('boom')")).rejects.toThrow('ends with "boom"');
    await expect(readGrammar("data:text/javascript,export default 3")).rejects.toThrow("default export");
  });

  it("where its parts throw when they are asked, naming them", () => {
    const own = { role: "transformer", make } as const;
    expect(() => partsOf({ parts: { mine: { ...own, suits: thrower } } }, facts)).toThrow(
      '`suits` of `mine` throws "not today"',
    );
    const parts = partsOf({ parts: { mine: { ...own, ranges: thrower } } }, facts);
    expect(() => placesOf(parts, facts, undefined, "branches")).toThrow('`ranges` of `mine` throws "not today"');
  });

  it("where a part makes what it is not", () => {
    const parts = partsOf({ parts: { mine: { role: "transformer", make } } }, facts);
    const genome = {
      impute: { kind: "asTheyAre" },
      encode: { kind: "asTheyAre" },
      features: [{ kind: "mine" }],
      model: { kind: "ridge", alpha: 1 },
    };
    expect(() => pipelineOf(genome, parts, facts)).toThrow("`mine` is a transformer, and `make` gave a model");
  });
});
