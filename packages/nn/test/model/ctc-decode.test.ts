import { tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { ctcDecode } from "../../src/model/ctc-decode.ts";

it("repeats are one, a blank between two keeps both, steps that do not count say nothing", async () => {
  const paths = [
    [1, 1, 0, 1, 2],
    [0, 2, 2, 0, 0],
  ];
  const scores = tensor(paths.map((path) => path.map((label) => [0, 1, 2].map((c) => (c === label ? 1 : 0)))));
  expect(await ctcDecode(scores)).toEqual([[1, 1, 2], [2]]);
  expect(await ctcDecode(scores, { inputLengths: [2, 1] })).toEqual([[1], []]);
  expect(await ctcDecode(scores, { blank: 2 })).toEqual([
    [1, 0, 1],
    [0, 0],
  ]);
  await expect(ctcDecode(tensor([[1]]))).rejects.toThrow("ctcDecode needs scores [N, T, C]: got [1, 1].");
});
