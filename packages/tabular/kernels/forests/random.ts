let a: u32 = 0;
let b: u32 = 0;
let c: u32 = 0;
let counter: u32 = 1;

/** Starts from three words. */
export function seedRandom(first: u32, second: u32, third: u32): void {
  a = first;
  b = second;
  c = third;
  counter = 1;
  for (let i = 0; i < 12; i++) random();
}

/** sfc32, as `@kaviar/base/random` has it. */
export function random(): f64 {
  const sum = a + b + counter;
  counter++;
  a = b ^ (b >>> 9);
  b = c + (c << 3);
  c = rotl<u32>(c, 21) + sum;
  return <f64>sum / 4294967296.0;
}
