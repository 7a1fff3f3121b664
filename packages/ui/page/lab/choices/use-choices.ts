import { useMemo } from "preact/hooks";
import { address, goInstead } from "../address.ts";
import { type Choices, type Chosen, readChoices, writeChoices } from "./choice.ts";

/** What is chosen in a room, as its address says it, and how to choose otherwise. */
export const useChoices = <C extends Choices>(
  choices: C,
): readonly [chosen: Chosen<C>, choose: (patch: Partial<Chosen<C>>) => void] => {
  const { chosen: words } = address.value;
  const chosen = useMemo(() => readChoices(choices, new URLSearchParams(words)), [choices, JSON.stringify(words)]);
  const choose = (patch: Partial<Chosen<C>>) =>
    goInstead({
      chosen: writeChoices(choices, { ...readChoices(choices, new URLSearchParams(address.value.chosen)), ...patch }),
    });
  return [chosen, choose];
};
