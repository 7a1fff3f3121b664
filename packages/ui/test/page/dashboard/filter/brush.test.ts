import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Brush, brushOf, withBrush } from "../../../../page/dashboard/filter/brush.ts";
import { type Expression, none, operators } from "../../../../page/dashboard/filter/expression.ts";
import { parseFilter } from "../../../../page/dashboard/filter/parse-filter.ts";
import { writeFilter } from "../../../../page/dashboard/filter/write-filter.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("and", "none", "true", "8", "a b", 'say "no"', "`", "\\", "learning rate", "state"),
);

/** As the parser makes them: only numbers are greater or less. */
const anyComparison: fc.Arbitrary<Expression> = fc
  .record({
    name: anyText,
    operator: fc.constantFrom(...operators),
    value: fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      anyText,
      fc.boolean(),
      fc.constant(null),
      fc.constant(none),
    ),
  })
  .map(({ name, operator, value }) => ({
    kind: "comparison",
    name,
    isQuoted: true,
    operator: typeof value === "number" || operator === "!=" ? operator : "=",
    value,
  }));

const { expression: anyExpression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    anyComparison,
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      of: fc.tuple(tie("expression"), tie("expression")),
    }),
    fc.record({ kind: fc.constant("not" as const), of: tie("expression") }),
  ),
}));

/** Whether a name was in backticks is no matter, where it means the same. */
const plain = (expression: Expression): unknown => {
  if (expression.kind === "not") return { kind: "not", of: plain(expression.of) };
  if (expression.kind !== "comparison") return { kind: expression.kind, of: expression.of.map(plain) };
  const { isQuoted: _, value, ...rest } = expression;
  return { ...rest, value: Object.is(value, -0) ? 0 : value };
};

describe("writeFilter", () => {
  it("writes what parseFilter reads as it was", () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        expect(plain(parseFilter(writeFilter(expression)))).toEqual(plain(expression));
      }),
    );
  });

  it.each([
    "state = complete and rate > 0.001 and (kind = b or not size >= 64)",
    "not (a = 1 and b = 2) or c != none",
    '`learning rate` <= 0.1 and kind = "8" and on = true',
  ])("leaves as it is: %s", (filter) => {
    expect(writeFilter(parseFilter(filter))).toBe(filter);
  });
});

const rate = { name: "rate", isCommon: false };
const value = { name: "value", isCommon: true };

describe("a brush", () => {
  it.each<[Brush, string]>([
    [{ kind: "between", low: 0.001, high: 0.1 }, "rate >= 0.001 and rate <= 0.1"],
    [{ kind: "between", high: -2 }, "rate <= -2"],
    [{ kind: "choices", choices: ["adam", "8", true] }, '(rate = adam or rate = "8" or rate = true)'],
    [{ kind: "choices", choices: [64] }, "rate = 64"],
    [{ kind: "absent" }, "rate = none"],
  ])("%j is a part of the filter, which is read back, replaced and taken away", (brush, written) => {
    const filter = withBrush("state = complete or number < 3", rate, brush);
    expect(filter).toBe(`(state = complete or number < 3) and ${written}`);
    const read = brushOf(filter, rate);
    // A text and what it means to a filter are one.
    expect(JSON.stringify(read).replaceAll('"true"', "true")).toBe(JSON.stringify(brush));
    expect(brushOf(filter, value)).toBeUndefined();
    const other = withBrush(filter, rate, { kind: "between", low: 5 });
    expect(other).toBe("(state = complete or number < 3) and rate >= 5");
    expect(withBrush(other, rate, undefined)).toBe("state = complete or number < 3");
  });

  it("leaves alone what only looks like it", () => {
    const filter = "not rate >= 1 and rate != 3 and rate > 0.5 and (rate = 1 or kind = b) and `value` >= 2";
    expect(brushOf(filter, rate)).toBeUndefined();
    expect(brushOf(filter, value)).toBeUndefined();
    expect(withBrush(filter, value, { kind: "between", high: 1 })).toBe(`${filter} and value <= 1`);
  });

  it("takes the place of what is no filter", () => {
    expect(withBrush("rate >", rate, { kind: "between", low: 1 })).toBe("rate >= 1");
    expect(withBrush("rate >", rate, undefined)).toBe("");
  });
});
