"""judged.py EVAL PART BIN OPTION...: which coded events are right, one line of JSON each:
{"set", "confidence", "doubts", "rule", "right"}.

EVAL is a folder with development sets (SET.dev.jsonl) and their scorers score.py and score_reading.py; PART is `rest`, `aside` (the fifth
by hash of id that evaluate.py keeps apart) or `all`; `BIN read --format jsonl OPTION... FILE` reads the texts. The scorers'
own functions judge, so that right means here what it means there. Nothing of the texts is kept. What is judged:
  situations   every event: right if it is matched with an event of its type; those on optional ones are left out
  plv          the event whose parties fit the pair best: right if its type is the pair's
  plover_gsr   the surest event of the sentence: right if its type is annotated (one is annotated a sentence, others are not judged)
  cameo_class  the surest event: right if its class is the sentence's
Standard library only."""
import hashlib, json, os, subprocess, sys, tempfile


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def in_part(item, part):
    aside = item["id"] != "seed-mehr-aleppo" and int(hashlib.sha1(item["id"].encode()).hexdigest(), 16) % 5 == 0
    return part == "all" or aside == (part == "aside")


def events_of(reading):
    """The events as the scorers want them, the surest first."""
    party = lambda p: {key: p.get(key) for key in ("text", "as", "code", "sector")}
    made = [{"type": e["type"], "cameo": e["cameo"], "trigger": e["trigger"]["text"], "begin": e["trigger"]["begin"], "end": e["trigger"]["end"],
             "source": [party(p) for p in e["actors"]], "target": [party(p) for p in e["recipients"]],
             "actors": [p["text"] for p in e["actors"]], "recipients": [p["text"] for p in e["recipients"]],
             "by": [p["text"] for p in e["by"]], "confidence": e["confidence"], "doubts": e["doubts"] + [e["status"]], "rule": e["rule"]}
            for e in reading["events"]]
    return sorted(made, key=lambda e: -e["confidence"])


def read(command, gold):
    keep = ("id", "text", "publisher")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for item in gold:
            day = item.get("dct") or item.get("published") or item.get("date")
            file.write(json.dumps({**{k: item.get(k) for k in keep}, "published": day}) + "\n")
        file.flush()
        run = subprocess.run([command[0], "read", "--format", "jsonl", *command[1:], file.name], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"{command[0]}: {run.stderr[-500:]}")
    readings = [json.loads(line) for line in run.stdout.splitlines()]
    return {r["report"]["id"]: {"id": r["report"]["id"], "events": events_of(r)} for r in readings}


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

        def share(pair, words):
            words = score.ctoks(words)
            return sum((pair & score.Counter(words)).values()) / max(1, min(sum(pair.values()), len(words)))

        def fit(event):
            pairs = {side: score.Counter(score.ctoks(item["pair"][side]["text"])) for side in ("source", "target")}
            return sum(max([share(pair, a["text"]) for a in event[side]] or [0]) for side, pair in pairs.items())

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
        if made and made["events"]:
            yield made["events"][0], score.penta(made) == item["label"]


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    folder, part, command = sys.argv[1], sys.argv[2], sys.argv[3:]
    sys.path.insert(0, folder)
    import score, score_reading
    for name, judge, scorer in (("situations", situations, score_reading), ("plv", plv, score),
                                ("plover_gsr", plover_gsr, score), ("cameo_class", cameo_class, score)):
        path = os.path.join(folder, f"{name}.dev.jsonl")
        if not os.path.exists(path):
            continue
        gold = [item for item in rows(path) if in_part(item, part)]
        for event, right in judge(scorer, gold, read(command, gold)):
            print(json.dumps({"set": name, **{k: event[k] for k in ("confidence", "doubts", "rule")}, "right": bool(right)}))


main()
