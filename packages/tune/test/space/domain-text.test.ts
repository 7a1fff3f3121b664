import { bool, compileSpace, conditionText, domainText, float, int, log, oneMinusLog, ordinal } from "@kaviar/tune";
import { expect, it } from "vitest";

it("says domains and conditions in a few words", () => {
  const space = {
    rate: log(1e-5, 1),
    momentum: oneMinusLog(0.9, 0.999),
    share: float(0, 1, { step: 0.25 }),
    units: int(8, 512, { log: true }),
    size: ordinal(["s", "m", "l"]),
    nesterov: bool(),
  };
  const words = compileSpace(space).dimensions.map(({ name, domain }) => `${name}: ${domainText(domain)}`);
  expect(words).toEqual([
    "rate: float [1e-5, 1] log",
    "momentum: float [0.9, 0.999] oneMinusLog",
    "share: float [0, 1] step 0.25",
    "units: int [8, 512] log",
    "size: ordinal s | m | l",
    "nesterov: choice false | true",
  ]);
  expect(conditionText({ name: "optimizer", in: ["adam", "adamw"] })).toBe("optimizer is adam or adamw");
  expect(conditionText({ name: "layers.length", atLeast: 3 })).toBe("layers.length ≥ 3");
  expect(conditionText({ name: "depth", atMost: 0.5 })).toBe("depth ≤ 0.5");
});
