import { describe, expect, it } from "vitest";
import {
  batchNorm,
  conv2d,
  define,
  dense,
  dropout,
  flatten,
  lstm,
  maxPool,
  parallel,
  relu,
  residual,
  sequential,
  summary,
  summaryOf,
} from "../../src/index.ts";

/** LeNet-like, for images of 28 × 28. */
const cnn = sequential(
  conv2d(8, 3),
  batchNorm(),
  relu,
  maxPool(2),
  residual(conv2d(8, 3), relu),
  flatten,
  dropout(0.5),
  dense(10),
);

describe("summary", () => {
  it("counts as one does by hand", () => {
    const rows = Object.fromEntries(summaryOf(cnn, [1, 28, 28]).map((row) => [row.path, row]));
    // 8 kernels of 3·3 without bias, at each of 28·28 places.
    expect(rows.conv2d).toMatchObject({ outputShape: [8, 28, 28], parameters: 72, multiplyAdds: 72 * 784 });
    expect(rows.batchNorm).toMatchObject({ parameters: 16, state: 16, multiplyAdds: 0 });
    expect(rows.maxPool).toMatchObject({ outputShape: [8, 14, 14], parameters: 0 });
    // 8 kernels of 8·3·3 and 8 biases, at 14·14 places; the residual has nothing of its own.
    expect(rows.residual).toMatchObject({ depth: 1, parameters: 0, multiplyAdds: 0 });
    expect(rows["residual/conv2d"]).toMatchObject({ depth: 2, parameters: 584, multiplyAdds: 576 * 196 });
    expect(rows.dropout).toMatchObject({ outputShape: [1568], state: 1 });
    expect(rows.dense).toMatchObject({ outputShape: [10], parameters: 15_690, multiplyAdds: 15_680 });
  });

  it("is a table", () => {
    expect(summary(cnn, [1, 28, 28])).toBe(
      [
        "layer         output           parameters   multiply-adds",
        "─────────────────────────────────────────────────────────",
        "input         [N, 1, 28, 28]",
        "sequential    [N, 10]",
        "  conv2d      [N, 8, 28, 28]           72          56,448",
        "  batchNorm   [N, 8, 28, 28]           16",
        "  relu        [N, 8, 28, 28]",
        "  maxPool     [N, 8, 14, 14]",
        "  residual    [N, 8, 14, 14]",
        "    conv2d    [N, 8, 14, 14]          584         112,896",
        "    relu      [N, 8, 14, 14]",
        "  flatten     [N, 1568]",
        "  dropout     [N, 1568]",
        "  dense       [N, 10]              15,690          15,680",
        "─────────────────────────────────────────────────────────",
        "total                              16,362         185,024",
        "16,362 numbers to learn (65.4 kB), 17 more kept as state",
      ].join("\n"),
    );
  });

  it("says what a named layer is, and shows named inputs and outputs", () => {
    const model = define(
      { encoder: dense(4), heads: parallel({ mean: dense(2), spread: dense(1) }) },
      ({ encoder, heads }, x) => heads(encoder(x)),
    );
    const lines = summary(model, [3]).split("\n");
    expect(lines[3]).toMatch(/^define\s+\{ mean: \[N, 2\], spread: \[N, 1\] \}$/);
    expect(lines[4]).toMatch(/^ {2}encoder \(dense\)\s+\[N, 4\]\s+16\s+12$/);
    expect(lines.at(-1)).toBe("31 numbers to learn (124 B)");
  });

  it("counts a shared layer once, and its work as often as it is used", () => {
    const twice = define({ each: dense(3) }, ({ each }, x) => each(each(x)));
    const [whole, each] = summaryOf(twice, [3]);
    expect(whole).toMatchObject({ parameters: 0, multiplyAdds: 0 });
    expect(each).toMatchObject({ parameters: 12, multiplyAdds: 18 });
  });

  it("counts an LSTM: 4 (in·units + units·units) a step", () => {
    const [, row] = summaryOf(sequential(lstm(5)), [7, 3]);
    expect(row!.multiplyAdds).toBe(7 * 4 * (3 * 5 + 5 * 5));
  });
});
