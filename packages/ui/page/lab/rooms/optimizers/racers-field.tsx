import { NumbersField } from "../../controls/fields.tsx";
import { isHidden, isTeaching } from "../../controls/teaching.ts";
import { Stroke } from "../../lines/line-plot.tsx";
import type { RaceChoices } from "./choices.ts";
import { optimizerNames, optimizers } from "./optimizers.ts";
import { colourOf } from "./ways.tsx";

interface RacersProps {
  readonly chosen: RaceChoices;
  choose(patch: Partial<RaceChoices>): void;
}

const rates = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];

/** Who races, and at which rate. */
export const RacersField = ({ chosen, choose }: RacersProps) => (
  <ul class="racers">
    {optimizerNames
      .filter((name) => isTeaching.value || !isHidden(name))
      .map((name) => {
        const { title, rate, dash } = optimizers[name];
        const runs = chosen[name] > 0;
        return (
          <li key={name}>
            <label class="with-mark">
              <input
                type="checkbox"
                checked={runs}
                onChange={() => choose({ [name]: runs ? 0 : rate } as Partial<RaceChoices>)}
              />
              <Stroke line={{ colour: colourOf({ name }), dash }} />
              {title}
            </label>
            {runs && (
              <NumbersField
                name={name}
                title={`rate of ${title}`}
                of={name}
                value={chosen[name]}
                options={rates}
                choose={(rate) => choose({ [name]: rate } as Partial<RaceChoices>)}
              />
            )}
          </li>
        );
      })}
  </ul>
);
