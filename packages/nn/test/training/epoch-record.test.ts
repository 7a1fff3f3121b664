import { dense, fit, l2, meanSquaredError, sgd } from "@kaviar/nn";
import { expect, it } from "vitest";

const x = Array.from({ length: 32 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
const y = Float32Array.from(x, ([a, b]) => 2 * a! - b!);
const still = { loss: meanSquaredError, optimizer: sgd({ rate: 1e-30 }), epochs: 1, validation: { x, y } } as const;

it("keeps the loss and what a penalty adds apart: the loss is that of validation on the same rows", async () => {
  const [plain] = (await fit(dense(1), { x, y }, still)).history;
  const trained = await fit(dense(1), { x, y }, { ...still, penalty: l2(0.5) });
  const [{ loss, penalty, validation }] = trained.history as [(typeof trained.history)[0]];
  expect(plain).not.toHaveProperty("penalty");
  expect(loss).toBeCloseTo(validation!.loss, 5);
  expect(loss).toBe(plain!.loss);
  // ½ Σw², of weights that do not move.
  const weights = await Promise.all(
    Object.values(trained.parts.params).flatMap((each) =>
      "weight" in (each as object)
        ? [(each as never as { weight: { data(): Promise<Float32Array> } }).weight.data()]
        : "data" in (each as object)
          ? [(each as never as { data(): Promise<Float32Array> }).data()]
          : [],
    ),
  );
  const squares = weights.flatMap((each) => [...each]).reduce((sum, w) => sum + w * w, 0);
  expect(penalty).toBeCloseTo(squares / 2, 4);
});
