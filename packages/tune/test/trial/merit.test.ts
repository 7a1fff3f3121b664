import { compareMerit } from "@kaviar/tune";
import { expect, it } from "vitest";

it("puts what keeps its constraints first, by its loss, then the rest by how much it breaks", () => {
  const all = [
    { loss: -9, violation: 2 },
    { loss: 5, violation: 0 },
    { loss: Number.NaN, violation: 0 },
    { loss: 7, violation: Infinity },
    { loss: 8, violation: 0.5 },
    { loss: -Infinity, violation: 0 },
    { loss: Infinity, violation: 0 },
  ];
  expect([...all].sort(compareMerit).map(({ loss, violation }) => `${loss} ${violation}`)).toEqual([
    "-Infinity 0",
    "5 0",
    "NaN 0",
    "Infinity 0",
    "8 0.5",
    "-9 2",
    "7 Infinity",
  ]);
});
