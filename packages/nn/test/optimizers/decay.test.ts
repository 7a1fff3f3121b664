import { expect, it } from "vitest";
import { chain, decay, named, not, sgd } from "../../src/index.ts";
import { layer, walk } from "./walk.ts";

it("decays what a predicate chooses, with the strength of AdamW unless said", async () => {
  const start = layer();
  const still = [{ weight: start.weight.mul(0), bias: start.bias.mul(0) }];
  const after = (link: ReturnType<typeof decay>) => walk(chain(sgd({ rate: 0.5 }), link), start, still).path[0]!;
  const { weight, bias } = after(decay(not(named("bias"))));
  expect(
    await weight!
      .sub(start.weight.mul(1 - 0.5 * 0.01))
      .abs()
      .max()
      .item(),
  ).toBeLessThan(1e-7);
  expect(await bias!.array()).toEqual(await start.bias.array());
  const said = after(decay(0.2, named("bias")));
  expect(await said.weight!.array()).toEqual(await start.weight.array());
  expect(
    await said
      .bias!.sub(start.bias.mul(1 - 0.5 * 0.2))
      .abs()
      .max()
      .item(),
  ).toBeLessThan(1e-7);
});
