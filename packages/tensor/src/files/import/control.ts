import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { cond } from "../../transformations/control.ts";
import type { Translation } from "./call.ts";
import { loopOf } from "./loop.ts";
import { scanOf } from "./scan.ts";
import { isSequence } from "./sequences.ts";

export const control = {
  If: (call) => {
    call.ignore("then_branch", "else_branch");
    const known = call.known(0);
    if (known) return call.run(known[0] ? "then_branch" : "else_branch");
    const whether = call.input(0).reshape([]) as Tensor<"bool">;
    const branch = (name: string) => (): AnyTensor[] => {
      const results = [...call.run(name)];
      if (results.some(isSequence)) throw call.refuse("the data decide which list of tensors it gives");
      return results;
    };
    return cond(whether, branch("then_branch"), branch("else_branch"));
  },
  Loop: loopOf,
  Scan: scanOf,
} satisfies Readonly<Record<string, Translation>>;
