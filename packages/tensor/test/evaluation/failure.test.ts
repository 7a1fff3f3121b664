import { compile, loop, scatterAdd, type Tensor, TensorError, takeAlongAxis, tensor } from "@kaviar/tensor";
import { explainFailure } from "@kaviar/tensor/evaluation/failure";
import { describe, expect, it } from "vitest";
import { lineOf } from "../line-of.ts";

const line = lineOf(import.meta.url);
const x = tensor([1, 2, 3]);
const at = (...indices: number[]) => tensor(indices, { dtype: "int32" });

const failureOf = async (result: Tensor): Promise<TensorError> => {
  const error: unknown = await result.data().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TensorError)) throw new Error(`expected a TensorError, got ${error}`);
  return error;
};

describe("a failure of the runtime", () => {
  it.each([
    ["gather", ": got 7", (i: Tensor<"int32">) => x.gather(i, 0)],
    ["takeAlongAxis", "", (i: Tensor<"int32">) => takeAlongAxis(x, i, 0)],
    ["scatter", ": got 7", (i: Tensor<"int32">) => scatterAdd(x, i, tensor([1, 1]))],
  ] as const)("in %s names the law, the index and the operands", async (name, got, f) => {
    const error = await failureOf(compile(f)(at(0, 7)));
    expect(error.code).toBe("index");
    expect(error.message).toContain(
      `${name} needs indices in [-3, 3)${got}.\n  input 0  float32 [3]\n  input 1  int32 [2]`,
    );
    expect(error.message).toContain("Clip the indices");
  });

  it("inside loops is that of the innermost operation, at the user's line", async () => {
    const step = (i: Tensor<"int32">) => {
      const picked = x.gather(i.mul(2), 0); // the gather
      return picked.cast("int32").add(i);
    };
    const error = await failureOf(compile(() => loop(2, at(0).sum(), (i) => loop(4, i, step)).cast("float32"))());
    // 0 → x[0] + 0 = 1 → x[2] + 1 = 4 → x[8]
    expect(error.message).toMatch(/^gather needs indices in \[-3, 3\): got 8\./);
    expect(error.stack).toContain(line("the gather"));
    expect(String(error.cause)).toContain("Gather");
  });

  it("for want of memory says how much", async () => {
    const table = compile((x: Tensor) =>
      x
        .broadcastTo([2 ** 21, 2 ** 21])
        .exp()
        .sum(),
    );
    const error = await failureOf(table(tensor([1])));
    expect(error.code).toBe("runtime");
    expect(error.message).toMatch(/^There is no memory for \w+: it needs 16 TiB at once\./);
  });

  it("of any other kind keeps the runtime's words and the cause", () => {
    const cause = new Error(
      "Non-zero status code returned while running Foo node. Name:'' Status Message: the sky fell",
    );
    const program = { nodes: [] } as never;
    const error = explainFailure(cause, program) as TensorError;
    expect(error.message).toBe("The graph failed in the runtime: the sky fell");
    expect(error.cause).toBe(cause);
  });
});
