import { FlagField, NumbersField, RangeField, SelectField } from "../../controls/fields.tsx";
import type { EvolutionChoices } from "./choices.ts";

interface ControlsProps {
  readonly chosen: EvolutionChoices;
  choose(patch: Partial<EvolutionChoices>): void;
}

/** What is bred, from what, and how. */
export const Controls = ({ chosen, choose }: ControlsProps) => (
  <>
    <SelectField
      name="models"
      title="models"
      of="tpot"
      value={chosen.models}
      options={[
        { value: "all", title: "all quick ones" },
        { value: "kNearest", title: "k nearest" },
        { value: "linear", title: "linear ones" },
      ]}
      choose={(models) => choose({ models })}
    />
    <SelectField
      name="begin"
      title="begin with"
      of="warm-start"
      value={chosen.begin}
      options={[
        { value: "drawn", title: "random pipelines" },
        { value: "known", title: "known good ones" },
      ]}
      choose={(begin) => choose({ begin })}
    />
    <NumbersField
      name="population"
      title="population"
      of="genetic-programming"
      value={chosen.population}
      options={[6, 12, 20]}
      choose={(population) => choose({ population })}
    />
    <NumbersField
      name="generations"
      title="generations"
      value={chosen.generations}
      options={[4, 8, 12]}
      choose={(generations) => choose({ generations })}
    />
    <RangeField
      name="crossed"
      title="crossed"
      of="genetic-programming"
      value={chosen.crossed}
      low={0}
      high={1}
      step={0.1}
      show={(share) => `${Math.round(100 * share)} %`}
      choose={(crossed) => choose({ crossed })}
    />
    <SelectField
      name="judge"
      title="judged by"
      of="pareto-front"
      value={chosen.judge}
      options={[
        { value: "both", title: "score and parts" },
        { value: "score", title: "score alone" },
      ]}
      choose={(judge) => choose({ judge })}
    />
    <FlagField
      name="families"
      title="families take turns"
      of="tpot"
      value={chosen.families}
      choose={(families) => choose({ families })}
    />
    <FlagField
      name="racing"
      title="stop who is behind"
      of="pruning"
      value={chosen.racing}
      choose={(racing) => choose({ racing })}
    />
  </>
);
