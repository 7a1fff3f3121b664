import type { TrainingFinding } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import { createProgress } from "../../src/training/progress.ts";

/** What is written to standard error while `use` runs. */
const written = async (isTTY: boolean, use: () => void): Promise<string> => {
  const { stderr } = process;
  const before = { isTTY: stderr.isTTY, write: stderr.write, columns: stderr.columns };
  let text = "";
  const write = (part: string): boolean => {
    text += part;
    return true;
  };
  Object.assign(stderr, { isTTY, columns: 80, write });
  try {
    use();
  } finally {
    Object.assign(stderr, before);
  }
  // The start of the line, and a wish to clear it, as one visible sign.
  return text.replaceAll("\r\u001b[K", "⌫");
};

const use = () => {
  const progress = createProgress(true, 0);
  progress.step(5, 10, 0.5);
  progress.step(10, 10, 0.25);
  progress.epoch("epoch 1/1   loss 0.2500");
  progress.end();
};

describe("progress", () => {
  it("is a bar with loss and time left on a terminal, and a line for each epoch", async () => {
    const text = await written(true, use);
    expect(text).toMatch(/⌫█{12}░{12} 5\/10 steps {3}\d+s left {3}loss 0\.5000/);
    expect(text).toMatch(/█{24} 10\/10 steps {3}0s left {3}loss 0\.2500/);
    expect(text).toMatch(/⌫epoch 1\/1 {3}loss 0\.2500\n⌫$/);
  });

  it("is a plain line for each epoch elsewhere", async () => {
    expect(await written(false, use)).toBe("epoch 1/1   loss 0.2500\n");
  });

  it("shows a problem below the line of the epoch, folded to the terminal, with what to try first", async () => {
    const problem = {
      code: "rate-too-high",
      severity: "problem",
      since: 12,
      evidence: "A step changes the weights by 30 % of their size, and the loss is 2.3 still (2.3 at first).",
      explanation: "",
      remedies: ["lower-rate", "warm-up", "clip-gradients", "decay-rate"].map((name) => ({ name, text: name })),
    } as TrainingFinding;
    const text = await written(true, () => createProgress(true, 0).epoch("epoch 1/1   loss 2.3", [problem]));
    expect(text.split("\n")).toEqual([
      "⌫epoch 1/1   loss 2.3",
      "   ✖ rate too high (since step 12): A step changes the weights by 30 % of their",
      "     size, and the loss is 2.3 still (2.3 at first).",
      "     try: 1. lower-rate",
      "          2. warm-up",
      "          3. clip-gradients",
      "     npx kaviar explain rate-too-high",
      "",
    ]);
  });

  it("says nothing unless asked", async () => {
    expect(await written(true, () => createProgress(false, 0).step(1, 2, 3))).toBe("");
  });

  it("counts steps where their number is not known, and never writes past the edge", async () => {
    const text = await written(true, () => createProgress(true, 0).step(7, Number.NaN, 0.125));
    expect(text).toBe("⌫step 7   loss 0.1250");
    process.stderr.columns = 30;
    const narrow = await written(true, () => {
      process.stderr.columns = 30;
      createProgress(true, 0).step(7, 1e6, 0.125);
    });
    expect(narrow.replace("⌫", "").length).toBe(29);
  });
});
