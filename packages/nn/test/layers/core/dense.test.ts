import { dense, relu, sequential } from "@kaviar/nn";
import { key } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

describe("dense refuses", () => {
  it("units that are no whole number, and says which", () => {
    expect(() => dense(0)).toThrow("≥ 1: got 0.");
    expect(() => dense("64" as never)).toThrow('≥ 1: got "64".');
  });
  it("an activation among its options, as Keras has it", () => {
    expect(() => dense(8, { activation: relu } as never)).toThrow("sequential(dense(8), relu)");
  });
  it("one number an example in place of a row", () => {
    expect(() => sequential(dense(8)).init(key(0), [])).toThrow("Give x the shape [N, 1].");
  });
});
