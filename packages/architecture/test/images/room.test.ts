import { expect, it } from "vitest";
import { createRoom } from "../../src/images/room.ts";

it("lets in what fits, in the order asked, and what is larger than all of it alone", async () => {
  const room = createRoom(10);
  const log: string[] = [];
  const enter = async (name: string, amount: number) => {
    const leave = await room.take(amount);
    log.push(name);
    return leave;
  };
  const [a, b] = [await enter("a 6", 6), await enter("b 4", 4)];
  const huge = enter("c 99", 99);
  const small = enter("d 1", 1);
  a();
  await Promise.resolve();
  expect(log).toEqual(["a 6", "b 4"]);
  b();
  const leave = await huge;
  expect(log).toEqual(["a 6", "b 4", "c 99"]);
  leave();
  await small;
  expect(log).toEqual(["a 6", "b 4", "c 99", "d 1"]);
});
