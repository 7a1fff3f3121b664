import type { Option } from "@kaviar/page/charts";

interface Api {
  value(dimension: number): number;
  coord(point: readonly [number, number]): readonly [number, number];
}

const tip = 4;

/** Lines from one end to another of a value, with a mark at each end: data are [low, high, place]. */
export const whiskers = (data: readonly (readonly [number, number, number])[], stroke: string): Option => ({
  type: "custom",
  silent: true,
  z: 5,
  data,
  clip: true,
  encode: { x: [0, 1], y: 2 },
  renderItem: (_: unknown, api: Api) => {
    const place = api.value(2);
    const [left, y] = api.coord([api.value(0), place]);
    const [right] = api.coord([api.value(1), place]);
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: "line",
      shape: { x1, y1, x2, y2 },
      style: { stroke, lineWidth: 1.5 },
    });
    return {
      type: "group",
      children: [line(left, y, right, y), line(left, y - tip, left, y + tip), line(right, y - tip, right, y + tip)],
    };
  },
});
