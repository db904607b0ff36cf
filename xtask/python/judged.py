"""judged.py EVAL KEPT: which coded events are right, one line of JSON each: {"set", "confidence", "doubts", "right"}.

EVAL is a folder with the scorers score.py and score_reading.py, KEPT what `evaluate.py --keep` left: SET.gold.jsonl and SET.system.jsonl.
The scorers' own functions judge, so that right means here what it means there. Nothing of the texts is kept. What is judged:
  situations   every event: right if it is matched with an event of its type; those on optional ones are left out
  plv          the event whose parties fit the pair best: right if its type is the pair's
  plover_gsr   the surest event of the sentence: right if its type is annotated (one is annotated a sentence, others are not judged)
  cameo_class  the surest event: right if its class is the sentence's
Standard library only."""
import json, os, sys


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def situations(reading, gold, system):
    for document in gold:
        names, wanted = reading.Names(document), document["events"]
        made = system.get(document["id"], {}).get("events") or []
        weights = [[0] * len(made) for _ in wanted]
        for i, g in enumerate(wanted):
            for j, s in enumerate(made):
                if not reading.near(g, s, document):
                    continue
                same = reading.typed_as(g, s.get("type"))
                fields = sum(reading.right_list(names, g, s, f) for f in ("actors", "recipients", "by"))
                bonus = fields / 10 + (1 if s["begin"] < g["trigger_end"] and g["trigger_begin"] < s["end"] else 0)
                if g.get("optional"):
                    weights[i][j] = 10 + 2 * same + bonus
                elif same:
                    weights[i][j] = 1100 + bonus
        pairs = reading.assign(weights) if wanted and made else []
        right = {j for i, j in pairs if not wanted[i].get("optional")}
        free = {j for i, j in pairs if wanted[i].get("optional")}
        for j, s in enumerate(made):
            if j not in free:
                yield s, j in right


def plv(score, gold, system):
    for item in gold:
        made = (system.get(item["id"]) or {}).get("events") or []

        def fit(event):
            total = 0
            for side in ("source", "target"):
                pair = score.Counter(score.ctoks(item["pair"][side]["text"]))
                total += max([sum((pair & score.Counter(score.ctoks(a.get("text")))).values())
                              / max(1, min(sum(pair.values()), len(score.ctoks(a.get("text"))))) for a in event.get(side) or []] or [0])
            return total

        if made:
            best = max(range(len(made)), key=lambda i: (fit(made[i]), -i))
            yield made[best], score.root15(score.etype(made[best])) == item["pair"]["type"]


def plover_gsr(score, gold, system):
    for item in gold:
        made = (system.get(item["id"]) or {}).get("events") or []
        if made:
            types = {score.etype(e) for e in item["events"]} | {t for e in item["events"] for t in e.get("type_alt", [])}
            yield made[0], score.etype(made[0]) in types


def cameo_class(score, gold, system):
    for item in gold:
        made = system.get(item["id"])
        if made and made.get("events"):
            yield made["events"][0], score.penta(made) == item["label"]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, kept = sys.argv[1:]
    sys.path.insert(0, folder)
    import score, score_reading
    for name, judge, scorer in (("situations", situations, score_reading), ("plv", plv, score),
                                ("plover_gsr", plover_gsr, score), ("cameo_class", cameo_class, score)):
        files = [os.path.join(kept, f"{name}.{part}.jsonl") for part in ("gold", "system")]
        if not all(os.path.exists(f) for f in files):
            continue
        gold, system = rows(files[0]), {s["id"]: s for s in rows(files[1])}
        for event, right in judge(scorer, gold, system):
            doubts = [doubt for doubt, side in (("no-actor", "source"), ("no-recipient", "target")) if not event[side]]
            print(json.dumps({"set": name, "confidence": event["confidence"], "doubts": doubts, "right": bool(right)}))


main()
