import type { GraphBuilder } from "../../onnx/graph-builder.ts";

/** Truths or whole numbers as doubles. */
export const toDoubles = (tensor: string, graph: GraphBuilder): string =>
  graph.node("Cast", [tensor], { attributes: { to: 11 } });

/** 0, 1, … below a number, as doubles. */
export const countTo = (end: number, graph: GraphBuilder): string =>
  graph.doubles(Float64Array.from({ length: end }, (_, i) => i));

/** A tensor [rows, 1] of places as [rows, width]: 1 at the place, 0 elsewhere, and everywhere where there is no such place. */
export const placesToColumns = (places: string, width: number, graph: GraphBuilder): string =>
  toDoubles(graph.node("Equal", [places, countTo(width, graph)]), graph);
