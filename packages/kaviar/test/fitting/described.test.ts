import { table } from "@kaviar/tabular";
import { expect, it } from "vitest";
import { described } from "../../src/fitting/described.ts";

const rows = 1000;
const of = <T>(make: (i: number) => T): T[] => Array.from({ length: rows }, (_, i) => make(i));

it("says rows, columns by their types, what is left out, and how the target lies", () => {
  const churn = table({
    phone: of((i) => `p${i}`),
    plan: of((i) => ["basic", "gold"][i % 2]!),
    minutes: of((i) => i / 7),
    calls: of((i) => i % 50),
    country: of(() => "de"),
    churned: of((i) => i % 50 < 7),
    price: of((i) => 12.5 + (i % 500) / 2),
    colour: of((i) => ["red", "blue", "green", "grey"][i % 4]!),
  });
  expect(described(churn, "churned")).toEqual([
    "1 000 rows, 7 columns (2 categories, 3 numbers, 1 id left out: phone, 1 constant left out: country)",
    "14 % churned",
  ]);
  expect(described(churn, "price")[1]).toBe("price from 12.5 to 262");
  expect(described(churn, "plan")[1]).toBe("plan: basic 50 %, gold 50 %");
  expect(described(churn, "colour")[1]).toBe("colour: red 25 %, blue 25 %, green 25 %, 1 more");
});

it("takes two whole numbers for classes, and says where nothing is known", () => {
  expect(described(table({ x: [1, 2, 3, 4], y: [0, 1, 1, 1] }), "y")[1]).toBe("y: 1 75 %, 0 25 %");
  expect(described(table({ x: [1, 2], y: [null, null] }), "y")[1]).toBe("y is missing in every row");
});
