import { between, type Chosen, flag, whole } from "../../choices/choice.ts";
import { type NetName, netNames } from "./nets.ts";

/** All that can be chosen; each net by whether it runs. */
export const choices = {
  ...(Object.fromEntries(netNames.map((name) => [name, flag(true)])) as Readonly<
    Record<NetName, ReturnType<typeof flag>>
  >),
  rows: whole(6, 100, 12),
  noise: between(0, 1, 0.3),
  strength: between(0.00001, 1, 0.003),
  share: between(0.05, 0.8, 0.2),
  patience: whole(1, 200, 30),
  epochs: whole(10, 2_000, 400),
  seed: whole(0, 999, 0),
};

export type OverfittingChoices = Chosen<typeof choices>;
