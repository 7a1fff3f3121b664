import { readFileSync } from "node:fs";
import {
  compile,
  cond,
  data,
  grad,
  hvp,
  jvp,
  loop,
  scan,
  type Tensor,
  TensorError,
  tensor,
  vjp,
  vmap,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

const source = readFileSync(new URL(import.meta.url), "utf8").split("\n");

/** `transformations.errors.test.ts:12`, the one line that ends in `// marker`. */
const lineOf = (marker: string): string =>
  `transformations.errors.test.ts:${source.findIndex((line) => line.endsWith(`// ${marker}`)) + 1}`;

const errorOf = async (run: () => unknown): Promise<TensorError> => {
  try {
    await run();
  } catch (error) {
    if (error instanceof TensorError) return error;
    throw error;
  }
  throw new Error("expected an error");
};

const x = tensor([1, 2]);
const flag = tensor(true, { dtype: "bool" });

describe("asking for numbers while a function is traced", () => {
  const ask = (tensor: Tensor) => {
    const asked = tensor.data();
    asked.catch(() => undefined);
    return asked;
  };

  it.each<[string, (x: Tensor) => unknown]>([
    ["compile", (at) => compile((x: Tensor) => ask(x) as never)(at)],
    ["grad", (at) => grad((x: Tensor) => ask(x) as never)(at)],
    ["vmap", (at) => vmap((x: Tensor) => ask(x) as never)(at)],
    ["loop", (at) => loop(3, at, (x) => ask(x) as never)],
    ["scan", (at) => scan((_: Tensor, x: Tensor) => ask(x) as never, tensor(0), at)],
    [
      "cond",
      (at) =>
        cond(
          flag,
          () => ask(at) as never,
          () => at,
        ),
    ],
  ])("is an error in %s", async (_, run) => {
    expect((await errorOf(() => run(x))).message).toMatch(/promise/);
  });

  it("rejects with the reason and the way out", async () => {
    let asked: Promise<unknown> = Promise.resolve();
    compile((x: Tensor) => {
      asked = ask(x.mul(2));
      return x;
    })(x);
    const error = await errorOf(() => asked);
    expect(error.code).toBe("trace");
    expect(error.message).toMatch(/data\(\)[\s\S]*float32 \[2\][\s\S]*where or cond/);
  });

  it("an async function is told to be none", async () => {
    const error = await errorOf(() => compile((async (x: Tensor) => x) as never)(x as never));
    expect(error.code).toBe("trace");
    expect(error.message).toMatch(/not a promise[\s\S]*async/);
  });
});

describe("a value used outside of the trace it belongs to", () => {
  const leakFrom = (run: (keep: (leaked: Tensor) => void) => unknown): Tensor => {
    let leaked = x;
    run((each) => {
      leaked = each;
    });
    return leaked;
  };

  it.each<[string, Tensor, RegExp]>([
    [
      "compile",
      leakFrom((keep) => compile((at: Tensor) => [keep(at.mul(2)), at][1]!)(x)),
      /argument of a compiled function/,
    ],
    ["vmap", leakFrom((keep) => vmap((at: Tensor) => [keep(at.mul(2)), at][1]!)(x)), /one example of a vmap/],
    ["loop", leakFrom((keep) => loop(2, x, (at) => [keep(at.mul(2)), at][1]!)), /state of a loop/],
    [
      "scan",
      leakFrom((keep) => scan((s: Tensor, at: Tensor) => [s, [keep(at.mul(2)), at][1]!], x, x)),
      /row of a loop/,
    ],
  ])("is an error that says where it is from: %s", async (_, leaked, owner) => {
    const eager = await errorOf(() => leaked.add(1).data());
    expect(eager.code).toBe("trace");
    expect(eager.message).toMatch(owner);
    const compiled = await errorOf(() => data(compile((at: Tensor) => at.sum().add(leaked.sum()))(x)));
    expect(compiled.message).toMatch(owner);
  });

  it("a value from inside grad is no leak: there it is an ordinary tensor", async () => {
    const leaked = leakFrom((keep) => grad((at: Tensor) => [keep(at.mul(2)), at.sum()][1]!)(x));
    expect(await leaked.array()).toEqual([2, 4]);
  });
});

describe("derivatives of what has none", () => {
  it("grad needs one float scalar, and says what it got", async () => {
    const error = await errorOf(() => grad((at: Tensor) => at.mul(2))(x));
    expect(error.code).toBe("scalar");
    expect(error.message).toMatch(/one float scalar[\s\S]*float32 \[2\][\s\S]*jacobian or vjp/);
    expect((await errorOf(() => grad((at: Tensor) => at.argmax())(x))).message).toMatch(/int32 \[\]/);
    expect((await errorOf(() => grad((at: Tensor) => ({ loss: at.sum(), more: at }) as never)(x))).code).toBe("scalar");
  });

  it("by integers and booleans", async () => {
    const error = await errorOf(() =>
      grad(({ n }: { n: Tensor<"int32"> }) => n.sum().cast("float32"))({ n: tensor([1], { dtype: "int32" }) }),
    );
    expect(error.code).toBe("derivative");
    expect(error.message).toMatch(/argument\.n is int32[\s\S]*later argument/);
  });

  it("directions and cotangents of another shape, dtype or number", async () => {
    const f = (at: Tensor) => at.square();
    expect((await errorOf(() => jvp(f, x, tensor([1, 2, 3])))).message).toMatch(
      /direction[\s\S]*expected.*\[2\][\s\S]*got.*\[3\]/,
    );
    expect((await errorOf(() => hvp((at: Tensor) => at.sum())(x, tensor(1)))).message).toMatch(/direction/);
    expect((await errorOf(() => vjp(f, x)[1](x.cast("float64") as never))).message).toMatch(
      /cotangent[\s\S]*float32[\s\S]*float64/,
    );
    expect((await errorOf(() => vjp(f, x)[1]([x, x] as never))).message).toMatch(/cotangent/);
  });
});

describe("JavaScript's operators", () => {
  it("are an error on a tensor, also on one that is a number outside of the compiled function", async () => {
    const step = compile((w: Tensor, rate: number) => w.mul(rate * 2));
    const error = await errorOf(() => step(x, 0.1));
    expect(error.code).toBe("data");
    expect(error.message).toMatch(/no number[\s\S]*float32 \[\][\s\S]*tensor inside of it/);
    expect((await errorOf(() => (x as never) > 0)).code).toBe("data");
    expect(`${x}`).toBe("Tensor float32 [2]");
  });
});

describe("structures", () => {
  it("name the place of what is no tensor", async () => {
    const error = await errorOf(() => compile((at: { rows: Tensor[] }) => at.rows[0]!)({ rows: [x, "two" as never] }));
    expect(error.code).toBe("structure");
    expect(error.message).toMatch(/\.rows\[1\] is a string/);
    expect((await errorOf(() => data([x, undefined] as never))).message).toMatch(/\[1\] is undefined/);
    expect((await errorOf(() => grad((at: Map<string, Tensor>) => at.get("w")!)(new Map([["w", x]])))).message).toMatch(
      /is a Map/,
    );
    expect((await errorOf(() => compile((() => undefined) as never)())).message).toMatch(/the value is undefined/);
  });
});

describe("the user's own line", () => {
  it("tops the stack, also when the fault comes to light in a derivative or a batch", async () => {
    const eager = await errorOf(() => x.matmul(tensor([1, 2, 3]))); // the product
    expect(eager.stack?.split("\n").find((line) => line.includes(".ts:"))).toContain(lineOf("the product"));
    const traced = await errorOf(() =>
      compile(
        (at: Tensor) => loop(2, at, (each) => each.add(tensor([1, 2, 3]))), // the sum
      )(x),
    );
    expect(traced.stack).toContain(lineOf("the sum"));
  });
});
