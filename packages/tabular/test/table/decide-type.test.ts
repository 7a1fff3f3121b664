import { expect, it } from "vitest";
import { table } from "../../src/table/index.ts";

const typeOf = (name: string, values: Parameters<typeof table>[0][string & keyof object]) => {
  const { type, why } = table({ [name]: values as never }).schema[0]!;
  return { type, why };
};

const many = <T>(of: (i: number) => T): T[] => Array.from({ length: 40 }, (_, i) => of(i));

it("rows and arrays have the types of their values, with a reason", () => {
  const found = table([
    { age: 41, ok: true, when: new Date(0), plan: "basic", one: 1, none: null },
    { age: 29.5, ok: true, when: new Date(0), plan: "pro", one: 1, none: null },
  ]);
  expect(found.schema.map(({ name, type, why }) => [name, type, why])).toEqual([
    ["age", "number", "numbers, not all of them whole"],
    ["ok", "boolean", "all values are true or false"],
    ["when", "date", "all values are dates"],
    ["plan", "category", "2 different texts in 2 rows"],
    ["one", "constant", "1 in all rows"],
    ["none", "constant", "all values are missing"],
  ]);
});

it("one row tells no constant, few rows no id", () => {
  expect(typeOf("x", [1] as never).type).toBe("integer");
  expect(typeOf("x", ["a"] as never).type).toBe("category");
  expect(typeOf("id", [1, 2, 3] as never).type).toBe("integer");
});

it("whole numbers of their own are an id where they are called so, and never in a typed array", () => {
  for (const name of ["id", "customer_id", "Customer ID", "customerId", "Unnamed: 0", "row_number"])
    expect(typeOf(name, many((i) => i * 3) as never).type, name).toBe("id");
  for (const name of ["paid", "valid", "x", "width"])
    expect(typeOf(name, many((i) => i) as never).type, name).toBe("integer");
  expect(typeOf("id", Float64Array.from(many((i) => i)) as never).type).toBe("integer");
});

it("a bigint beyond 2⁵³ is a name, and no number that is nearly it", () => {
  const found = table({ key: [9007199254740993n, 1n, null] });
  expect(found.column("key").toArray()).toEqual(["9007199254740993", "1", null]);
  expect(found.schema[0]).toMatchObject({ type: "id", why: "whole numbers beyond 2⁵³" });
  expect(
    table({ count: [1n, 2n] })
      .column("count")
      .toArray(),
  ).toEqual([1, 2]);
});
