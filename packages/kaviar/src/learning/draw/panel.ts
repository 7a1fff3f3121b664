/** One picture: numbers over numbers, joined by a line, as points, or as bars from 0. */
export interface Panel {
  readonly title: string;
  /** What goes from left to right. */
  readonly axis: string;
  readonly shape: "line" | "points" | "bars";
  /** How far the picture goes to the left and to the right. */
  readonly range: readonly [left: number, right: number];
  /** How far it goes down and up, where that is not as far as its numbers go. */
  readonly height?: readonly [bottom: number, top: number];
  readonly points: readonly (readonly [x: number, y: number])[];
}
