const small = {
  top: [3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694],
  last: 0.18577770618460315,
  bottom: [23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
};
const middle = {
  top: [
    0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001, 881.952221241769, 1712.0476126340707,
    2051.0783778260716, 1230.3393547979972,
  ],
  last: 2.1531153547440383e-8,
  bottom: [
    15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597, 4362.619090143247,
    3439.3676741437216, 1230.3393548037495,
  ],
};
const far = {
  top: [0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275, 0.0006587491615298378],
  last: 0.016315387137302097,
  bottom: [2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918],
};

/** A ratio of two polynomials, in the order in which Cody tabulates them. */
const ratio = ({ top, last, bottom }: typeof small, x: number): number => {
  let above = last * x;
  let below = x;
  for (let i = 0; i < top.length - 1; i++) {
    above = (above + top[i]!) * x;
    below = (below + bottom[i]!) * x;
  }
  return (above + top.at(-1)!) / (below + bottom.at(-1)!);
};

/** erfcx x = e^(x²) erfc x, to 16 digits: what is left of erfc where erfc itself underflows. (Cody 1969) */
export const erfcx = (x: number): number => {
  const y = Math.abs(x);
  if (y <= 0.46875) return Math.exp(x * x) * (1 - x * ratio(small, x * x));
  const positive = y <= 4 ? ratio(middle, y) : tail(y);
  return x >= 0 ? positive : 2 * Math.exp(x * x) - positive;
};

const tail = (y: number): number => {
  const square = 1 / (y * y);
  return (1 / Math.sqrt(Math.PI) - square * ratio(far, square)) / y;
};
