/** The pointer, and the box between the axes, in pixels of the page. */
export interface Pointer {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A trial, and where its mark is in the box. */
export interface Near {
  readonly trial: number;
  readonly left: number;
  readonly top: number;
}

/** In pixels: of what is further from the pointer nothing is meant. */
export const reach = 14;
