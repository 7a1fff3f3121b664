/** Of the six connections that a browser has to one server (HTTP/1.1), for all its pages: the others are for short questions. */
const slots = 4;

/**
 * Takes one of the streams that all pages of the browser share; gives what hands it back, undefined where none is free. A page that
 * closes hands its own back by itself. Pages that came by plain HTTP from another machine have no locks to share by: each of
 * them takes what it wants.
 */
export const takeSlot = async (): Promise<(() => void) | undefined> => {
  if (navigator.locks === undefined) return () => {};
  for (let slot = 0; slot < slots; slot++) {
    const handBack = await take(`kaviar-stream-${slot}`);
    if (handBack !== undefined) return handBack;
  }
  return undefined;
};

const take = (name: string): Promise<(() => void) | undefined> =>
  new Promise((taken) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock === null) return taken(undefined);
      return new Promise<void>((handBack) => taken(handBack));
    });
  });
