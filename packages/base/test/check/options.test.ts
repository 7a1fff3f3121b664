import { anything, either, law, notNegative, oneOf, optionsThrowing, positive, share, whole } from "@kaviar/base/check";
import { KaviarError } from "@kaviar/base/error";
import { describe, expect, it } from "vitest";

const { argument, options, optionsOf, tables } = optionsThrowing(
  (evidence, remedy) => new KaviarError("options", "usage", evidence, { remedy }),
);

const read = options("adam", {
  rate: positive,
  beta: share.default(0.9),
  every: whole(1).optional(),
  form: oneOf("averaged", "accumulated").default("averaged"),
});

const failure = (call: () => unknown): KaviarError => {
  try {
    call();
  } catch (error) {
    return error as KaviarError;
  }
  throw new Error("It was accepted.");
};

describe("a table of options", () => {
  it("fills in defaults, and leaves out what may be left out", () => {
    expect(read({ rate: 0.1 })).toEqual({ rate: 0.1, beta: 0.9, form: "averaged" });
    expect(read({ rate: 0.1, beta: 0, every: 3 })).toEqual({ rate: 0.1, beta: 0, every: 3, form: "averaged" });
  });

  it("takes undefined as left out", () => {
    expect(read({ rate: 0.1, beta: undefined as never })).toEqual({ rate: 0.1, beta: 0.9, form: "averaged" });
  });

  it("refuses an unknown option with the nearest known name", () => {
    expect(failure(() => read({ rate: 0.1, bta: 0.5 } as never))).toMatchObject({
      code: "options",
      fault: "usage",
      evidence: "adam has no option `bta`.",
      remedy: "Did you mean `beta`?",
    });
  });

  it("says all names where none is near", () => {
    expect(failure(() => read({ rate: 0.1, verbose: true } as never)).remedy).toBe(
      "It has `rate`, `beta`, `every`, `form`.",
    );
  });

  it.each([
    [{ rate: -1 }, "`rate` of adam must be greater than 0: got -1."],
    [{ rate: "1" }, '`rate` of adam must be greater than 0: got "1".'],
    [{ rate: 1, beta: 1 }, "`beta` of adam must be at least 0 and less than 1: got 1."],
    [{ rate: 1, every: 0.5 }, "`every` of adam must be a whole number ≥ 1: got 0.5."],
    [{ rate: 1, form: "mean" }, '`form` of adam must be "averaged" or "accumulated": got "mean".'],
    [{}, "adam needs the option `rate`: it must be greater than 0."],
    [undefined, "adam needs the option `rate`: it must be greater than 0."],
    [3, "adam takes a record of options: got 3."],
    [[1], "adam takes a record of options: got [1]."],
  ])("refuses %j", (given, evidence) => {
    expect(failure(() => read(given as never)).evidence).toBe(evidence);
  });

  it("does not take what every object has for an option", () => {
    expect(failure(() => read({ rate: 1, toString: 1 } as never)).evidence).toBe("adam has no option `toString`.");
    expect(failure(() => read(JSON.parse('{ "rate": 1, "__proto__": 1 }'))).evidence).toBe(
      "adam has no option `__proto__`.",
    );
  });

  it("says in words what keeps one of two laws", () => {
    const either2 = options("f", {
      x: either(
        positive,
        law<"auto">('"auto"', (x) => x === "auto"),
      ),
    });
    expect(either2({ x: "auto" })).toEqual({ x: "auto" });
    expect(failure(() => either2({ x: -1 })).evidence).toBe('`x` of f must be greater than 0, or "auto": got -1.');
  });

  it("carries its table, for whoever writes it down", () => {
    expect(read.owner).toBe("adam");
    expect(Object.entries(read.table).map(([name, { says, otherwise }]) => [name, says, otherwise])).toEqual([
      ["rate", "greater than 0", undefined],
      ["beta", "at least 0 and less than 1", 0.9],
      ["every", "a whole number ≥ 1", undefined],
      ["form", '"averaged" or "accumulated"', "averaged"],
    ]);
  });
});

it("a table may be total over a type written by hand", () => {
  interface Options<T> {
    readonly data: T;
    readonly batchSize?: number;
  }
  const generic = optionsOf<Options<string>>()("train", { data: anything(), batchSize: whole(1).default(32) });
  expect(generic({ data: "x" })).toEqual({ data: "x", batchSize: 32 });
  expect(failure(() => generic({ data: "x", batchsize: 3 } as never)).remedy).toBe("Did you mean `batchSize`?");
});

it("an argument has a law too", () => {
  const checkUnits = argument("dense", "units", whole(1));
  expect(checkUnits(3)).toBe(3);
  expect(failure(() => checkUnits(0)).evidence).toBe("`units` of dense must be a whole number ≥ 1: got 0.");
});

it("every table can be found by the function that it is for", () => {
  expect(Object.keys(tables.get("adam")!)).toEqual(["rate", "beta", "every", "form"]);
});

it("a law of its own gets advice of its own, and the shared law keeps its own", () => {
  const told = options("clip", {
    limit: notNegative.remedy("0 turns it off.").default(1),
    slope: notNegative.optional(),
  });
  expect(told({})).toEqual({ limit: 1 });
  expect(failure(() => told({ limit: -1 })).remedy).toBe("0 turns it off.");
  expect(failure(() => told({ slope: -1 })).remedy).toBeUndefined();
});
