import { type Near, type Pointer, reach } from "../../charts/near.ts";
import { placing } from "../../charts/span.ts";
import type { CurvesData } from "./curves-data.ts";

/** The curve next to the pointer, at its point next to it. */
export const nearestCurve = ({ left, top, width, height }: Pointer, data: CurvesData): Near | undefined => {
  const [x, y] = [placing(data.x), placing(data.y)];
  let [found, nearest] = [undefined as Near | undefined, reach * reach];
  for (const { number, step, value } of data.curves)
    for (let point = 0; point < step.length; point++) {
      const [atLeft, atTop] = [x(step[point]!) * width, (1 - y(value[point]!)) * height];
      const distance = (atLeft - left) ** 2 + (atTop - top) ** 2;
      if (distance < nearest) [found, nearest] = [{ trial: number, left: atLeft, top: atTop }, distance];
    }
  return found;
};
