import { describe, expect, it } from "vitest";
import { refuseTooLong } from "../../src/search/refuse-too-long.ts";

describe("a pipeline that will not end in its time", () => {
  it("is given up after the first fold that says so", () => {
    expect(() => refuseTooLong(5, { done: 1, all: 5, seconds: 20 })).toThrow(
      "A pipeline is scored in its time: 1 of 5 folds took 5.0 s, so that all would take 25 of 20 s.",
    );
  });

  it("goes on where it will end in it, or may by a little, or where there is no limit", () => {
    expect(() => refuseTooLong(4, { done: 1, all: 5, seconds: 20 })).not.toThrow();
    expect(() => refuseTooLong(4.3, { done: 1, all: 5, seconds: 20 })).not.toThrow();
    expect(() => refuseTooLong(100, { done: 1, all: 5, seconds: undefined })).not.toThrow();
  });
});
