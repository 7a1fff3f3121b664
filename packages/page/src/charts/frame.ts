/** The part of a chart between its axes: how large it is, and where in it a place on the axes lies, from its corner. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  x(place: number): number;
  y(place: number): number;
}

/** What lies below the pointer: its data, and where its mark is in the frame, if it has one: a place, or those of a line. */
export interface Found {
  readonly data: unknown;
  readonly outline: readonly (readonly [x: number, y: number])[];
}
