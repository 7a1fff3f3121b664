import type { Place } from "../../terrain/contours.tsx";
import type { OptimizerName } from "./optimizers.ts";
import type { Racer } from "./race.ts";

/** How near the pointer has to be, in units of the picture. */
const reach = 22;

/** The step of a way that a place of the picture is nearest to; none where no way is near. */
export const nearest = (
  racers: readonly Racer[],
  place: Place,
  [left, top]: readonly [number, number],
): { readonly name: OptimizerName; readonly step: number } | undefined => {
  let best: { name: OptimizerName; step: number } | undefined;
  let least = reach;
  for (const { name, way } of racers)
    for (const [step, { at }] of way.entries()) {
      const [x, y] = place(...at);
      const away = Math.hypot(x - left, y - top);
      if (away < least) [least, best] = [away, { name, step }];
    }
  return best;
};
