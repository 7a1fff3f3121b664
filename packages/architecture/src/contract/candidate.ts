/** Values of parameters by their names, nested as their space is. */
export interface Values {
  readonly [name: string]: unknown;
}

/** A point of the space of a search: a family, the network in it, and how it is trained. */
export interface Candidate {
  readonly kind: string;
  readonly model: Values;
  /** Nothing, where the last layer is solved. */
  readonly training?: Values;
}
