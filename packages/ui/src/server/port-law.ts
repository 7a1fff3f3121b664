import { law } from "@kaviar/base/check";

export const portLaw = law<number>(
  "a port, a whole number from 0 to 65535",
  (x) => Number.isInteger(x) && Number(x) >= 0 && Number(x) < 65536,
);
