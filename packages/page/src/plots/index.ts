export { channels, rgb } from "../rgb.ts";
export { drawCounts, type Marks, radiusFor } from "./count-per-pixel.ts";
export { drawAgain, onDrawAgain } from "./draw-again.ts";
export { createMarkCounts, type MarkCounts } from "./mark-counts.ts";
export { NearScreen } from "./near-screen.tsx";
export type { Box } from "./paint.ts";
export { axis, countsAxis, Plot, valuesAxis } from "./plot.tsx";
