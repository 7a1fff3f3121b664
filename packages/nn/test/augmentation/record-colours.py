"""Hues turned by Python's colorsys: python record-colours.py > colours.json"""
import colorsys
import json
import random

random.seed(1)
colours = [[round(random.random(), 3) for _ in range(3)] for _ in range(12)]
colours += [[0.5, 0.5, 0.5], [1, 0, 0], [0, 0, 0], [0.2, 0.8, 0.2], [0.9, 0.9, 0.1], [0, 0, 1]]
shares = [-0.4, -0.05, 0.1, 0.5]


def turned(colour, share):
    h, s, v = colorsys.rgb_to_hsv(*colour)
    return colorsys.hsv_to_rgb((h + share) % 1, s, v)


print(json.dumps({"colours": colours, "shares": shares, "turned": [[turned(c, s) for c in colours] for s in shares]}))
