import { einsum, grad, type Nested, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

/** Equation, operands, and what NumPy gives. */
const recorded: readonly (readonly [string, readonly Nested[], Nested])[] = [
  [
    "ij,jk->ik",
    [
      [
        [-1, -3, -2],
        [0, -3, -3],
      ],
      [
        [-3, 2],
        [2, 0],
        [-1, 0],
      ],
    ],
    [
      [-1, -2],
      [-3, 0],
    ],
  ],
  [
    "ij->ji",
    [
      [
        [-2, -2, -1],
        [2, 3, -3],
      ],
    ],
    [
      [-2, 2],
      [-2, 3],
      [-1, -3],
    ],
  ],
  [
    "ij->",
    [
      [
        [1, 1, 2],
        [3, -3, -1],
      ],
    ],
    3,
  ],
  [
    "ii->i",
    [
      [
        [-2, -1, 3],
        [-1, -1, 1],
        [-2, 0, -1],
      ],
    ],
    [-2, -1, -1],
  ],
  [
    "ii",
    [
      [
        [2, -3, 3],
        [-2, 2, -1],
        [-3, 0, 3],
      ],
    ],
    7,
  ],
  [
    "i,j->ij",
    [
      [-3, 0],
      [-2, 0, -3],
    ],
    [
      [6, 0, 9],
      [0, 0, 0],
    ],
  ],
  [
    "bij,bjk->bik",
    [
      [
        [
          [2, 1, 3],
          [-2, 2, 3],
        ],
        [
          [1, 1, 3],
          [-3, -3, -2],
        ],
      ],
      [
        [
          [-1, 1],
          [2, -3],
          [-3, 2],
        ],
        [
          [2, 3],
          [-2, -2],
          [-2, 2],
        ],
      ],
    ],
    [
      [
        [-9, 5],
        [-3, -2],
      ],
      [
        [-6, 7],
        [4, -7],
      ],
    ],
  ],
  [
    "bik,kj->bij",
    [
      [
        [
          [2, -1, 0],
          [1, 1, 0],
        ],
        [
          [0, -3, -3],
          [-3, -3, -1],
        ],
      ],
      [
        [-1, 0],
        [-3, 2],
        [2, 3],
      ],
    ],
    [
      [
        [1, -2],
        [-4, 2],
      ],
      [
        [3, -15],
        [10, -9],
      ],
    ],
  ],
  [
    "ij,ij->i",
    [
      [
        [-3, 2, -2],
        [1, -2, 1],
      ],
      [
        [-1, -1, 1],
        [1, -1, -3],
      ],
    ],
    [-1, 0],
  ],
  [
    "ij,kj->ik",
    [
      [
        [1, -3, 0],
        [-1, 3, -3],
      ],
      [
        [1, 0, -2],
        [2, -2, -3],
      ],
    ],
    [
      [1, 8],
      [5, 1],
    ],
  ],
  [
    "ba,ab",
    [
      [
        [-3, 2, -3],
        [-3, -2, -2],
      ],
      [
        [1, -3],
        [0, 1],
        [-1, -3],
      ],
    ],
    13,
  ],
  [
    "ij,jk,kl->il",
    [
      [
        [-3, 1, 1],
        [1, 1, 0],
      ],
      [
        [0, -3],
        [-3, -1],
        [-1, -2],
      ],
      [
        [0, 2],
        [-1, 1],
      ],
    ],
    [
      [-6, -2],
      [4, -10],
    ],
  ],
  [
    "i,i,i->",
    [
      [-2, -1, -1],
      [0, 1, 3],
      [-2, 3, 1],
    ],
    -6,
  ],
  [
    "bqhd,bkhd->bhqk",
    [
      [
        [
          [
            [0, -2],
            [-2, 0],
          ],
          [
            [-3, 1],
            [1, 1],
          ],
        ],
      ],
      [
        [
          [
            [-3, 0],
            [2, 0],
          ],
          [
            [-3, 1],
            [-3, -3],
          ],
          [
            [3, 1],
            [0, 1],
          ],
        ],
      ],
    ],
    [
      [
        [
          [0, -2, -2],
          [9, 10, -8],
        ],
        [
          [-4, 6, 0],
          [2, -6, 1],
        ],
      ],
    ],
  ],
  [
    "iji->j",
    [
      [
        [
          [-2, -1],
          [-1, 1],
          [2, 1],
        ],
        [
          [-2, -1],
          [-2, -2],
          [-3, 2],
        ],
      ],
    ],
    [-3, -3, 4],
  ],
  [
    "ij,k->jk",
    [
      [
        [3, 1, 1],
        [1, 2, -1],
      ],
      [-3, 1],
    ],
    [
      [-12, 4],
      [-9, 3],
      [0, 0],
    ],
  ],
  [
    "i,j,k->kji",
    [
      [-1, -3],
      [1, 3],
      [1, 3],
    ],
    [
      [
        [-1, -3],
        [-3, -9],
      ],
      [
        [-3, -9],
        [-9, -27],
      ],
    ],
  ],
  [
    "abc,cab->b",
    [
      [
        [
          [-2, 1, -3],
          [2, 3, 1],
        ],
        [
          [-3, -3, -2],
          [1, 2, 0],
        ],
      ],
      [
        [
          [-1, 1],
          [0, 3],
        ],
        [
          [-2, 1],
          [-2, 0],
        ],
        [
          [2, 1],
          [3, -2],
        ],
      ],
    ],
    [-6, 9],
  ],
];

describe("einsum", () => {
  it.each(recorded)("%s is NumPy's", async (equation, operands, expected) => {
    const result = einsum(equation, ...operands.map((each) => tensor(each)));
    expect(await result.array()).toEqual(expected);
  });

  it("has derivatives: of the trace of a product, the other factor turned", async () => {
    const [a, b] = [
      tensor([
        [1, 2],
        [3, 4],
      ]),
      tensor([
        [5, 6],
        [7, 8],
      ]),
    ];
    expect(await grad((a: Tensor) => einsum("ij,ji->", a, b))(a).array()).toEqual([
      [5, 7],
      [6, 8],
    ]);
  });

  it("sums nothing to 0", async () => {
    expect(await einsum("ij,jk->ik", tensor([[], []]), tensor([], { shape: [0, 2] })).array()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it.each([
    ["ij,jk->ik", "got 2 terms and 1 operands"],
    ["ij->iz", '"z" on the right is not on the left, or twice'],
    ["ijk->i", '"ijk" names 3 axes, operand 0 has 2'],
    ["i...->i", 'got "i...->i"'],
  ])("%s of one matrix is an error that says why", (equation, evidence) => {
    expect(() => einsum(equation, tensor([[1, 2]]))).toThrow(evidence);
  });
});
