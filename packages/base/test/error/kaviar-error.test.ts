import { inspect } from "node:util";
import { isKaviarError, KaviarError, renderError, shown } from "@kaviar/base/error";
import { describe, expect, it } from "vitest";

describe("an error", () => {
  const error = new KaviarError("bad-bounds", "usage", "`low` must be below `high`: got 5 and 2.", {
    remedy: "Swap them.",
  });

  it("has law and evidence first in its message, and the remedy on a line of its own", () => {
    expect(error.message).toBe("`low` must be below `high`: got 5 and 2.\nSwap them.");
    expect(new KaviarError("x", "data", "No rows.").message).toBe("No rows.");
  });

  it("keeps its parts as data", () => {
    expect(error).toMatchObject({
      code: "bad-bounds",
      fault: "usage",
      evidence: "`low` must be below `high`: got 5 and 2.",
      remedy: "Swap them.",
    });
    expect(Object.hasOwn(error, "cause")).toBe(false);
    expect(new KaviarError("x", "world", "No disk.", { cause: 3 }).cause).toBe(3);
  });

  it("is shown once: what the message has is not listed again", () => {
    expect(Object.keys(error).sort()).toEqual(["code", "fault", "name"]);
    expect(inspect(error).match(/Swap them/g)).toHaveLength(1);
  });

  it("is an instance of the class of any copy, and of its own package's class alone", () => {
    class OurError extends KaviarError<"x"> {}
    class TheirError extends KaviarError<"x"> {}
    const foreign = Object.assign(new Error("a"), { code: "x", fault: "data", evidence: "a" });
    const ours = new OurError("x", "data", "No rows.");
    expect([ours instanceof OurError, ours instanceof TheirError, ours instanceof KaviarError]).toEqual([
      true,
      false,
      true,
    ]);
    expect([foreign instanceof KaviarError, new Error("a") instanceof KaviarError]).toEqual([true, false]);
  });

  it("is known by what it says, also one of another copy of the package", () => {
    const foreign = Object.assign(new Error("a"), { code: "x", fault: "data", evidence: "a" });
    expect([error, foreign, new Error("a"), "a", null].map(isKaviarError)).toEqual([true, true, false, false, false]);
  });
});

describe("what was thrown, in parts", () => {
  it("has the evidence and the remedy apart", () => {
    expect(renderError(new KaviarError("x", "data", "No rows.", { remedy: "Add some." }))).toMatchObject({
      evidence: "No rows.",
      remedy: "Add some.",
    });
  });

  it("is whatever there is, of an error of others and of no error", () => {
    expect(renderError(new TypeError("x is not a function"))).toMatchObject({ evidence: "x is not a function" });
    expect(renderError("stop")).toEqual({ evidence: "stop", remedy: undefined, stack: undefined });
  });
});

it("shows values as evidence", () => {
  expect([undefined, 3n, NaN, "a", [1, "b"], { a: 1 }, Math.max, () => 1, Symbol("s")].map(shown)).toEqual([
    "nothing",
    "3n",
    "NaN",
    '"a"',
    '[1,"b"]',
    '{"a":1}',
    "the function max",
    "a function",
    "Symbol(s)",
  ]);
  const circle: Record<string, unknown> = { name: 1 };
  circle.self = circle;
  expect(shown(circle)).toBe("an object that JSON cannot hold, with name, self");
  expect(shown(Array.from({ length: 1000 }, () => 0))).toBe(`[${"0,".repeat(100).slice(0, -1)}…`);
});
