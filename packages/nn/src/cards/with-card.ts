/** A function and what there is to know of it, as one value: `withCard(f, { about: { … } })`. */
export const withCard = <F extends (...args: never[]) => unknown, Extra extends object>(
  f: F,
  extra: Extra,
): F & Extra => Object.assign(f, extra);
