import { cumsum } from "../../operations/indexing.ts";
import type { Translation } from "./call.ts";

export const indexing = {
  CumSum: (call) => {
    if (call.integer("exclusive", 0) === 1) throw call.refuse("its totals leave out their own element (exclusive)");
    return cumsum(call.input(0), call.numbers(1)![0]!, { reverse: call.integer("reverse", 0) === 1 });
  },
  Gather: (call) => call.input(0).gather(call.input(1), call.integer("axis", 0)),
  GatherElements: (call) => call.input(0).takeAlongAxis(call.input(1), call.integer("axis", 0)),
} satisfies Readonly<Record<string, Translation>>;
