import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Expression, none, operators } from "../../page/dashboard/filter/expression.ts";
import { matching } from "../../page/dashboard/filter/matching.ts";
import { parseFilter } from "../../page/dashboard/filter/parse-filter.ts";
import { createTrialTable } from "../../page/dashboard/table/trial-table.ts";
import { type Choice, columnsOf } from "../../src/columns/index.ts";
import { UiError } from "../../src/index.ts";
import type { StudySummary } from "../../src/reading/study-summary.ts";

const anyComparison = fc
  .record({
    name: fc.string({ unit: "binary" }),
    operator: fc.constantFrom(...operators),
    value: fc.oneof(
      fc.string({ unit: "binary" }),
      fc.double({ noNaN: true }).filter((value) => value > -Infinity && !Object.is(value, -0)),
      fc.boolean(),
      fc.constant(null),
      fc.constant(none),
    ),
  })
  .map(
    ({ name, operator, value }): Expression => ({
      kind: "comparison",
      name,
      isQuoted: true,
      operator: typeof value === "number" ? operator : operator === "=" ? "=" : "!=",
      value,
    }),
  );

const { any } = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    anyComparison,
    tie("any").map((of): Expression => ({ kind: "not", of })),
    fc
      .tuple(fc.constantFrom("and" as const, "or" as const), tie("any"), tie("any"))
      .map(([kind, a, b]): Expression => ({ kind, of: [a, b] })),
  ),
}));

const quoted = (text: string, quote: string) => quote + text.replace(/[\\"`]/gu, "\\$&") + quote;

const written = (expression: Expression): string => {
  if (expression.kind === "not") return `not (${written(expression.of)})`;
  if (expression.kind !== "comparison")
    return `(${written(expression.of[0])}) ${expression.kind} (${written(expression.of[1])})`;
  const { name, operator, value } = expression;
  const shown = value === none ? "none" : typeof value === "string" ? quoted(value, '"') : String(value);
  return `${quoted(name, "`")} ${operator} ${shown}`;
};

describe("a filter", () => {
  it("is read as what was written, whatever its names and texts are", () => {
    fc.assert(
      fc.property(any, (expression) => {
        expect(parseFilter(written(expression))).toEqual(expression);
      }),
    );
  });

  it("of any letters is read, or refused with what was found and what to do", () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom("state", "and", "or", "not", "(", ")", "=", "<", "1e3", "-", '"', "'", "`", "\\", " ", "none"),
        fc.string({ unit: "binary", maxLength: 3 }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(pieces, (all) => {
        try {
          parseFilter(all.join(" "));
        } catch (error) {
          if (!(error instanceof UiError)) throw error;
          expect([error.code, error.evidence, error.remedy]).toEqual([
            "filter",
            expect.any(String),
            expect.any(String),
          ]);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(() => parseFilter("(".repeat(1e5))).toThrow("at most 100 deep");
    expect(() => parseFilter("not ".repeat(1e5))).toThrow("at most 100 deep");
  });

  it.each([
    ["", "goes on with a name: got its end"],
    ["state", "goes on with <= >= != = < >: got its end"],
    ["a = 1 b = 2", "at letter 7, a filter goes on with and, or, or the end: got b"],
    ["(a = 1", "a closing bracket"],
    ['a = "b', "at letter 5 never ends"],
    ["a ~ b", "got ~ at letter 3"],
    ["kind > b", "Only numbers are greater or less"],
  ])("%s is refused: %s", (filter, says) => {
    expect(() => parseFilter(filter)).toThrow(says);
  });
});

const study = { directions: ["minimize", "maximize"], objectives: ["loss", "accuracy"] } as unknown as StudySummary;

const trials = [
  { state: "complete", params: { rate: 0.1, kind: "b", size: 16 }, values: [1, 0.5], sampler: "tpe" },
  { state: "pruned", params: { rate: 1e-4, kind: "a", size: "auto" }, sampler: "random" },
  { state: "complete", params: { kind: null, "learning rate": 2 }, values: [3, 0.9], sampler: "tpe" },
  { state: "running", params: {} },
] as const;

const table = createTrialTable(2);
table.merge(
  columnsOf(
    trials.map((trial, number) => ({
      dimensions: [],
      attributes: {},
      constraints: {},
      attempt: 1,
      startedAt: 0,
      ...(trial.state !== "running" && { finishedAt: 1_000 * (number + 1) }),
      number,
      ...trial,
      params: { ...trial.params } as Record<string, Choice>,
    })) as unknown as Parameters<typeof columnsOf>[0],
    2,
    1,
    () => 0,
  ),
);

const chosen = (filter: string) => {
  const matches = matching(parseFilter(filter), table, study);
  return trials.flatMap((_, number) => (matches(number) ? [number] : []));
};

describe("trials that pass", () => {
  it.each([
    ["state = complete", [0, 2]],
    ["STATE = complete", undefined],
    ["state != complete AND number > 1", [3]],
    ["value >= 1 and value < 3", [0]],
    ["loss = 3 or accuracy = 0.5", [0, 2]],
    ["rate > 1e-3", [0]],
    ["not rate > 1e-3", [1, 2, 3]],
    ["rate = none", [2, 3]],
    ["rate != none", [0, 1]],
    ["kind = b or kind = null", [0, 2]],
    ["kind != b", [1, 2]],
    ["size = 16", [0]],
    ["size > 3", [0]],
    ["size = auto", [1]],
    ["`learning rate` = 2", [2]],
    ["sampler = tpe and number = 0 or state = running", [0, 3]],
    ["took > 1.5", [1, 2]],
    ["value = none", [1, 3]],
  ])("%s: %j", (filter, numbers) => {
    if (numbers === undefined) expect(() => chosen(filter)).toThrow("got STATE");
    else expect(chosen(filter)).toEqual(numbers);
  });

  it.each([
    ["rte > 1", "got rte.\nThere are number, value, took, state, sampler, rate, kind, size, `learning rate`."],
    ["state = compelte", "A state is one of complete, infeasible, pruned, failed, running, waiting: got compelte."],
    ["value = best", 'value is a number: got "best".'],
    ["constructor = 1", "got constructor"],
  ])("%s is refused: %s", (filter, says) => {
    expect(() => chosen(filter)).toThrow(says);
  });
});
