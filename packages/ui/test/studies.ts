import { choice, createStudy, float, log, openStorage, random, type Storage, type Study } from "@kaviar/tune";

/** What breaks out of a script element, of an element, and of an attribute, where it is not escaped. */
export const hostile = `"'</script><script>globalThis.broken = 1</script><img src=x onerror="globalThis.broken = 1"><!--<script>`;

/** A study with complete and failed trials, reports, and a choice. */
export const digits = async (storage: Storage, trials = 60): Promise<Study> => {
  const study = await createStudy({ name: "digits", storage, seed: 1, sampler: random() });
  await study.optimize(
    { rate: log(1e-5, 1), optimizer: choice(["adam", "sgd"]) },
    async ({ rate }, trial) => {
      for (let epoch = 1; epoch <= 12; epoch++) await trial.report(Math.abs(Math.log10(rate) + 3) + 3 / epoch, epoch);
      if (rate > 0.5) throw new Error("the loss is NaN after epoch 12");
      trial.setAttribute("epochs", 12);
      return Math.abs(Math.log10(rate) + 3);
    },
    { trials },
  );
  return study as unknown as Study;
};

/** A study of two objectives whose every name is hostile. */
export const attacker = async (storage: Storage): Promise<Study> => {
  const study = await createStudy({
    name: hostile,
    storage,
    seed: 1,
    sampler: random(),
    directions: ["minimize", "maximize"],
  });
  await study.optimize(
    { [hostile]: float(0, 1), kind: choice([hostile, "plain"]) },
    async ({ [hostile]: x }, trial) => {
      trial.setAttribute(hostile, hostile);
      if ((x as number) > 0.8) throw new Error(hostile);
      return [x as number, 1 - (x as number) ** 2];
    },
    { trials: 20 },
  );
  return study as unknown as Study;
};

export const inMemory = (): Promise<Storage> => openStorage("memory");
