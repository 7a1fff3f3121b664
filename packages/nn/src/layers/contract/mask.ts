import { isTensor, presences, type Tensor } from "@kaviar/tensor";

/** [N, T], true where a sequence has something. */
export type Mask = Tensor<"bool">;

/** The masks of several signals, arranged as they are; null where one has none. */
export type Masks = Mask | null | readonly Masks[] | { readonly [name: string]: Masks };

/** A signal's mask, or those of several. */
export interface Masked {
  readonly mask?: Mask | null | undefined;
  readonly masks?: Masks | undefined;
}

/** 1 where a sequence has something, else 0, as it stands beside x [N, T, …]. */
export const maskBeside = (mask: Mask, x: Tensor): Tensor =>
  mask.cast("float32").reshape([...mask.shape, ...new Array<number>(x.rank - 2).fill(1)]);

const partsOf = (structure: unknown): readonly [string, unknown][] =>
  typeof structure === "object" && structure !== null && !isTensor(structure) ? Object.entries(structure) : [];

/** Each tensor of a signal with its mask. */
export const eachMasked = (
  signal: unknown,
  { mask, masks }: Masked,
): readonly (readonly [Tensor, Mask | undefined])[] => {
  if (isTensor(signal)) return [[signal as Tensor, mask ?? undefined]];
  return partsOf(signal).flatMap(([name, part]) => {
    const own = partsOf(masks).find(([each]) => each === name)?.[1] as Masks | undefined;
    return eachMasked(part, isTensor(part) ? { mask: own as Mask | null } : { masks: own });
  });
};

/** That of one of several signals. */
export const maskNamed = (masks: Masks | undefined, name: string): Mask | undefined => {
  const own = partsOf(masks).find(([each]) => each === name)?.[1];
  return isTensor(own) ? (own as Mask) : undefined;
};

/** The masks of a signal whose tensors' masks are known. */
export const masksOf = (signal: unknown, of: (x: Tensor) => Mask | undefined): Masked => {
  if (isTensor(signal)) return { mask: of(signal as Tensor) ?? null };
  const arranged = (part: unknown): Masks => {
    if (isTensor(part)) return of(part as Tensor) ?? null;
    if (Array.isArray(part)) return part.map(arranged);
    return Object.fromEntries(partsOf(part).map(([name, each]) => [name, arranged(each)]));
  };
  return { mask: null, masks: arranged(signal) };
};

/** What becomes of a signal's masks in what was computed from it: they follow the axes of steps wherever these go. */
export const masksThrough = (signal: unknown, masked: Masked, y: unknown): Masked => {
  const known = eachMasked(signal, masked).filter(([, mask]) => mask);
  if (known.length === 0) return { mask: null };
  const there = presences();
  for (const [x, mask] of known) there.say(x, mask);
  return masksOf(y, (x) => there.of(x, 2));
};
