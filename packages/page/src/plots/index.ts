export { type Box, drawCounts, type Marks, radiusFor } from "./count-per-pixel.ts";
export { NearScreen } from "./near-screen.tsx";
export { axis, countsAxis, Plot, valuesAxis } from "./plot.tsx";
export { channels, rgb } from "./rgb.ts";
